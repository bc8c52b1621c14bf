//! The answer.

use std::sync::Arc;

use stepwell_json::{Object, Value};

use crate::Verdict;

/// What came of a test.
#[derive(Clone, Debug, PartialEq)]
pub struct TestAnswer {
    /// How it ended.
    pub status: Verdict,
    /// The state's output, or the one that its catcher made.
    pub output: Option<Value>,
    /// The error's name.
    pub error: Option<Arc<str>>,
    /// The error's cause.
    pub cause: Option<Arc<str>>,
    /// The state that comes next.
    pub next_state: Option<Arc<str>>,
    /// `inspectionData`, in which data is JSON text; none at the level `INFO`
    /// (<https://docs.aws.amazon.com/step-functions/latest/apireference/API_InspectionData.html>).
    pub inspection_data: Option<Value>,
}

impl TestAnswer {
    /// The answer as AWS's API has it, data being JSON text
    /// (<https://docs.aws.amazon.com/step-functions/latest/apireference/API_TestState.html#API_TestState_ResponseSyntax>).
    #[must_use]
    pub fn to_value(&self) -> Value {
        let mut answer = Object::builder();
        let output = self.output.as_ref().map(Value::to_text);
        for (name, text) in [("output", &output), ("error", &self.error), ("cause", &self.cause)] {
            if let Some(text) = text {
                answer.insert(name, Value::from(Arc::clone(text)));
            }
        }
        if let Some(data) = &self.inspection_data {
            answer.insert("inspectionData", data.clone());
        }
        if let Some(next) = &self.next_state {
            answer.insert("nextState", Value::from(Arc::clone(next)));
        }
        answer.with("status", self.status.as_str()).into()
    }
}
