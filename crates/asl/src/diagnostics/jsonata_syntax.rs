//! Whether a text is a JSONata expression, as far as its grammar says (<https://docs.jsonata.org>, 2.0.6).
//!
//! Only reads; nothing is kept. What names mean and what functions take is not asked here.

use std::collections::HashSet;

/// How deep expressions may lie inside each other; AWS refuses far shallower ones when it evaluates them.
const MAX_DEPTH: usize = 200;

/// Reads an expression; the error is AWS's words (which are JSONata's, without its code).
pub(crate) fn check(text: &str) -> Result<(), String> {
    Parser::new(text).whole()
}

/// What an expression reads from outside, as far as its text says.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Reads<'t> {
    /// Variables without their `$`, each once: neither those that it binds itself anywhere, nor functions.
    pub variables: Vec<&'t str>,
    /// The names that follow `$states.`, as often as they do.
    pub states_fields: Vec<&'t str>,
}

/// What an expression reads; nothing where it cannot be read itself.
pub(crate) fn reads(text: &str) -> Option<Reads<'_>> {
    let mut parser = Parser::new(text);
    parser.whole().ok()?;
    let Parser { mut states_fields, used, bound, .. } = parser;
    if bound.contains("states") {
        states_fields.clear();
    }
    let mut seen = bound;
    seen.extend(["", "$", "states"]);
    let variables = used.into_iter().filter(|name| !FUNCTIONS.contains(name) && seen.insert(name)).collect();
    Some(Reads { variables, states_fields })
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Token<'t> {
    End,
    Name(&'t str),
    /// Without its `$`.
    Variable(&'t str),
    Text,
    Number,
    Regex,
    Operator(&'static str),
}

/// What an expression turned out to be, where that matters to what follows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Variable,
    Function,
    Literal,
    Other,
}

struct Parser<'t> {
    text: &'t str,
    at: usize,
    token: Token<'t>,
    depth: usize,
    /// Variables in the order in which they are met.
    used: Vec<&'t str>,
    /// Variables that the expression gives a value itself.
    bound: HashSet<&'t str>,
    states_fields: Vec<&'t str>,
}

/// The functions that a variable may stand for without being called: JSONata's and those that Step Functions adds.
const FUNCTIONS: &[&str] = &[
    "abs",
    "append",
    "assert",
    "average",
    "base64decode",
    "base64encode",
    "boolean",
    "ceil",
    "clone",
    "contains",
    "count",
    "decodeUrl",
    "decodeUrlComponent",
    "distinct",
    "each",
    "encodeUrl",
    "encodeUrlComponent",
    "error",
    "eval",
    "exists",
    "filter",
    "floor",
    "formatBase",
    "formatInteger",
    "formatNumber",
    "fromMillis",
    "hash",
    "join",
    "keys",
    "length",
    "lookup",
    "lowercase",
    "map",
    "match",
    "max",
    "merge",
    "millis",
    "min",
    "not",
    "now",
    "number",
    "pad",
    "parse",
    "parseInteger",
    "partition",
    "power",
    "random",
    "range",
    "reduce",
    "replace",
    "reverse",
    "round",
    "shuffle",
    "sift",
    "single",
    "sort",
    "split",
    "spread",
    "sqrt",
    "string",
    "substring",
    "substringAfter",
    "substringBefore",
    "sum",
    "toMillis",
    "trim",
    "type",
    "uppercase",
    "uuid",
    "zip",
];

/// Longer ones first.
const OPERATORS: &[&str] = &[
    "..", ":=", "!=", ">=", "<=", "**", "~>", "?:", "??", ".", "[", "]", "{", "}", "(", ")", ",", "@", "#", ";", ":",
    "?", "+", "-", "*", "/", "%", "|", "=", "<", ">", "^", "&", "!", "~",
];

