//! `States.MathAdd(a, b)`: the sum of two numbers, each rounded to the nearest first. All three are 32-bit integers.

use stepwell_json::Value;

use super::arguments::{Arguments, Refusal, refuse};

pub(super) fn call(arguments: &Arguments) -> Result<Value, Refusal> {
    let small = |place| i32::try_from(arguments.rounded(place)?).or_else(|_| out_of_range());
    let (first, second): (i32, i32) = (small(0)?, small(1)?);
    first.checked_add(second).map_or_else(out_of_range, |sum| Ok(Value::from(sum)))
}

fn out_of_range<T>() -> Result<T, Refusal> {
    refuse("the numbers and their sum must lie between -2147483648 and 2147483647")
}

#[cfg(test)]
mod tests {
    use super::super::tests::check;

    #[test]
    fn adds() {
        check(&[
            ("States.MathAdd(111, -1)", "{}", "110"),
            ("States.MathAdd(-9, 3)", "{}", "-6"),
            ("States.MathAdd(1.5, 1.51)", "{}", "4"),
            ("States.MathAdd(2.5, 0)", "{}", "3"),
            ("States.MathAdd(-0.5, 0.5)", "{}", "1"),
            ("States.MathAdd(-1.5, 0)", "{}", "-1"),
            ("States.MathAdd(-3.5, 0)", "{}", "-3"),
            ("States.MathAdd(-1.49, 0)", "{}", "-1"),
            ("States.MathAdd(1.49, -1.49)", "{}", "0"),
            ("States.MathAdd(2147483646, 1)", "{}", "2147483647"),
            ("States.MathAdd(2147483647, 1)", "{}", "! Invalid arguments in States.MathAdd"),
            ("States.MathAdd(-2147483648, -1)", "{}", "! Invalid arguments in States.MathAdd"),
            ("States.MathAdd(3000000000, 1)", "{}", "! Invalid arguments in States.MathAdd"),
            ("States.MathAdd('1', 1)", "{}", "! Invalid arguments in States.MathAdd"),
            ("States.MathAdd(true, 1)", "{}", "! Invalid arguments in States.MathAdd"),
            ("States.MathAdd(1)", "{}", "! Invalid arguments in States.MathAdd"),
        ]);
    }
}
