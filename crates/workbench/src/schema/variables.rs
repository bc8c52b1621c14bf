//! The variables of a document.

use serde::Serialize;
use ts_rs::TS;

/// A document's variables.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct VariableList {
    /// The version whose text the positions are of.
    pub version: u64,
    /// By name; of one name, outer scopes first.
    pub variables: Vec<Variable>,
}

/// A variable of one scope.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Variable {
    /// Without its `$`.
    pub name: String,
    /// Where it lives.
    pub scope: VariableScope,
    /// Where it is assigned; empty for one that is only read.
    pub assigned: Vec<VariableUse>,
    /// Where it is read.
    pub read: Vec<VariableUse>,
}

/// A machine that variables live in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct VariableScope {
    /// What kind of machine it is.
    pub kind: ScopeKind,
    /// The key of the Parallel or Map state that it lies in; none for the outer one.
    pub state: Option<String>,
    /// Which branch of it, from 0.
    pub branch: Option<u32>,
}

/// The kinds of scopes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ScopeKind {
    /// The document's own machine.
    Outer,
    /// A branch of a Parallel state.
    Branch,
    /// The processor of a Map state.
    Map,
    /// The processor of a distributed Map state.
    DistributedMap,
}

/// A place that assigns or reads a variable.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct VariableUse {
    /// The state's key.
    pub state: String,
    /// The field of the state, and what in it: `Output/total`.
    pub field: String,
    /// Where it starts in the text.
    pub from: u32,
    /// Where it ends.
    pub to: u32,
    /// What is wrong there.
    pub warning: Option<String>,
}
