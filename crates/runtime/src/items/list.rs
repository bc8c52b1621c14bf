//! The objects of a bucket as items.

use md5::{Digest, Md5};
use stepwell_json::{Object, Value};

use super::{parse, unpacked};
use crate::buckets::Buckets;

/// What `listObjectsV2` says of each object whose key begins so, in the order of keys.
pub(super) fn list(buckets: &Buckets, bucket: &str, prefix: &str) -> Result<Vec<Value>, String> {
    buckets
        .list(bucket, prefix)?
        .into_iter()
        .map(|object| {
            let hash = Md5::digest(buckets.read(bucket, &object.key)?);
            let etag: String = hash.iter().map(|byte| format!("{byte:02x}")).collect();
            Ok(Object::builder()
                .with("Etag", format!("\"{etag}\""))
                .with("Key", object.key)
                .with("LastModified", object.modified_seconds)
                .with("Size", object.bytes)
                .with("StorageClass", "STANDARD")
                .into())
        })
        .collect()
}

/// The items within each object, one after another (`LOAD_AND_FLATTEN`).
pub(super) fn load(buckets: &Buckets, bucket: &str, prefix: &str, config: &Value) -> Result<Vec<Value>, String> {
    let mut items = Vec::new();
    for object in buckets.list(bucket, prefix)? {
        let bytes = unpacked(buckets.read(bucket, &object.key)?, &object.key)?;
        items.extend(parse(config, &bytes).map_err(|cause| format!("{}: {cause}", object.key))?);
    }
    Ok(items)
}