/// How strongly an operator binds what stands before it; 0 for those that are none between expressions.
fn power(operator: &str) -> u8 {
    match operator {
        "[" | "(" | "@" | "#" => 80,
        "." => 75,
        "{" => 70,
        "*" | "/" | "%" => 60,
        "+" | "-" | "&" => 50,
        "=" | "<" | ">" | "^" | "!=" | "<=" | ">=" | "~>" | "in" | "?:" | "??" => 40,
        "and" => 30,
        "or" => 25,
        "?" => 20,
        ":=" => 10,
        _ => 0,
    }
}

impl<'t> Parser<'t> {
    fn new(text: &'t str) -> Parser<'t> {
        Parser {
            text,
            at: 0,
            token: Token::End,
            depth: 0,
            used: Vec::new(),
            bound: HashSet::new(),
            states_fields: Vec::new(),
        }
    }

    fn whole(&mut self) -> Result<(), String> {
        self.advance(true)?;
        self.expression(0)?;
        match self.token {
            Token::End => Ok(()),
            token => Err(format!("Syntax error: {}", token.shown())),
        }
    }

    fn expression(&mut self, binding: u8) -> Result<Kind, String> {
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            return Err("The expression is nested too deeply".to_owned());
        }
        let mut left = self.operand()?;
        while let Some(operator) = self.infix() {
            if power(operator) <= binding {
                break;
            }
            left = self.operation(left, operator)?;
        }
        self.depth -= 1;
        Ok(left)
    }

