//! The conditions of a Choice state: the 39 comparison operators, `And`, `Or` and `Not`
//! (<https://docs.aws.amazon.com/step-functions/latest/dg/state-choice.html>).

use std::cmp::Ordering;

use stepwell_json::Value;
use stepwell_jsonpath::Path;

use super::Query;
use crate::Timestamp;

/// A compiled condition. Its depth is bounded by the depth of the JSON it came from.
#[derive(Debug)]
pub(crate) enum Condition {
    And(Vec<Condition>),
    Or(Vec<Condition>),
    Not(Box<Condition>),
    Test(Box<Test>),
    /// A JSONata `Condition`.
    Query(Box<Query>),
    /// A `Condition` that stands in the definition.
    Literal(bool),
}

/// One comparison.
#[derive(Debug)]
pub(crate) struct Test {
    pub(crate) variable: Path,
    pub(crate) operator: Operator,
    pub(crate) operand: Operand,
}

/// What a variable is compared with.
#[derive(Debug)]
pub(crate) enum Operand {
    Literal(Value),
    Path(Box<Path>),
}

/// What is compared: the operator's name without its relation and without `Path`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Operator {
    Strings(Relation),
    Numbers(Relation),
    Timestamps(Relation),
    Booleans,
    StringMatches,
    IsNull,
    IsPresent,
    IsNumeric,
    IsString,
    IsBoolean,
    IsTimestamp,
}

/// How two values are to stand to one another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Relation {
    Equals,
    LessThan,
    GreaterThan,
    LessThanEquals,
    GreaterThanEquals,
}

impl Relation {
    fn from_name(name: &str) -> Option<Relation> {
        Some(match name {
            "Equals" => Relation::Equals,
            "LessThan" => Relation::LessThan,
            "GreaterThan" => Relation::GreaterThan,
            "LessThanEquals" => Relation::LessThanEquals,
            "GreaterThanEquals" => Relation::GreaterThanEquals,
            _ => return None,
        })
    }

    fn holds(self, ordering: Ordering) -> bool {
        match self {
            Relation::Equals => ordering.is_eq(),
            Relation::LessThan => ordering.is_lt(),
            Relation::GreaterThan => ordering.is_gt(),
            Relation::LessThanEquals => ordering.is_le(),
            Relation::GreaterThanEquals => ordering.is_ge(),
        }
    }
}

impl Operator {
    /// Reads a field's name (`NumericLessThanPath`); true with it when the operand is a path.
    pub(crate) fn from_field(field: &str) -> Option<(Operator, bool)> {
        let fixed = match field {
            "StringMatches" => Some(Operator::StringMatches),
            "IsNull" => Some(Operator::IsNull),
            "IsPresent" => Some(Operator::IsPresent),
            "IsNumeric" => Some(Operator::IsNumeric),
            "IsString" => Some(Operator::IsString),
            "IsBoolean" => Some(Operator::IsBoolean),
            "IsTimestamp" => Some(Operator::IsTimestamp),
            _ => None,
        };
        if let Some(operator) = fixed {
            return Some((operator, false));
        }
        let (name, is_path) = match field.strip_suffix("Path") {
            Some(name) => (name, true),
            None => (field, false),
        };
        let operator = if let Some(relation) = name.strip_prefix("String") {
            Operator::Strings(Relation::from_name(relation)?)
        } else if let Some(relation) = name.strip_prefix("Numeric") {
            Operator::Numbers(Relation::from_name(relation)?)
        } else if let Some(relation) = name.strip_prefix("Timestamp") {
            Operator::Timestamps(Relation::from_name(relation)?)
        } else if name == "BooleanEquals" {
            Operator::Booleans
        } else {
            return None;
        };
        Some((operator, is_path))
    }

    /// Whether `value` stands to `operand` as the operator says. Values of another type than the
    /// operator's never do.
    pub(crate) fn holds(self, value: &Value, operand: &Value) -> bool {
        match self {
            Operator::Strings(relation) => match (value.as_str(), operand.as_str()) {
                // Java compares UTF-16 units, which differs from code points beyond U+FFFF.
                (Some(a), Some(b)) => relation.holds(a.encode_utf16().cmp(b.encode_utf16())),
                _ => false,
            },
            Operator::Numbers(relation) => match (value.as_number(), operand.as_number()) {
                (Some(a), Some(b)) => relation.holds(a.cmp(b)),
                _ => false,
            },
            Operator::Timestamps(relation) => match (timestamp(value), timestamp(operand)) {
                (Some(a), Some(b)) => relation.holds(a.cmp(&b)),
                _ => false,
            },
            Operator::Booleans => matches!((value.as_bool(), operand.as_bool()), (Some(a), Some(b)) if a == b),
            Operator::StringMatches => match (value.as_str(), operand.as_str()) {
                (Some(text), Some(pattern)) => matches_pattern(text, pattern),
                _ => false,
            },
            Operator::IsNull => operand.as_bool() == Some(value.is_null()),
            Operator::IsPresent => operand.as_bool() == Some(true),
            Operator::IsNumeric => operand.as_bool() == Some(value.as_number().is_some()),
            Operator::IsString => operand.as_bool() == Some(value.as_str().is_some()),
            Operator::IsBoolean => operand.as_bool() == Some(value.as_bool().is_some()),
            Operator::IsTimestamp => operand.as_bool() == Some(timestamp(value).is_some()),
        }
    }
}

