//! JSONata's functions (<https://docs.jsonata.org>) as Step Functions has them, and those that it adds
//! (<https://docs.aws.amazon.com/step-functions/latest/dg/transforming-data.html>). `$eval` is not among them: `$parse` is.

use super::{Doc, Function};

macro_rules! own {
    ($name:literal, $arguments:literal, $text:literal) => {
        Function {
            name: concat!("$", $name),
            arguments: $arguments,
            doc: Doc { text: $text, page: super::guide!("transforming-data") },
        }
    };
}

macro_rules! of {
    ($page:literal, $name:literal, $arguments:literal, $text:literal) => {
        Function {
            name: concat!("$", $name),
            arguments: $arguments,
            doc: Doc { text: $text, page: concat!("https://docs.jsonata.org/", $page, "#", $name) },
        }
    };
}

/// All of them.
pub(in crate::assist) const FUNCTIONS: &[Function] = &[
    own!("parse", "(text)", "The value that a JSON text means."),
    own!("partition", "(array, size)", "The array cut into arrays of at most that size."),
    own!("range", "(first, last, step)", "An array of numbers from first to last by steps."),
    own!("hash", "(text, algorithm)", "The hash of a text: MD5, SHA-1, SHA-256, SHA-384 or SHA-512."),
    own!("uuid", "()", "A random UUID (version 4)."),
    own!("random", "(seed?)", "A random number from 0 to 1, 1 left out; the same for the same seed."),
    of!("string-functions", "string", "(value, prettify?)", "The value as text; arrays and objects as JSON."),
    of!("string-functions", "length", "(text)", "How many characters a text has."),
    of!(
        "string-functions",
        "substring",
        "(text, start, length?)",
        "A part of a text; a negative start counts from the end."
    ),
    of!(
        "string-functions",
        "substringBefore",
        "(text, characters)",
        "What stands before the first occurrence of the characters."
    ),
    of!(
        "string-functions",
        "substringAfter",
        "(text, characters)",
        "What stands behind the first occurrence of the characters."
    ),
    of!("string-functions", "uppercase", "(text)", "The text in capitals."),
    of!("string-functions", "lowercase", "(text)", "The text in small letters."),
    of!(
        "string-functions",
        "trim",
        "(text)",
        "The text without white space at its ends, and single blanks for white space inside."
    ),
    of!(
        "string-functions",
        "pad",
        "(text, width, character?)",
        "The text filled up to a width: on the right, or on the left when the width is negative."
    ),
    of!(
        "string-functions",
        "contains",
        "(text, pattern)",
        "Whether a text holds another, or matches a regular expression."
    ),
    of!("string-functions", "split", "(text, separator, limit?)", "The parts of a text between separators."),
    of!(
        "string-functions",
        "join",
        "(texts, separator?)",
        "The texts of an array put together, the separator between them."
    ),
    of!(
        "string-functions",
        "match",
        "(text, pattern, limit?)",
        "The matches of a regular expression: objects with match, index and groups."
    ),
    of!(
        "string-functions",
        "replace",
        "(text, pattern, replacement, limit?)",
        "The text with every occurrence of the pattern replaced."
    ),
    of!("string-functions", "base64encode", "(text)", "The text in Base64."),
    of!("string-functions", "base64decode", "(base64)", "The text that Base64 stands for."),
    of!("string-functions", "encodeUrlComponent", "(text)", "The text escaped as a part of a URL."),
    of!("string-functions", "encodeUrl", "(text)", "The text escaped as a URL."),
    of!("string-functions", "decodeUrlComponent", "(text)", "A part of a URL without its escapes."),
    of!("string-functions", "decodeUrl", "(text)", "A URL without its escapes."),
    of!("numeric-functions", "number", "(value)", "The value as a number."),
    of!("numeric-functions", "abs", "(number)", "The number without its sign."),
    of!("numeric-functions", "floor", "(number)", "The next whole number below."),
    of!("numeric-functions", "ceil", "(number)", "The next whole number above."),
    of!(
        "numeric-functions",
        "round",
        "(number, precision?)",
        "The number rounded to so many places; halves go to the even neighbour."
    ),
    of!("numeric-functions", "power", "(base, exponent)", "The base raised to the exponent."),
    of!("numeric-functions", "sqrt", "(number)", "The square root."),
    of!(
        "numeric-functions",
        "formatNumber",
        "(number, picture, options?)",
        "The number written as a picture says: '#,##0.00'."
    ),
    of!("numeric-functions", "formatBase", "(number, radix?)", "The number written to a base from 2 to 36."),
    of!(
        "numeric-functions",
        "formatInteger",
        "(number, picture)",
        "The whole number written as a picture says: words, Roman, ordinal."
    ),
    of!(
        "numeric-functions",
        "parseInteger",
        "(text, picture)",
        "The whole number that a text written as the picture says means."
    ),
    of!("aggregation-functions", "sum", "(array)", "The sum of an array's numbers."),
    of!("aggregation-functions", "max", "(array)", "The largest of an array's numbers."),
    of!("aggregation-functions", "min", "(array)", "The smallest of an array's numbers."),
    of!("aggregation-functions", "average", "(array)", "The mean of an array's numbers."),
    of!("boolean-functions", "boolean", "(value)", "Whether the value counts as true: not false, null, 0, or empty."),
    of!("boolean-functions", "not", "(value)", "The opposite of what the value counts as."),
    of!("boolean-functions", "exists", "(value)", "Whether an expression gives anything."),
    of!("array-functions", "count", "(array)", "How many items an array has."),
    of!("array-functions", "append", "(first, second)", "The items of both arrays."),
    of!(
        "array-functions",
        "sort",
        "(array, function?)",
        "The array in order; the function says whether its first argument comes after its second."
    ),
    of!("array-functions", "reverse", "(array)", "The array from its end to its begin."),
    of!("array-functions", "shuffle", "(array)", "The array in random order."),
    of!("array-functions", "distinct", "(array)", "The array without repeated items."),
    of!("array-functions", "zip", "(array, …)", "Arrays of the first items, the second items, and so on."),
    of!("object-functions", "keys", "(object)", "The names of an object's members."),
    of!("object-functions", "lookup", "(object, name)", "The member of that name."),
    of!("object-functions", "spread", "(object)", "An array of objects with one member each."),
    of!("object-functions", "merge", "(objects)", "One object with the members of all; later ones win."),
    of!("object-functions", "each", "(object, function)", "What the function gives for each member: value, name."),
    of!("object-functions", "error", "(message)", "Ends the evaluation with an error."),
    of!(
        "object-functions",
        "assert",
        "(condition, message)",
        "Ends the evaluation with an error unless the condition holds."
    ),
    of!("object-functions", "type", "(value)", "The value's type: 'string', 'number', 'array', …."),
    of!("date-time-functions", "now", "(picture?, timezone?)", "The present time, in ISO 8601 or as a picture says."),
    of!("date-time-functions", "millis", "()", "The present time in milliseconds since 1970."),
    of!(
        "date-time-functions",
        "fromMillis",
        "(number, picture?, timezone?)",
        "A time in milliseconds since 1970 as text."
    ),
    of!("date-time-functions", "toMillis", "(timestamp, picture?)", "A time as text in milliseconds since 1970."),
    of!("higher-order-functions", "map", "(array, function)", "What the function gives for each item."),
    of!("higher-order-functions", "filter", "(array, function)", "The items for which the function gives true."),
    of!(
        "higher-order-functions",
        "single",
        "(array, function?)",
        "The one item for which the function gives true; an error when there is not exactly one."
    ),
    of!(
        "higher-order-functions",
        "reduce",
        "(array, function, initial?)",
        "The items folded into one value by the function."
    ),
    of!(
        "higher-order-functions",
        "sift",
        "(object, function)",
        "The object with the members for which the function gives true."
    ),
    of!("object-functions", "clone", "(value)", "A copy of the value."),
];

/// The function of this name, with its `$`.
pub(in crate::assist) fn function(name: &str) -> Option<&'static Function> {
    FUNCTIONS.iter().find(|function| function.name == name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_said_once() {
        let mut names: Vec<&str> = FUNCTIONS.iter().map(|function| function.name).collect();
        names.sort_unstable();
        let count = names.len();
        names.dedup();
        assert_eq!(names.len(), count);
        assert!(function("$partition").is_some() && function("$eval").is_none());
    }
}
