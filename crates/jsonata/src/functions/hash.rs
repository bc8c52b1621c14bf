//! `$hash(text, algorithm)`: the text's MD5, SHA-1, SHA-256, SHA-384 or SHA-512 in lower-case hexadecimal.

use jlens_core::Error;
use md5::Digest;
use serde_json::Value as Json;

use super::{argument, refuse};

pub(super) fn call(given: &[Option<Json>]) -> Result<Option<Json>, Error> {
    let (Some(Json::String(text)), Some(Json::String(algorithm))) = (argument(given, 0), argument(given, 1)) else {
        return Ok(None);
    };
    let data = text.as_bytes();
    let digest = match algorithm.as_str() {
        "MD5" => hexadecimal(&md5::Md5::digest(data)),
        "SHA-1" => hexadecimal(&sha1::Sha1::digest(data)),
        "SHA-256" => hexadecimal(&sha2::Sha256::digest(data)),
        "SHA-384" => hexadecimal(&sha2::Sha384::digest(data)),
        "SHA-512" => hexadecimal(&sha2::Sha512::digest(data)),
        other => {
            return refuse(format!("$hash has no algorithm {other:?}; choose MD5, SHA-1, SHA-256, SHA-384 or SHA-512"));
        }
    };
    Ok(Some(digest.into()))
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
