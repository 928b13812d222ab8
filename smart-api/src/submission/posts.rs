//! What is being sent and may not be repeated, what was sent so that nobody knows whether it arrived,
//! and what has arrived just now: another one of the same name is not sent by accident.

use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// Of so many things, the latest, it is remembered that they have arrived.
const ARRIVED: usize = 1_000;

/// The things by their names. It holds what is under way or in doubt, and what arrived of late.
#[derive(Default)]
pub(crate) struct InFlight(Mutex<States>);

#[derive(Default)]
struct States {
    by_name: HashMap<String, State>,
    /// The latest last.
    arrived: VecDeque<Arrived>,
}

/// A thing that has arrived.
struct Arrived {
    name: String,
    time: u64,
    /// What the caller wants to be told.
    number: usize,
}

#[derive(Default)]
struct State {
    /// Somebody has taken it and may send it.
    taken: bool,
    /// When it was sent so that it may have arrived: the times by the caller's ids.
    in_doubt: Vec<u64>,
}

/// Why a thing cannot be taken or sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum InTheWay {
    /// Somebody has taken it and may send it.
    Taken,
    /// It was sent, and may have arrived.
    InDoubt,
    /// What it was taken in spite of is in doubt no more.
    Settled,
}

impl InFlight {
    /// Takes things, all or none; with `although` a time when they were sent, those as well that may
    /// have arrived.
    ///
    /// # Errors
    /// What is in the way.
    pub(crate) fn take(
        self: &Arc<Self>,
        names: Vec<String>,
        although: Option<u64>,
    ) -> Result<Taken, InTheWay> {
        let mut states = self.states();
        for name in &names {
            match states.by_name.get(name) {
                Some(state) if state.taken => return Err(InTheWay::Taken),
                Some(_) if although.is_none() => return Err(InTheWay::InDoubt),
                _ => {}
            }
        }
        for name in &names {
            states.by_name.entry(name.clone()).or_default().taken = true;
        }
        drop(states);
        Ok(Taken {
            of: Arc::clone(self),
            names,
            although,
        })
    }

    /// It turns out that these things were sent once, by another process perhaps.
    pub(crate) fn doubt(&self, names: impl Iterator<Item = String>, time: u64) {
        let mut states = self.states();
        for name in names {
            states.by_name.entry(name).or_default().doubt(time);
        }
    }

    /// It is known now what became of these things that time.
    pub(crate) fn settle(&self, names: impl Iterator<Item = String>, time: u64) {
        let mut states = self.states();
        for name in names {
            states.change(&name, |state| state.in_doubt.retain(|one| *one != time));
        }
    }

    /// These things have not arrived that time, or have come to nothing since.
    pub(crate) fn forget(&self, names: impl Iterator<Item = String>, time: u64) {
        let names: Vec<String> = names.collect();
        self.settle(names.iter().cloned(), time);
        let mut states = self.states();
        let arrived = &mut states.arrived;
        arrived.retain(|one| one.time != time || !names.contains(&one.name));
    }

    /// The number that was left when a thing arrived, if that was not long ago.
    pub(crate) fn arrived(&self, name: &str) -> Option<usize> {
        let states = self.states();
        let mut latest = states.arrived.iter().rev();
        latest.find_map(|one| (one.name == name).then_some(one.number))
    }

    fn states(&self) -> MutexGuard<'_, States> {
        // Nothing that holds this lock can leave the states half changed.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl States {
    /// Changes a state, and forgets it when there is nothing left to say.
    fn change(&mut self, name: &str, change: impl FnOnce(&mut State)) {
        if let Some(state) = self.by_name.get_mut(name) {
            change(state);
            if !state.taken && state.in_doubt.is_empty() {
                self.by_name.remove(name);
            }
        }
    }
}

impl State {
    fn doubt(&mut self, time: u64) {
        if !self.in_doubt.contains(&time) {
            self.in_doubt.push(time);
        }
    }
}

/// Things that are taken, until this is dropped.
pub(crate) struct Taken {
    of: Arc<InFlight>,
    names: Vec<String>,
    although: Option<u64>,
}

impl Taken {
    /// They are sent from now on, and in doubt until it is known what became of it. This time stands
    /// for the one that they were taken in spite of, too.
    ///
    /// # Errors
    /// What has come in the way since they were taken.
    pub(crate) fn send(&self, time: u64) -> Result<(), InTheWay> {
        let mut states = self.of.states();
        for name in &self.names {
            let in_doubt = states.by_name.get(name).map(|state| &state.in_doubt);
            let in_doubt = in_doubt.map_or(&[][..], Vec::as_slice);
            match self.although {
                None if !in_doubt.is_empty() => return Err(InTheWay::InDoubt),
                Some(although) if !in_doubt.contains(&although) => return Err(InTheWay::Settled),
                _ => {}
            }
        }
        for name in &self.names {
            states.change(name, |state| {
                state.in_doubt.retain(|one| Some(*one) != self.although);
                state.doubt(time);
            });
        }
        Ok(())
    }

