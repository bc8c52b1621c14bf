//! An expression as it is run to be counted: with every function that builds something in sight.
//!
//! The evaluation tells a tracer of the nodes it evaluates, but not of what a built-in function gives that is called back (`$map(x, $string)`)
//! or called at the end of a function; nor can it be stopped between the last argument and a function that then builds without bound
//! (`$replace`). So each such function is bound anew, as one of the expression's own that reads its arguments first:
//! `$string:=function($a)<x-b?:s>{($a;$given:=$·string($a);$given)}`, `$·string` being the real one.

use std::collections::HashMap;
use std::fmt::Write as _;

use jlens_core::ast::NodeId;
use jlens_core::{Error, Expression, Node, NodeKind};

use crate::expression::Plan;
use crate::facts::Facts;

/// A function that builds more than a number, with its signature and how many parameters it declares.
struct Builder {
    name: &'static str,
    signature: &'static str,
    parameters: usize,
}

const fn builder(name: &'static str, signature: &'static str, parameters: usize) -> Builder {
    Builder { name, signature, parameters }
}

/// Those of jlens as its catalogue has them, and those of Step Functions.
const BUILDERS: [Builder; 36] = [
    builder("append", "<xx:a>", 2),
    builder("base64decode", "<s-:s>", 1),
    builder("base64encode", "<s-:s>", 1),
    builder("clone", "<(oa)-:o>", 1),
    builder("decodeUrl", "<s-:s>", 1),
    builder("decodeUrlComponent", "<s-:s>", 1),
    builder("distinct", "<x:x>", 1),
    builder("encodeUrl", "<s-:s>", 1),
    builder("encodeUrlComponent", "<s-:s>", 1),
    builder("formatInteger", "<n-s:s>", 2),
    builder("formatNumber", "<n-so?:s>", 3),
    builder("fromMillis", "<n-s?s?:s>", 3),
    builder("hash", "<ss:s>", 2),
    builder("join", "<a<s>s?:s>", 2),
    builder("keys", "<x-:a<s>>", 1),
    builder("lookup", "<x-s:x>", 2),
    builder("lowercase", "<s-:s>", 1),
    builder("match", "<s-f<s:o>n?:a<o>>", 3),
    builder("merge", "<a<o>:o>", 1),
    builder("now", "<s?s?:s>", 2),
    builder("pad", "<s-ns?:s>", 3),
    builder("parse", "<s:x>", 1),
    builder("partition", "<an:a>", 2),
    builder("range", "<nnn:a>", 3),
    builder("replace", "<s-(sf)(sf)n?:s>", 4),
    builder("reverse", "<a:a>", 1),
    builder("shuffle", "<a:a>", 1),
    builder("sort", "<af?:a>", 2),
    builder("split", "<s-(sf)n?:a<s>>", 3),
    builder("spread", "<x-:a<o>>", 1),
    builder("string", "<x-b?:s>", 1),
    builder("substring", "<s-nn?:s>", 3),
    builder("substringAfter", "<s-s:s>", 2),
    builder("substringBefore", "<s-s:s>", 2),
    builder("trim", "<s-:s>", 1),
    builder("uppercase", "<s-:s>", 1),
];

