//! Which functions there are.

use stepwell_json::Value;

use super::arguments::{Arguments, Refusal};
use super::{
    array, array_contains, array_get_item, array_length, array_partition, array_range, array_unique, base64_decode,
    base64_encode, format, hash, json_merge, json_to_string, math_add, math_random, string_split, string_to_json, uuid,
};
use crate::entropy::Entropy;

/// One of Step Functions' intrinsic functions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Function {
    Array,
    ArrayContains,
    ArrayGetItem,
    ArrayLength,
    ArrayPartition,
    ArrayRange,
    ArrayUnique,
    Base64Decode,
    Base64Encode,
    Format,
    Hash,
    JsonMerge,
    JsonToString,
    MathAdd,
    MathRandom,
    StringSplit,
    StringToJson,
    Uuid,
}

impl Function {
    pub(crate) const ALL: [Function; 18] = [
        Function::Array,
        Function::ArrayContains,
        Function::ArrayGetItem,
        Function::ArrayLength,
        Function::ArrayPartition,
        Function::ArrayRange,
        Function::ArrayUnique,
        Function::Base64Decode,
        Function::Base64Encode,
        Function::Format,
        Function::Hash,
        Function::JsonMerge,
        Function::JsonToString,
        Function::MathAdd,
        Function::MathRandom,
        Function::StringSplit,
        Function::StringToJson,
        Function::Uuid,
    ];

    pub(crate) fn by_name(name: &str) -> Option<Function> {
        Function::ALL.into_iter().find(|function| function.name() == name)
    }

    pub(crate) fn name(self) -> &'static str {
        match self {
            Function::Array => "States.Array",
            Function::ArrayContains => "States.ArrayContains",
            Function::ArrayGetItem => "States.ArrayGetItem",
            Function::ArrayLength => "States.ArrayLength",
            Function::ArrayPartition => "States.ArrayPartition",
            Function::ArrayRange => "States.ArrayRange",
            Function::ArrayUnique => "States.ArrayUnique",
            Function::Base64Decode => "States.Base64Decode",
            Function::Base64Encode => "States.Base64Encode",
            Function::Format => "States.Format",
            Function::Hash => "States.Hash",
            Function::JsonMerge => "States.JsonMerge",
            Function::JsonToString => "States.JsonToString",
            Function::MathAdd => "States.MathAdd",
            Function::MathRandom => "States.MathRandom",
            Function::StringSplit => "States.StringSplit",
            Function::StringToJson => "States.StringToJson",
            Function::Uuid => "States.UUID",
        }
    }

    /// The fewest and the most arguments.
    pub(crate) fn arity(self) -> (usize, Option<usize>) {
        match self {
            Function::Array => (0, None),
            Function::Format => (1, None),
            // AWS takes any and uses none.
            Function::Uuid => (0, None),
            Function::ArrayLength
            | Function::ArrayUnique
            | Function::Base64Decode
            | Function::Base64Encode
            | Function::JsonToString
            | Function::StringToJson => (1, Some(1)),
            Function::ArrayContains
            | Function::ArrayGetItem
            | Function::ArrayPartition
            | Function::Hash
            | Function::MathAdd
            | Function::StringSplit => (2, Some(2)),
            Function::ArrayRange | Function::JsonMerge => (3, Some(3)),
            Function::MathRandom => (2, Some(3)),
        }
    }

    pub(crate) fn call(self, arguments: &Arguments, entropy: &mut Entropy) -> Result<Value, Refusal> {
        match self {
            Function::Array => Ok(array::call(arguments)),
            Function::ArrayContains => array_contains::call(arguments),
            Function::ArrayGetItem => array_get_item::call(arguments),
            Function::ArrayLength => array_length::call(arguments),
            Function::ArrayPartition => array_partition::call(arguments),
            Function::ArrayRange => array_range::call(arguments),
            Function::ArrayUnique => array_unique::call(arguments),
            Function::Base64Decode => base64_decode::call(arguments),
            Function::Base64Encode => base64_encode::call(arguments),
            Function::Format => format::call(arguments),
            Function::Hash => hash::call(arguments),
            Function::JsonMerge => json_merge::call(arguments),
            Function::JsonToString => json_to_string::call(arguments),
            Function::MathAdd => math_add::call(arguments),
            Function::MathRandom => math_random::call(arguments, entropy),
            Function::StringSplit => string_split::call(arguments),
            Function::StringToJson => string_to_json::call(arguments),
            Function::Uuid => Ok(uuid::call(entropy)),
        }
    }
}
