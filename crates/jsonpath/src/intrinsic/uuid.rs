//! `States.UUID()`: a random uuid of version 4, from the execution's own entropy. AWS does not mind arguments.

use stepwell_json::Value;

use crate::entropy::Entropy;

pub(super) fn call(entropy: &mut Entropy) -> Value {
    Value::from(entropy.uuid())
}

#[cfg(test)]
mod tests {
    use super::super::tests::answer;

    #[test]
    fn makes_uuids() {
        for call in ["States.UUID()", "States.UUID( )", "States.UUID('x')", "States.UUID(1, 2)"] {
            let uuid = answer(call, "{}");
            assert_eq!(uuid.len(), 38, "{uuid}");
            assert_eq!(uuid, answer("States.UUID()", "{}"), "the seed alone decides");
        }
        let two = answer("States.StringSplit(States.Format('{},{}', States.UUID(), States.UUID()), ',')", "{}");
        assert_ne!(two[2..38], two[41..77]);
    }
}
