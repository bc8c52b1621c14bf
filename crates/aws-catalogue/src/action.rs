//! An action of a service.

use std::fmt;
use std::sync::Arc;

use crate::shape::Shape;
use crate::unpacked::Unpacked;

/// An action of a service: what `arn:aws:states:::aws-sdk:<service>:<action>` calls. Cheap to clone; keeps its service unpacked
/// as long as it lives.
#[derive(Clone)]
pub struct Action {
    unpacked: Arc<Unpacked>,
    action: usize,
}

impl Action {
    pub(crate) fn find(unpacked: &Arc<Unpacked>, name: &str) -> Option<Action> {
        let is_it = |line: &str| line.strip_prefix(name).is_some_and(|rest| rest.is_empty() || rest.starts_with('\t'));
        let action = (0..unpacked.action_count()).find(|action| is_it(unpacked.action_line(*action)))?;
        Some(Action { unpacked: unpacked.clone(), action })
    }

    pub(crate) fn all(unpacked: &Arc<Unpacked>) -> Vec<Action> {
        (0..unpacked.action_count()).map(|action| Action { unpacked: unpacked.clone(), action }).collect()
    }

    /// The name in camelCase, as in the ARN.
    pub fn name(&self) -> &str {
        self.field(0)
    }

    /// The shape of `Parameters` or `Arguments`; `None` when the action takes nothing.
    pub fn input(&self) -> Option<Shape> {
        Shape::refer(&self.unpacked, self.field(1))
    }

    /// The shape of the result; `None` when the action answers nothing.
    pub fn output(&self) -> Option<Shape> {
        Shape::refer(&self.unpacked, self.field(2))
    }

    /// True when AWS advises against using it.
    pub fn deprecated(&self) -> bool {
        self.field(3) == "d"
    }

    /// The errors that AWS's model names, as a Retry or Catch matches them: `S3.NoSuchKeyException`. An action may also fail with
    /// [`Service::base_error`](crate::Service::base_error) and with errors that AWS does not model, throttling above all.
    pub fn errors(&self) -> Vec<String> {
        self.field(4).split_ascii_whitespace().map(|name| format!("{}.{name}", self.unpacked.prefix())).collect()
    }

    /// The first sentence of AWS's documentation, at most 200 characters; may be empty.
    pub fn doc(&self) -> &str {
        self.field(5)
    }

    fn field(&self, field: usize) -> &str {
        self.unpacked.action_line(self.action).split('\t').nth(field).unwrap_or_default()
    }
}

impl fmt::Debug for Action {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Action").field("service", &self.unpacked.prefix()).field("name", &self.name()).finish()
    }
}