    /// The operator that is here, where one between expressions is.
    fn infix(&self) -> Option<&'t str> {
        match self.token {
            Token::Operator(operator) => Some(operator),
            Token::Name(name) if matches!(name, "and" | "or" | "in") => Some(name),
            Token::End | Token::Name(_) | Token::Variable(_) | Token::Text | Token::Number | Token::Regex => None,
        }
        .filter(|operator| power(operator) > 0)
    }

    fn operand(&mut self) -> Result<Kind, String> {
        let token = self.token;
        match token {
            Token::End => return Err("Unexpected end of expression".to_owned()),
            Token::Name(name) => {
                self.advance(false)?;
                let literal = matches!(name, "true" | "false" | "null");
                return Ok(match name {
                    "function" | "λ" => Kind::Function,
                    _ if literal => Kind::Literal,
                    _ => Kind::Other,
                });
            }
            Token::Variable(name) => {
                self.used.push(name);
                self.advance(false)?;
                return Ok(Kind::Variable);
            }
            Token::Number => {
                self.advance(false)?;
                return Ok(Kind::Literal);
            }
            Token::Text | Token::Regex => self.advance(false)?,
            Token::Operator(operator) => match operator {
                "*" | "**" | "%" => self.advance(false)?,
                "-" => {
                    self.advance(true)?;
                    self.expression(70)?;
                }
                "(" => {
                    self.advance(true)?;
                    while self.token != Token::Operator(")") {
                        self.expression(0)?;
                        if self.token != Token::Operator(";") {
                            break;
                        }
                        self.advance(true)?;
                    }
                    self.expect(")", false)?;
                }
                "[" => {
                    self.advance(true)?;
                    if self.token != Token::Operator("]") {
                        loop {
                            self.expression(0)?;
                            if self.token == Token::Operator("..") {
                                self.advance(true)?;
                                self.expression(0)?;
                            }
                            if self.token != Token::Operator(",") {
                                break;
                            }
                            self.advance(true)?;
                        }
                    }
                    self.expect("]", false)?;
                }
                "{" => self.object()?,
                "|" => {
                    self.advance(true)?;
                    self.expression(0)?;
                    self.expect("|", true)?;
                    self.expression(0)?;
                    if self.token == Token::Operator(",") {
                        self.advance(true)?;
                        self.expression(0)?;
                    }
                    self.expect("|", false)?;
                }
                operator => return Err(format!("The symbol \"{operator}\" cannot be used as a unary operator")),
            },
        }
        Ok(Kind::Other)
    }

    /// `{ key: value, … }`, from its brace on.
    fn object(&mut self) -> Result<(), String> {
        self.advance(true)?;
        if self.token != Token::Operator("}") {
            loop {
                self.expression(0)?;
                self.expect(":", true)?;
                self.expression(0)?;
                if self.token != Token::Operator(",") {
                    break;
                }
                self.advance(true)?;
            }
        }
        self.expect("}", false)
    }

    fn operation(&mut self, left: Kind, operator: &'t str) -> Result<Kind, String> {
        match operator {
            "(" => {
                // What is called is a function, and no workflow variable is one.
                if left == Kind::Variable {
                    self.used.pop();
                }
                self.arguments(left == Kind::Function)?;
                if left == Kind::Function {
                    self.body()?;
                }
            }
            "[" => {
                self.advance(true)?;
                if self.token == Token::Operator("]") {
                    self.advance(false)?;
                } else {
                    self.expression(0)?;
                    self.expect("]", false)?;
                }
            }
            "{" => self.object()?,
            "^" => {
                self.advance(true)?;
                self.expect("(", true)?;
                loop {
                    if matches!(self.token, Token::Operator("<" | ">")) {
                        self.advance(true)?;
                    }
                    self.expression(0)?;
                    if self.token != Token::Operator(",") {
                        break;
                    }
                    self.advance(true)?;
                }
                self.expect(")", false)?;
            }
            "?" => {
                self.advance(true)?;
                self.expression(0)?;
                if self.token == Token::Operator(":") {
                    self.advance(true)?;
                    self.expression(0)?;
                }
            }
            ":=" => {
                if left != Kind::Variable {
                    return Err("The left side of := must be a variable name (start with $)".to_owned());
                }
                self.bound.extend(self.used.pop());
                self.advance(true)?;
                // Assignments bind to the right.
                self.expression(power(":=") - 1)?;
            }
            "@" | "#" => {
                self.advance(true)?;
                if self.expression(power(operator))? != Kind::Variable {
                    return Err(format!("The right side of {operator} must be a variable name (start with $)"));
                }
                self.bound.extend(self.used.pop());
            }
            "." => {
                self.advance(true)?;
                let start = self.token;
                if let Token::Name(name) = start
                    && left == Kind::Variable
                    && self.used.last() == Some(&"states")
                {
                    self.states_fields.push(name);
                }
                if self.expression(power("."))? == Kind::Literal && start == Token::Number {
                    return Err("The literal value cannot be used as a step within a path expression".to_owned());
                }
            }
            operator => {
                self.advance(true)?;
                self.expression(power(operator))?;
            }
        }
        Ok(Kind::Other)
    }

    /// `(…)` of a call or of a function's definition.
    fn arguments(&mut self, defines: bool) -> Result<(), String> {
        self.advance(true)?;
        let first = self.used.len();
        if self.token != Token::Operator(")") {
            loop {
                if self.token == Token::Operator("?") && !defines {
                    self.advance(false)?;
                } else {
                    self.expression(0)?;
                }
                if self.token != Token::Operator(",") {
                    break;
                }
                self.advance(true)?;
            }
        }
        if defines {
            self.bound.extend(self.used.drain(first..));
        }
        self.expect(")", false)
    }

    /// A function's signature, if it has one, and its body.
    fn body(&mut self) -> Result<(), String> {
        if self.token == Token::Operator("<") {
            let mut open = 1;
            while open > 0 {
                let Some(c) = self.text[self.at..].chars().next() else {
                    return Err("Expected \">\" before end of expression".to_owned());
                };
                self.at += c.len_utf8();
                match c {
                    '<' => open += 1,
                    '>' => open -= 1,
                    _ => {}
                }
            }
            self.advance(false)?;
        }
        self.expect("{", true)?;
        self.expression(0)?;
        self.expect("}", false)
    }

    fn expect(&mut self, operator: &'static str, operand_next: bool) -> Result<(), String> {
        if self.token == Token::Operator(operator) {
            return self.advance(operand_next);
        }
        Err(match self.token {
            Token::End => format!("Expected \"{operator}\" before end of expression"),
            token => format!("Expected \"{operator}\", got {}", token.shown()),
        })
    }

    /// Goes to the next token. Where an operand comes next, `/` begins a regular expression.
    fn advance(&mut self, operand_next: bool) -> Result<(), String> {
        self.blank()?;
        let rest = &self.text[self.at..];
        let Some(first) = rest.chars().next() else {
            self.token = Token::End;
            return Ok(());
        };
        let (token, length) = match first {
            '/' if operand_next => (Token::Regex, regex(rest)?),
            '"' | '\'' => (Token::Text, string(rest, first)?),
            '`' => {
                let end = rest[1..].find('`').ok_or("Quoted property name must be terminated with a backquote (`)")?;
                (Token::Name(&rest[1..=end]), end + 2)
            }
            '0'..='9' => (Token::Number, number(rest)),
            _ => match OPERATORS.iter().find(|operator| rest.starts_with(**operator)) {
                Some(operator) => (Token::Operator(operator), operator.len()),
                None => {
                    let end = rest
                        .find(|c: char| c.is_whitespace() || ends_name(c))
                        .unwrap_or(rest.len())
                        .max(first.len_utf8());
                    let name = &rest[..end];
                    (if first == '$' { Token::Variable(&name[1..]) } else { Token::Name(name) }, end)
                }
            },
        };
        self.at += length;
        self.token = token;
        Ok(())
    }

    fn blank(&mut self) -> Result<(), String> {
        loop {
            let rest = &self.text[self.at..];
            self.at += rest.len() - rest.trim_start().len();
            let Some(comment) = self.text[self.at..].strip_prefix("/*") else { return Ok(()) };
            let end = comment.find("*/").ok_or("Comment has no closing tag")?;
            self.at += end + 4;
        }
    }
}

