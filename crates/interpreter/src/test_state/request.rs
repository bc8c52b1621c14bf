//! The request.

use std::sync::Arc;

use stepwell_json::{Object, Value};

use super::constraint::{self, DEFINITION, PAYLOAD};
use super::{FieldValidation, Mock, Refusal, RefusalCode};
use crate::StateMock;

/// How much the answer tells.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum InspectionLevel {
    /// The output, the status and the next state.
    #[default]
    Info,
    /// Also the data between the stages.
    Debug,
    /// Also what an HTTP Task sends and gets. Here that is what `Debug` tells, since nothing is called.
    Trace,
}

/// A request as the TestState API has it.
#[derive(Clone, Debug, PartialEq)]
pub struct TestRequest {
    /// The definition of a state, or of a whole state machine when `state_name` says which state is meant; JSON text.
    pub definition: Arc<str>,
    /// The state in the machine, at whatever depth.
    pub state_name: Option<Arc<str>>,
    /// The execution role.
    pub role_arn: Option<Arc<str>>,
    /// The state's input; an empty object where the request has none.
    pub input: Value,
    /// How much the answer tells.
    pub inspection_level: InspectionLevel,
    /// Whether secrets of a connection are to be shown.
    pub reveal_secrets: bool,
    /// The variables that the state sees.
    pub variables: Option<Arc<Object>>,
    /// What stands for the work of the state.
    pub mock: Option<Mock>,
    /// The context object that the state sees.
    pub context: Option<Value>,
    /// What went before.
    pub configuration: StateConfiguration,
}

/// What went before the test
/// (<https://docs.aws.amazon.com/step-functions/latest/apireference/API_TestStateConfiguration.html>).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct StateConfiguration {
    /// How often the retrier that holds the mocked error has retried.
    pub retrier_retry_count: Option<u64>,
    /// The state within a Map or Parallel state that the mocked error comes from.
    pub error_caused_by_state: Option<Arc<str>>,
    /// How many iterations of a Map state have failed.
    pub map_iteration_failure_count: Option<u64>,
    /// What an `ItemReader` reads, as it stands in its source.
    pub map_item_reader_data: Option<Arc<str>>,
}

impl TestRequest {
    /// Reads a request. Data may stand in it as JSON text, as the API has it, or as JSON, which is easier to write.
    ///
    /// # Errors
    /// [`Refusal`] when a field is missing, is of another type or does not hold what it should.
    pub fn read(request: &Value) -> Result<TestRequest, Refusal> {
        let Some(fields) = request.as_object() else { return Err(constraint::of_type("", "a JSON object")) };
        let definition = text_of(fields, "definition")?.ok_or_else(|| constraint::missing("definition"))?;
        constraint::length("definition", &definition, 1, DEFINITION)?;
        let state_name = name(fields, "stateName", "stateName")?;
        let role_arn = string(fields, "roleArn", "roleArn")?;
        if let Some(role) = &role_arn {
            constraint::length("roleArn", role, 1, 256)?;
        }
        let input = match text_of(fields, "input")? {
            None => Object::new().into(),
            Some(text) => {
                constraint::length("input", &text, 0, PAYLOAD)?;
                Value::parse(&text).map_err(|error| Refusal {
                    code: RefusalCode::InvalidExecutionInput,
                    message: format!("Invalid State Machine Execution Input: '{error}'"),
                })?
            }
        };
        let inspection_level = match string(fields, "inspectionLevel", "inspectionLevel")? {
            None => InspectionLevel::default(),
            Some(level) => constraint::one_of(
                "inspectionLevel",
                &level,
                &[
                    ("INFO", InspectionLevel::Info),
                    ("DEBUG", InspectionLevel::Debug),
                    ("TRACE", InspectionLevel::Trace),
                ],
            )?,
        };
        let reveal_secrets = match fields.get("revealSecrets") {
            None | Some(Value::Null) => false,
            Some(value) => value.as_bool().ok_or_else(|| constraint::of_type("revealSecrets", "true or false"))?,
        };
        let variables = match json(fields, "variables")? {
            None => None,
            Some(Ok(Value::Object(variables))) => Some(variables),
            Some(_) => return Err(Refusal::validation("Variables must be a valid JSON object")),
        };
        let context = match json(fields, "context")? {
            None => None,
            Some(Ok(context)) => Some(context),
            Some(Err(_)) => {
                return Err(Refusal::validation("Invalid Context object provided: must be a valid JSON object"));
            }
        };
        Ok(TestRequest {
            definition,
            state_name,
            role_arn,
            input,
            inspection_level,
            reveal_secrets,
            variables,
            mock: mock(fields)?,
            context,
            configuration: configuration(fields)?,
        })
    }

    /// What AWS refuses before it looks at the definition.
    pub(super) fn check(&self) -> Result<(), Refusal> {
        if let Some(role) = &self.role_arn
            && !is_role(role)
        {
            return Err(Refusal { code: RefusalCode::InvalidArn, message: format!("Invalid Role Arn: '{role}'") });
        }
        if self.mock.is_some() {
            return match self.reveal_secrets {
                true => Err(Refusal::validation("TestState does not support RevealSecrets when a mock is specified.")),
                false => Ok(()),
            };
        }
        let configuration = &self.configuration;
        let only_with_mock = [
            ("Context", self.context.is_some()),
            ("RetrierRetryCount", configuration.retrier_retry_count.is_some()),
            ("ErrorCausedByState", configuration.error_caused_by_state.is_some()),
            ("MapIterationFailureCount", configuration.map_iteration_failure_count.is_some()),
            ("MapItemReaderData", configuration.map_item_reader_data.is_some()),
        ];
        match only_with_mock.iter().find(|(_, given)| *given) {
            Some((field, _)) => {
                Err(Refusal::validation(format!("TestState does not support {field} when a mock is not specified.")))
            }
            None => Ok(()),
        }
    }
}

