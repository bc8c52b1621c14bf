//! Payload templates: `Parameters`, `ResultSelector`, `ItemSelector`, `BatchInput`, `Assign`.

use std::fmt;

use stepwell_json::{Object, Text, Value};

use crate::entropy::Entropy;
use crate::error::PathErrorKind;
use crate::expression::{Expression, ExpressionError};
use crate::roots::Roots;

/// A payload template: JSON in which the value of every key that ends in `.$` is an expression.
///
/// See <https://states-language.net/#payload-template>. Compile once, evaluate often.
#[derive(Clone, Debug)]
pub struct Template {
    node: Node,
    expressions: Vec<TemplateExpression>,
}

/// An expression in a template, and where.
#[derive(Clone, Debug)]
pub struct TemplateExpression {
    /// JSON Pointer to its string from the template's top.
    pub pointer: String,
    /// Its key, with the `.$`.
    pub field: Text,
    /// The expression.
    pub expression: Expression,
}

#[derive(Clone, Debug)]
enum Node {
    /// Nothing in here is an expression.
    Constant(Value),
    Array(Vec<Node>),
    Object(Vec<(Text, Node)>),
    /// The n-th of the template's expressions.
    Expression(usize),
}

impl Template {
    /// Reads a template. Keys that end in `.$` must hold a path or an intrinsic, at any depth, also inside arrays.
    ///
    /// # Errors
    ///
    /// The first field that does not, by its place.
    pub fn compile(template: &Value) -> Result<Template, TemplateError> {
        if template.depth() > stepwell_json::MAX_DEPTH {
            return Err(TemplateError {
                kind: TemplateErrorKind::TooDeep,
                pointer: String::new(),
                message: format!("The template nests deeper than {} levels", stepwell_json::MAX_DEPTH),
            });
        }
        let mut expressions = Vec::new();
        let node = compile(template, &mut String::new(), &mut expressions)?;
        Ok(Template { node, expressions })
    }

    /// All expressions in the template, in order.
    pub fn expressions(&self) -> &[TemplateExpression] {
        &self.expressions
    }

    /// The template with every expression replaced by its value and the `.$` taken off its key.
    ///
    /// # Errors
    ///
    /// The first expression that fails, with the cause Step Functions gives.
    pub fn evaluate(&self, roots: &Roots<'_>, entropy: &mut Entropy) -> Result<Value, TemplateFailure> {
        self.fill(&self.node, roots, entropy)
    }

    fn fill(&self, node: &Node, roots: &Roots<'_>, entropy: &mut Entropy) -> Result<Value, TemplateFailure> {
        match node {
            Node::Constant(value) => Ok(value.clone()),
            Node::Array(nodes) => nodes.iter().map(|node| self.fill(node, roots, entropy)).collect(),
            Node::Object(members) => {
                let mut object = Object::builder();
                for (key, node) in members {
                    object.insert(key.clone(), self.fill(node, roots, entropy)?);
                }
                Ok(Value::from(object))
            }
            Node::Expression(index) => {
                let Some(used) = self.expressions.get(*index) else {
                    return Ok(Value::Null);
                };
                let evaluated = used.expression.evaluate(roots, entropy);
                // In a template, and nowhere else, AWS takes an index past the end of its array for null.
                if let Err(ExpressionError::Path(error)) = &evaluated
                    && error.kind == PathErrorKind::IndexMissing
                {
                    return Ok(Value::Null);
                }
                evaluated.map_err(|error| TemplateFailure {
                    cause: error.cause_for_field(&used.field, roots),
                    pointer: used.pointer.clone(),
                    field: used.field.clone(),
                    error: Box::new(error),
                })
            }
        }
    }
}

/// Depth is bounded by [`stepwell_json::MAX_DEPTH`], which the caller has checked.
fn compile(
    value: &Value,
    pointer: &mut String,
    expressions: &mut Vec<TemplateExpression>,
) -> Result<Node, TemplateError> {
    let before = expressions.len();
    let length = pointer.len();
    let node = match value {
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => return Ok(Node::Constant(value.clone())),
        Value::Array(items) => {
            let mut nodes = Vec::with_capacity(items.len());
            for (index, item) in items.iter().enumerate() {
                pointer.push_str(&format!("/{index}"));
                nodes.push(compile(item, pointer, expressions)?);
                pointer.truncate(length);
            }
            Node::Array(nodes)
        }
        Value::Object(object) => {
            let mut members = Vec::with_capacity(object.len());
            for (key, value) in object.entries() {
                pointer.push('/');
                pointer.push_str(&key.replace('~', "~0").replace('/', "~1"));
                members.push(match key.strip_suffix(".$") {
                    None => (key.clone(), compile(value, pointer, expressions)?),
                    Some(name) => {
                        let expression = read_expression(key, value, pointer)?;
                        expressions.push(TemplateExpression {
                            pointer: pointer.clone(),
                            field: key.clone(),
                            expression,
                        });
                        (Text::from(name), Node::Expression(expressions.len() - 1))
                    }
                });
                pointer.truncate(length);
            }
            Node::Object(members)
        }
    };
    // What holds no expression is handed on as it is, text and all.
    Ok(if expressions.len() == before { Node::Constant(value.clone()) } else { node })
}

fn read_expression(key: &Text, value: &Value, pointer: &str) -> Result<Expression, TemplateError> {
    let refuse = |kind: TemplateErrorKind| TemplateError {
        kind,
        pointer: pointer.to_owned(),
        message: format!("The value for the field '{key}' must be a valid JSONPath or a valid intrinsic function call"),
    };
    let text = value.as_str().ok_or_else(|| refuse(TemplateErrorKind::NotAString))?;
    Expression::parse(text).map_err(|error| refuse(TemplateErrorKind::Expression(Box::new(error))))
}

/// Why a template cannot be compiled. Each has a stable [code](TemplateErrorKind::code).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TemplateErrorKind {
    /// The value behind a key that ends in `.$` is no string.
    NotAString,
    /// The string behind a key that ends in `.$` is no expression.
    Expression(Box<ExpressionError>),
    /// The template nests too deep.
    TooDeep,
}

impl TemplateErrorKind {
    /// A name that does not change.
    pub fn code(&self) -> &'static str {
        match self {
            TemplateErrorKind::NotAString => "template.not-a-string",
            TemplateErrorKind::Expression(error) => error.code(),
            TemplateErrorKind::TooDeep => "template.too-deep",
        }
    }
}

/// A template that cannot be compiled. Displays as AWS says it when a definition is created.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TemplateError {
    /// What kind of failure it is.
    pub kind: TemplateErrorKind,
    /// JSON Pointer to the field from the template's top.
    pub pointer: String,
    /// The failure in AWS's words.
    pub message: String,
}

impl fmt::Display for TemplateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} at {}", self.message, self.pointer)
    }
}

impl std::error::Error for TemplateError {}

/// A template of which an expression failed. Displays as Step Functions' cause, without the sentence that names the state.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TemplateFailure {
    /// Why the expression failed.
    pub error: Box<ExpressionError>,
    /// JSON Pointer to the expression from the template's top.
    pub pointer: String,
    /// The expression's key, with its `.$`.
    pub field: Text,
    /// What Step Functions says.
    pub cause: String,
}

impl TemplateFailure {
    /// The error name the state fails with.
    pub fn error_name(&self) -> &'static str {
        self.error.error_name()
    }
}

impl fmt::Display for TemplateFailure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.cause)
    }
}

impl std::error::Error for TemplateFailure {}