/// What a node of what is run stands for, where that matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// An argument of a built-in function, and whether it is the last.
    Argument { name: &'static str, place: usize, last: bool },
    /// The call of a built-in function.
    BuiltIn(&'static str),
    /// The call of a function of the expression's own, which gives what a node in it gave.
    Own,
    /// A name in a grouping.
    GroupKey,
}

/// An expression that is run to be counted.
pub(crate) struct Watched {
    pub(super) compiled: Expression,
    /// Where in what is run the expression begins, in bytes.
    pub(super) begins: usize,
    pub(super) roles: HashMap<NodeId, Role>,
}

/// The expression, with the functions that it names in sight but for those that variables hide.
pub(super) fn watched(text: &str, plan: &Plan, facts: &Facts, hiding: &[&str]) -> Result<Watched, Error> {
    let mut mark = "·".to_owned();
    while text.contains(&mark) {
        mark.push('·');
    }
    // A transform calls `$clone` without naming it.
    let is_used =
        |name: &str| plan.functions.iter().any(|used| &**used == name) || name == "clone" && text.contains('|');
    let is_hidden = |name: &str| hiding.contains(&name);
    let mut before = String::new();
    let mut names = Vec::new();
    for Builder { name, signature, parameters } in &BUILDERS {
        if is_used(name) && !is_hidden(name) {
            let parameters = parameter_list(if *name == "string" { of_string(facts) } else { *parameters });
            let _ = write!(
                before,
                "${mark}{name}:=${name};${name}:=function({parameters}){signature}{{({};",
                parameters.replace(',', ";")
            );
            // It does not take an undefined comparator for none.
            let alone = if *name == "sort" { format!("$exists($b)=false?${mark}sort($a):") } else { String::new() };
            let _ = write!(before, "${mark}:={alone}${mark}{name}({parameters});${mark})}};");
            names.push(*name);
        }
    }
    if is_used("zip") && !is_hidden("zip") {
        before.push_str(&zip(&mark, facts));
        names.push("zip");
    }
    let mut roles = HashMap::new();
    let around = (!before.is_empty()).then(|| Expression::compile(&format!("({before}{text}\n)")));
    // A text that nests as deep as it may stands alone.
    let (compiled, begins) = match around {
        Some(Ok(compiled)) => (compiled, before.len() + 1),
        Some(Err(_)) | None => (Expression::compile(text)?, 0),
    };
    if let NodeKind::Block { exprs, .. } = &compiled.ast().root.kind
        && begins > 0
    {
        for (name, bound) in names.into_iter().zip(exprs.iter().skip(1).step_by(2)) {
            of_built_in(name, bound, &mut roles);
        }
    }
    group_keys(&compiled.ast().root, &mut roles);
    own_calls(&compiled.ast().root, &mut roles);
    Ok(Watched { compiled, begins, roles })
}

/// How many parameters `$string` declares: a second one would be given a place by `$map`, which is none that it takes.
fn of_string(facts: &Facts) -> usize {
    let mut calls = facts.functions.iter().filter(|used| &*used.name == "string").map(|used| used.arguments);
    if calls.clone().any(|arguments| arguments == Some(2)) && calls.all(|arguments| arguments.is_some()) {
        2
    } else {
        1
    }
}

fn parameter_list(count: usize) -> String {
    const NAMES: [&str; 4] = ["$a", "$b", "$c", "$d"];
    NAMES.get(..count).unwrap_or_default().join(",")
}

/// `$zip`, which takes any number of arguments: of as many as it is called with anywhere.
fn zip(mark: &str, facts: &Facts) -> String {
    let calls = facts.functions.iter().filter(|used| &*used.name == "zip");
    let most = calls.filter_map(|used| used.arguments).max().unwrap_or(1).max(1);
    let parameters: Vec<String> = (0..=most).map(|place| format!("$a{place}")).collect();
    let mut text =
        format!("${mark}zip:=$zip;$zip:=function({}){{({};${mark}:=", parameters.join(","), parameters.join(";"));
    for place in (1..parameters.len()).rev() {
        let given = parameters.get(..=place).unwrap_or_default().join(",");
        let _ = write!(text, "$exists($a{place})?${mark}zip({given}):");
    }
    let _ = write!(text, "${mark}zip($a0);${mark})}};");
    text
}

/// Notes the parts of a function that was bound anew.
fn of_built_in(name: &'static str, bound: &Node, roles: &mut HashMap<NodeId, Role>) {
    let NodeKind::Bind { rhs, .. } = &bound.kind else { return };
    let NodeKind::Lambda(def) = &rhs.kind else { return };
    let NodeKind::Block { exprs, .. } = &def.body.kind else { return };
    let count = def.params.len();
    for (place, argument) in exprs.iter().take(count).enumerate() {
        roles.insert(argument.id, Role::Argument { name, place, last: place + 1 == count });
    }
    if let Some(call) = exprs.get(count) {
        call.walk(&mut |node| {
            let is_call = |procedure: &Node| matches!(&procedure.kind, NodeKind::Variable { name } if name != "exists");
            if matches!(&node.kind, NodeKind::Function { procedure, .. } if is_call(procedure)) {
                roles.insert(node.id, Role::BuiltIn(name));
            }
        });
    }
}

fn group_keys(node: &Node, roles: &mut HashMap<NodeId, Role>) {
    jlens_core::stack::grow(|| {
        let own = match &node.kind {
            NodeKind::Object { pairs } => pairs.as_slice(),
            _ => &[],
        };
        let attached = node.attrs.group.as_ref().map_or(&[][..], |group| group.pairs.as_slice());
        for (key, _) in own.iter().chain(attached) {
            roles.insert(key.id, Role::GroupKey);
        }
        node.for_each_child(|child| group_keys(child, roles));
    });
}

/// Notes the calls of names that only ever stand for functions of the expression's own.
fn own_calls(root: &Node, roles: &mut HashMap<NodeId, Role>) {
    let mut bound: HashMap<&str, bool> = HashMap::new();
    root.walk(&mut |node| match &node.kind {
        NodeKind::Bind { lhs, rhs } => {
            if let NodeKind::Variable { name } = &lhs.kind {
                let is_own = matches!(rhs.kind, NodeKind::Lambda(_)) && rhs.attrs.predicate.is_empty();
                *bound.entry(name).or_insert(true) &= is_own;
            }
        }
        NodeKind::Lambda(def) => {
            for name in &def.params {
                bound.insert(name, false);
            }
        }
        _ => {}
    });
    root.walk(&mut |node| {
        if let NodeKind::Function { procedure, .. } = &node.kind
            && let NodeKind::Variable { name } = &procedure.kind
            && bound.get(name.as_str()).copied().unwrap_or(false)
        {
            roles.entry(node.id).or_insert(Role::Own);
        }
    });
}
