use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

/// The BLAKE3 hash of a payload's text: what records refer to it by. Shown as 64 hexadecimal digits.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PayloadHash([u8; 32]);

impl PayloadHash {
    /// The hash of this text.
    #[must_use]
    pub fn of(text: &str) -> Self {
        Self(*blake3::hash(text.as_bytes()).as_bytes())
    }

    pub(crate) fn bytes(&self) -> &[u8; 32] {
        &self.0
    }

    pub(crate) fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }
}

impl fmt::Display for PayloadHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(blake3::Hash::from_bytes(self.0).to_hex().as_str())
    }
}

impl fmt::Debug for PayloadHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PayloadHash({self})")
    }
}

/// A text that is not 64 hexadecimal digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("A payload's hash is 64 hexadecimal digits.")]
pub struct NotAHash;

impl FromStr for PayloadHash {
    type Err = NotAHash;

    fn from_str(text: &str) -> Result<Self, NotAHash> {
        blake3::Hash::from_hex(text).map(|hash| Self(*hash.as_bytes())).map_err(|_| NotAHash)
    }
}

/// A text with its hash, ready to be stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Payload {
    hash: PayloadHash,
    text: Arc<str>,
}

impl Payload {
    /// Hashes the text; the text itself is shared, not copied.
    #[must_use]
    pub fn new(text: impl Into<Arc<str>>) -> Self {
        let text = text.into();
        Self { hash: PayloadHash::of(&text), text }
    }

    /// The text's hash.
    #[must_use]
    pub fn hash(&self) -> PayloadHash {
        self.hash
    }

    /// The text.
    #[must_use]
    pub fn text(&self) -> &Arc<str> {
        &self.text
    }
}

/// A part of a payload, cut at character boundaries.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PayloadSlice {
    /// Where `text` begins in the payload, in bytes of UTF-8. The asked offset, moved back to the beginning
    /// of the character it fell into.
    pub offset: u64,
    /// The length of the whole payload, in bytes of UTF-8.
    pub total: u64,
    /// The part. Empty only at the payload's end (or when less than one character was asked for).
    pub text: String,
}

impl PayloadSlice {
    /// Cuts `limit` bytes from `offset` out of `text`, never through a character.
    pub(crate) fn cut(text: &str, offset: u64, limit: u64) -> Self {
        let total = text.len();
        let wanted = usize::try_from(offset).unwrap_or(usize::MAX).min(total);
        let start = text.floor_char_boundary(wanted);
        let end = wanted.saturating_add(usize::try_from(limit).unwrap_or(usize::MAX)).min(total);
        let end = text.floor_char_boundary(end).max(start);
        Self { offset: start as u64, total: total as u64, text: text[start..end].to_owned() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hash_reads_back_from_its_text() {
        let hash = PayloadHash::of("{}");
        assert_eq!(hash.to_string().parse(), Ok(hash));
        assert_eq!("12".parse::<PayloadHash>(), Err(NotAHash));
        assert_ne!(hash, PayloadHash::of("{ }"));
    }

    #[test]
    fn slices_never_cut_a_character_and_join_to_the_whole() {
        let text = "a\u{20ac}b\u{1F600}c";
        for step in 4..9 {
            let (mut at, mut whole) = (0, String::new());
            while at < text.len() as u64 {
                let slice = PayloadSlice::cut(text, at, step);
                assert_eq!((slice.total, slice.offset), (text.len() as u64, at));
                assert!(!slice.text.is_empty());
                at += slice.text.len() as u64;
                whole.push_str(&slice.text);
            }
            assert_eq!(whole, text);
        }
        assert_eq!(PayloadSlice::cut(text, 2, 100).offset, 1);
        assert_eq!(PayloadSlice::cut(text, 99, 1).text, "");
    }
}
