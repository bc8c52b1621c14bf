//! Items in CSV, by the rules that the page of `ItemReader` gives: a backslash escapes itself, a quote and
//! the delimiter, and is dropped before anything else; every field is a string.

use stepwell_json::{Object, Value};

pub(super) fn parse(config: &Value, text: &str) -> Result<Vec<Value>, String> {
    let field = |name: &str| config.get(name).and_then(Value::as_str);
    let delimiter = match field("CSVDelimiter") {
        None | Some("COMMA") => ',',
        Some("PIPE") => '|',
        Some("SEMICOLON") => ';',
        Some("SPACE") => ' ',
        Some("TAB") => '\t',
        Some(other) => return Err(format!("CSVDelimiter {other} is none of COMMA, PIPE, SEMICOLON, SPACE, TAB.")),
    };
    let mut rows = Rows { rest: text, delimiter };
    let headers: Vec<String> = match field("CSVHeaderLocation") {
        Some("GIVEN") => {
            let given = config.get("CSVHeaders").and_then(Value::as_array).unwrap_or_default();
            given.iter().filter_map(|header| header.as_str().map(str::to_owned)).collect()
        }
        _ => rows.next().unwrap_or_default(),
    };
    let mut seen = std::collections::HashSet::new();
    if !headers.iter().all(|header| seen.insert(header)) {
        return Err("CSV headers cannot contain duplicates.".to_owned());
    }
    // A short row has empty fields in the place of those it lacks; what a long one has more is left out.
    let item = |row: Vec<String>| {
        let mut object = Object::builder();
        let mut fields = row.into_iter();
        for header in &headers {
            object.insert(header.as_str(), fields.next().unwrap_or_default());
        }
        Value::from(object)
    };
    Ok(rows.map(item).collect())
}

struct Rows<'a> {
    rest: &'a str,
    delimiter: char,
}

impl Iterator for Rows<'_> {
    type Item = Vec<String>;

    fn next(&mut self) -> Option<Vec<String>> {
        // An empty line is no row.
        self.rest = self.rest.trim_start_matches(['\r', '\n']);
        if self.rest.is_empty() {
            return None;
        }
        let mut fields = Vec::new();
        let mut field = String::new();
        let mut is_quoted = false;
        let mut chars = self.rest.char_indices().peekable();
        let mut end = self.rest.len();
        while let Some((at, char)) = chars.next() {
            let next = chars.peek().map(|(_, next)| *next);
            match char {
                '\\' => {
                    if let Some(escaped @ ('\\' | '"')) = next {
                        field.push(escaped);
                        chars.next();
                    } else if next == Some(self.delimiter) {
                        field.push(self.delimiter);
                        chars.next();
                    }
                }
                '"' if is_quoted && next == Some('"') => {
                    field.push('"');
                    chars.next();
                }
                '"' => is_quoted = !is_quoted,
                char if is_quoted => field.push(char),
                '\n' => {
                    end = at + 1;
                    break;
                }
                '\r' if next == Some('\n') => {}
                char if char == self.delimiter => fields.push(std::mem::take(&mut field)),
                char => field.push(char),
            }
        }
        self.rest = &self.rest[end..];
        fields.push(field);
        Some(fields)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(config: &str, text: &str, expected: &str) {
        let items = parse(&Value::parse(config).unwrap(), text).unwrap();
        assert_eq!(Value::from(items).to_compact(), expected);
    }

    #[test]
    fn rows_become_objects_of_strings() {
        let first = r#"{"CSVHeaderLocation": "FIRST_ROW"}"#;
        check(first, "a,b\n1,2,3\r\n\n4\n", r#"[{"a":"1","b":"2"},{"a":"4","b":""}]"#);
        check(first, "a,b\n\"x,\ny\",\"say \"\"no\"\"\"\n", r#"[{"a":"x,\ny","b":"say \"no\""}]"#);
        check(first, "a,b\n\\n\\\\,\\\"c\\,d", r#"[{"a":"n\\","b":"\"c,d"}]"#);
        check(first, "", "[]");
        check(
            r#"{"CSVHeaderLocation": "GIVEN", "CSVHeaders": ["h"], "CSVDelimiter": "PIPE"}"#,
            "1|2\n   \n",
            r#"[{"h":"1"},{"h":"   "}]"#,
        );
    }

    #[test]
    fn a_header_cannot_stand_twice() {
        let config = Value::parse(r#"{"CSVHeaderLocation": "FIRST_ROW"}"#).unwrap();
        assert_eq!(parse(&config, "a,a\n1,2").unwrap_err(), "CSV headers cannot contain duplicates.");
    }
}