    /// They have arrived that time, each with a number to be told when it is asked about.
    pub(crate) fn arrived(self, time: u64, numbers: impl Iterator<Item = usize>) {
        let mut states = self.of.states();
        for (name, number) in self.names.iter().zip(numbers) {
            states.change(name, |state| state.in_doubt.retain(|one| *one != time));
            let name = name.clone();
            states.arrived.push_back(Arrived { name, time, number });
        }
        let more = states.arrived.len().saturating_sub(ARRIVED);
        states.arrived.drain(..more);
    }

    /// They have not arrived that time. What they were taken in spite of is in doubt as before.
    pub(crate) fn not_arrived(self, time: u64) {
        let mut states = self.of.states();
        for name in &self.names {
            states.change(name, |state| {
                state.in_doubt.retain(|one| *one != time);
                self.although.into_iter().for_each(|time| state.doubt(time));
            });
        }
    }
}

impl Drop for Taken {
    fn drop(&mut self) {
        let mut states = self.of.states();
        for name in &self.names {
            states.change(name, |state| state.taken = false);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::{ARRIVED, InFlight, InTheWay};

    fn names(of: &str) -> impl Iterator<Item = String> {
        of.split(' ').map(str::to_owned)
    }

    fn take(
        from: &Arc<InFlight>,
        of: &str,
        although: Option<u64>,
    ) -> Result<super::Taken, InTheWay> {
        from.take(names(of).collect(), although)
    }

    #[test]
    fn all_are_taken_or_none() {
        let in_flight = Arc::new(InFlight::default());
        let b = take(&in_flight, "b", None).ok().unwrap();
        assert_eq!(
            take(&in_flight, "a b", Some(1)).err(),
            Some(InTheWay::Taken)
        );
        let a = take(&in_flight, "a", None).ok().unwrap();
        drop((a, b));
        assert!(take(&in_flight, "a b", None).is_ok());
        assert!(in_flight.states().by_name.is_empty());
    }

    #[test]
    fn what_was_sent_is_in_doubt_until_that_time_is_settled() {
        let in_flight = Arc::new(InFlight::default());
        let taken = take(&in_flight, "a b", None).ok().unwrap();
        taken.send(1).unwrap();
        drop(taken);
        in_flight.settle(names("a b"), 7);
        assert_eq!(take(&in_flight, "a", None).err(), Some(InTheWay::InDoubt));
        in_flight.settle(names("a b"), 1);
        assert!(in_flight.states().by_name.is_empty());
    }

    #[test]
    fn the_next_time_stands_for_the_one_before() {
        let in_flight = Arc::new(InFlight::default());
        in_flight.doubt(names("a"), 1);
        let refused = take(&in_flight, "a", Some(1)).ok().unwrap();
        refused.send(2).unwrap();
        refused.not_arrived(2);
        assert_eq!(take(&in_flight, "a", None).err(), Some(InTheWay::InDoubt));
        let lost = take(&in_flight, "a", Some(1)).ok().unwrap();
        lost.send(2).unwrap();
        drop(lost);
        in_flight.settle(names("a"), 1);
        assert_eq!(take(&in_flight, "a", None).err(), Some(InTheWay::InDoubt));
        let taken = take(&in_flight, "a", Some(2)).ok().unwrap();
        taken.send(3).unwrap();
        taken.arrived(3, [5].into_iter());
        assert!(in_flight.states().by_name.is_empty());
        assert_eq!(in_flight.arrived("a"), Some(5));
        in_flight.forget(names("a"), 2);
        assert_eq!(in_flight.arrived("a"), Some(5));
        in_flight.forget(names("a"), 3);
        assert_eq!(in_flight.arrived("a"), None);
    }

    #[test]
    fn what_comes_out_while_a_thing_is_taken_counts() {
        let in_flight = Arc::new(InFlight::default());
        let taken = take(&in_flight, "a", None).ok().unwrap();
        in_flight.doubt(names("a"), 1);
        assert_eq!(taken.send(2), Err(InTheWay::InDoubt));
        drop(taken);
        assert_eq!(take(&in_flight, "a", None).err(), Some(InTheWay::InDoubt));
        let again = take(&in_flight, "a", Some(1)).ok().unwrap();
        in_flight.settle(names("a"), 1);
        assert_eq!(again.send(2), Err(InTheWay::Settled));
        drop(again);
        assert!(in_flight.states().by_name.is_empty());
    }

    #[test]
    fn what_arrived_is_remembered_for_a_while() {
        let in_flight = Arc::new(InFlight::default());
        for number in 0..=ARRIVED {
            let taken = take(&in_flight, &number.to_string(), None).ok().unwrap();
            taken.arrived(1, [number].into_iter());
        }
        assert_eq!(in_flight.arrived("0"), None);
        assert_eq!(in_flight.arrived("1"), Some(1));
        assert_eq!(in_flight.states().arrived.len(), ARRIVED);
    }
}
