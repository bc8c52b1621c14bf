//! Hashes of values: Java's, which decide an order on AWS, and one of our own that agrees with equality.

use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};

use stepwell_json::{Number, Value};

/// `hashCode` of what Java's readers make of a value: `Integer`, `Long`, `Double`, `String`, `List`, `Map`.
///
/// Recursion is bounded by the depth up to which values have been parsed; deeper ones, which only computing makes, count as 0.
pub(crate) fn java_hash(value: &Value) -> i32 {
    match value {
        Value::Null => 0,
        Value::Bool(true) => 1231,
        Value::Bool(false) => 1237,
        Value::Number(number) => number_hash(number),
        Value::String(text) => string_hash(text),
        Value::Array(_) | Value::Object(_) if value.depth() > stepwell_json::MAX_DEPTH => 0,
        Value::Array(array) => {
            array.iter().fold(1i32, |hash, item| hash.wrapping_mul(31).wrapping_add(java_hash(item)))
        }
        Value::Object(object) => {
            object.iter().fold(0i32, |hash, (key, member)| hash.wrapping_add(string_hash(key) ^ java_hash(member)))
        }
    }
}

fn string_hash(text: &str) -> i32 {
    text.encode_utf16().fold(0i32, |hash, unit| hash.wrapping_mul(31).wrapping_add(i32::from(unit)))
}

fn number_hash(number: &Number) -> i32 {
    let fold = |bits: u64| (bits ^ (bits >> 32)) as i32;
    match (number.is_integer_literal(), number.as_i64(), number.as_f64()) {
        (true, Some(integer), _) => i32::try_from(integer).unwrap_or_else(|_| fold(integer as u64)),
        (_, _, Some(double)) => fold(double.to_bits()),
        (_, _, None) => 0,
    }
}

/// A hash that equal values share: numbers by value, members in any order. Uses no stack of its own.
pub(crate) fn value_hash(value: &Value) -> u64 {
    let mut sum = 0u64;
    let mut pending = vec![(value, 0u64)];
    while let Some((value, place)) = pending.pop() {
        let below = |what: &dyn Fn(&mut DefaultHasher)| {
            let mut hasher = DefaultHasher::new();
            place.hash(&mut hasher);
            what(&mut hasher);
            hasher.finish()
        };
        sum = sum.wrapping_add(match value {
            Value::Null => below(&|hasher| 0u8.hash(hasher)),
            Value::Bool(truth) => below(&|hasher| (1u8, truth).hash(hasher)),
            // Numbers of one value have one nearest double.
            Value::Number(number) => {
                let double = number.as_f64().map(|double| if double == 0.0 { 0 } else { double.to_bits() });
                below(&|hasher| (2u8, double).hash(hasher))
            }
            Value::String(text) => below(&|hasher| (3u8, text).hash(hasher)),
            Value::Array(array) => {
                for (index, item) in array.iter().enumerate() {
                    pending.push((item, below(&|hasher| (4u8, index).hash(hasher))));
                }
                below(&|hasher| (5u8, array.len()).hash(hasher))
            }
            Value::Object(object) => {
                for (key, member) in object.iter() {
                    pending.push((member, below(&|hasher| (6u8, key).hash(hasher))));
                }
                below(&|hasher| (7u8, object.len()).hash(hasher))
            }
        });
    }
    sum
}

#[cfg(test)]
mod tests {
    use super::*;

    fn json(text: &str) -> Value {
        Value::parse(text).unwrap_or_else(|error| panic!("{text}: {error}"))
    }

    // Java's answers are those of OpenJDK 17.
    #[test]
    fn as_java_hashes() {
        for (text, hash) in [
            ("null", 0),
            ("true", 1231),
            ("1", 1),
            ("-1", -1),
            ("4294967296", 1),
            ("1.5", 1_073_217_536),
            (r#""abc""#, 96354),
            (r#""\ud83d\ude00""#, 1_772_899),
            ("[1,2]", 994),
            ("[2,1]", 1024),
            (r#"{"a":1,"b":2}"#, 192),
        ] {
            assert_eq!(java_hash(&json(text)), hash, "{text}");
        }
    }

    #[test]
    fn equal_values_share_a_hash() {
        for (a, b) in
            [("1", "1.0"), ("0", "-0.0"), (r#"{"a":1,"b":[2]}"#, r#"{"b":[2e0],"a":1}"#), (r#""A""#, r#""\u0041""#)]
        {
            assert_eq!(value_hash(&json(a)), value_hash(&json(b)), "{a} {b}");
        }
        for (a, b) in [("[1,2]", "[2,1]"), ("[[1],2]", "[1,[2]]"), (r#"{"a":"b"}"#, r#"{"b":"a"}"#), ("1", r#""1""#)] {
            assert_ne!(value_hash(&json(a)), value_hash(&json(b)), "{a} {b}");
        }
    }
}
