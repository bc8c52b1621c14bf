//! How much the functions of the language build at most of what they are given.

use jlens_core::{Node, NodeKind};

use super::bound::{Callback, Reader};
use super::growth::{Amount, Growth, VALUE};
use crate::reading::takes_context;

/// An argument; the node is not told where it comes from the context, from before a `~>` or from a function that calls back.
type Given<'t> = (Amount, Option<&'t Node>);

/// A call of a built-in function. `first` is what stands before a `~>`.
pub(super) fn built_in<'t>(reader: &mut Reader<'t>, name: &'t str, first: Option<Amount>, args: &'t [Node]) -> Amount {
    let count = args.len() + usize::from(first.is_some());
    let before = first.or_else(|| takes_context(name, count).then(|| reader.context()));
    // The function that is called back stands second.
    let place = usize::from(before.is_none());
    let calls_back = matches!(name, "map" | "filter" | "single" | "each" | "sift" | "reduce");
    if calls_back || name == "sort" && args.len() > place {
        let items = match (before, args.first()) {
            (Some(items), _) => items,
            (None, Some(items)) => reader.value(items),
            (None, None) => return Amount::NOTHING,
        };
        let Some(callback) = args.get(place).and_then(|arg| reader.callback(arg)) else { return reader.unknown() };
        let init = args.get(place + 1).map(|init| reader.value(init));
        return with_callback(reader, name, items, callback, init);
    }
    let mut given: Vec<Given<'t>> = before.map(|amount| (amount, None)).into_iter().collect();
    for arg in args {
        given.push((reader.value(arg), Some(arg)));
    }
    of_values(reader, name, &given)
}

fn with_callback<'t>(
    reader: &mut Reader<'t>,
    name: &str,
    items: Amount,
    callback: Callback<'t>,
    init: Option<Amount>,
) -> Amount {
    if name == "reduce" {
        if callback.parameters() > 3 {
            return reader.unknown();
        }
        let first = init.map_or(items, |init| init + items);
        let mut gathered = Growth::NONE;
        reader.each_of(items, |reader| {
            let settled = reader.settled(first, |reader, gathered| {
                let place = reader.scalar();
                reader.call_back(callback, &[gathered, items, place])
            });
            gathered = settled.each;
            settled
        });
        return reader.of_each_pass(gathered);
    }
    /// Comparisons for each item that is sorted: the logarithm of more items than the limits allow.
    const COMPARISONS: f64 = 24.0;
    let called_for = if name == "sort" { Amount { all: items.all * COMPARISONS, ..items } } else { items };
    let given = reader.each_of(called_for, |reader| {
        let second = if matches!(name, "each" | "sift" | "sort") { called_for } else { reader.scalar() };
        let mut given = vec![called_for, second];
        if callback.parameters() > 2 {
            given.push(reader.of_each_pass(items.each));
        }
        reader.call_back(callback, &given)
    });
    let result = if matches!(name, "map" | "each") { given } else { items };
    reader.build(Amount { flat: false, ..result })
}

/// What a function gives that calls none back.
pub(super) fn of_values<'t>(reader: &mut Reader<'t>, name: &str, given: &[Given<'t>]) -> Amount {
    let all = given.iter().fold(Amount::NOTHING, |all, (amount, _)| all + *amount);
    let text = |times: f64| Amount { flat: true, ..all.times(times) };
    let container = |times: f64| Amount { flat: false, ..all.times(times) };
    let literal = |place: usize| literal(given.get(place)?.1?);
    let is_given = |place: usize| given.len() > place;
    let result = match name {
        "sum" | "count" | "max" | "min" | "average" | "number" | "floor" | "ceil" | "round" | "abs" | "sqrt"
        | "power" | "random" | "boolean" | "not" | "exists" | "contains" | "length" | "toMillis" | "millis"
        | "parseInteger" | "error" | "assert" | "type" => reader.scalar(),
        "uuid" | "hash" | "formatBase" => reader.constant(1_100.0),
        // A picture may ask for widths.
        "now" if !is_given(0) || literal(0).is_some_and(Literal::is_plain_picture) => reader.constant(1_000.0),
        "fromMillis" if !is_given(1) || literal(1).is_some_and(Literal::is_plain_picture) => reader.constant(1_000.0),
        "formatNumber" => match literal(1) {
            Some(picture) if !is_given(2) => reader.constant(400.0 + 8.0 * picture.length()),
            _ => return reader.unknown(),
        },
        "string" if !is_given(1) => all.as_text(),
        // The separator stands between any two, however short.
        "join" => match literal(1) {
            Some(separator) => text(1.0 + separator.length() / VALUE),
            None if !is_given(1) => text(1.0),
            None => return reader.unknown(),
        },
        "substring" | "substringBefore" | "substringAfter" | "trim" => text(1.0),
        "base64encode" | "base64decode" | "decodeUrl" | "decodeUrlComponent" => text(2.0),
        "lowercase" | "uppercase" | "encodeUrl" | "encodeUrlComponent" => text(3.0),
        "append" | "reverse" | "sort" | "shuffle" | "lookup" | "merge" | "clone" => container(1.0),
        // They compare each of what they are given with all that they keep of it, in one step.
        "distinct" | "keys" => {
            reader.compare(all);
            container(1.0)
        }
        // An object or array of its own for each value.
        "spread" | "zip" | "partition" => container(4.0),
        // What is written `[]` weighs a value, and so does a character of a text that is split.
        "parse" => container(VALUE),
        "split" if literal(1).is_some() => container(VALUE),
        "match" if literal(1).is_some() => container(8.0 * VALUE),
        "pad" => match (literal(1), literal(2)) {
            (Some(Literal::Number(width)), fill) if fill.is_some() || !is_given(2) => {
                text(1.0) + reader.constant(4.0 * width.abs())
            }
            _ => return reader.unknown(),
        },
        "replace" => match (literal(1), literal(2)) {
            (Some(Literal::Text(_)), Some(replacement)) => text(1.0 + replacement.length()),
            // In a replacement for a pattern, `$0` may stand for all that there is, for any of many matches.
            (Some(Literal::Pattern), Some(Literal::Text(text_of))) if !text_of.contains('$') => {
                text(1.0 + text_of.len() as f64)
            }
            _ => return reader.unknown(),
        },
        _ => return reader.unknown(),
    };
    reader.build(result)
}

/// An argument that stands in the expression.
#[derive(Clone, Copy)]
enum Literal<'t> {
    Text(&'t str),
    Number(f64),
    Pattern,
}

fn literal(node: &Node) -> Option<Literal<'_>> {
    match &node.kind {
        _ if !node.attrs.predicate.is_empty() || node.attrs.group.is_some() => None,
        NodeKind::String { value } => Some(Literal::Text(value)),
        NodeKind::Number { value } => Some(Literal::Number(*value)),
        NodeKind::Regex { .. } => Some(Literal::Pattern),
        _ => None,
    }
}

impl Literal<'_> {
    fn length(self) -> f64 {
        match self {
            Literal::Text(text) => text.len() as f64,
            Literal::Number(_) | Literal::Pattern => 0.0,
        }
    }

    fn is_plain_picture(self) -> bool {
        matches!(self, Literal::Text(picture) if picture.len() < 100 && !picture.contains(','))
    }
}
