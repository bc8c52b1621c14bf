//! What is particular to each type of state.

use stepwell_asl::{QueryLanguage, StateType};
use stepwell_json::Value;
use stepwell_jsonata::Expected;

use super::fields::{Fields, whole_seconds};
use super::{CompileError, Compiler, Names};
use crate::program::{Items, MapState, Resource, StateKind, TaskState, WaitUntil};

impl Compiler<'_> {
    pub(super) fn kind(
        &mut self,
        fields: &mut Fields<'_>,
        state_type: StateType,
        names: &Names<'_>,
    ) -> Result<StateKind, CompileError> {
        let object = fields.object;
        Ok(match state_type {
            StateType::Pass => StateKind::Pass { result: object.get("Result").cloned() },
            StateType::Succeed => StateKind::Succeed,
            StateType::Fail => StateKind::Fail {
                error: self.text(fields, "Error", "ErrorPath")?,
                cause: self.text(fields, "Cause", "CausePath")?,
            },
            StateType::Task => {
                let Some(resource) = object.get("Resource").and_then(Value::as_str) else {
                    return Err(self.error(fields.place, "a Task state needs a Resource"));
                };
                StateKind::Task(Box::new(TaskState {
                    resource: Resource::parse(resource),
                    timeout: self.amount(fields, "TimeoutSeconds", "TimeoutSecondsPath")?,
                    heartbeat: self.amount(fields, "HeartbeatSeconds", "HeartbeatSecondsPath")?,
                    credentials: self.template(fields, "Credentials")?,
                }))
            }
            StateType::Wait => StateKind::Wait(self.wait(fields)?),
            StateType::Choice => StateKind::Choice(self.choice(fields, names)?),
            StateType::Parallel => {
                let Some(branches) = object.get("Branches").and_then(Value::as_array) else {
                    return Err(self.error(fields.place, "a Parallel state needs Branches"));
                };
                let place = fields.place.field("Branches");
                let mut starts = Vec::with_capacity(branches.len());
                for (index, branch) in branches.iter().enumerate() {
                    let place = place.element(index);
                    let Some(machine) = branch.as_object() else {
                        return Err(self.error(&place, "a branch is a state machine with StartAt and States"));
                    };
                    starts.push(self.machine(machine, fields.language, &place)?);
                }
                StateKind::Parallel { branches: starts }
            }
            StateType::Map => StateKind::Map(Box::new(self.map(fields)?)),
        })
    }

    fn map(&mut self, fields: &mut Fields<'_>) -> Result<MapState, CompileError> {
        let object = fields.object;
        let (name, processor) = match (object.get("ItemProcessor"), object.get("Iterator")) {
            (Some(processor), _) => ("ItemProcessor", processor),
            (None, Some(processor)) => ("Iterator", processor),
            (None, None) => return Err(self.error(fields.place, "a Map state needs an ItemProcessor")),
        };
        let place = fields.place.field(name);
        let Some(machine) = processor.as_object() else {
            return Err(self.error(&place, "an ItemProcessor is a state machine with StartAt and States"));
        };
        let mode = machine.get("ProcessorConfig").and_then(|config| config.get("Mode")).and_then(Value::as_str);
        let selector = match fields.language {
            QueryLanguage::JSONPath if !object.contains_key("ItemSelector") => "Parameters",
            QueryLanguage::JSONPath | QueryLanguage::JSONata => "ItemSelector",
        };
        let items = self.items(fields)?;
        let item_selector = self.template(fields, selector)?;
        Ok(MapState {
            processor: self.machine(machine, fields.language, &place)?,
            distributed: match mode {
                Some("DISTRIBUTED") => Some(Box::new(self.distributed(fields, machine)?)),
                _ => None,
            },
            items,
            item_selector,
            max_concurrency: self.amount(fields, "MaxConcurrency", "MaxConcurrencyPath")?,
            tolerated_count: self.amount(fields, "ToleratedFailureCount", "ToleratedFailureCountPath")?,
            tolerated_percentage: self.amount(
                fields,
                "ToleratedFailurePercentage",
                "ToleratedFailurePercentagePath",
            )?,
        })
    }

    fn items(&self, fields: &mut Fields<'_>) -> Result<Items, CompileError> {
        match fields.language {
            QueryLanguage::JSONPath => {
                Ok(self.path(fields, "ItemsPath")?.map_or(Items::Input, |path| Items::Path(Box::new(path))))
            }
            QueryLanguage::JSONata => {
                if let Some(query) = self.query(fields, "Items", Expected::Array)? {
                    return Ok(Items::Query(Box::new(query)));
                }
                Ok(self.template(fields, "Items")?.map_or(Items::Input, |items| Items::Template(Box::new(items))))
            }
        }
    }

    fn wait(&self, fields: &mut Fields<'_>) -> Result<WaitUntil, CompileError> {
        let object = fields.object;
        if let Some(query) = self.query(fields, "Seconds", Expected::Number)? {
            return Ok(WaitUntil::SecondsQuery(Box::new(query)));
        }
        if let Some(query) = self.query(fields, "Timestamp", Expected::String)? {
            return Ok(WaitUntil::TimestampQuery(Box::new(query)));
        }
        if let Some(seconds) = object.get("Seconds") {
            let seconds = whole_seconds(seconds).ok_or_else(|| {
                self.wants(&fields.place.field("Seconds"), "Seconds must be a whole number, not below zero", seconds)
            })?;
            return Ok(WaitUntil::Seconds(seconds));
        }
        if let Some(timestamp) = object.get("Timestamp") {
            let text = timestamp.as_str().ok_or_else(|| {
                self.error(&fields.place.field("Timestamp"), "Timestamp must be an ISO 8601 date-time with an offset")
            })?;
            return Ok(WaitUntil::Timestamp(text.into()));
        }
        if fields.language == QueryLanguage::JSONata {
            return Err(self.error(fields.place, "a Wait state needs Seconds or Timestamp"));
        }
        if let Some(path) = self.path(fields, "SecondsPath")? {
            return Ok(WaitUntil::SecondsPath(Box::new(path)));
        }
        if let Some(path) = self.path(fields, "TimestampPath")? {
            return Ok(WaitUntil::TimestampPath(Box::new(path)));
        }
        Err(self.error(fields.place, "a Wait state needs one of Seconds, SecondsPath, Timestamp, TimestampPath"))
    }
}
