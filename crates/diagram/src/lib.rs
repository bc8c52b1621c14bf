//! A document's placed picture: graph, layout, SVG and PNG.
