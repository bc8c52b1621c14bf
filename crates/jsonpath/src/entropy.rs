//! Random numbers and uuids that come from a seed and nowhere else.

/// A source of random numbers and uuids that gives the same ones again for the same seed. Its whole state is one number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entropy {
    state: u64,
}

impl Entropy {
    /// Entropy from a seed, or from the [state](Entropy::state) of an earlier one, which it then continues.
    pub fn new(seed: u64) -> Entropy {
        Entropy { state: seed }
    }

    /// What is needed to continue.
    pub fn state(&self) -> u64 {
        self.state
    }

    /// The next 64 random bits (SplitMix64).
    pub fn next_u64(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut bits = self.state;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        bits ^ (bits >> 31)
    }

    /// The next random double, at least 0 and below 1.
    pub fn next_f64(&mut self) -> f64 {
        (self.next_u64() >> 11) as f64 / (1u64 << 53) as f64
    }

    /// The next random uuid, version 4, in lower case with dashes.
    pub fn uuid(&mut self) -> String {
        let high = self.next_u64() & !0xF000 | 0x4000;
        let low = self.next_u64() & !(0b11 << 62) | 0b10 << 62;
        format!(
            "{:08x}-{:04x}-{:04x}-{:04x}-{:012x}",
            high >> 32,
            (high >> 16) & 0xFFFF,
            high & 0xFFFF,
            low >> 48,
            low & 0xFFFF_FFFF_FFFF
        )
    }

    /// A Java generator seeded from this one.
    pub fn java_random(&mut self) -> JavaRandom {
        JavaRandom::new(self.next_u64() as i64)
    }
}

/// `java.util.Random`, which Step Functions' seeded functions use: the same seed gives the same numbers as on AWS.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JavaRandom {
    state: u64,
}

const MULTIPLIER: u64 = 0x5_DEEC_E66D;
const MASK: u64 = (1 << 48) - 1;

impl JavaRandom {
    /// As `new Random(seed)`.
    pub fn new(seed: i64) -> JavaRandom {
        JavaRandom { state: (seed as u64 ^ MULTIPLIER) & MASK }
    }

    fn next(&mut self, bits: u32) -> i32 {
        self.state = self.state.wrapping_mul(MULTIPLIER).wrapping_add(0xB) & MASK;
        (self.state >> (48 - bits)) as u32 as i32
    }

    /// As `nextInt()`.
    pub fn next_i32(&mut self) -> i32 {
        self.next(32)
    }

    /// As `nextInt(bound)`: at least 0 and below `bound`; 0 when `bound` is not positive, where Java throws.
    pub fn next_i32_below(&mut self, bound: i32) -> i32 {
        if bound <= 0 {
            return 0;
        }
        if bound & (bound - 1) == 0 {
            return ((i64::from(bound) * i64::from(self.next(31))) >> 31) as i32;
        }
        loop {
            let bits = self.next(31);
            let value = bits % bound;
            // Java looks for the overflow of this sum to reject the uneven end of the range.
            if bits.wrapping_sub(value).wrapping_add(bound - 1) >= 0 {
                return value;
            }
        }
    }

    /// As `nextLong()`.
    pub fn next_i64(&mut self) -> i64 {
        let high = i64::from(self.next(32)) << 32;
        high.wrapping_add(i64::from(self.next(32)))
    }

    /// As `nextDouble()`: at least 0 and below 1.
    pub fn next_f64(&mut self) -> f64 {
        let high = i64::from(self.next(26)) << 27;
        (high + i64::from(self.next(27))) as f64 / (1u64 << 53) as f64
    }

    /// At least `start` and below `end`: `start + nextInt(end - start)` where the span fits, as `longs(start, end)` where it does
    /// not; `start` when the range is empty.
    pub fn next_between(&mut self, start: i64, end: i64) -> i64 {
        if start >= end {
            return start;
        }
        let span = i128::from(end) - i128::from(start);
        if let Ok(bound) = i32::try_from(span) {
            return start + i64::from(self.next_i32_below(bound));
        }
        let mut bits = self.next_i64();
        let Ok(bound) = i64::try_from(span) else {
            while bits < start || bits >= end {
                bits = self.next_i64();
            }
            return bits;
        };
        let last = bound - 1;
        if bound & last == 0 {
            return (bits & last).wrapping_add(start);
        }
        loop {
            let unsigned = ((bits as u64) >> 1) as i64;
            let value = unsigned % bound;
            if unsigned.wrapping_add(last).wrapping_sub(value) >= 0 {
                return value.wrapping_add(start);
            }
            bits = self.next_i64();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    // Java's answers are those of OpenJDK 17.
    #[test]
    fn as_java_util_random() {
        assert_eq!(JavaRandom::new(42).next_f64(), 0.727_563_680_032_868_1);
        let mut random = JavaRandom::new(42);
        assert_eq!((random.next_i32_below(10), random.next_i32_below(10)), (0, 3));
        assert_eq!(JavaRandom::new(42).next_i32(), -1_170_105_035);
        assert_eq!(JavaRandom::new(42).next_i64(), -5_025_562_857_975_149_833);
        assert_eq!(JavaRandom::new(-1).next_i32_below(64), 17);
        let mut random = JavaRandom::new(5);
        let drawn: Vec<i32> = (0..4).map(|_| random.next_i32_below((1 << 30) | 12_345)).collect();
        assert_eq!(drawn, [379_250_092, 189_533_474, 1_049_914_506, 991_787_854]);
        let longs = |end: i64, start: i64| {
            let mut random = JavaRandom::new(9);
            (0..3).map(|_| random.next_between(start, end)).collect::<Vec<_>>()
        };
        assert_eq!(longs((1 << 41) + 17, -3), [1_123_615_433_117, 1_152_739_710_560, 648_161_314_522]);
        assert_eq!(longs(1 << 40, 0), [48_330_111_448, 106_584_752_175, 196_940_201_635]);
        assert_eq!(longs(i64::MAX, i64::MIN)[..2], [-4_977_640_823_216_473_640, -4_308_495_580_483_403_729]);
    }

    #[test]
    fn ranges_hold_their_ends() {
        let mut random = JavaRandom::new(7);
        for (start, end) in [(0, 1), (-5, 5), (i64::MIN, i64::MAX), (0, 1 << 40), (-3, (1 << 41) + 17), (5, 5), (5, 4)]
        {
            for _ in 0..200 {
                let value = random.next_between(start, end);
                assert!(value >= start && (value < end || start >= end), "{start} {end} {value}");
            }
        }
    }

    #[test]
    fn the_same_seed_gives_the_same_again() {
        let (mut one, mut other) = (Entropy::new(1), Entropy::new(1));
        let first = one.uuid();
        assert_eq!(first, other.uuid());
        assert_ne!(first, one.uuid());
        let mut continued = Entropy::new(other.state());
        assert_eq!(continued.next_u64(), other.next_u64());
        assert_ne!(Entropy::new(2).uuid(), first);
    }

    #[test]
    fn uuids_are_version_4() {
        let mut entropy = Entropy::new(0);
        for _ in 0..100 {
            let uuid = entropy.uuid();
            let parts: Vec<&str> = uuid.split('-').collect();
            assert_eq!(parts.iter().map(|part| part.len()).collect::<Vec<_>>(), [8, 4, 4, 4, 12]);
            assert!(parts[2].starts_with('4'), "{uuid}");
            assert!(parts[3].starts_with(['8', '9', 'a', 'b']), "{uuid}");
        }
    }
}
