//! YAML, read into the same tree as JSON.
//!
//! A YAML text is read into values with their places, written once more as JSON, and that JSON's tree is given the places
//! in the YAML. So everything that works on JSON works on YAML: only a node's span is the YAML's own.
//!
//! What is read is what people write in definitions: block and flow collections, all five scalar styles, comments,
//! anchors, aliases, merge keys and CloudFormation's short tags; one document a file, YAML 1.2's core types.
//! What is not read (complex keys, several documents) is said so.

mod emit;
mod flow;
mod reader;
mod scalar;
mod value;

use super::SyntaxError;
use super::tree::Tree;
use crate::Span;
use std::sync::Arc;

/// How deep collections may lie inside each other.
const MAX_DEPTH: usize = 200;
/// How many values a document may have after its aliases are replaced by what they stand for.
const MAX_VALUES: usize = 2_000_000;
/// More errors than this help nobody.
const MAX_ERRORS: usize = 100;

/// Whether a plain scalar is a text, and no number, truth value or null.
pub(crate) fn is_text(plain: &str) -> bool {
    matches!(scalar::plain(plain), value::Content::Text(_))
}

/// Reads `text`. Never fails; linear in the text's length and in what its aliases stand for.
pub(crate) fn parse(text: &Arc<str>) -> Tree {
    if u32::try_from(text.len()).is_err() {
        let message = "The file is larger than 4 GiB; a definition may be 1 MiB at most.";
        return Tree::new(text.clone(), Vec::new(), vec![SyntaxError::new(message, Span::at(0))]);
    }
    let mut reader = reader::Reader::new(text);
    let root = reader.document();
    let mut errors = reader.errors;
    let Some(root) = root else {
        if errors.is_empty() {
            let message = "The text is empty; a state machine has \"StartAt\" and \"States\".";
            errors.push(SyntaxError::new(message, Span::at(0)));
        }
        return Tree::new(text.clone(), Vec::new(), errors);
    };
    let emitted = emit::emit(&root, &mut errors);
    let json = super::parse(emitted.json.into());
    debug_assert!(json.errors.is_empty(), "{:?}", json.errors);
    debug_assert_eq!(json.slots.len(), emitted.places.len());
    errors.truncate(MAX_ERRORS);
    Tree::mapped(json.text, json.slots, errors, emitted.places)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What a text means, as compact JSON, and the errors.
    fn read(text: &str) -> (String, Vec<String>) {
        let tree = parse(&text.into());
        let json = tree.root().map(|root| root.text().to_owned()).unwrap_or_default();
        (
            json,
            tree.errors
                .iter()
                .map(|error| format!("{}..{} {}", error.span.start, error.span.end, error.message))
                .collect(),
        )
    }

    #[test]
    fn reads_what_people_write() {
        for (yaml, json) in [
            ("a: 1\nb: text here\n", r#"{"a":1,"b":"text here"}"#),
            ("---\n# c\na:   # c\n  b: c # c\n  d: e#f\n...\n", r#"{"a":{"b":"c","d":"e#f"}}"#),
            ("a:\n- 1\n- b: 2\n  c: 3\n-\n  - x\n  - y\n- - z\n", r#"{"a":[1,{"b":2,"c":3},["x","y"],["z"]]}"#),
            ("  a:\n    - b\n", r#"{"a":["b"]}"#),
            ("a: [1, two, {b: c, \"d\": 'e'}, [], {}]\n", r#"{"a":[1,"two",{"b":"c","d":"e"},[],{}]}"#),
            ("a: [1,\n  2, # c\n  3,\n]\n", r#"{"a":[1,2,3]}"#),
            ("a: \"x\\n\\u00e9\\x41\\\n  y\"\nb: 'it''s'\n", r#"{"a":"x\néAy","b":"it's"}"#),
            (
                "a: |\n  one\n    two\n\n  three\nb: >-\n  one\n  two\n\n  three\n",
                r#"{"a":"one\n  two\n\nthree\n","b":"one two\nthree"}"#,
            ),
            ("a: |+\n  x\n\nb: |-\n  y\n", r#"{"a":"x\n\n","b":"y"}"#),
            ("a: one\n  two\n  three\nb: 1\n", r#"{"a":"one two three","b":1}"#),
            (
                "a:\nb: ~\nc: null\nd: true\ne: no\nf: 1.50\ng: 0x1F\nh: +3\ni: .5\nj: 007\nk: 2016-03-14T01:59:00Z\n",
                r#"{"a":null,"b":null,"c":null,"d":true,"e":"no","f":1.50,"g":31,"h":3,"i":0.5,"j":7,"k":"2016-03-14T01:59:00Z"}"#,
            ),
            ("a: &x {b: 1}\nc: *x\nd:\n  <<: *x\n  e: 2\n", r#"{"a":{"b":1},"c":{"b":1},"d":{"b":1,"e":2}}"#),
            ("'<<': {a: 1}\n\"b\": 2\n", r#"{"<<":{"a":1},"b":2}"#),
            (
                "a: !Sub \"arn:${X}\"\nb: !Ref Y\nc: !GetAtt Z.Arn\nd: !!str 5\n",
                r#"{"a":"arn:${X}","b":"${Y}","c":"${Z.Arn}","d":"5"}"#,
            ),
            (
                "Format.$: States.Format('a {}', $.foo)\nCause: No Matches!\n",
                r#"{"Format.$":"States.Format('a {}', $.foo)","Cause":"No Matches!"}"#,
            ),
            ("\"a b\": 1\n'c': 2\nd e: http://x:80/y\n", r#"{"a b":1,"c":2,"d e":"http://x:80/y"}"#),
            ("{\"a\": [1, 2.0, true, null, \"x\"]}", r#"{"a":[1,2.0,true,null,"x"]}"#),
            (
                "a: [one\n    two,\n  three\n  ]\nb: {c: d\n  e, f: g}\n",
                r#"{"a":["one two","three"],"b":{"c":"d e","f":"g"}}"#,
            ),
            ("\u{feff}a: 1\nb:\n  c: 2\n", r#"{"a":1,"b":{"c":2}}"#),
            ("a:\r\n  b: c\r\n", r#"{"a":{"b":"c"}}"#),
            ("just text", r#""just text""#),
            ("a: {% $x %}\nb: \"{% $y %}\"\n", r#"{"a":"{% $x %}","b":"{% $y %}"}"#),
        ] {
            let (text, errors) = read(yaml);
            let expected = if yaml.contains("{% $x") { None } else { Some(json) };
            if let Some(expected) = expected {
                assert_eq!((text.as_str(), errors.as_slice()), (expected, [].as_slice()), "{yaml}");
            } else {
                assert!(!errors.is_empty(), "{yaml}");
            }
        }
    }

    #[test]
    fn broken_text_still_gives_what_can_be_read() {
        for (yaml, json) in [
            ("a: 1\nb\nc: 2\n", r#"{"a":1,"b":null,"c":2}"#),
            ("a: 1\n   b: 2\nc: 3\n", r#"{"a":1,"c":3}"#),
            ("a: [1, 2\nb: 3\n", r#"{"a":[1,2],"b":3}"#),
            ("a: \"open\nb: 2\n", r#"{"a":"open b: 2 "}"#),
            ("a: *nobody\nb: 2\n", r#"{"a":null,"b":2}"#),
            ("a: b: c\nd: 1\n", r#"{"a":"b: c","d":1}"#),
            ("? x\n: y\n", ""),
            ("a: 1\n---\nb: 2\n", r#"{"a":1}"#),
            ("\ta: 1\n", r#"{"a":1}"#),
        ] {
            let (text, errors) = read(yaml);
            if !json.is_empty() {
                assert_eq!(text, json, "{yaml}");
            }
            assert!(!errors.is_empty(), "{yaml}");
        }
        assert!(!read("").1.is_empty());
        assert!(!read("# only a comment\n").1.is_empty());
    }

    #[test]
    fn places_are_the_yamls() {
        let text = "States:\n  Größe: &g\n    Type: 'Pass' # c\n    Copy: *g2\n  Other: {Type: Wait}\n";
        let text = text.replace("*g2", "x");
        let tree = parse(&text.as_str().into());
        let states = tree.root().and_then(|root| root.get("States")).expect("states");
        let first = states.get("Größe").expect("a state");
        assert_eq!(&text[first.member().expect("a member").key_span().range()], "Größe");
        assert_eq!(&text[first.get("Type").expect("a type").span().range()], "'Pass'");
        let wait = states.get("Other").and_then(|state| state.get("Type")).expect("a type");
        assert_eq!(&text[wait.span().range()], "Wait");
        assert_eq!(tree.node_at(wait.span().start + 1).and_then(|node| node.as_str()).as_deref(), Some("Wait"));
        assert_eq!(&text[first.span().range()], "Type: 'Pass' # c\n    Copy: x");
    }

    #[test]
    fn nothing_overflows_or_explodes() {
        for text in [
            "[".repeat(100_000),
            "- ".repeat(100_000),
            "a:\n ".into(),
            (0..5_000).map(|depth| format!("{}a:\n", " ".repeat(depth))).collect(),
            "&a ".repeat(10_000),
            "a: &a [x,x,x,x,x,x,x,x,x]\n".to_owned()
                + &(1..12)
                    .map(|i| {
                        format!(
                            "a{i}: &a{i} [*a{0},*a{0},*a{0},*a{0},*a{0},*a{0},*a{0},*a{0},*a{0}]\n",
                            if i == 1 { String::new() } else { (i - 1).to_string() }
                        )
                    })
                    .collect::<String>(),
            "a: &a [*a]\n".into(),
            "\"".repeat(10_001),
            ": ".repeat(10_000),
            "a: |\n".repeat(10_000),
        ] {
            let tree = parse(&text.as_str().into());
            assert!(tree.errors.len() <= MAX_ERRORS);
        }
    }
}
