//! A value stored as a string that holds its text, so that it comes back byte for byte.
//!
//! ```
//! use serde::{Deserialize, Serialize};
//! use stepwell_json::Value;
//!
//! #[derive(Serialize, Deserialize)]
//! struct Input {
//!     #[serde(with = "stepwell_json::as_text")]
//!     payload: Value,
//! }
//!
//! let input = Input { payload: Value::parse("[1.0,  2]")? };
//! let stored = serde_json::to_string(&input)?;
//! assert_eq!(stored, r#"{"payload":"[1.0,  2]"}"#);
//! let read: Input = serde_json::from_str(&stored)?;
//! assert_eq!(&*read.payload.to_text(), "[1.0,  2]");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

use serde::{Deserialize, Deserializer, Serializer, de};

use crate::value::Value;

/// Writes the value's text as a string.
///
/// # Errors
///
/// Those of the serializer.
pub fn serialize<S: Serializer>(value: &Value, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(&value.to_text())
}

/// Reads a string and parses it.
///
/// # Errors
///
/// Those of the deserializer, and those of [`Value::parse`].
pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Value, D::Error> {
    let text = String::deserialize(deserializer)?;
    Value::parse_shared(text.into()).map_err(de::Error::custom)
}

/// The same for `Option<Value>`.
pub mod option {
    use super::{Deserialize, Deserializer, Serializer, Value, de};

    /// Writes the value's text as a string, or null.
    ///
    /// # Errors
    ///
    /// Those of the serializer.
    pub fn serialize<S: Serializer>(value: &Option<Value>, serializer: S) -> Result<S::Ok, S::Error> {
        match value {
            Some(value) => serializer.serialize_some(&*value.to_text()),
            None => serializer.serialize_none(),
        }
    }

    /// Reads a string, if there is one, and parses it.
    ///
    /// # Errors
    ///
    /// Those of the deserializer, and those of [`Value::parse`].
    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Value>, D::Error> {
        match Option::<String>::deserialize(deserializer)? {
            Some(text) => Value::parse_shared(text.into()).map(Some).map_err(de::Error::custom),
            None => Ok(None),
        }
    }
}
