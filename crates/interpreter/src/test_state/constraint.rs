//! The constraints that AWS's model puts on the fields of a request, and AWS's sentence about one that is not met.

use super::Refusal;

/// The longest payload, in characters.
pub(super) const PAYLOAD: usize = 262_144;
/// The longest definition, in characters.
pub(super) const DEFINITION: usize = 1_048_576;

fn not_met(field: &str, constraint: impl std::fmt::Display) -> Refusal {
    Refusal::validation(format!(
        "1 validation error detected: Value at '{field}' failed to satisfy constraint: Member must {constraint}"
    ))
}

/// A text may have from `least` to `most` characters.
pub(super) fn length(field: &str, text: &str, least: usize, most: usize) -> Result<(), Refusal> {
    // No text has more characters than bytes; only long ones are counted.
    let characters = if text.len() > most { text.chars().count() } else { text.len() };
    if characters > most {
        return Err(not_met(field, format_args!("have length less than or equal to {most}")));
    }
    if characters < least {
        return Err(not_met(field, format_args!("have length greater than or equal to {least}")));
    }
    Ok(())
}

/// A text is one of some.
pub(super) fn one_of<T: Copy>(field: &str, text: &str, all: &[(&str, T)]) -> Result<T, Refusal> {
    all.iter().find(|(name, _)| *name == text).map(|(_, value)| *value).ok_or_else(|| {
        let names: Vec<&str> = all.iter().map(|(name, _)| *name).collect();
        not_met(field, format_args!("satisfy enum value set: [{}]", names.join(", ")))
    })
}

/// A field has to be there.
pub(super) fn missing(field: &str) -> Refusal {
    not_met(field, "not be null")
}

/// A number has a least value.
pub(super) fn below_zero(field: &str) -> Refusal {
    not_met(field, "have value greater than or equal to 0")
}

/// A field holds something of another type.
pub(super) fn of_type(field: &str, wanted: &str) -> Refusal {
    Refusal::validation(format!("The field '{field}' of the request must be {wanted}"))
}
