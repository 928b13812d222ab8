//! The board of active faults.

use super::Fault;
use crate::chance::Chance;
use crate::routes::Operation;

/// The active faults.
#[derive(Debug, Default)]
pub(crate) struct FaultBoard {
    active: Vec<Active>,
    last: u64,
}

#[derive(Debug)]
struct Active {
    id: u64,
    fault: Fault,
    /// The number of calls that the fault concerned.
    seen: u32,
    /// The number of calls that the fault changed.
    played: u32,
}

impl FaultBoard {
    /// Switches a fault on. Returns the number that switches it off.
    pub(crate) fn add(&mut self, fault: Fault) -> u64 {
        self.last += 1;
        self.active.push(Active {
            id: self.last,
            fault,
            seen: 0,
            played: 0,
        });
        self.last
    }

    /// Switches a fault off. Returns `false` if it was off already.
    pub(crate) fn remove(&mut self, id: u64) -> bool {
        let before = self.active.len();
        self.active.retain(|one| one.id != id);
        self.active.len() != before
    }

    pub(crate) fn clear(&mut self) {
        self.active.clear();
    }

    /// Returns the active faults: number, fault, and how often the simulator has played it.
    pub(crate) fn all(&self) -> impl Iterator<Item = (u64, &Fault, u32)> {
        self.active
            .iter()
            .map(|one| (one.id, &one.fault, one.played))
    }

    /// Plays the faults that concern the next call of an operation, and returns them.
    pub(crate) fn play(&mut self, operation: Operation, chance: &mut Chance) -> Vec<Fault> {
        let mut played = Vec::new();
        for active in &mut self.active {
            if active.fault.operation.is_some_and(|only| only != operation) {
                continue;
            }
            active.seen = active.seen.saturating_add(1);
            if active.seen > active.fault.skip && chance.draw(active.fault.percent) {
                active.played = active.played.saturating_add(1);
                played.push(active.fault.clone());
            }
        }
        self.active
            .retain(|one| one.fault.times.is_none_or(|times| one.played < times));
        played
    }
}

#[cfg(test)]
mod tests {
    use super::super::FaultKind;
    use super::*;

    #[test]
    fn a_fault_is_played_as_often_as_it_says() {
        let mut board = FaultBoard::default();
        let mut chance = Chance::new(1);
        board.add(
            Fault::new(FaultKind::Drop)
                .on(Operation::FetchVisit)
                .skip(1)
                .times(2),
        );
        let mut played = |operation| !board.play(operation, &mut chance).is_empty();
        assert!(!played(Operation::FetchMember));
        let calls: Vec<_> = (0..5).map(|_| played(Operation::FetchVisit)).collect();
        assert_eq!(calls, [false, true, true, false, false]);
        assert_eq!(board.all().count(), 0);
    }

    #[test]
    fn chance_is_repeatable() {
        let run = |seed| {
            let mut board = FaultBoard::default();
            let mut chance = Chance::new(seed);
            board.add(Fault::new(FaultKind::Drop).percent(30));
            let calls = (0..1000).map(|_| board.play(Operation::FetchVisit, &mut chance));
            calls.flatten().count()
        };
        assert_eq!(run(7), run(7));
        assert!((250..350).contains(&run(7)), "{}", run(7));
    }
}
