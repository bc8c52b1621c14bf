//! What goes into the layout of one machine, and what comes out: boxes with sizes, wires with outlets, no meaning.

/// A box to be placed.
#[derive(Clone, Debug)]
pub(crate) struct Shape {
    pub width: f64,
    pub height: f64,
    /// Where wires enter and leave at the sides, from the upper edge.
    pub side_y: f64,
    /// Wide boxes let their catch wires out below, at the right end: at the side they would be far from the middle.
    pub catches_below: bool,
    /// A Fail state.
    pub is_failure: bool,
    /// A box where the ordinary way of an execution does not lead: what only catchers lead to.
    pub is_aside: bool,
    /// Start and end pills stand closer to their neighbours.
    pub is_pill: bool,
}

/// Where a wire leaves its box.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Exit {
    /// In the middle of the lower edge.
    Below,
    /// At one end of a Choice's row, or below where the layout prefers it. Rows are numbered from 0; `y` is the row's
    /// middle from the upper edge of the box.
    Row { row: usize, is_default: bool, y: f64 },
    /// At the right.
    Catch { catcher: usize },
}

/// A wire to be routed.
#[derive(Clone, Debug)]
pub(crate) struct Wire {
    pub from: usize,
    pub to: usize,
    pub exit: Exit,
    /// Width of its label when it leaves at a side, 0 for none.
    pub label_at_side: f64,
    /// Width of its label when it leaves below, 0 for none.
    pub label_below: f64,
}

/// Boxes and wires of one machine.
#[derive(Clone, Debug, Default)]
pub(crate) struct Plan {
    pub shapes: Vec<Shape>,
    pub wires: Vec<Wire>,
    /// The box that comes first: the start pill, or the first state of a nested machine.
    pub start: Option<usize>,
}

/// Where everything of a [`Plan`] came to stand.
#[derive(Clone, Debug, Default)]
pub(crate) struct Layout {
    pub width: f64,
    pub height: f64,
    /// Upper left corners, by box.
    pub corners: Vec<(f64, f64)>,
    /// By wire.
    pub routes: Vec<Route>,
}

/// The way of one wire.
#[derive(Clone, Debug, Default)]
pub(crate) struct Route {
    pub points: Vec<(f64, f64)>,
    pub label_at: Option<(f64, f64)>,
    pub is_loop: bool,
    /// True when it leaves in the middle of the lower edge.
    pub leaves_below: bool,
}