impl Token<'_> {
    fn shown(self) -> String {
        match self {
            Token::End => "(end)".to_owned(),
            Token::Name(name) => format!("\"{name}\""),
            Token::Variable(_) => "a variable".to_owned(),
            Token::Text => "a string".to_owned(),
            Token::Number => "a number".to_owned(),
            Token::Regex => "a regular expression".to_owned(),
            Token::Operator(operator) => format!("\"{operator}\""),
        }
    }
}

fn ends_name(c: char) -> bool {
    OPERATORS.iter().any(|operator| operator.starts_with(c))
}

fn string(rest: &str, quote: char) -> Result<usize, String> {
    let mut chars = rest.char_indices().skip(1);
    while let Some((at, c)) = chars.next() {
        match c {
            '\\' => match chars.next() {
                Some((_, '"' | '\\' | '/' | 'b' | 'f' | 'n' | 'r' | 't')) => {}
                Some((at, 'u')) => {
                    let digits = rest.get(at + 1..at + 5);
                    if !digits.is_some_and(|digits| digits.bytes().all(|byte| byte.is_ascii_hexdigit())) {
                        return Err("The escape sequence \\u must be followed by 4 hex digits".to_owned());
                    }
                }
                Some((_, other)) => return Err(format!("Unsupported escape sequence: \\{other}")),
                None => break,
            },
            c if c == quote => return Ok(at + 1),
            _ => {}
        }
    }
    Err("String literal must be terminated by a matching quote".to_owned())
}

fn number(rest: &str) -> usize {
    let digits = |from: usize| rest[from..].bytes().take_while(u8::is_ascii_digit).count();
    let mut at = if rest.starts_with('0') { 1 } else { digits(0) };
    if rest[at..].starts_with('.') && digits(at + 1) > 0 {
        at += 1 + digits(at + 1);
    }
    if rest[at..].starts_with(['e', 'E']) {
        let sign = usize::from(rest[at + 1..].starts_with(['+', '-']));
        let count = digits(at + 1 + sign);
        if count > 0 {
            at += 1 + sign + count;
        }
    }
    at
}

