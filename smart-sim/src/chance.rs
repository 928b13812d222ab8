//! Repeatable chance: one seed gives the same tokens and faults on every machine.

/// A generator of pseudo-random numbers (SplitMix64, Steele and others 2014), not for secrets.
#[derive(Clone, Debug)]
pub(crate) struct Chance(u64);

impl Chance {
    pub(crate) fn new(seed: u64) -> Chance {
        Chance(seed)
    }

    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// Draws a number. Returns `true` in this percentage of draws.
    pub(crate) fn draw(&mut self, percent: u8) -> bool {
        self.next() % 100 < u64::from(percent)
    }

    /// Draws a token in the form of Smart's sample: a version 4 UUID.
    pub(crate) fn token(&mut self) -> String {
        let (high, low) = (self.next(), self.next());
        format!(
            "{:08x}-{:04x}-4{:03x}-{:04x}-{:012x}",
            high >> 32,
            (high >> 16) & 0xffff,
            high & 0x0fff,
            0x8000 | (low >> 50),
            low & 0xffff_ffff_ffff
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_looks_like_the_sample() {
        let mut chance = Chance::new(1);
        let (first, second) = (chance.token(), chance.token());
        assert_ne!(first, second);
        assert_eq!(first.len(), 36);
        assert_eq!(Chance::new(1).token(), first);
        for never in 0..100 {
            assert!(!chance.draw(0), "{never}");
            assert!(chance.draw(100), "{never}");
        }
    }
}
