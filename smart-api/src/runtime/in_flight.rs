//! What is being sent and may not be repeated, and what was sent so that nobody knows whether it
//! arrived: another one of the same name is not sent beside it by accident.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// The things by their names. It holds only what is under way or in doubt.
#[derive(Default)]
pub(crate) struct InFlight(Mutex<HashMap<String, State>>);

/// Why a thing cannot be taken, or what it was before it was.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum State {
    /// Somebody has taken it and may send it.
    Taken,
    /// It was sent, and may have arrived.
    InDoubt,
}

impl InFlight {
    /// Takes things, all or none; with `although_in_doubt` those as well that may have arrived.
    ///
    /// # Errors
    /// What is in the way.
    pub(crate) fn take(
        self: &Arc<Self>,
        names: impl Iterator<Item = String>,
        although_in_doubt: bool,
    ) -> Result<Taken, State> {
        let mut taken = Taken {
            of: Arc::clone(self),
            names: Vec::new(),
            sent: false,
        };
        for name in names {
            let mut states = self.states();
            let before = match states.entry(name.clone()) {
                Entry::Vacant(free) => {
                    free.insert(State::Taken);
                    None
                }
                Entry::Occupied(mut held) if although_in_doubt && *held.get() == State::InDoubt => {
                    Some(held.insert(State::Taken))
                }
                Entry::Occupied(held) => return Err(*held.get()),
            };
            taken.names.push((name, before));
        }
        Ok(taken)
    }

    /// It turns out that these things were sent before, by another process perhaps.
    pub(crate) fn doubt(&self, names: impl Iterator<Item = String>) {
        let mut states = self.states();
        for name in names {
            states.entry(name).or_insert(State::InDoubt);
        }
    }

    /// It is known now what became of these things.
    pub(crate) fn settle(&self, names: impl Iterator<Item = String>) {
        let mut states = self.states();
        for name in names {
            if states.get(&name) == Some(&State::InDoubt) {
                states.remove(&name);
            }
        }
    }

    fn states(&self) -> MutexGuard<'_, HashMap<String, State>> {
        // Nothing that holds this lock can leave the states half changed.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Things that are taken, each with what it was before. Given up, they are what they were; given up
/// after they were sent, they are in doubt.
pub(crate) struct Taken {
    of: Arc<InFlight>,
    names: Vec<(String, Option<State>)>,
    sent: bool,
}

impl Taken {
    /// They are sent from now on.
    pub(crate) fn sent(&mut self) {
        self.sent = true;
    }

    /// They have arrived.
    pub(crate) fn arrived(mut self) {
        self.sent = false;
        self.names.iter_mut().for_each(|(_, before)| *before = None);
    }

    /// They have not arrived, this time.
    pub(crate) fn not_arrived(mut self) {
        self.sent = false;
    }
}

impl Drop for Taken {
    fn drop(&mut self) {
        let mut states = self.of.states();
        for (name, before) in self.names.drain(..) {
            match before.or(self.sent.then_some(State::InDoubt)) {
                Some(state) => states.insert(name, state),
                None => states.remove(&name),
            };
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::{InFlight, State};

    fn names(of: &str) -> impl Iterator<Item = String> {
        of.split(' ').map(str::to_owned)
    }

    #[test]
    fn all_are_taken_or_none() {
        let in_flight = Arc::new(InFlight::default());
        let b = in_flight.take(names("b"), false).ok().unwrap();
        assert!(in_flight.take(names("a b"), true).err() == Some(State::Taken));
        let a = in_flight.take(names("a"), false).ok().unwrap();
        drop((a, b));
        assert!(in_flight.take(names("a b"), false).is_ok());
        assert!(in_flight.states().is_empty());
    }

    #[test]
    fn what_was_sent_is_in_doubt_until_it_is_known() {
        let in_flight = Arc::new(InFlight::default());
        let mut taken = in_flight.take(names("a b"), false).ok().unwrap();
        taken.sent();
        in_flight.settle(names("a b"));
        drop(taken);
        assert!(in_flight.take(names("a"), false).err() == Some(State::InDoubt));
        // A second time that comes to nothing does not end the first one's doubt, arriving does.
        let mut again = in_flight.take(names("a"), true).ok().unwrap();
        again.sent();
        again.not_arrived();
        assert!(in_flight.take(names("a"), false).err() == Some(State::InDoubt));
        in_flight.take(names("a"), true).ok().unwrap().arrived();
        in_flight.settle(names("b"));
        assert!(in_flight.states().is_empty());
    }
}