fn regex(rest: &str) -> Result<usize, String> {
    let (mut depth, mut escaped) = (0_i32, false);
    for (at, c) in rest.char_indices().skip(1) {
        if escaped {
            escaped = false;
            continue;
        }
        match c {
            '\\' => escaped = true,
            '/' if depth == 0 => {
                if at == 1 {
                    return Err("Empty regular expressions are not allowed".to_owned());
                }
                let flags = rest[at + 1..].bytes().take_while(|byte| matches!(byte, b'i' | b'm')).count();
                return Ok(at + 1 + flags);
            }
            '(' | '[' | '{' => depth += 1,
            ')' | ']' | '}' => depth -= 1,
            _ => {}
        }
    }
    Err("No terminating / in regular expression".to_owned())
}

#[cfg(test)]
mod tests {
    use super::{Reads, check, reads};

    #[test]
    fn tells_what_is_read() {
        for (text, variables, states_fields) in [
            ("$x + $states.result.x", vec!["x"], vec!["result"]),
            ("$x & $x & $sum($y)", vec!["x", "y"], vec![]),
            ("($x := 1; $x + $y)", vec!["y"], vec![]),
            ("$map($list, function($v, $i) { $v + $k }) ~> $sum", vec!["list", "k"], vec![]),
            ("$states . errorOutput.Cause", vec![], vec!["errorOutput"]),
            ("($states := a; $states.result)", vec![], vec![]),
            ("a@$l#$i.(b + $l + $i)", vec![], vec![]),
            ("$$.a + $.b + '$c' + `$d`", vec![], vec![]),
            ("$f(1)", vec![], vec![]),
        ] {
            assert_eq!(reads(text), Some(Reads { variables, states_fields }), "{text}");
        }
        assert_eq!(reads("$x +"), None);
    }

    #[test]
    fn tells_expressions_apart() {
        for good in [
            "$states.input.a",
            "1 + 2 * -3",
            "a.b[0].c[$x = 'y'].*",
            "$sum(a.b, ?)",
            "(  $x := 1; $y := $x; $x + $y )",
            "function($a, $b) { $a + $b }",
            "λ($a)<n:n>{ $a }",
            "a ? b : c",
            "a ? b",
            "[1..5]",
            "{'a': 1, \"b\": [2]}",
            "a{b: $sum(c)}",
            "a^(>b, <c.d).e",
            "a@$x#$i.b",
            "$ ~> |a|{'b': 1}, ['c']|",
            "$match(a, /x\\/[/]y/i)",
            "a /* c */ . b",
            "and and or or in in in",
            "`a b`.c",
            "**.a",
            "%.a",
            "a.%.b",
            "$$",
            "$",
            "()",
            "a[]",
            "10.5e-3",
            "a & 'é' & b",
            "$map(x, function($v, $i, $a){$v})",
            "-(1)",
            "null",
            "a.(b; c)",
            "-$x.a",
        ] {
            assert_eq!(check(good), Ok(()), "{good}");
        }
        for (bad, says) in [
            ("", "Unexpected end of expression"),
            ("10 + * 2", "Syntax error: a number"),
            ("$sum($states.input.items.numbers ", "Expected \")\" before end of expression"),
            ("420.", "Unexpected end of expression"),
            ("[1,2)", "Expected \"]\", got \")\""),
            ("\"open", "String literal must be terminated by a matching quote"),
            ("{\"a\":}", "The symbol \"}\" cannot be used as a unary operator"),
            ("x := 1", "The left side of := must be a variable name (start with $)"),
            ("$match(\"a\", /abc", "No terminating / in regular expression"),
            ("a b", "Syntax error: \"b\""),
            ("a /* b", "Comment has no closing tag"),
            ("$.7", "The literal value cannot be used as a step within a path expression"),
        ] {
            assert_eq!(check(bad), Err(says.to_owned()), "{bad}");
        }
        assert!(check(&"(".repeat(100_000)).is_err());
        assert!(check(&"-".repeat(100_000)).is_err());
        assert!(check(&"a.".repeat(100_000)).is_err());
    }
}
