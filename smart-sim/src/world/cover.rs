//! Benefit pools: their owners and balances.

use super::World;
use crate::amount::Amount;
use crate::scenario::{Benefit, Member, Scenario};

/// A benefit pool with its present balance.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Pool {
    /// The benefit in the scenario. Its `amount` is the balance at the start.
    pub benefit: Benefit,
    /// The present balance.
    pub balance: Amount,
    owner: Owner,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Owner {
    Member(String),
    Policy(i64),
}

impl Pool {
    /// Returns the owner of the pool, in words.
    pub(crate) fn owner(&self) -> String {
        match &self.owner {
            Owner::Member(number) => number.clone(),
            Owner::Policy(id) => format!("all of policy {id}"),
        }
    }
}

impl World {
    pub(super) fn seed_pools(&mut self, scenario: &Scenario) {
        let shared = scenario.policies.iter().flat_map(|policy| {
            policy
                .benefits
                .iter()
                .map(|benefit| (Owner::Policy(policy.id), benefit))
        });
        let own = scenario.members.iter().flat_map(|member| {
            let owner = Owner::Member(member.member_number.clone());
            member
                .benefits
                .iter()
                .map(move |benefit| (owner.clone(), benefit))
        });
        for (owner, benefit) in shared.chain(own) {
            let pool = Pool {
                benefit: benefit.clone(),
                balance: benefit.amount,
                owner,
            };
            self.pools.insert(benefit.id, pool);
        }
    }

    /// Returns all pools, in the order of benefit numbers.
    pub(crate) fn pools(&self) -> impl ExactSizeIterator<Item = &Pool> {
        self.pools.values()
    }

    /// Returns the pools that a member may use.
    pub(crate) fn pools_of<'a>(&'a self, member: &'a Member) -> impl Iterator<Item = &'a Pool> {
        self.pools.values().filter(|pool| match &pool.owner {
            Owner::Member(number) => *number == member.member_number,
            Owner::Policy(id) => *id == member.policy,
        })
    }

    /// Returns the pool of this benefit number, if the member may use it.
    pub(crate) fn benefit_of<'a>(&'a self, member: &'a Member, id: i64) -> Option<&'a Pool> {
        self.pools_of(member).find(|pool| pool.benefit.id == id)
    }

    /// Returns the benefit number of this pool number, if the member may use the pool.
    pub(super) fn benefit_number(&self, member: &str, pool_nr: i64) -> Option<i64> {
        let member = self.members.get(member)?;
        self.pools_of(member)
            .find(|pool| pool.benefit.pool_nr == pool_nr)
            .map(|pool| pool.benefit.id)
    }

    pub(super) fn pool_mut(&mut self, benefit: i64) -> Option<&mut Pool> {
        self.pools.get_mut(&benefit)
    }
}
