//! The file that `scripts/aws-catalogue.py` writes; `data/README.md` has its format.

use std::io::Read;
use std::ops::Range;

use ruzstd::decoding::StreamingDecoder;

const MAGIC: &[u8] = b"STEPWELLAWS1";

/// No part of the data may claim to unpack to more than this many bytes; the largest service, EC2, takes about a tenth.
const MAX_UNPACKED: usize = 32 << 20;

/// Why data cannot be read as a catalogue.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum DataError {
    /// The data does not begin as a catalogue does.
    #[error("This is no catalogue: it does not begin with STEPWELLAWS1. Write it anew with scripts/aws-catalogue.py.")]
    Magic,
    /// The data ends too early or a part is not where it should be.
    #[error("The catalogue is cut off or damaged in its {0}. Write it anew with scripts/aws-catalogue.py.")]
    Damaged(&'static str),
}

impl DataError {
    /// A stable name of the error.
    pub fn code(&self) -> &'static str {
        match self {
            DataError::Magic => "CATALOGUE_MAGIC",
            DataError::Damaged(_) => "CATALOGUE_DAMAGED",
        }
    }
}

/// One service as the index has it.
#[derive(Debug)]
pub(crate) struct Entry {
    pub(crate) name: Box<str>,
    pub(crate) prefix: Box<str>,
    pub(crate) full_name: Box<str>,
    pub(crate) doc: Box<str>,
    pub(crate) actions: usize,
    frame: Range<usize>,
    unpacked: usize,
}

/// The whole file: its index read, the rest still packed.
#[derive(Debug, Default)]
pub(crate) struct Packed {
    bytes: &'static [u8],
    pub(crate) source: Box<str>,
    pub(crate) entries: Vec<Entry>,
    names: Range<usize>,
    names_unpacked: usize,
}

impl Packed {
    pub(crate) fn read(bytes: &'static [u8]) -> Result<Packed, DataError> {
        let damaged = DataError::Damaged("header");
        if !bytes.starts_with(MAGIC) {
            return Err(DataError::Magic);
        }
        let number = |position: usize| -> Result<usize, DataError> {
            let at = MAGIC.len() + 4 * position;
            let four = bytes.get(at..at + 4).and_then(|four| <[u8; 4]>::try_from(four).ok()).ok_or(damaged.clone())?;
            usize::try_from(u32::from_le_bytes(four)).map_err(|_| damaged.clone())
        };
        let index_start = MAGIC.len() + 16;
        let names_start = index_start.saturating_add(number(0)?);
        let frames_start = names_start.saturating_add(number(2)?);
        let index = unpack(bytes.get(index_start..names_start).ok_or(damaged.clone())?, number(1)?, "index")?;
        let mut lines = index.lines();
        let source = lines.next().unwrap_or_default().into();
        let entries = lines.map(|line| entry(line, frames_start)).collect::<Option<Vec<_>>>();
        let entries = entries.ok_or(DataError::Damaged("index"))?;
        let inside = entries.iter().all(|entry| entry.frame.end <= bytes.len());
        let sorted = entries.windows(2).all(|pair| pair[0].name < pair[1].name);
        if !inside || !sorted || frames_start > bytes.len() {
            return Err(DataError::Damaged("index"));
        }
        Ok(Packed { bytes, source, entries, names: names_start..frames_start, names_unpacked: number(3)? })
    }

    /// The names of all actions: a line for each service, with blanks between the names.
    pub(crate) fn names(&self) -> Result<String, DataError> {
        let frame = self.bytes.get(self.names.clone()).ok_or(DataError::Damaged("names"))?;
        unpack(frame, self.names_unpacked, "names")
    }

    /// The text of one service.
    pub(crate) fn service(&self, entry: &Entry) -> Result<String, DataError> {
        let frame = self.bytes.get(entry.frame.clone()).ok_or(DataError::Damaged("services"))?;
        unpack(frame, entry.unpacked, "services")
    }
}

fn entry(line: &str, frames_start: usize) -> Option<Entry> {
    let mut fields = line.split('\t');
    let (name, prefix, full_name) = (fields.next()?, fields.next()?, fields.next()?);
    let mut number = || fields.next()?.parse::<usize>().ok();
    let (at, length, unpacked, actions) = (number()?, number()?, number()?, number()?);
    let start = frames_start.checked_add(at)?;
    Some(Entry {
        name: name.into(),
        prefix: prefix.into(),
        full_name: full_name.into(),
        doc: fields.next()?.into(),
        actions,
        frame: start..start.checked_add(length)?,
        unpacked,
    })
}

fn unpack(frame: &[u8], length: usize, part: &'static str) -> Result<String, DataError> {
    let damaged = || DataError::Damaged(part);
    if length > MAX_UNPACKED {
        return Err(damaged());
    }
    let decoder = StreamingDecoder::new(frame).map_err(|_| damaged())?;
    let mut text = Vec::with_capacity(length);
    // One byte more than promised is enough to see that the promise was wrong.
    decoder.take(length as u64 + 1).read_to_end(&mut text).map_err(|_| damaged())?;
    if text.len() != length {
        return Err(damaged());
    }
    String::from_utf8(text).map_err(|_| damaged())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_catalogue_is_refused() {
        assert_eq!(Packed::read(b"").err(), Some(DataError::Magic));
        assert_eq!(Packed::read(b"{\"botocore\": 1}").err(), Some(DataError::Magic));
        assert_eq!(Packed::read(MAGIC).err(), Some(DataError::Damaged("header")));
    }

    #[test]
    fn a_cut_off_file_is_refused_wherever_it_is_cut() {
        let whole = crate::catalogue::DATA;
        for length in (0..200).chain([1_000, 10_000, whole.len() / 2, whole.len() - 1]) {
            let error = Packed::read(&whole[..length]).err();
            assert!(error.is_some(), "{length} bytes were taken for a whole catalogue");
        }
    }

    #[test]
    fn damage_inside_a_service_is_told_and_does_not_panic() {
        let mut bytes = crate::catalogue::DATA.to_vec();
        let packed = Packed::read(crate::catalogue::DATA).unwrap();
        let frame = packed.entries[0].frame.clone();
        for byte in &mut bytes[frame] {
            *byte ^= 0x5a;
        }
        let damaged = Packed::read(Vec::leak(bytes)).unwrap();
        assert_eq!(damaged.service(&damaged.entries[0]), Err(DataError::Damaged("services")));
        assert!(damaged.service(&damaged.entries[1]).is_ok(), "the others can still be read");
    }
}