fn timestamp(value: &Value) -> Option<Timestamp> {
    Timestamp::parse(value.as_str()?)
}

/// A piece of a `StringMatches` pattern.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Piece {
    Any,
    Char(char),
}

/// `*` stands for any text, `\*` for a star and `\\` for a backslash. Takes time in proportion to the
/// product of both lengths at most.
fn matches_pattern(text: &str, pattern: &str) -> bool {
    let mut pieces = Vec::with_capacity(pattern.len());
    let mut chars = pattern.chars();
    while let Some(char) = chars.next() {
        pieces.push(match char {
            '*' => Piece::Any,
            '\\' => Piece::Char(chars.next().unwrap_or('\\')),
            char => Piece::Char(char),
        });
    }
    let text: Vec<char> = text.chars().collect();
    let (mut at_text, mut at_piece) = (0, 0);
    let mut resume: Option<(usize, usize)> = None;
    while at_text < text.len() {
        match pieces.get(at_piece) {
            Some(Piece::Any) => {
                resume = Some((at_piece + 1, at_text));
                at_piece += 1;
            }
            Some(Piece::Char(char)) if *char == text[at_text] => {
                at_text += 1;
                at_piece += 1;
            }
            _ => match resume {
                Some((after_star, from)) => {
                    resume = Some((after_star, from + 1));
                    at_piece = after_star;
                    at_text = from + 1;
                }
                None => return false,
            },
        }
    }
    pieces[at_piece..].iter().all(|piece| *piece == Piece::Any)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_are_39_operators() {
        let relations = ["Equals", "LessThan", "GreaterThan", "LessThanEquals", "GreaterThanEquals"];
        let mut names: Vec<String> =
            ["StringMatches", "IsNull", "IsPresent", "IsNumeric", "IsString", "IsBoolean", "IsTimestamp"]
                .map(str::to_owned)
                .into();
        for kind in ["String", "Numeric", "Timestamp"] {
            for relation in relations {
                names.push(format!("{kind}{relation}"));
                names.push(format!("{kind}{relation}Path"));
            }
        }
        names.extend(["BooleanEquals".to_owned(), "BooleanEqualsPath".to_owned()]);
        assert_eq!(names.len(), 39);
        for name in &names {
            let (_, is_path) = Operator::from_field(name).expect(name);
            assert_eq!(is_path, name.ends_with("Path"), "{name}");
        }
        assert_eq!(Operator::from_field("StringMatchesPath"), None);
        assert_eq!(Operator::from_field("BooleanLessThan"), None);
    }

    #[track_caller]
    fn check(field: &str, value: &str, operand: &str, expected: bool) {
        let (operator, _) = Operator::from_field(field).expect("an operator");
        let read = |text| Value::parse(text).expect("test JSON");
        assert_eq!(operator.holds(&read(value), &read(operand)), expected, "{value} {field} {operand}");
    }

    #[test]
    fn values_compare_by_type() {
        check("StringEquals", r#""a""#, r#""a""#, true);
        check("StringLessThan", r#""Z""#, r#""a""#, true);
        check("StringEquals", "1", r#""1""#, false);
        check("NumericEquals", "1", "1.0", true);
        check("NumericEquals", "1e2", "100", true);
        check("NumericLessThanEquals", "2", "1", false);
        check("NumericGreaterThan", "9007199254740993", "9007199254740992", true);
        check("NumericEquals", r#""1""#, "1", false);
        check("BooleanEquals", "true", "true", true);
        check("BooleanEquals", "null", "false", false);
        check("TimestampEquals", r#""2016-03-14T01:59:00Z""#, r#""2016-03-14T02:59:00+01:00""#, true);
        check("TimestampLessThan", r#""2016-03-14""#, r#""2017-03-14T00:00:00Z""#, false);
    }

    #[test]
    fn types_are_told() {
        check("IsNull", "null", "true", true);
        check("IsNull", "0", "false", true);
        check("IsTimestamp", r#""2016-03-14T01:59:00Z""#, "true", true);
        check("IsTimestamp", r#""2016-03-14""#, "true", false);
        check("IsString", r#""""#, "false", false);
    }

    #[test]
    fn patterns_have_wildcards_and_escapes() {
        check("StringMatches", r#""log-1.txt""#, r#""log-*.txt""#, true);
        check("StringMatches", r#""log-1.txt""#, r#""log-*.tx""#, false);
        check("StringMatches", r#""foo*bar""#, r#""foo\\*bar""#, true);
        check("StringMatches", r#""fooXbar""#, r#""foo\\*bar""#, false);
        check("StringMatches", r#""""#, r#""**""#, true);
        check("StringMatches", r#""aab""#, r#""*ab""#, true);
        check("StringMatches", r#""a\\b""#, r#""a\\\\b""#, true);
    }
}
