//! What a walk throws for: a generator that a seed determines, the same on every machine.

/// SplitMix64 (Steele, Lea, Flood 2014): small, fast, and good enough to wander by.
#[derive(Clone)]
pub(super) struct Dice {
    state: u64,
    /// How many numbers were thrown.
    pub(super) thrown: usize,
    /// Where they take another seed, the next one last.
    turns: Vec<Turn>,
}

/// After how many numbers dice take another seed, and which.
pub(super) type Turn = (usize, u64);

impl Dice {
    pub(super) fn new(seed: u64) -> Self {
        Self::turning(seed, &[])
    }

    /// Dice that throw what those of the seed throw up to the first turn, and from each turn what those of its seed do.
    pub(super) fn turning(seed: u64, turns: &[Turn]) -> Self {
        Self { state: seed, thrown: 0, turns: turns.iter().rev().copied().collect() }
    }

    pub(super) fn number(&mut self) -> u64 {
        while let Some((_, seed)) = self.turns.pop_if(|(at, _)| *at <= self.thrown) {
            self.state = seed;
        }
        self.thrown += 1;
        self.state = self.state.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.state;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    pub(super) fn below(&mut self, end: usize) -> usize {
        (self.number() % end.max(1) as u64) as usize
    }

    pub(super) fn between(&mut self, from: i64, to: i64) -> i64 {
        from + (self.number() % (to - from + 1).max(1) as u64) as i64
    }

    pub(super) fn in_hundred(&mut self, cases: u64) -> bool {
        self.number() % 100 < cases
    }

    /// The last of a list in most cases, else any.
    pub(super) fn mostly_last<'a, T>(&mut self, list: &'a [T]) -> Option<&'a T> {
        if self.in_hundred(70) { list.last() } else { list.get(self.below(list.len())) }
    }

    pub(super) fn pick<'a, T>(&mut self, list: &'a [T]) -> Option<&'a T> {
        list.get(self.below(list.len()))
    }

    pub(super) fn seed_32(&mut self) -> [u8; 32] {
        let mut seed = [0; 32];
        for chunk in seed.chunks_mut(8) {
            chunk.copy_from_slice(&self.number().to_be_bytes());
        }
        seed
    }
}
