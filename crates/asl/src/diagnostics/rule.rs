//! What a rule is.

use super::jsonata::Jsonata;
use super::report::Report;
use super::schema::Kinds;
use super::walk::{Misfit, Visit};
use crate::called::Calls;
use crate::{Document, MachineType, MachineView, Node};

/// Something that is checked: one thing, in a file of its own, with examples that are its tests.
#[derive(Debug)]
pub struct Rule {
    /// Its name, in words joined by `-`.
    pub name: &'static str,
    /// What it asks for, as a sentence.
    pub summary: &'static str,
    /// Definitions with what the rule says of them.
    pub examples: &'static [Example],
    pub(crate) check: Check,
}

/// A definition as an example of a rule.
#[derive(Debug)]
pub struct Example {
    /// The definition.
    pub text: &'static str,
    /// What the rule says, `CODE: message at location`; nothing where all is well.
    pub says: Option<&'static str>,
    /// What the first diagnostic's fix makes of it.
    pub fixed: Option<Fixed>,
}

/// What a fix does to an example.
#[derive(Debug, Clone, Copy)]
pub struct Fixed {
    /// The fix's title.
    pub title: &'static str,
    /// The definition after it.
    pub text: &'static str,
}

/// What a rule looks at.
#[derive(Debug)]
pub(crate) enum Check {
    /// Objects of the language that have fields of some kinds.
    Fields(Kinds, fn(&Visit<'_>, &Settings<'_>, &mut Report<'_>)),
    /// Objects of the language.
    Object(fn(&Visit<'_>, &Settings<'_>, &mut Report<'_>)),
    /// State machines.
    Machine(fn(MachineView<'_>, &Settings<'_>, &mut Report<'_>)),
    /// Values where an object belongs.
    Misfit(fn(Misfit<'_>, &mut Report<'_>)),
    /// States without one of the eight types.
    Untyped(fn(Node<'_>, &mut Report<'_>)),
    /// Machines too deep inside others.
    TooDeep(fn(Node<'_>, &mut Report<'_>)),
    /// The document.
    Document(fn(&Document, &Settings<'_>, &mut Report<'_>)),
}

/// What a check is told beside the definition.
#[derive(Clone, Copy)]
pub(crate) struct Settings<'a> {
    pub kind: MachineType,
    pub jsonata: &'a Jsonata,
    pub calls: &'a Calls,
}

/// An example that a rule finds fault with.
pub(crate) const fn bad(text: &'static str, says: &'static str) -> Example {
    Example { text, says: Some(says), fixed: None }
}

/// An example that a rule finds fault with, and what its fix makes of it.
pub(crate) const fn mended(
    text: &'static str,
    says: &'static str,
    title: &'static str,
    result: &'static str,
) -> Example {
    Example { text, says: Some(says), fixed: Some(Fixed { title, text: result }) }
}

/// An example that a rule has nothing to say of.
pub(crate) const fn good(text: &'static str) -> Example {
    Example { text, says: None, fixed: None }
}
