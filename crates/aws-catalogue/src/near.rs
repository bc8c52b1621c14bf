//! The name that somebody probably meant.

/// The nearest of `names` to `wanted`: the same letters in another case, else at most two letters wrong. `None` when none is so near.
pub(crate) fn nearest<'a>(wanted: &str, names: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let wanted = wanted.to_ascii_lowercase();
    // No name is longer; what is cannot be near one, and its comparison would cost.
    if wanted.is_empty() || wanted.len() > 128 {
        return None;
    }
    let limit = if wanted.len() < 5 { 1 } else { 2 };
    names
        .map(|name| (distance(wanted.as_bytes(), name.to_ascii_lowercase().as_bytes(), limit), name))
        .filter(|(wrong, _)| *wrong <= limit)
        .min_by_key(|(wrong, _)| *wrong)
        .map(|(_, name)| name)
}

/// Levenshtein's distance; anything above `limit` when it is above `limit`.
fn distance(left: &[u8], right: &[u8], limit: usize) -> usize {
    if left.len().abs_diff(right.len()) > limit {
        return limit + 1;
    }
    let mut row: Vec<usize> = (0..=right.len()).collect();
    for (line, one) in left.iter().enumerate() {
        let mut diagonal = row[0];
        row[0] = line + 1;
        for (column, other) in right.iter().enumerate() {
            let replaced = diagonal + usize::from(one != other);
            diagonal = row[column + 1];
            row[column + 1] = replaced.min(diagonal + 1).min(row[column] + 1);
        }
    }
    row[right.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn near_names_are_found_and_far_ones_are_not() {
        let names = ["getObject", "putObject", "sqs", "sns"];
        for (wanted, found) in [
            ("GetObject", Some("getObject")),
            ("getObjekt", Some("getObject")),
            ("putObjects", Some("putObject")),
            ("sq", Some("sqs")),
            ("lambda", None),
            ("", None),
        ] {
            assert_eq!(nearest(wanted, names.into_iter()), found, "{wanted}");
        }
        assert_eq!(nearest(&"a".repeat(1_000_000), names.into_iter()), None);
    }
}
