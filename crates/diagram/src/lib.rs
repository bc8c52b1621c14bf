//! A document's placed picture: graph, layout, SVG and PNG.
//!
//! [`place`] reads a document's typed view and gives every state a box and every transition a route; [`svg()`] and
//! [`png()`] print what was placed. A canvas draws the same [`Diagram`] with its own means.
//!
//! It knows the language only through `stepwell_asl`'s views, and nothing of windows, files, executions or history:
//! what happened in an execution comes in as a [`Status`] by state and by edge.
//!
//! ```
//! use stepwell_asl::{Document, Format};
//! use stepwell_diagram::{Look, Options, place, svg};
//!
//! let text = r#"{"StartAt": "Greet", "States": {"Greet": {"Type": "Pass", "End": true}}}"#;
//! let diagram = place(&Document::parse(text, Format::Json), &Options::default());
//! let ids: Vec<&str> = diagram.nodes.iter().map(|node| node.id.as_str()).collect();
//! assert_eq!(ids, ["Greet", "#start", "#end"]);
//! assert!(svg(&diagram, &Look::default()).starts_with("<svg"));
//! ```

mod describe;
mod layout;
pub mod measure;
mod model;
mod place;
mod png;
pub mod service;
mod svg;
mod text;

pub use layout::Layouts;
pub use model::{Badge, Diagram, EdgeKind, NodeKind, PlacedEdge, PlacedNode, RuleRow};
pub use place::{Direction, MAX_EDGES, MAX_ROWS, MAX_STATES, Options, place, place_again};
pub use png::{PngError, png};
pub use service::{Call, Family, Service, read as read_resource};
pub use svg::{Execution, Fonts, Look, Status, Theme, svg};
pub use text::{Face, fit, width};
