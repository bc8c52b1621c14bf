//! `States.ArrayRange(first, last, step)`: whole numbers from `first` to at most `last`, 1,000 of them at most. Fractions are cut off.

use stepwell_json::Value;

use super::arguments::{Arguments, Refusal, refuse};

const MAX_ITEMS: usize = 1000;

pub(super) fn call(arguments: &Arguments) -> Result<Value, Refusal> {
    let (first, last, step) = (arguments.truncated(0)?, arguments.truncated(1)?, arguments.truncated(2)?);
    if step == 0 {
        return refuse("the step must not be 0");
    }
    let mut items = Vec::new();
    let mut next = Some(first);
    while let Some(number) = next
        && (if step > 0 { number <= last } else { number >= last })
    {
        if items.len() == MAX_ITEMS {
            return refuse(format!("the range has more than {MAX_ITEMS} items"));
        }
        items.push(Value::from(number));
        next = number.checked_add(step);
    }
    Ok(Value::from(items))
}

#[cfg(test)]
mod tests {
    use super::super::tests::{answer, check};

    #[test]
    fn counts() {
        check(&[
            ("States.ArrayRange(1, 9, 2)", "{}", "[1,3,5,7,9]"),
            ("States.ArrayRange(0, 10, 3)", "{}", "[0,3,6,9]"),
            ("States.ArrayRange(1, 9, 9)", "{}", "[1]"),
            ("States.ArrayRange(5, 1, -2)", "{}", "[5,3,1]"),
            ("States.ArrayRange(5, 1, 1)", "{}", "[]"),
            ("States.ArrayRange(3, 3, -1)", "{}", "[3]"),
            ("States.ArrayRange(1.6, 1.4, 1)", "{}", "[1]"),
            ("States.ArrayRange(5.4, -0.6, -2.4)", "{}", "[5,3,1]"),
            ("States.ArrayRange(9223372036854775806, 9223372036854775807, 5)", "{}", "[9223372036854775806]"),
            ("States.ArrayRange(1, 10, 0)", "{}", "! Invalid arguments in States.ArrayRange"),
            ("States.ArrayRange(1, 10, 0.49)", "{}", "! Invalid arguments in States.ArrayRange"),
            ("States.ArrayRange(1, 1001, 1)", "{}", "! Invalid arguments in States.ArrayRange"),
            ("States.ArrayRange(1, 5)", "{}", "! Invalid arguments in States.ArrayRange"),
            ("States.ArrayRange('a', 5, 1)", "{}", "! Invalid arguments in States.ArrayRange"),
        ]);
        assert_eq!(answer("States.ArrayLength(States.ArrayRange(1000, 1, -1))", "{}"), "1000");
    }
}
