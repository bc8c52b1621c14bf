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
        let text = candidate.as_ref();
        letters.clear();
        if text.is_ascii() {
            if text.len().abs_diff(word.len()) > allowed {
                continue;
            }
            letters.extend(text.bytes().map(|byte| char::from(byte.to_ascii_lowercase())));
        } else {
            letters.extend(text.chars().flat_map(char::to_lowercase));
        }
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
    // What both begin and end with costs nothing.
    let head = a.iter().zip(b).take_while(|(a, b)| a == b).count();
    let (a, b) = (&a[head..], &b[head..]);
    let tail = a.iter().rev().zip(b.iter().rev()).take_while(|(a, b)| a == b).count();
    let (a, b) = (&a[..a.len() - tail], &b[..b.len() - tail]);
    let mut before: Vec<usize> = Vec::with_capacity(b.len() + 1);
    let mut last: Vec<usize> = (0..=b.len()).collect();
    let mut row: Vec<usize> = Vec::with_capacity(b.len() + 1);
    for (i, from) in a.iter().enumerate() {
        row.clear();
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
        std::mem::swap(&mut before, &mut last);
        std::mem::swap(&mut last, &mut row);
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
