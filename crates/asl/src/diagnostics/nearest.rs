//! What somebody meant who wrote something that is not there.

/// The one candidate that differs least from a word, where it differs by little: in upper and lower case, or by some letters.
pub(super) fn nearest<T: AsRef<str>>(word: &str, candidates: impl Iterator<Item = T>) -> Option<T> {
    let word: Vec<char> = word.chars().flat_map(char::to_lowercase).collect();
    let allowed = match word.len() {
        0..=3 => 0,
        4..=5 => 1,
        6..=11 => 2,
        _ => 3,
    };
    let mut best: Option<(usize, T)> = None;
    let mut tied = false;
    let mut letters = Vec::new();
    for candidate in candidates {
        letters.clear();
        letters.extend(candidate.as_ref().chars().flat_map(char::to_lowercase));
        let Some(distance) = distance(&word, &letters, allowed) else { continue };
        match &best {
            Some((least, _)) if *least < distance => {}
            Some((least, _)) if *least == distance => tied = true,
            Some(_) | None => {
                best = Some((distance, candidate));
                tied = false;
            }
        }
    }
    best.filter(|_| !tied).map(|(_, candidate)| candidate)
}

/// How many letters are to be put in, taken out, replaced or swapped with their neighbour; none where it is more than `most`.
fn distance(a: &[char], b: &[char], most: usize) -> Option<usize> {
    if a.len().abs_diff(b.len()) > most {
        return None;
    }
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for (i, from) in a.iter().enumerate() {
        let mut row = Vec::with_capacity(b.len() + 1);
        row.push(i + 1);
        for (j, to) in b.iter().enumerate() {
            let mut least = (last[j] + usize::from(from != to)).min(last[j + 1] + 1).min(row[j] + 1);
            if i > 0 && j > 0 && *from == b[j - 1] && a[i - 1] == *to {
                least = least.min(before[j - 1] + 1);
            }
            row.push(least);
        }
        if row.iter().all(|cost| *cost > most) {
            return None;
        }
        before = std::mem::replace(&mut last, row);
    }
    last.last().copied().filter(|cost| *cost <= most)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_what_was_meant() {
        let names = ["Charge card", "Ship", "Refund", "Done", "Step 1", "Step 2"];
        for (word, meant) in [
            ("charge card", Some("Charge card")),
            ("Chrage card", Some("Charge card")),
            ("Sihp", Some("Ship")),
            ("Refunds", Some("Refund")),
            ("Dnoe", Some("Done")),
            ("Step 3", None),
            ("X", None),
            ("", None),
            ("Cancel order", None),
        ] {
            assert_eq!(nearest(word, names.iter().copied()), meant, "{word}");
        }
    }
}
