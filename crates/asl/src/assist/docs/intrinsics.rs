//! The 18 intrinsic functions (<https://docs.aws.amazon.com/step-functions/latest/dg/intrinsic-functions.html>).

use super::{Doc, Function};

macro_rules! page {
    ($anchor:literal) => {
        concat!(
            "https://docs.aws.amazon.com/step-functions/latest/dg/intrinsic-functions.html#asl-intrsc-func-",
            $anchor
        )
    };
}

const fn intrinsic_of(name: &'static str, arguments: &'static str, text: &'static str, page: &'static str) -> Function {
    Function { name, arguments, doc: Doc { text, page } }
}

/// All of them, the most often used first.
pub(in crate::assist) const INTRINSICS: &[Function] = &[
    intrinsic_of(
        "States.Format",
        "(template, value, …)",
        "The template, each {} in it replaced by the next value.",
        page!("generic"),
    ),
    intrinsic_of("States.Array", "(value, …)", "An array of the values.", page!("arrays")),
    intrinsic_of(
        "States.ArrayGetItem",
        "(array, index)",
        "The item of an array at an index, counted from 0.",
        page!("arrays"),
    ),
    intrinsic_of("States.ArrayLength", "(array)", "How many items an array has.", page!("arrays")),
    intrinsic_of(
        "States.ArrayContains",
        "(array, value)",
        "Whether an array has an item equal to the value.",
        page!("arrays"),
    ),
    intrinsic_of(
        "States.ArrayPartition",
        "(array, size)",
        "The array cut into arrays of at most that size.",
        page!("arrays"),
    ),
    intrinsic_of(
        "States.ArrayRange",
        "(first, last, step)",
        "An array of numbers from first to last; at most 1,000 items.",
        page!("arrays"),
    ),
    intrinsic_of("States.ArrayUnique", "(array)", "The array without repeated items.", page!("arrays")),
    intrinsic_of("States.JsonToString", "(value)", "The value as JSON text.", page!("json-manipulate")),
    intrinsic_of("States.StringToJson", "(text)", "The value that a JSON text means.", page!("json-manipulate")),
    intrinsic_of(
        "States.JsonMerge",
        "(first, second, false)",
        "The members of both objects; those of the second win. Only the shallow mode (false) is supported.",
        page!("json-manipulate"),
    ),
    intrinsic_of(
        "States.MathAdd",
        "(number, number)",
        "The sum of two whole numbers; subtract by adding a negative one.",
        page!("math-operation"),
    ),
    intrinsic_of(
        "States.MathRandom",
        "(from, to, seed?)",
        "A random whole number from the first, included, to the second, left out.",
        page!("math-operation"),
    ),
    intrinsic_of(
        "States.StringSplit",
        "(text, delimiters)",
        "The parts of a text between any of the delimiting characters.",
        page!("string-operation"),
    ),
    intrinsic_of(
        "States.Base64Encode",
        "(text)",
        "The text in Base64; at most 10,000 characters.",
        page!("data-encode-decode"),
    ),
    intrinsic_of(
        "States.Base64Decode",
        "(base64)",
        "The text that Base64 stands for; at most 10,000 characters.",
        page!("data-encode-decode"),
    ),
    intrinsic_of(
        "States.Hash",
        "(data, algorithm)",
        "The hash of the data: MD5, SHA-1, SHA-256, SHA-384 or SHA-512.",
        page!("hash-calc"),
    ),
    intrinsic_of("States.UUID", "()", "A random UUID (version 4).", page!("uuid-generate")),
];

/// The function of this name, with its `States.`.
pub(in crate::assist) fn intrinsic(name: &str) -> Option<&'static Function> {
    INTRINSICS.iter().find(|function| function.name == name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use stepwell_jsonpath::Intrinsic;

    #[test]
    fn they_are_those_that_can_be_evaluated() {
        let mut known: Vec<&str> = Intrinsic::names().collect();
        let mut own: Vec<&str> = INTRINSICS.iter().map(|function| function.name).collect();
        known.sort_unstable();
        own.sort_unstable();
        assert_eq!(own, known);
    }
}
