//! JSONata as Step Functions has it.
//!
//! An [`Expression`] is parsed once and gives its [`Facts`] (variables, fields of `$states`, functions, places), from which `asl` judges
//! what may stand where. Evaluation takes its [`Bindings`] (the data, the variables, the time), its [`Entropy`] and its [`Limits`] as
//! arguments and is otherwise pure. A [`Template`] is JSON with `{% … %}` strings anywhere in it: `Arguments`, `Output`, `Assign`.
//!
//! The language is JSONata 2.0.6 (<https://docs.jsonata.org>), evaluated by `jlens-core`, plus what
//! <https://docs.aws.amazon.com/step-functions/latest/dg/transforming-data.html> adds: `$states`, variables, `$partition`, `$range`, `$hash`,
//! `$random(seed)`, `$uuid` and `$parse`, and no `$eval`. [`plain`] is the language without these, for comparing with its reference
//! implementation.
//!
//! This crate may not know of states, fields' meanings or scopes, of JSONPath expressions, or of anything that does I/O. Values are those
//! of `stepwell-json`; they are converted at jlens's border only, and of each only what the expression reads.
//!
//! ```
//! use stepwell_json::Value;
//! use stepwell_jsonata::{Bindings, Entropy, Limits, States, Template};
//!
//! let output = Value::parse(r#"{"total": "{% $sum($states.input.lines.price) %}", "note": "as written"}"#)?;
//! let output = Template::compile("Output", &output)?;
//!
//! let input = Value::parse(r#"{"lines": [{"price": 2}, {"price": 3.5}]}"#)?;
//! let bindings = Bindings { states: States::of_input(&input), ..Bindings::none() };
//! let value = output.evaluate(&bindings, &mut Entropy::new(1), &Limits::default())?;
//! assert_eq!(&*value.to_text(), r#"{"total":5.5,"note":"as written"}"#);
//!
//! // What fails says what Step Functions says.
//! let failure = output.evaluate(&Bindings::none(), &mut Entropy::new(1), &Limits::default()).unwrap_err();
//! assert_eq!(failure.error_name(), "States.QueryEvaluationError");
//! assert_eq!(
//!     failure.cause,
//!     "The JSONata expression '$sum($states.input.lines.price)' specified for the field 'Output/total' returned nothing (undefined)."
//! );
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod bindings;
mod border;
mod delimiters;
mod direct;
mod engine;
mod error;
mod expression;
mod facts;
mod field;
mod functions;
mod limits;
mod memory;
mod overflow;
pub mod plain;
mod program;
mod reading;
mod template;

pub use bindings::{Bindings, States};
pub use delimiters::{as_expression, is_delimited, opens};
pub use error::{EvaluationError, QueryFailure, QueryFailureKind, SyntaxError};
pub use expression::{Evaluated, Expression};
pub use facts::{Facts, FunctionUse, StatesUse, VariableUse};
pub use field::Expected;
pub use functions::{AWS_FUNCTIONS, function_names, is_function};
pub use limits::Limits;
pub use stepwell_jsonpath::Entropy;
pub use template::{Template, TemplateError, TemplateErrorKind, TemplateExpression};
