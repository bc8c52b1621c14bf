//! The diagram's edges, looked up by what a history says.

use std::collections::HashMap;
use std::sync::Arc;

use crate::schema::{EdgeKind, Picture};

/// The keys of the states that an edge leads from and to.
type Ends = (String, String);

/// Edges by the states at their ends.
#[derive(Debug, Default)]
pub(crate) struct DiagramMap {
    between: HashMap<Ends, Vec<(EdgeKind, Arc<str>)>>,
    starts: HashMap<String, Arc<str>>,
    ends: HashMap<String, Arc<str>>,
}

impl DiagramMap {
    /// Indexes a picture. States have their key as node id.
    pub fn new(picture: &Picture) -> Self {
        let mut map = Self::default();
        for edge in &picture.edges {
            let id: Arc<str> = edge.id.as_str().into();
            match edge.edge {
                EdgeKind::Start => {
                    map.starts.insert(edge.to.clone(), id);
                }
                EdgeKind::End => {
                    map.ends.insert(edge.from.clone(), id);
                }
                EdgeKind::Next | EdgeKind::Choice(_) | EdgeKind::Default | EdgeKind::Catch(_) => {
                    map.between.entry((edge.from.clone(), edge.to.clone())).or_default().push((edge.edge, id));
                }
            }
        }
        map
    }

    /// The edge taken from one state to another. A history does not say which of two rules with the
    /// same target was chosen; the first is drawn.
    pub fn between(&self, from: &str, to: &str, caught: bool) -> Option<Arc<str>> {
        let edges = self.between.get(&(from.to_owned(), to.to_owned()))?;
        let wanted = edges.iter().find(|(kind, _)| matches!(kind, EdgeKind::Catch(_)) == caught);
        wanted.or_else(|| edges.first()).map(|(_, id)| Arc::clone(id))
    }

    /// The edge that leads into a machine at this state.
    pub fn start(&self, state: &str) -> Option<Arc<str>> {
        self.starts.get(state).cloned()
    }

    /// The edge that leads out of a machine from this state.
    pub fn end(&self, state: &str) -> Option<Arc<str>> {
        self.ends.get(state).cloned()
    }
}
