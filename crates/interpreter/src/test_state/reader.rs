//! The items that an `ItemReader` makes of the data in its source
//! (<https://docs.aws.amazon.com/step-functions/latest/dg/input-output-itemreader.html>).

use stepwell_json::{Object, Value};

use super::Refusal;

/// What an `ItemReader` read.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct ItemsRead {
    /// The items; `None` when `ItemsPointer` points to no array.
    pub(super) items: Option<Value>,
    /// Whether the reader has an `ItemsPointer`.
    pub(super) pointed: bool,
}

/// Reads the items in the data of a Map state's reader.
///
/// Data that is no JSON (CSV, Parquet, manifests) counts as no items: what needs them is then not shown.
pub(super) fn read(data: &str, state: &Object) -> Result<ItemsRead, Refusal> {
    let config = state.get("ItemReader").and_then(|reader| reader.get("ReaderConfig"));
    let field = |name: &str| config.and_then(|config| config.get(name)).and_then(Value::as_str);
    let no_json = || Refusal::validation("MapItemReaderData must be valid JSON.");
    let all = match field("InputType") {
        // Each line is an item.
        Some("JSONL") => {
            let lines = data.lines().filter(|line| !line.trim().is_empty());
            Value::from(lines.map(Value::parse).collect::<Result<Vec<_>, _>>().map_err(|_| no_json())?)
        }
        Some("CSV" | "PARQUET" | "MANIFEST") => Value::from(Vec::new()),
        // `s3:listObjectsV2` has no InputType; what it reads is JSON as well.
        _ => Value::parse(data).map_err(|_| no_json())?,
    };
    Ok(match field("ItemsPointer") {
        None => ItemsRead { items: Some(all), pointed: false },
        Some(pointer) => {
            let items = all.pointer(pointer).filter(|items| items.as_array().is_some()).cloned();
            ItemsRead { items, pointed: true }
        }
    })
}
