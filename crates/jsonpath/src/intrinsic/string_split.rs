//! `States.StringSplit(text, delimiters)`: the parts of a text between any of the delimiter's characters. Empty parts are left out.

use stepwell_json::Value;

use super::arguments::{Arguments, Refusal};

pub(super) fn call(arguments: &Arguments) -> Result<Value, Refusal> {
    let (text, delimiters) = (arguments.text(0)?, arguments.text(1)?);
    let delimiters: std::collections::HashSet<char> = delimiters.chars().collect();
    Ok(text.split(|c| delimiters.contains(&c)).filter(|part| !part.is_empty()).map(Value::from).collect())
}

#[cfg(test)]
mod tests {
    use super::super::tests::check;

    #[test]
    fn splits() {
        check(&[
            ("States.StringSplit($, ',')", r#""1,2,3,4,5""#, r#"["1","2","3","4","5"]"#),
            ("States.StringSplit($, '.+,=')", r#""This.is+a,test=string""#, r#"["This","is","a","test","string"]"#),
            ("States.StringSplit($, ',')", r#"", , ,""#, r#"[" "," "]"#),
            ("States.StringSplit($, 'T\n')", r#""split on T and \nnew line""#, r#"["split on "," and ","new line"]"#),
            ("States.StringSplit($, ',')", r#""a,,b""#, r#"["a","b"]"#),
            ("States.StringSplit($, ',')", r#""""#, "[]"),
            ("States.StringSplit($, '')", r#""abc""#, r#"["abc"]"#),
            ("States.StringSplit($, 'ab')", r#""1a2b3ab4""#, r#"["1","2","3","4"]"#),
            ("States.StringSplit('Hello\nWorld', '\n')", "{}", r#"["Hello","World"]"#),
            ("States.StringSplit($, 'é')", "\"1é2\"", r#"["1","2"]"#),
            ("States.StringSplit($, ',')", "1", "! Invalid arguments in States.StringSplit"),
            ("States.StringSplit($, 1)", r#""a""#, "! Invalid arguments in States.StringSplit"),
        ]);
    }
}
