//! Where expressions stand in an object of the language.

use super::jsonata::Jsonata;
use super::schema::{Field, Kind};
use super::walk::Visit;
use crate::{Node, QueryLanguage};
use stepwell_jsonpath::Expression;

/// Shows every JSONata expression of an object, without its `{% %}`; none of a JSONPath state's. What is only whole when it is
/// deployed (`${…}`) is left out.
pub(crate) fn jsonata<'a>(visit: &Visit<'a>, mut see: impl FnMut(&'static Field, Node<'a>, &str)) {
    if visit.language != QueryLanguage::JSONata {
        return;
    }
    for member in visit.node.members() {
        let Some(field) = visit.schema.field(&member.key()).filter(|field| field.name != "Comment") else { continue };
        let takes = is_template(field.kind)
            || matches!(
                field.kind,
                Kind::Condition | Kind::Items | Kind::Whole(..) | Kind::Decimal(..) | Kind::Timestamp | Kind::Text
            );
        if !takes {
            continue;
        }
        let value = member.value();
        for node in std::iter::once(value).chain(value.descendants()) {
            if let Some(text) = node.as_str().filter(|text| is_jsonata(text) && !text.contains("${")) {
                see(field, node, &text[2..text.len() - 2]);
            }
        }
    }
}

/// Shows every path and intrinsic of a JSONPath object, as written.
pub(crate) fn json_path<'a>(visit: &Visit<'a>, mut see: impl FnMut(&'static Field, Node<'a>, &str)) {
    if visit.language != QueryLanguage::JSONPath {
        return;
    }
    for member in visit.node.members() {
        let Some(field) = visit.schema.field(&member.key()) else { continue };
        let value = member.value();
        if matches!(field.kind, Kind::Path(_) | Kind::Reference(_) | Kind::PathOrIntrinsic) {
            if let Some(text) = value.as_str() {
                see(field, value, &text);
            }
        } else if is_template(field.kind) {
            for node in value.descendants() {
                if node.member().is_some_and(|member| member.key().ends_with(".$"))
                    && let Some(text) = node.as_str()
                {
                    see(field, node, &text);
                }
            }
        }
    }
}

/// Shows every variable that an object's expressions read, by name, and where.
pub(crate) fn variables<'a>(visit: &Visit<'a>, read: &Jsonata, mut see: impl FnMut(Node<'a>, &str)) {
    jsonata(visit, |_, node, text| {
        let facts = text.contains('$').then(|| read.sound(node, text)).flatten();
        for used in facts.iter().flat_map(|facts| &facts.variables) {
            see(node, &used.name);
        }
    });
    json_path(visit, |_, node, text| {
        if names_variable(text)
            && let Ok(expression) = Expression::parse(text)
        {
            for (name, _) in expression.facts().variables() {
                see(node, name);
            }
        }
    });
}

/// Whether a field of this kind is a payload template.
pub(crate) fn is_template(kind: Kind) -> bool {
    matches!(kind, Kind::Template | Kind::ObjectTemplate | Kind::Arguments | Kind::Assign)
}

/// Whether a text is a JSONata expression by its delimiters.
pub(crate) fn is_jsonata(text: &str) -> bool {
    text.len() >= 4 && text.starts_with("{%") && text.ends_with("%}")
}

/// Whether a text may name a variable at all; most do not, and need not be read.
pub(crate) fn names_variable(text: &str) -> bool {
    text.split('$').skip(1).any(|rest| rest.starts_with(|c: char| c.is_alphabetic() || c == '_'))
}
