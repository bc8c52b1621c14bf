//! The value that flows through a state machine: immutable, shared, ordered, and its text kept as it was written.
//!
//! Every payload in Stepwell is parsed here and nowhere else. A [`Value`] is cheap to clone (its containers and strings
//! are shared), may cross threads, compares by meaning (numbers by value, members in any order), and remembers the text it came
//! from: what merely passes through a state comes out with the spacing and number spelling it went in with, as on AWS.
//!
//! This crate may not know what a value means: it knows nothing of states, paths, files or windows.
//!
//! # Storing a value
//!
//! `Serialize`/`Deserialize` treat a value as JSON and so lose its spacing and number spelling. Where a value must
//! come back byte for byte (the inputs of the interpreter, say), put `#[serde(with = "stepwell_json::as_text")]` on the field: it is
//! then written as a string that holds its text. See [`as_text`].
//!
//! # Bounds
//!
//! Parsing refuses more than [`MAX_DEPTH`] levels and texts of 4 GiB. Values may be built deeper than that; comparing, writing, dropping
//! them uses no stack of its own. Only `serde` recurses, and it refuses what is too deep.
//!
//! ```
//! use stepwell_json::Value;
//!
//! let order = Value::parse(r#"{"id": 17, "lines": [1.0,  2]}"#)?;
//! assert_eq!(order.get("id").and_then(Value::as_i64), Some(17));
//!
//! // What passes through keeps its text …
//! let lines = order.get("lines").cloned().unwrap_or(Value::Null);
//! assert_eq!(&*lines.to_text(), "[1.0,  2]");
//! // … also inside something computed, which itself is compact.
//! let wrapped = Value::from(vec![lines, Value::from("x")]);
//! assert_eq!(&*wrapped.to_text(), r#"[[1.0,  2],"x"]"#);
//! # Ok::<(), stepwell_json::ParseError>(())
//! ```

mod array;
pub mod as_text;
mod number;
mod object;
mod parse;
mod serde_border;
mod source;
mod text;
mod value;
mod write;

pub use array::Array;
pub use number::Number;
pub use object::{Object, ObjectBuilder};
pub use parse::{ParseError, ParseErrorKind};
pub use serde_border::TooDeep;
pub use text::Text;
pub use value::Value;

/// How many arrays and objects may lie inside one another in a text that is parsed.
pub const MAX_DEPTH: usize = 512;
