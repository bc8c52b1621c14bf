//! JSON with expressions in it: `Arguments`, `Output`, `Assign`, `Items`, …

use std::fmt;

use stepwell_json::{MAX_DEPTH, Object, Text, Value};
use stepwell_jsonpath::Entropy;

use crate::bindings::Bindings;
use crate::delimiters::{as_expression, opens};
use crate::error::{QueryFailure, SyntaxError};
use crate::expression::Expression;
use crate::limits::Limits;

/// JSON in which any string may be an expression between `{%` and `%}`. Compile once, evaluate often.
///
/// See <https://docs.aws.amazon.com/step-functions/latest/dg/transforming-data.html>.
#[derive(Clone, Debug)]
pub struct Template {
    node: Node,
    expressions: Vec<TemplateExpression>,
}

/// An expression in a template, and where.
#[derive(Clone, Debug)]
pub struct TemplateExpression {
    /// Its place as Step Functions writes it in causes and as `location`: `Output/lines[0]/price`.
    pub field: String,
    /// JSON Pointer (RFC 6901) to its string from the template's top.
    pub pointer: String,
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
    /// Reads a template that stands in a field: `Output`, `Arguments`, `Choices[1]/Assign`.
    ///
    /// # Errors
    ///
    /// The first string that begins with `{%` and is no expression, by its place.
    pub fn compile(field: &str, template: &Value) -> Result<Template, TemplateError> {
        if template.depth() > MAX_DEPTH {
            return Err(TemplateError {
                kind: TemplateErrorKind::TooDeep,
                field: field.to_owned(),
                pointer: String::new(),
                message: format!("The template nests deeper than {MAX_DEPTH} levels"),
            });
        }
        let mut compiler = Compiler { field: field.to_owned(), pointer: String::new(), expressions: Vec::new() };
        let node = compiler.node(template)?;
        Ok(Template { node, expressions: compiler.expressions })
    }

    /// All expressions in the template, in order.
    pub fn expressions(&self) -> &[TemplateExpression] {
        &self.expressions
    }

    /// Whether a field of `$states` is read, or may be.
    pub fn reads_states(&self, field: &str) -> bool {
        self.expressions.iter().any(|used| used.expression.facts().reads_states(field))
    }

    /// Whether the context object is read, or may be.
    pub fn reads_context(&self) -> bool {
        self.reads_states("context")
    }

    /// The template with every expression replaced by its value.
    ///
    /// # Errors
    ///
    /// The first expression that fails or gives nothing, with the cause Step Functions gives.
    pub fn evaluate(
        &self,
        bindings: &Bindings<'_>,
        entropy: &mut Entropy,
        limits: &Limits,
    ) -> Result<Value, QueryFailure> {
        self.fill(&self.node, bindings, entropy, limits)
    }

    fn fill(
        &self,
        node: &Node,
        bindings: &Bindings<'_>,
        entropy: &mut Entropy,
        limits: &Limits,
    ) -> Result<Value, QueryFailure> {
        match node {
            Node::Constant(value) => Ok(value.clone()),
            Node::Array(nodes) => nodes.iter().map(|node| self.fill(node, bindings, entropy, limits)).collect(),
            Node::Object(members) => {
                let mut object = Object::builder();
                for (key, node) in members {
                    object.insert(key.clone(), self.fill(node, bindings, entropy, limits)?);
                }
                Ok(Value::from(object))
            }
            Node::Expression(index) => match self.expressions.get(*index) {
                Some(used) => used.expression.evaluate_for(&used.field, None, bindings, entropy, limits),
                None => Ok(Value::Null),
            },
        }
    }
}

struct Compiler {
    field: String,
    pointer: String,
    expressions: Vec<TemplateExpression>,
}

impl Compiler {
    /// Depth is bounded by [`MAX_DEPTH`], which the caller has checked.
    fn node(&mut self, value: &Value) -> Result<Node, TemplateError> {
        let before = self.expressions.len();
        let node = match value {
            Value::Null | Value::Bool(_) | Value::Number(_) => return Ok(Node::Constant(value.clone())),
            Value::String(text) => return self.string(text, value),
            Value::Array(items) => {
                let mut nodes = Vec::with_capacity(items.len());
                for (index, item) in items.iter().enumerate() {
                    nodes.push(self.within(&format!("[{index}]"), &format!("/{index}"), item)?);
                }
                Node::Array(nodes)
            }
            Value::Object(object) => {
                let mut members = Vec::with_capacity(object.len());
                for (key, value) in object.entries() {
                    let token = format!("/{}", key.replace('~', "~0").replace('/', "~1"));
                    members.push((key.clone(), self.within(&format!("/{key}"), &token, value)?));
                }
                Node::Object(members)
            }
        };
        // What holds no expression is handed on as it is, text and all.
        Ok(if self.expressions.len() == before { Node::Constant(value.clone()) } else { node })
    }

    fn within(&mut self, field: &str, token: &str, value: &Value) -> Result<Node, TemplateError> {
        let (in_field, in_pointer) = (self.field.len(), self.pointer.len());
        self.field.push_str(field);
        self.pointer.push_str(token);
        let node = self.node(value)?;
        self.field.truncate(in_field);
        self.pointer.truncate(in_pointer);
        Ok(node)
    }

    fn string(&mut self, text: &str, value: &Value) -> Result<Node, TemplateError> {
        let Some(expression) = as_expression(text) else {
            return if opens(text) {
                Err(self.refuse(
                    TemplateErrorKind::Delimiters,
                    "JSONata string must start with {% and end with %}".to_owned(),
                ))
            } else {
                Ok(Node::Constant(value.clone()))
            };
        };
        let expression = Expression::parse(expression).map_err(|error| {
            let message = error.message.clone();
            self.refuse(TemplateErrorKind::Syntax(Box::new(error)), message)
        })?;
        self.expressions.push(TemplateExpression {
            field: self.field.clone(),
            pointer: self.pointer.clone(),
            expression,
        });
        Ok(Node::Expression(self.expressions.len() - 1))
    }

    fn refuse(&self, kind: TemplateErrorKind, message: String) -> TemplateError {
        TemplateError { kind, field: self.field.clone(), pointer: self.pointer.clone(), message }
    }
}

/// Why a template cannot be compiled. Each has a stable [code](TemplateErrorKind::code).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TemplateErrorKind {
    /// A string begins with `{%` and does not end with `%}`.
    Delimiters,
    /// What stands between `{%` and `%}` is no expression.
    Syntax(Box<SyntaxError>),
    /// The template nests too deep.
    TooDeep,
}

impl TemplateErrorKind {
    /// A name that does not change.
    pub fn code(&self) -> &'static str {
        match self {
            TemplateErrorKind::Delimiters => "jsonata.delimiters",
            TemplateErrorKind::Syntax(_) => "jsonata.syntax",
            TemplateErrorKind::TooDeep => "jsonata.too-deep",
        }
    }
}

/// A template that cannot be compiled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TemplateError {
    /// What kind of failure it is.
    pub kind: TemplateErrorKind,
    /// Its place as Step Functions writes it.
    pub field: String,
    /// JSON Pointer (RFC 6901) to it from the template's top.
    pub pointer: String,
    /// The failure in AWS's words, or JSONata's.
    pub message: String,
}

impl fmt::Display for TemplateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} at {}", self.message, self.field)
    }
}

impl std::error::Error for TemplateError {}
