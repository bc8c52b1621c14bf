//! Every variable of a definition: where it lives, who assigns it and who reads it
//! (<https://docs.aws.amazon.com/step-functions/latest/dg/workflow-variables.html>).

use crate::diagnostics::graph::states_of;
use crate::diagnostics::jsonata::Jsonata;
use crate::diagnostics::scopes::{Scope, scopes};
use crate::{Document, MachineType, Node, Span, StatePath, StateType, StateView};
use std::collections::BTreeMap;

/// A variable of one scope. Variables of the same name in branches beside each other are different ones.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Variable {
    /// Without its `$`.
    pub name: String,
    /// Where it lives.
    pub scope: VariableScope,
    /// Where it is assigned, in the order of the text.
    pub assigned: Vec<VariableUse>,
    /// Where it is read, also in scopes inside its own, in the order of the text.
    pub read: Vec<VariableUse>,
}

/// A machine that variables live in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VariableScope {
    /// What kind of machine it is.
    pub kind: ScopeKind,
    /// The Parallel or Map state that it lies in; empty for the document's own machine.
    pub state: StatePath,
    /// Which branch of the Parallel state, from 0.
    pub branch: Option<usize>,
}

/// The kinds of scopes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ScopeKind {
    /// The document's own machine.
    Outer,
    /// A branch of a Parallel state; it reads what is assigned around it.
    Branch,
    /// The processor of a Map state; it reads what is assigned around it.
    Map,
    /// The processor of a distributed Map state, which sees nothing of what is around it.
    DistributedMap,
}

/// A place that assigns or reads a variable.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VariableUse {
    /// The state.
    pub state: StatePath,
    /// The fields that lead from the state to the place, as a JSON pointer.
    pub field: String,
    /// Where it stands: the value that is assigned, or the expression that reads.
    pub span: Span,
    /// What is wrong with it: for example, that nothing before it assigns the variable.
    pub warning: Option<String>,
}

impl Document {
    /// Its variables by name; of one name in the order of the text, outer scopes first. What is read and never assigned is there too, with no assignment.
    ///
    /// ```
    /// use stepwell_asl::{Document, Format};
    /// let text = r#"{"StartAt":"A","States":{"A":{"Type":"Pass","Assign":{"x":1},"Next":"B"},"B":{"Type":"Pass","InputPath":"$x","End":true}}}"#;
    /// let found = Document::parse(text, Format::Json).variables();
    /// assert_eq!((found[0].name.as_str(), found[0].assigned.len(), found[0].read[0].state.name()), ("x", 1, "B"));
    /// ```
    #[must_use]
    pub fn variables(&self) -> Vec<Variable> {
        let all = scopes(self, &Jsonata::default());
        let states: Vec<Vec<StateView<'_>>> = all.iter().map(|scope| states_of(scope.machine)).collect();
        let problems = self.diagnostics(MachineType::Standard);
        let warning = |node: Node<'_>, name: &str| {
            let named = format!("${name}");
            let mut found = problems.iter().filter(|problem| problem.span == node.span());
            found.find(|problem| about(&problem.message, &named)).map(|problem| problem.message.clone())
        };
        let of = |scope: usize, state: usize, node: Node<'_>, name: &str| {
            let state = *states.get(scope)?.get(state)?;
            let below = node.pointer();
            let field = below.strip_prefix(&state.node().pointer()).unwrap_or_default().to_owned();
            Some(VariableUse { state: state.path(), field, span: node.span(), warning: warning(node, name) })
        };
        let mut found: BTreeMap<(String, usize), (Vec<VariableUse>, Vec<VariableUse>)> = BTreeMap::new();
        for (at, scope) in all.iter().enumerate() {
            for (name, places) in &scope.assigned {
                let uses = places.iter().filter_map(|place| of(at, place.state, place.node, name));
                found.entry((name.clone(), at)).or_default().0.extend(uses);
            }
            for (name, places) in &scope.read {
                let owner = owner(&all, at, name);
                let uses = places.iter().filter_map(|place| of(at, place.state, place.node, name));
                found.entry((name.clone(), owner)).or_default().1.extend(uses);
            }
        }
        let variables = found.into_iter().filter_map(|((name, at), (mut assigned, mut read))| {
            assigned.sort_by_key(|place| place.span.start);
            read.sort_by_key(|place| place.span.start);
            let scope = all.get(at)?;
            Some((scope.machine.node().span().start, Variable { name, scope: scope_of(scope), assigned, read }))
        });
        let mut variables: Vec<(usize, Variable)> = variables.collect();
        variables.sort_by(|(a, one), (b, other)| (&one.name, a).cmp(&(&other.name, b)));
        variables.into_iter().map(|(_, variable)| variable).collect()
    }
}

