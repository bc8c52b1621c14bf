//! What goes into the layout of one machine, and what comes out: boxes with sizes, wires with outlets, no meaning.

/// A box to be placed.
#[derive(Clone, Debug, PartialEq)]
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
    /// At a Choice's row. Rows are numbered from 0.
    Row { row: usize, is_default: bool, outlet: Outlet },
    /// At the right.
    Catch { catcher: usize },
}

impl Exit {
    /// Where in the lower edge its row has its place, from the middle of the box.
    pub(crate) fn row_below(self) -> Option<f64> {
        match self {
            Exit::Row { outlet: Outlet::Below { x }, .. } => Some(x),
            Exit::Row { outlet: Outlet::Side { .. }, .. } | Exit::Below | Exit::Catch { .. } => None,
        }
    }
}

/// Where a Choice's row lets its wire out.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Outlet {
    /// At one end of the row, this far from the upper edge of the box; in the middle below where the layout prefers it.
    Side { y: f64 },
    /// In the lower edge, this far from its middle: the rows stand beside each other in the box.
    Below { x: f64 },
}

/// A wire to be routed.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Wire {
    pub from: usize,
    pub to: usize,
    pub exit: Exit,
    /// Width of its label when it leaves at a side, 0 for none.
    pub label_at_side: f64,
    /// Width of its label when it leaves below, 0 for none.
    pub label_below: f64,
    /// Height of its label.
    pub label_height: f64,
}

/// Boxes and wires of one machine.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Plan {
    pub shapes: Vec<Shape>,
    pub wires: Vec<Wire>,
    /// The box that comes first: the start pill, or the first state of a nested machine.
    pub start: Option<usize>,
    /// True when the layout will be turned. Labels are high and narrow then: they stand on lanes beside the boxes and not
    /// below the rows, which would take as much room as they are high. And rows stand further apart, so that a few words
    /// fit on a line between them.
    pub will_turn: bool,
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

impl Layout {
    /// What stands below comes to stand right, and what stands right below.
    pub(crate) fn turned(mut self) -> Layout {
        let swap = |(x, y): (f64, f64)| (y, x);
        (self.width, self.height) = (self.height, self.width);
        self.corners.iter_mut().for_each(|corner| *corner = swap(*corner));
        for route in &mut self.routes {
            route.points.iter_mut().chain(&mut route.label_at).for_each(|point| *point = swap(*point));
        }
        self
    }
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
