//! JSONPath, reference paths and the `States.*` intrinsics as Step Functions reads them.
//!
//! An expression is parsed once and gives its [`Facts`] (roots, variables, functions, places), from which `asl` judges what may stand where.
//! Evaluation takes its roots and its entropy as arguments and is otherwise pure: the same arguments give the same value.
//!
//! This crate may not know of states, fields or scopes, of JSONata, of time, or of anything that does I/O. Errors say what Step Functions
//! says; who knows the state's name and event id puts the rest of the sentence before it.
//!
//! Pages: <https://states-language.net/#path>, <https://docs.aws.amazon.com/step-functions/latest/dg/intrinsic-functions.html>. AWS evaluates paths
//! with Jayway JsonPath, whose reading this crate follows where RFC 9535 differs.
//!
//! ```
//! use stepwell_json::Value;
//! use stepwell_jsonpath::{Entropy, Roots, Template};
//!
//! let template = Value::parse(r#"{"id.$": "$.order.id", "text.$": "States.Format('{} lines', States.ArrayLength($.order.lines))"}"#)?;
//! let template = Template::compile(&template)?;
//!
//! let input = Value::parse(r#"{"order": {"id": 17, "lines": ["a", "b"]}}"#)?;
//! let value = template.evaluate(&Roots::of_input(&input), &mut Entropy::new(1))?;
//! assert_eq!(&*value.to_text(), r#"{"id":17,"text":"2 lines"}"#);
//!
//! // What fails says what Step Functions says.
//! let failure = template.evaluate(&Roots::of_input(&Value::Null), &mut Entropy::new(1)).unwrap_err();
//! assert_eq!(failure.error_name(), "States.Runtime");
//! assert_eq!(
//!     failure.cause,
//!     "The JSONPath '$.order.id' specified for the field 'id.$' could not be found in the input 'null'"
//! );
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod entropy;
mod error;
mod expression;
mod facts;
mod intrinsic;
mod java_hash;
mod java_text;
mod path;
mod reference_path;
mod roots;
mod template;
mod view;

pub use entropy::{Entropy, JavaRandom};
pub use error::{IntrinsicError, IntrinsicErrorKind, PathError, PathErrorKind};
pub use expression::{Expression, ExpressionError};
pub use facts::{Facts, FunctionUse, PathUse};
pub use intrinsic::Intrinsic;
pub use path::Path;
pub use reference_path::ReferencePath;
pub use roots::{Root, Roots};
pub use template::{Template, TemplateError, TemplateErrorKind, TemplateExpression, TemplateFailure};
pub use view::{ArgumentView, CallView, PathPart};

/// How many intrinsic calls may lie inside one another.
pub const MAX_NESTING: usize = 10;

/// How many values may be looked at while one path is followed.
pub const MAX_VISITS: u64 = 4_000_000;