/// The scope whose variable a name is where it is read: the innermost that assigns it, else the outermost that could.
fn owner(all: &[Scope<'_>], from: usize, name: &str) -> usize {
    let mut at = from;
    while let Some(scope) = all.get(at) {
        match scope.around {
            _ if scope.assigned.contains_key(name) => return at,
            Some((outer, _)) if !scope.isolated => at = outer,
            Some(_) | None => return at,
        }
    }
    at
}

fn scope_of(scope: &Scope<'_>) -> VariableScope {
    let around = scope.machine.parent_state();
    let kind = match around.and_then(StateView::state_type) {
        None => ScopeKind::Outer,
        Some(_) if scope.isolated => ScopeKind::DistributedMap,
        Some(StateType::Parallel) => ScopeKind::Branch,
        Some(_) => ScopeKind::Map,
    };
    VariableScope { kind, state: scope.machine.path(), branch: scope.machine.branch() }
}

/// Whether a message names a variable, and not a longer one that begins so.
fn about(message: &str, named: &str) -> bool {
    message.match_indices(named).any(|(at, _)| {
        let behind = message[at + named.len()..].chars().next();
        behind.is_none_or(|c| !(c.is_alphanumeric() || c == '_'))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Format;

    /// One line for each variable.
    fn shown(text: &str) -> Vec<String> {
        let document = Document::parse(text, Format::Json);
        let uses = |uses: &[VariableUse]| {
            let one = |one: &VariableUse| {
                let mark = if one.warning.is_some() { "!" } else { "" };
                assert!(document.text().get(one.span.range()).is_some());
                format!("{}{}{mark}", one.state.key(), one.field)
            };
            uses.iter().map(one).collect::<Vec<_>>().join(" ")
        };
        document
            .variables()
            .iter()
            .map(|variable| {
                let VariableScope { kind, state, branch } = &variable.scope;
                let branch = branch.map(|branch| format!("[{branch}]")).unwrap_or_default();
                format!(
                    "${} {kind:?} {}{branch} = {} > {}",
                    variable.name,
                    state.key(),
                    uses(&variable.assigned),
                    uses(&variable.read)
                )
            })
            .collect()
    }

    #[test]
    fn both_languages_assign_and_read() {
        assert_eq!(
            shown(
                r#"{"StartAt":"A","States":{
                "A":{"Type":"Pass","Assign":{"x":1,"y.$":"$.y"},"Next":"B"},
                "B":{"Type":"Pass","QueryLanguage":"JSONata","Output":{"a":["{% $x + $y %}"]},"Assign":{"x":"{% $x + 1 %}"},"Next":"C"},
                "C":{"Type":"Choice","Choices":[{"Variable":"$x","NumericEquals":1,"Next":"A","Assign":{"z":1}}],"Default":"A"}}}"#
            ),
            [
                "$x Outer  = A/Assign/x B/Assign/x > B/Output/a/0 B/Assign/x C/Choices/0/Variable",
                "$y Outer  = A/Assign/y.$ > B/Output/a/0",
                "$z Outer  = C/Choices/0/Assign/z > ",
            ]
        );
    }

    #[test]
    fn scopes_have_variables_of_their_own() {
        let text = r#"{"QueryLanguage":"JSONata","StartAt":"A","States":{
            "A":{"Type":"Pass","Assign":{"out":1},"Next":"P"},
            "P":{"Type":"Parallel","Branches":[
                {"StartAt":"X","States":{"X":{"Type":"Pass","Assign":{"own":"{% $out %}"},"Next":"X2"},"X2":{"Type":"Pass","Output":"{% $own %}","End":true}}},
                {"StartAt":"Y","States":{"Y":{"Type":"Pass","Assign":{"own":2},"End":true}}}],"Next":"M"},
            "M":{"Type":"Map","ItemProcessor":{"ProcessorConfig":{"Mode":"DISTRIBUTED","ExecutionType":"STANDARD"},"StartAt":"Z","States":{"Z":{"Type":"Pass","Output":"{% $out + $own %}","End":true}}},"Output":"{% $own %}","End":true}}}"#;
        assert_eq!(
            shown(text),
            [
                "$out Outer  = A/Assign/out > P/X/Assign/own",
                "$out DistributedMap M =  > M/Z/Output!",
                "$own Outer  =  > M/Output!",
                "$own Branch P[0] = P/X/Assign/own > P/X2/Output",
                "$own Branch P[1] = P/Y/Assign/own > ",
                "$own DistributedMap M =  > M/Z/Output!",
            ]
            .map(str::to_owned)
            .to_vec()
        );
    }

    #[test]
    fn what_is_read_too_early_is_marked() {
        assert_eq!(
            shown(
                r#"{"StartAt":"A","States":{"A":{"Type":"Pass","InputPath":"$n","Next":"B"},"B":{"Type":"Pass","Assign":{"n":1,"nn":2},"Next":"C"},"C":{"Type":"Pass","OutputPath":"$n","End":true}}}"#
            ),
            ["$n Outer  = B/Assign/n > A/InputPath! C/OutputPath", "$nn Outer  = B/Assign/nn > "]
        );
    }
}
