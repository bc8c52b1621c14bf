//! Why an edit is refused.

use crate::StatePath;
use serde::Serialize;

/// A refused edit: nothing was changed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{reason}")]
pub struct EditError {
    /// What stands in the way, as a sentence that says what to do.
    pub reason: Refusal,
    /// The state that it is about; none where it is about the whole document.
    pub state: Option<StatePath>,
}

/// The reasons.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The text is not well-formed, so nothing can be placed in it safely.
    #[error("The text is not well-formed ({0}); repair it first.")]
    BrokenText(String),
    /// A construct of YAML that cannot take the change without being written anew.
    #[error("YAML line {line} cannot take this change as it is written: {construct}. Change it in the text.")]
    Yaml {
        /// What is in the way.
        construct: String,
        /// Where it stands, from 1.
        line: usize,
    },
    /// The text is no state machine.
    #[error("The text is no state machine; it needs an object with \"States\".")]
    NoStateMachine,
    /// There is no state at the path.
    #[error("There is no state \"{0}\" here; check the path.")]
    NoSuchState(String),
    /// A transition would lead nowhere.
    #[error(
        "There is no state \"{0}\" in the same state machine to go to; transitions stay within their branch or processor."
    )]
    NoSuchTarget(String),
    /// State names are unique in a definition.
    #[error("There is already a state \"{0}\"; choose another name.")]
    NameTaken(String),
    /// No name for a state.
    #[error("A state name has 1 to 80 characters; this one has {0}.")]
    InvalidName(usize),
    /// There is no rule, catcher or branch of this number.
    #[error("There is no {what} {index} (counted from 0); there are {count}.")]
    OutOfRange {
        /// `rule`, `catcher`, `branch`, …
        what: &'static str,
        /// What was asked for.
        index: usize,
        /// How many there are.
        count: usize,
    },
    /// The state's type does not allow it.
    #[error("{0}")]
    NotForThisState(String),
    /// The edit's own fields contradict each other or miss something.
    #[error("{0}")]
    Incomplete(String),
    /// States cannot be moved or wrapped without changing what the machine does.
    #[error("{0}")]
    Entangled(String),
    /// A text that was given is not the JSON that it must be.
    #[error("{0}")]
    InvalidText(String),
    /// States are in a query language that the machine does not take, and have no certain equal in its own.
    #[error("{0}")]
    OtherLanguage(String),
}

impl Refusal {
    /// A stable code for programs.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Refusal::BrokenText(_) => "BROKEN_TEXT",
            Refusal::Yaml { .. } => "YAML_CONSTRUCT",
            Refusal::NoStateMachine => "NO_STATE_MACHINE",
            Refusal::NoSuchState(_) => "NO_SUCH_STATE",
            Refusal::NoSuchTarget(_) => "NO_SUCH_TARGET",
            Refusal::NameTaken(_) => "NAME_TAKEN",
            Refusal::InvalidName(_) => "INVALID_NAME",
            Refusal::OutOfRange { .. } => "OUT_OF_RANGE",
            Refusal::NotForThisState(_) => "NOT_FOR_THIS_STATE",
            Refusal::Incomplete(_) => "INCOMPLETE",
            Refusal::Entangled(_) => "ENTANGLED",
            Refusal::InvalidText(_) => "INVALID_TEXT",
            Refusal::OtherLanguage(_) => "OTHER_LANGUAGE",
        }
    }

    pub(crate) fn at(self, state: &StatePath) -> EditError {
        EditError { reason: self, state: (!state.0.is_empty()).then(|| state.clone()) }
    }

    pub(crate) fn anywhere(self) -> EditError {
        EditError { reason: self, state: None }
    }
}

impl EditError {
    /// A stable code for programs.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        self.reason.code()
    }
}

impl Serialize for EditError {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        use serde::ser::SerializeStruct;
        let mut out = serializer.serialize_struct("EditError", 3)?;
        out.serialize_field("code", self.code())?;
        out.serialize_field("message", &self.reason.to_string())?;
        out.serialize_field("state", &self.state)?;
        out.end()
    }
}
