//! A mocked result held against the model of the API that a Task calls.

use stepwell_aws_catalogue::{Catalogue, Description, Kind, Pattern, Shape};
use stepwell_json::Value;

use super::FieldValidation;

/// Says what is wrong with the result of a Task with this `Resource`, if anything is.
pub(super) fn check(resource: &str, result: &Value, validation: FieldValidation) -> Result<(), String> {
    let strict = match validation {
        FieldValidation::Strict => true,
        FieldValidation::Present => false,
        FieldValidation::None => return Ok(()),
    };
    let Some((shape, free)) = shape_of(resource) else { return Ok(()) };
    match result.as_object() {
        Some(_) => Checker { strict, free }.value("", result, &shape),
        None => Err("Mocked result must be a JSON object".to_owned()),
    }
}

/// The shape of a Task's result, with the field whose JSON Step Functions has read, which so may hold anything. What a
/// function, an activity, an HTTP endpoint or whoever returns a task token answers has no model; nor has what most `.sync`
/// integrations make of a finished job.
fn shape_of(resource: &str) -> Option<(Shape, Option<&'static str>)> {
    let catalogue = Catalogue::get();
    let of = |action: Option<stepwell_aws_catalogue::Action>, free| Some((action?.output()?, free));
    match catalogue.describe(resource).ok()? {
        Description::Sdk { action, pattern: Pattern::RequestResponse, .. } => of(Some(action), None),
        Description::Integration { action, pattern: Pattern::RequestResponse, integration } => {
            of(action, ((integration.service, integration.action) == ("lambda", "invoke")).then_some("Payload"))
        }
        // These answer with the execution that they waited for.
        Description::Integration { integration, pattern: pattern @ (Pattern::Sync | Pattern::Sync2), .. }
            if integration.service == "states" =>
        {
            let free = (pattern == Pattern::Sync2).then_some("Output");
            of(catalogue.action("sfn", "describeExecution"), free)
        }
        _ => None,
    }
}

struct Checker {
    strict: bool,
    free: Option<&'static str>,
}

impl Checker {
    /// As deep as the value nests, which its reader bounds.
    fn value(&self, field: &str, value: &Value, shape: &Shape) -> Result<(), String> {
        let wants = |what: &str, fits: bool| match fits {
            true => Ok(()),
            false => Err(format!("Field '{field}' must be {what}")),
        };
        let limits = shape.limits();
        match shape.kind() {
            Kind::Structure | Kind::Union => {
                let Some(object) = value.as_object() else { return wants("an object", false) };
                let members = shape.members();
                if self.strict
                    && let Some(missing) =
                        members.iter().find(|member| member.required && !object.contains_key(member.name()))
                {
                    return Err(format!("Required field '{}' is missing", missing.name()));
                }
                // What the model does not know is let through, as AWS does.
                for member in &members {
                    if let Some(value) = object.get(member.name())
                        && self.free != Some(member.name())
                    {
                        self.value(member.name(), value, &member.shape)?;
                    }
                }
                Ok(())
            }
            Kind::List => {
                let Some(elements) = value.as_array() else { return wants("an array", false) };
                let Some(shape) = shape.element() else { return Ok(()) };
                elements.iter().try_for_each(|element| self.value(field, element, &shape))
            }
            Kind::Map => {
                let Some(object) = value.as_object() else { return wants("an object", false) };
                let Some(shape) = shape.element() else { return Ok(()) };
                object.iter().try_for_each(|(name, value)| self.value(name, value, &shape))
            }
            Kind::String | Kind::Blob => {
                let Some(text) = value.as_str() else { return wants("a string", false) };
                // A length is a whole number far below what a double holds exactly.
                #[allow(clippy::cast_precision_loss)]
                let length = text.chars().count() as f64;
                if limits.least.is_some_and(|least| length < least) {
                    return Err(format!("Field '{field}' is smaller than the minimum length"));
                }
                if limits.greatest.is_some_and(|most| length > most) {
                    return Err(format!("Field '{field}' exceeds the maximum length"));
                }
                Ok(())
            }
            Kind::Timestamp => wants("a string", value.as_str().is_some()),
            Kind::Enum => match value.as_str() {
                None => wants("a string", false),
                Some(text) if shape.values().contains(&text) => Ok(()),
                Some(_) => Err(format!("Field '{field}' is not an expected value")),
            },
            Kind::Integer | Kind::Long | Kind::Float => {
                let Some(number) = value.as_f64() else { return wants("a number", false) };
                if limits.least.is_some_and(|least| number < least) {
                    return Err(format!("Field '{field}' is less than the minimum value"));
                }
                if limits.greatest.is_some_and(|most| number > most) {
                    return Err(format!("Field '{field}' exceeds the maximum value"));
                }
                Ok(())
            }
            Kind::Boolean => wants("a boolean", value.as_bool().is_some()),
            Kind::Document => Ok(()),
        }
    }
}
