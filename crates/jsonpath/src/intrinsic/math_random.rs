//! `States.MathRandom(start, end, seed)`: a whole number from `start` to just below `end`. Fractions are cut off. With a seed it is
//! the number `java.util.Random` gives for that seed, without one it comes from the execution's own entropy.

use stepwell_json::Value;

use super::arguments::{Arguments, Refusal, refuse};
use crate::entropy::{Entropy, JavaRandom};

pub(super) fn call(arguments: &Arguments, entropy: &mut Entropy) -> Result<Value, Refusal> {
    let (start, end) = (arguments.truncated(0)?, arguments.truncated(1)?);
    let mut random = match arguments.optional(2) {
        Some(_) => JavaRandom::new(arguments.truncated(2)?),
        None => entropy.java_random(),
    };
    if start >= end {
        return refuse(format!("the start {start} must lie below the end {end}"));
    }
    Ok(Value::from(random.next_between(start, end)))
}

#[cfg(test)]
mod tests {
    use super::super::tests::{answer, check};

    #[test]
    fn a_seed_gives_javas_number() {
        check(&[
            ("States.MathRandom(0, 10, 42)", "{}", "0"),
            ("States.MathRandom(1, 999, 42)", "{}", "255"),
            ("States.MathRandom(-5, 5, -10)", "{}", "-2"),
            ("States.MathRandom(0, 64, -1)", "{}", "17"),
        ]);
    }

    #[test]
    fn stays_in_range() {
        for (start, end) in [(1.6, 5.4), (-99999.0, -9999.0), (12.5, 44.51), (0.0, 1.0)] {
            let drawn = answer(&format!("States.MathRandom({start}, {end})"), "{}");
            let drawn: i64 = drawn.parse().unwrap_or_else(|_| panic!("{drawn} is no number"));
            assert!((start as i64..end as i64).contains(&drawn), "{start} {end} {drawn}");
        }
        let two = answer("States.Array(States.MathRandom(0, 1000000), States.MathRandom(0, 1000000))", "{}");
        let (one, other) = two.trim_matches(['[', ']']).split_once(',').expect("two numbers");
        assert_ne!(one, other);
    }

    #[test]
    fn refuses() {
        for call in ["1, 1", "10, 5", "1.4, 1.6", "'a', 10", "1, 10, 'x'", "1, 10, null", "1", "1, 10, 5, 99"] {
            let answer = answer(&format!("States.MathRandom({call})"), "{}");
            assert_eq!(answer, "! Invalid arguments in States.MathRandom", "{call}");
        }
    }
}
