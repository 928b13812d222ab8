//! Repeatable chance: the same number gives the same damage on every machine.

/// A sequence of numbers (SplitMix64).
pub(crate) struct Chance(u64);

impl Chance {
    /// The sequence of one case of a stage.
    pub(crate) fn new(stage: &str, number: usize) -> Self {
        let seed = stage.bytes().fold(number as u64, |seed, byte| {
            seed.wrapping_mul(0x0100_0000_01b3) ^ u64::from(byte)
        });
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// Returns a number below another; 0 where there is none.
    pub(crate) fn below(&mut self, end: usize) -> usize {
        match end {
            0 => 0,
            end => usize::try_from(self.next() % end as u64).unwrap_or(0),
        }
    }

    /// Returns a byte.
    pub(crate) fn byte(&mut self) -> u8 {
        self.next().to_le_bytes()[0]
    }

    /// Returns one of some things.
    pub(crate) fn pick<'t, T>(&mut self, things: &'t [T]) -> Option<&'t T> {
        things.get(self.below(things.len()))
    }

    /// Returns how many times something is done: once more often than twice, and so on.
    pub(crate) fn times(&mut self, most: usize) -> usize {
        let end = 1 + self.below(most);
        1 + self.below(end)
    }

    /// Returns a stretch of something that long, at most `longest` of it.
    pub(crate) fn range(&mut self, length: usize, longest: usize) -> std::ops::Range<usize> {
        let start = self.below(length);
        let end = start + 1 + self.below(longest);
        start..end.min(length)
    }
}
