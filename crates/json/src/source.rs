//! A part of a shared text.

use std::sync::Arc;

/// The bytes `start..end` of a text that many values share. Both ends lie on character boundaries.
#[derive(Clone)]
pub(crate) struct Source {
    text: Arc<str>,
    start: u32,
    end: u32,
}

impl Source {
    /// The parser only makes sources of texts shorter than 4 GiB, so offsets fit.
    pub(crate) fn new(text: &Arc<str>, start: usize, end: usize) -> Source {
        Source { text: Arc::clone(text), start: start as u32, end: end as u32 }
    }

    pub(crate) fn whole(text: Arc<str>) -> Source {
        let end = text.len() as u32;
        Source { text, start: 0, end }
    }

    pub(crate) fn as_str(&self) -> &str {
        self.text.get(self.start as usize..self.end as usize).unwrap_or_default()
    }

    pub(crate) fn as_bytes(&self) -> &[u8] {
        self.text.as_bytes().get(self.start as usize..self.end as usize).unwrap_or_default()
    }

    pub(crate) fn len(&self) -> usize {
        (self.end - self.start) as usize
    }

    /// The text itself, without copying when this is all of it.
    pub(crate) fn to_arc(&self) -> Arc<str> {
        if self.len() == self.text.len() { Arc::clone(&self.text) } else { Arc::from(self.as_str()) }
    }

    /// Whether holding on to this keeps a much longer text in memory.
    pub(crate) fn is_part(&self) -> bool {
        self.len() != self.text.len()
    }
}
