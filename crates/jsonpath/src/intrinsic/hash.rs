//! `States.Hash(text, algorithm)`: the text's MD5, SHA-1, SHA-256, SHA-384 or SHA-512 in lower-case hexadecimal. At most 10,000 characters.

use md5::Digest;
use stepwell_json::Value;

use super::arguments::{Arguments, Refusal, refuse};

pub(super) fn call(arguments: &Arguments) -> Result<Value, Refusal> {
    let data = arguments.short_text(0)?.as_bytes();
    Ok(Value::from(match arguments.text(1)? {
        "MD5" => hexadecimal(&md5::Md5::digest(data)),
        "SHA-1" => hexadecimal(&sha1::Sha1::digest(data)),
        "SHA-256" => hexadecimal(&sha2::Sha256::digest(data)),
        "SHA-384" => hexadecimal(&sha2::Sha384::digest(data)),
        "SHA-512" => hexadecimal(&sha2::Sha512::digest(data)),
        other => {
            return refuse(format!("there is no algorithm {other}; choose MD5, SHA-1, SHA-256, SHA-384 or SHA-512"));
        }
    }))
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::super::tests::check;

    #[test]
    fn hashes() {
        check(&[
            ("States.Hash('input data', 'MD5')", "{}", r#""812f45842bc6d66ee14572ce20db8e86""#),
            ("States.Hash('input data', 'SHA-1')", "{}", r#""aaff4a450a104cd177d28d18d74485e8cae074b7""#),
            (
                "States.Hash('input data', 'SHA-256')",
                "{}",
                r#""b4a697a057313163aee33cd8d40c66e9f0f177e00cac2de32475ffff6169c3e3""#,
            ),
            (
                "States.Hash('input data', 'SHA-384')",
                "{}",
                r#""d28a7d5cf25a74f11a50a18452b75e04bb3d70c9dd0510d6123aa008c756511b87525bdc835ebb27e1fb9e9374a15562""#,
            ),
            (
                "States.Hash('', 'SHA-512')",
                "{}",
                r#""cf83e1357eefb8bdf1542850d66d8007d620e4050b5715dc83f4a921d36ce9ce47d0d13c5d85f2b0ff8318d2877eec2f63b931bd47417a81a538327af927da3e""#,
            ),
            ("States.Hash('x', 'sha-1')", "{}", "! Invalid arguments in States.Hash"),
            ("States.Hash(1, 'MD5')", "{}", "! Invalid arguments in States.Hash"),
            ("States.Hash('x')", "{}", "! Invalid arguments in States.Hash"),
        ]);
    }
}
