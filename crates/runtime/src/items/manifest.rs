//! Manifests: lists of files that hold the items, as S3 Inventory and Athena's UNLOAD write them.

use stepwell_json::{Object, Value};

use super::{parse, unpacked};
use crate::buckets::Buckets;

pub(super) fn read(buckets: &Buckets, config: &Value, bytes: &[u8]) -> Result<Vec<Value>, String> {
    let text = super::as_text(bytes)?;
    match config.get("ManifestType").and_then(Value::as_str) {
        Some("ATHENA_DATA") => athena(buckets, config, &text),
        Some("S3_INVENTORY") | None => inventory(buckets, &text),
        Some(other) => Err(format!("ManifestType {other} is none of S3_INVENTORY, ATHENA_DATA.")),
    }
}

/// `manifest.json` of an inventory: its files are CSV without headers, its schema names the columns.
fn inventory(buckets: &Buckets, text: &str) -> Result<Vec<Value>, String> {
    let manifest = Value::parse(text).map_err(|error| format!("The manifest is not JSON: {error}"))?;
    let field = |name: &str| {
        manifest.get(name).and_then(Value::as_str).ok_or_else(|| format!("The manifest of the inventory lacks {name}."))
    };
    if field("fileFormat")? != "CSV" {
        return Err(format!("An inventory is read as CSV, not as {}.", field("fileFormat")?));
    }
    let headers: Vec<Value> = field("fileSchema")?.split(',').map(|header| Value::from(header.trim())).collect();
    let config: Value = Object::builder()
        .with("InputType", "CSV")
        .with("CSVHeaderLocation", "GIVEN")
        .with("CSVHeaders", headers)
        .into();
    let destination = field("destinationBucket")?;
    let bucket = destination.rsplit(':').next().unwrap_or(destination);
    let mut items = Vec::new();
    for file in manifest.get("files").and_then(Value::as_array).unwrap_or_default() {
        let key = file.get("key").and_then(Value::as_str).ok_or("A file of the inventory lacks its key.")?;
        let bytes = unpacked(buckets.read(bucket, key)?, key)?;
        items.extend(parse(&config, &bytes).map_err(|cause| format!("{key}: {cause}"))?);
    }
    Ok(items)
}

/// A CSV of `s3://bucket/key` lines; the files are read as `InputType` says, or as JSON lines.
fn athena(buckets: &Buckets, config: &Value, text: &str) -> Result<Vec<Value>, String> {
    let within = match config.get("InputType").and_then(Value::as_str) {
        Some("MANIFEST") | None => Value::from(Object::builder().with("InputType", "JSONL")),
        Some(_) => config.clone(),
    };
    let mut items = Vec::new();
    for line in text.lines().map(|line| line.trim().trim_matches('"')).filter(|line| !line.is_empty()) {
        let (bucket, key) = line
            .strip_prefix("s3://")
            .and_then(|rest| rest.split_once('/'))
            .ok_or_else(|| format!("The manifest names {line}, which is no s3:// address."))?;
        let bytes = unpacked(buckets.read(bucket, key)?, key)?;
        items.extend(parse(&within, &bytes).map_err(|cause| format!("{key}: {cause}"))?);
    }
    Ok(items)
}
