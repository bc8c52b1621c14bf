//! Variables and their scopes
//! (<https://docs.aws.amazon.com/step-functions/latest/dg/workflow-variables.html>).

use std::sync::Arc;

use indexmap::IndexMap;
use stepwell_json::Value;

/// The variables that a flow sees: its own, and those of the flows around it, which stand still
/// while the inner flow runs.
#[derive(Clone, Debug, Default)]
pub(super) struct Variables {
    own: Option<Arc<IndexMap<Arc<str>, Value>>>,
    outer: Option<Arc<Variables>>,
}

impl Variables {
    /// The scope of a branch or an iteration inside a flow with these variables.
    pub(super) fn inner(&self) -> Variables {
        let outer = match (&self.own, &self.outer) {
            (None, outer) => outer.clone(),
            (Some(_), _) => Some(Arc::new(self.clone())),
        };
        Variables { own: None, outer }
    }

    pub(super) fn get(&self, name: &str) -> Option<Value> {
        let mut scope = Some(self);
        while let Some(variables) = scope {
            if let Some(value) = variables.own.as_ref().and_then(|own| own.get(name)) {
                return Some(value.clone());
            }
            scope = variables.outer.as_deref();
        }
        None
    }

    /// Every variable with its value, those of inner scopes first; each name once.
    pub(super) fn seen(&self) -> Vec<(Arc<str>, Value)> {
        let mut seen: IndexMap<Arc<str>, Value> = IndexMap::new();
        let mut scope = Some(self);
        while let Some(variables) = scope {
            for (name, value) in variables.own.iter().flat_map(|own| own.iter()) {
                seen.entry(Arc::clone(name)).or_insert_with(|| value.clone());
            }
            scope = variables.outer.as_deref();
        }
        seen.into_iter().collect()
    }

    /// Assigns a variable of this scope; answers by how many bytes the scope has grown (or shrunk).
    pub(super) fn set(&mut self, name: &Arc<str>, value: Value) -> isize {
        let size = |value: &Value| isize::try_from(value.byte_len()).unwrap_or(isize::MAX);
        let new = size(&value);
        let own = Arc::make_mut(self.own.get_or_insert_default());
        let old = own.insert(Arc::clone(name), value).map_or(0, |old| size(&old));
        new - old
    }

    /// Bytes of this scope's own variables.
    pub(super) fn own_bytes(&self) -> usize {
        self.own.as_ref().map_or(0, |own| own.values().map(Value::byte_len).sum())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn inner_scopes_read_outer_ones_and_keep_their_own() {
        let mut outer = Variables::default();
        assert_eq!(outer.set(&"x".into(), Value::from(1)), 1);
        let mut inner = outer.inner();
        assert_eq!(inner.get("x"), Some(Value::from(1)));
        inner.set(&"y".into(), Value::from("text"));
        assert_eq!(inner.get("y"), Some(Value::from("text")));
        assert_eq!(outer.get("y"), None);
        assert_eq!(inner.own_bytes(), 6);
        assert_eq!(outer.set(&"x".into(), Value::from(100)), 2);
        assert_eq!(inner.get("x"), Some(Value::from(1)), "seen as it was when the branch began");
    }
}
