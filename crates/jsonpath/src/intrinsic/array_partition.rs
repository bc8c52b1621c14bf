//! `States.ArrayPartition(array, size)`: the array in chunks of `size`, the last one shorter. A fraction of `size` is cut off.

use stepwell_json::Value;

use super::arguments::{Arguments, Refusal, refuse};

pub(super) fn call(arguments: &Arguments) -> Result<Value, Refusal> {
    let (items, size) = (arguments.array(0)?, arguments.truncated(1)?);
    match usize::try_from(size) {
        Ok(size) if size > 0 => Ok(items.chunks(size).map(|chunk| Value::from(chunk.to_vec())).collect()),
        Ok(_) | Err(_) => refuse(format!("the chunk size must be at least 1, but it is {size}")),
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::check;

    #[test]
    fn cuts_into_chunks() {
        check(&[
            ("States.ArrayPartition($, 4)", "[1,2,3,4,5,6,7,8,9]", "[[1,2,3,4],[5,6,7,8],[9]]"),
            ("States.ArrayPartition($, 1)", "[0,1]", "[[0],[1]]"),
            ("States.ArrayPartition($, 2147483647)", "[1,2,3]", "[[1,2,3]]"),
            ("States.ArrayPartition($, 2)", "[]", "[]"),
            ("States.ArrayPartition($, 2.6)", "[1,2,3,4,5]", "[[1,2],[3,4],[5]]"),
            ("States.ArrayPartition($, 0.6)", "[1]", "! Invalid arguments in States.ArrayPartition"),
            ("States.ArrayPartition($, -1)", "[1]", "! Invalid arguments in States.ArrayPartition"),
            ("States.ArrayPartition($, null)", "[1]", "! Invalid arguments in States.ArrayPartition"),
            ("States.ArrayPartition('x', 2)", "[1]", "! Invalid arguments in States.ArrayPartition"),
        ]);
    }
}
