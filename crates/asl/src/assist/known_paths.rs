//! Names that expressions of a document use: nobody else knows what its data look like.

use crate::Document;
use crate::diagnostics::expressions;
use crate::diagnostics::walk::{Met, walk};
use std::collections::BTreeSet;

/// More names than this help nobody.
const MOST: usize = 100;

/// The names that stand somewhere behind `root` and `below`, joined by dots. `own` is the path being typed, which says nothing.
pub(super) fn known_below(document: &Document, root: &str, below: &[&str], own: &str) -> BTreeSet<String> {
    let mut path = root.to_owned();
    for name in below {
        path.push('.');
        path.push_str(name);
    }
    path.push('.');
    let mut found = BTreeSet::new();
    let mut see = |text: &str| {
        for (at, _) in text.match_indices(&path) {
            // `$$.x` holds `$.x` and is another path.
            if found.len() >= MOST || text[..at].ends_with(|c: char| c == '$' || c.is_alphanumeric()) {
                continue;
            }
            let rest = &text[at + path.len()..];
            let end = rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len());
            let (name, whole) = (&rest[..end], &text[at..at + path.len() + end]);
            if !name.is_empty() && whole != own {
                found.insert(name.to_owned());
            }
        }
    };
    walk(document, |met| {
        let Met::Object(visit) = met else { return };
        expressions::json_path(&visit, |_, _, text| see(text));
        expressions::jsonata(&visit, |_, _, text| see(text));
    });
    found
}
