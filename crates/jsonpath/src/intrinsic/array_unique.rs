//! `States.ArrayUnique(array)`: the array without repeated values, in the order AWS gives them: that of a Java hash set.

use std::collections::HashMap;

use stepwell_json::Value;

use super::arguments::{Arguments, Refusal};
use crate::java_hash::{java_hash, value_hash};

pub(super) fn call(arguments: &Arguments) -> Result<Value, Refusal> {
    let items = arguments.array(0)?;
    let mut seen: HashMap<u64, Vec<usize>> = HashMap::new();
    let mut unique: Vec<(usize, usize)> = Vec::new();
    // As `new HashSet<>(list)` sizes its table.
    let buckets = (items.len() * 4 / 3 + 1).max(16).next_power_of_two();
    for (place, item) in items.iter().enumerate() {
        let same_hash = seen.entry(value_hash(item)).or_default();
        if same_hash.iter().any(|&earlier| items.get(earlier) == Some(item)) {
            continue;
        }
        same_hash.push(place);
        let hash = java_hash(item) as u32;
        unique.push(((hash ^ (hash >> 16)) as usize & (buckets - 1), place));
    }
    // Within a bucket in the order of arrival.
    unique.sort_by_key(|&(bucket, _)| bucket);
    Ok(unique.into_iter().filter_map(|(_, place)| items.get(place).cloned()).collect())
}

#[cfg(test)]
mod tests {
    use super::super::tests::check;

    // The orders that differ from the arrays' own are AWS's.
    #[test]
    fn leaves_out_what_was_there() {
        check(&[
            ("States.ArrayUnique($)", "[1,2,3,3,3,3,3,3,4]", "[1,2,3,4]"),
            ("States.ArrayUnique($)", r#"["a","b","a","c","b"]"#, r#"["a","b","c"]"#),
            ("States.ArrayUnique($)", "[]", "[]"),
            ("States.ArrayUnique($)", "[true,false,true,false]", "[false,true]"),
            ("States.ArrayUnique($)", "[null,null,1,null]", "[null,1]"),
            ("States.ArrayUnique($)", r#"[1,"1",1,"01"]"#, r#"[1,"1","01"]"#),
            ("States.ArrayUnique($)", r#"[{"a":1,"b":2},{"b":2,"a":1}]"#, r#"[{"a":1,"b":2}]"#),
            ("States.ArrayUnique($)", "[[1,2],[1,2],[2,1]]", "[[2,1],[1,2]]"),
            ("States.ArrayUnique($)", "{}", "! Invalid arguments in States.ArrayUnique"),
            ("States.ArrayUnique('x')", "{}", "! Invalid arguments in States.ArrayUnique"),
        ]);
    }
}
