//! Text to filters.

use regex::{Regex, RegexBuilder};
use stepwell_json::Value;

use super::filter::{Filter, FilterPath, Operand, Operator};
use super::parse::{Fault, Reader, fault, is_definite};

impl Reader<'_> {
    /// `a || b && !c`, up to what cannot belong to it.
    pub(crate) fn filter(&mut self) -> Result<Filter, Fault> {
        let mut any = vec![self.all()?];
        while self.takes("||") {
            any.push(self.all()?);
        }
        Ok(if any.len() == 1 { any.swap_remove(0) } else { Filter::Or(any) })
    }

    fn all(&mut self) -> Result<Filter, Fault> {
        let mut all = vec![self.one()?];
        while self.takes("&&") {
            all.push(self.one()?);
        }
        Ok(if all.len() == 1 { all.swap_remove(0) } else { Filter::And(all) })
    }

    fn one(&mut self) -> Result<Filter, Fault> {
        self.white_space();
        match self.peek() {
            Some('!') => {
                self.at += 1;
                Ok(Filter::Not(Box::new(self.nested(Reader::one)?)))
            }
            Some('(') => {
                self.at += 1;
                let inside = self.nested(Reader::filter)?;
                self.white_space();
                if self.peek() != Some(')') {
                    return fault(self.at, "Expected character: )");
                }
                self.at += 1;
                Ok(inside)
            }
            _ => self.comparison(),
        }
    }

    fn comparison(&mut self) -> Result<Filter, Fault> {
        let start = self.at;
        let left = self.operand()?;
        self.white_space();
        if let Some(operator) = self.operator()? {
            let right = self.operand()?;
            return Ok(Filter::Compare(left, operator, right));
        }
        match left {
            Operand::Path(path) => Ok(Filter::Exists(path)),
            Operand::Literal(Value::Bool(truth)) => Ok(Filter::Literal(truth)),
            Operand::Literal(_) | Operand::Pattern(_) => fault(start, "Expected path node"),
        }
    }

    /// An operator, unless the expression ends here.
    fn operator(&mut self) -> Result<Option<Operator>, Fault> {
        let rest = self.rest();
        if rest.is_empty() || rest.starts_with(')') || rest.starts_with("&&") || rest.starts_with("||") {
            return Ok(None);
        }
        let symbol = |c: char| matches!(c, '<' | '>' | '=' | '~' | '!');
        let length = if rest.starts_with(symbol) {
            rest.find(|c| !symbol(c))
        } else {
            rest.find(|c: char| !c.is_ascii_alphabetic())
        };
        let word = &rest[..length.unwrap_or(rest.len())];
        match Operator::read(word) {
            Some(operator) => {
                self.at += word.len();
                Ok(Some(operator))
            }
            None => fault(self.at, format!("Filter operator {word} is not supported!")),
        }
    }

    fn operand(&mut self) -> Result<Operand, Fault> {
        self.white_space();
        match self.peek() {
            Some(root @ ('@' | '$')) => {
                self.at += 1;
                let steps = self.nested(|reader| reader.steps(true))?;
                let definite = is_definite(&steps);
                Ok(Operand::Path(FilterPath { from_current: root == '@', steps: steps.into(), definite }))
            }
            Some('/') => Ok(Operand::Pattern(self.pattern()?)),
            _ => Ok(Operand::Literal(self.literal()?)),
        }
    }

    /// `/…/i`, to match all of a text.
    fn pattern(&mut self) -> Result<Regex, Fault> {
        let start = self.at;
        let body = &self.text[start + 1..];
        let mut escaped = false;
        let end = body.find(|c: char| {
            let closes = c == '/' && !escaped;
            escaped = c == '\\' && !escaped;
            closes
        });
        let Some(end) = end else {
            return fault(start, "Pattern not closed. Expected '/'");
        };
        let after = &body[end + 1..];
        let flags = &after[..after.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(after.len())];
        self.at = start + 1 + end + 1 + flags.len();
        // The line break keeps a comment at the end of an `x` pattern from swallowing the parenthesis.
        let whole = if flags.contains('x') {
            format!("\\A(?:{}\n)\\z", &body[..end])
        } else {
            format!("\\A(?:{})\\z", &body[..end])
        };
        RegexBuilder::new(&whole)
            .case_insensitive(flags.contains('i'))
            .multi_line(flags.contains('m'))
            .dot_matches_new_line(flags.contains('s'))
            .ignore_whitespace(flags.contains('x'))
            .size_limit(1 << 20)
            .build()
            .or_else(|error| {
                let reason = error.to_string();
                let reason = reason.lines().last().unwrap_or_default().trim_start_matches("error: ").to_owned();
                fault(start, format!("The regular expression /{}/ cannot be read: {reason}", &body[..end]))
            })
    }

    fn takes(&mut self, symbol: &str) -> bool {
        self.white_space();
        let takes = self.rest().starts_with(symbol);
        if takes {
            self.at += symbol.len();
        }
        takes
    }
}