/// `arn:aws:iam::123456789012:role/name`.
fn is_role(arn: &str) -> bool {
    let parts: Vec<&str> = arn.splitn(6, ':').collect();
    matches!(parts.as_slice(), ["arn", partition, "iam", "", account, role]
        if partition.starts_with("aws")
            && account.len() == 12
            && account.bytes().all(|digit| digit.is_ascii_digit())
            && role.strip_prefix("role/").is_some_and(|name| !name.is_empty()))
}

fn mock(fields: &Object) -> Result<Option<Mock>, Refusal> {
    let Some(mock) = object(fields, "mock")? else { return Ok(None) };
    let validation = match string(mock, "fieldValidationMode", "mock.fieldValidationMode")? {
        None => FieldValidation::default(),
        Some(mode) => constraint::one_of(
            "mock.fieldValidationMode",
            &mode,
            &[
                ("STRICT", FieldValidation::Strict),
                ("PRESENT", FieldValidation::Present),
                ("NONE", FieldValidation::None),
            ],
        )?,
    };
    let answer = match (json(mock, "result")?, object(mock, "errorOutput")?) {
        (Some(_), Some(_)) => {
            return Err(Refusal::validation(
                "A test mock should have only one of the following fields: [result, errorOutput].",
            ));
        }
        (None, None) => {
            return Err(Refusal::validation(
                "A test mock should have one of the following fields: [result, errorOutput].",
            ));
        }
        (Some(Ok(result)), None) => StateMock::Result(result),
        (Some(Err(_)), None) => return Err(Refusal::validation("Mocked result must be valid JSON")),
        (None, Some(error)) => {
            let cause = string(error, "cause", "mock.errorOutput.cause")?;
            let error = string(error, "error", "mock.errorOutput.error")?
                .ok_or_else(|| constraint::missing("mock.errorOutput.error"))?;
            constraint::length("mock.errorOutput.error", &error, 0, 256)?;
            if let Some(cause) = &cause {
                constraint::length("mock.errorOutput.cause", cause, 0, 32_768)?;
            }
            StateMock::Error { error: Some(error), cause }
        }
    };
    Ok(Some(Mock { answer, validation }))
}

fn configuration(fields: &Object) -> Result<StateConfiguration, Refusal> {
    let Some(configuration) = object(fields, "stateConfiguration")? else { return Ok(StateConfiguration::default()) };
    let at = |field: &str| format!("stateConfiguration.{field}");
    let count = |field: &str| match configuration.get(field) {
        None | Some(Value::Null) => Ok(None),
        Some(value) => match value.as_i64() {
            None => Err(constraint::of_type(&at(field), "a whole number")),
            Some(count) => u64::try_from(count).map(Some).map_err(|_| constraint::below_zero(&at(field))),
        },
    };
    let map_item_reader_data = text_of(configuration, "mapItemReaderData")?;
    if let Some(data) = &map_item_reader_data {
        constraint::length(&at("mapItemReaderData"), data, 0, PAYLOAD)?;
    }
    Ok(StateConfiguration {
        retrier_retry_count: count("retrierRetryCount")?,
        error_caused_by_state: name(configuration, "errorCausedByState", &at("errorCausedByState"))?,
        map_iteration_failure_count: count("mapIterationFailureCount")?,
        map_item_reader_data,
    })
}

fn object<'a>(fields: &'a Object, name: &str) -> Result<Option<&'a Object>, Refusal> {
    match fields.get(name) {
        None | Some(Value::Null) => Ok(None),
        Some(value) => value.as_object().map(Some).ok_or_else(|| constraint::of_type(name, "a JSON object")),
    }
}

fn string(fields: &Object, name: &str, at: &str) -> Result<Option<Arc<str>>, Refusal> {
    match fields.get(name) {
        None | Some(Value::Null) => Ok(None),
        Some(value) => value.as_str().map(|text| Some(text.into())).ok_or_else(|| constraint::of_type(at, "a string")),
    }
}

/// The name of a state.
fn name(fields: &Object, field: &str, at: &str) -> Result<Option<Arc<str>>, Refusal> {
    let name = string(fields, field, at)?;
    if let Some(name) = &name {
        constraint::length(at, name, 1, 80)?;
    }
    Ok(name)
}

/// The JSON text of a field that the API has as text.
fn text_of(fields: &Object, name: &str) -> Result<Option<Arc<str>>, Refusal> {
    Ok(match fields.get(name) {
        None | Some(Value::Null) => None,
        Some(value) => Some(value.as_str().map_or_else(|| value.to_text(), Arc::from)),
    })
}

/// The value of a field that the API has as JSON text; the inner error when the text is no JSON.
fn json(fields: &Object, name: &str) -> Result<Option<Result<Value, ()>>, Refusal> {
    let Some(text) = text_of(fields, name)? else { return Ok(None) };
    constraint::length(name, &text, 0, PAYLOAD)?;
    Ok(Some(Value::parse(&text).map_err(|_| ())))
}
