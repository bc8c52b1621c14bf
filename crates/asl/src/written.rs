//! A definition written in the other format.

use crate::edit::{EditError, Refusal, yaml};
use crate::syntax::quote;
use crate::{Document, Format, Node, NodeKind};
use std::fmt::Write as _;

/// How deep values may lie inside each other.
const MAX_DEPTH: usize = 150;

impl Document {
    /// The definition in a format: the text as it is where it is written in that one, else the same meaning, written anew with two
    /// blanks a step. Numbers keep their digits and strings their characters; comments, anchors and tags of YAML have no place in
    /// JSON. Strings that readers of YAML 1.1 or 1.2 would take for something else are quoted.
    ///
    /// # Errors
    /// When the text is not well-formed, is nested deeper than 150 levels, or holds what the other format cannot say.
    ///
    /// ```
    /// use stepwell_asl::{Document, Format};
    /// let document = Document::parse(r#"{"StartAt": "A", "States": {"A": {"Type": "Succeed", "Comment": "no"}}}"#, Format::Json);
    /// let yaml = document.written_in(Format::Yaml).unwrap();
    /// assert_eq!(yaml, "StartAt: A\nStates:\n  A:\n    Type: Succeed\n    Comment: \"no\"\n");
    /// let json = Document::parse(yaml, Format::Yaml).written_in(Format::Json).unwrap();
    /// assert!(json.starts_with("{\n  \"StartAt\": \"A\",\n"));
    /// ```
    pub fn written_in(&self, format: Format) -> Result<String, EditError> {
        if format == self.format() {
            return Ok(self.text().to_string());
        }
        if let Some(error) = self.syntax_errors().first() {
            let place = self.line_index().line_column(error.span.start);
            let what = format!("line {}, column {}: {error}", place.line, place.column);
            return Err(Refusal::BrokenText(what).anywhere());
        }
        let mut json = String::new();
        match self.root() {
            Some(root) => write_json(root, 0, &mut json).map_err(Refusal::anywhere)?,
            None => return Err(Refusal::InvalidText("The text is empty.".into()).anywhere()),
        }
        json.push('\n');
        let document = Document::parse(json, Format::Json);
        let written = match format {
            Format::Json => document,
            Format::Yaml => Document::parse(yaml::written(&document).map_err(Refusal::anywhere)?, Format::Yaml),
        };
        // It counts only when it means the same.
        if written.syntax_errors().is_empty() && written.value().is_some() && written.value() == self.value() {
            return Ok(written.text().to_string());
        }
        let message = "The definition holds something that the other format cannot say.";
        Err(Refusal::InvalidText(message.into()).anywhere())
    }
}

/// JSON with two blanks a step. Of members with the same name the last counts.
fn write_json(node: Node<'_>, depth: usize, out: &mut String) -> Result<(), Refusal> {
    if depth > MAX_DEPTH {
        return Err(Refusal::InvalidText(
            "The definition is nested too deeply to be written in another format.".into(),
        ));
    }
    let (open, close) = match node.kind() {
        NodeKind::Object => ('{', '}'),
        NodeKind::Array => ('[', ']'),
        NodeKind::String | NodeKind::Number | NodeKind::Bool | NodeKind::Null | NodeKind::Broken => {
            out.push_str(node.text());
            return Ok(());
        }
    };
    out.push(open);
    let mut empty = true;
    let counts = |child: &Node<'_>| child.member().is_none_or(|member| node.get(&member.key()) == Some(*child));
    for child in node.children().filter(counts) {
        out.push_str(if empty { "\n" } else { ",\n" });
        empty = false;
        let _ = write!(out, "{:1$}", "", (depth + 1) * 2);
        if let Some(member) = child.member() {
            out.push_str(&quote(&member.key()));
            out.push_str(": ");
        }
        write_json(child, depth + 1, out)?;
    }
    if !empty {
        let _ = write!(out, "\n{:1$}", "", depth * 2);
    }
    out.push(close);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn means_the_same_in_both() {
        for text in [
            r#"{"a":"yes","b":"1.0","c":1.50,"d":[],"e":{},"f":[[1,[]],{"g":null}],"h":true,"":"","i j":"- x"}"#,
            r##"{"a":"#","b":" x ","c":"a: b","d":"line\nline\n","e":"\ttab","f":"\u0000\u0085\u2028","g":"é😀","h":"'\"\\"}"##,
            r#"{"a":1e3,"b":-0,"c":1E-7,"d":12345678901234567890,"e":0.1e+2,"a":2}"#,
            r#"{"a":"{% $states.input %}","b":"$.x","a.$":"States.Format('{}, {}', $.a)","c":"${X}","d":"2020-01-01","e":"12:30"}"#,
            "[1, [2, [3]], \"x\"]",
            "\"text\"",
            "7",
        ] {
            let document = Document::parse(text, Format::Json);
            let yaml = document.written_in(Format::Yaml).unwrap_or_else(|error| panic!("{text}: {error}"));
            let read = Document::parse(yaml.as_str(), Format::Yaml);
            assert_eq!(read.syntax_errors(), [], "{yaml}");
            assert_eq!(read.value(), document.value(), "{yaml}");
            let json = read.written_in(Format::Json).expect("JSON");
            assert_eq!(Document::parse(json, Format::Json).value(), document.value());
            assert_eq!(document.written_in(Format::Json).expect("itself"), text);
        }
    }

    #[test]
    fn what_cannot_be_written_is_said() {
        for text in ["", "{", "{\"a\": }"] {
            assert!(Document::parse(text, Format::Json).written_in(Format::Yaml).is_err(), "{text}");
        }
        let deep = format!("{}1{}", "[".repeat(100_000), "]".repeat(100_000));
        assert!(Document::parse(deep, Format::Json).written_in(Format::Yaml).is_err());
    }
}
