//! A JSON string.

use std::borrow::Borrow;
use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::ops::Deref;
use std::sync::Arc;

use crate::source::Source;
use crate::write::{escaped_len, write_escaped};

/// A JSON string: shared, immutable, and written out again with the escapes it was read with.
///
/// Dereferences to the `str` it means; equality, order and hash are those of that `str`.
#[derive(Clone)]
pub struct Text(Repr);

#[derive(Clone)]
enum Repr {
    /// Read from a text that spells it without escapes; the source has the quotes around it.
    Plain(Source),
    /// Read from a text that spells it with escapes.
    Escaped(Arc<Escaped>),
    /// Computed; with the length it has when written as JSON, which is asked for often.
    Owned(Arc<str>, usize),
}

struct Escaped {
    meaning: Box<str>,
    source: Source,
}

impl Text {
    /// The characters this string means, escapes resolved. An escaped surrogate without its partner, which no `str` can
    /// hold, reads as U+FFFD (and is still written as it came).
    pub fn as_str(&self) -> &str {
        match &self.0 {
            Repr::Plain(source) => {
                let quoted = source.as_str();
                quoted.get(1..quoted.len() - 1).unwrap_or_default()
            }
            Repr::Escaped(escaped) => &escaped.meaning,
            Repr::Owned(text, _) => text,
        }
    }

    /// Whether this string means these characters. Looking a name up asks this of one name after the other, most of which have
    /// another length.
    pub(crate) fn is(&self, characters: &str) -> bool {
        match &self.0 {
            Repr::Plain(source) => {
                let quoted = source.as_bytes();
                quoted.len() == characters.len() + 2 && quoted.get(1..quoted.len() - 1) == Some(characters.as_bytes())
            }
            Repr::Escaped(escaped) => &*escaped.meaning == characters,
            Repr::Owned(text, _) => &**text == characters,
        }
    }

    /// The string's meaning as a shared `str`.
    pub fn to_arc(&self) -> Arc<str> {
        match &self.0 {
            Repr::Owned(text, _) => Arc::clone(text),
            Repr::Plain(_) | Repr::Escaped(_) => Arc::from(self.as_str()),
        }
    }

    pub(crate) fn plain(source: Source) -> Text {
        Text(Repr::Plain(source))
    }

    pub(crate) fn escaped(meaning: String, source: Source) -> Text {
        Text(Repr::Escaped(Arc::new(Escaped { meaning: meaning.into_boxed_str(), source })))
    }

    pub(crate) fn source(&self) -> Option<&Source> {
        match &self.0 {
            Repr::Plain(source) => Some(source),
            Repr::Escaped(escaped) => Some(&escaped.source),
            Repr::Owned(..) => None,
        }
    }

    /// Writes the string as JSON, quotes included: as it was written, or else with only the escapes that JSON asks for.
    pub(crate) fn write(&self, out: &mut String) {
        match self.source() {
            Some(source) => out.push_str(source.as_str()),
            None => write_escaped(out, self.as_str()),
        }
    }

    /// Bytes of what [`Text::write`] writes.
    pub(crate) fn written_len(&self) -> usize {
        match &self.0 {
            Repr::Plain(source) => source.len(),
            Repr::Escaped(escaped) => escaped.source.len(),
            Repr::Owned(_, written) => *written,
        }
    }
}

impl Deref for Text {
    type Target = str;
    fn deref(&self) -> &str {
        self.as_str()
    }
}

impl AsRef<str> for Text {
    fn as_ref(&self) -> &str {
        self.as_str()
    }
}

impl Borrow<str> for Text {
    fn borrow(&self) -> &str {
        self.as_str()
    }
}

impl From<&str> for Text {
    fn from(text: &str) -> Text {
        Text::from(Arc::<str>::from(text))
    }
}

impl From<String> for Text {
    fn from(text: String) -> Text {
        Text::from(Arc::<str>::from(text))
    }
}

impl From<&String> for Text {
    fn from(text: &String) -> Text {
        Text::from(text.as_str())
    }
}

impl From<Arc<str>> for Text {
    fn from(text: Arc<str>) -> Text {
        let written = escaped_len(&text);
        Text(Repr::Owned(text, written))
    }
}

impl PartialEq for Text {
    fn eq(&self, other: &Text) -> bool {
        self.as_str() == other.as_str()
    }
}
impl Eq for Text {}
impl PartialEq<str> for Text {
    fn eq(&self, other: &str) -> bool {
        self.as_str() == other
    }
}
impl PartialEq<&str> for Text {
    fn eq(&self, other: &&str) -> bool {
        self.as_str() == *other
    }
}
impl PartialOrd for Text {
    fn partial_cmp(&self, other: &Text) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}
impl Ord for Text {
    fn cmp(&self, other: &Text) -> Ordering {
        self.as_str().cmp(other.as_str())
    }
}
impl Hash for Text {
    fn hash<H: Hasher>(&self, state: &mut H) {
        // As `str` hashes, so that maps keyed by `Text` can be asked with `&str`.
        self.as_str().hash(state);
    }
}
impl fmt::Debug for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self.as_str(), f)
    }
}
impl fmt::Display for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
