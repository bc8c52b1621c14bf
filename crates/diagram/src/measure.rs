//! The sizes of what is drawn, in pixels. The canvas's style sheet has the same numbers (`--card-w` and friends).

/// Width of a state's card.
pub const CARD_WIDTH: f64 = 220.0;
/// Height of a state's card, and of the head of a Choice card.
pub const CARD_HEIGHT: f64 = 56.0;
/// Width of a Choice card.
pub const CHOICE_WIDTH: f64 = 260.0;
/// Height of one rule's row on a Choice card.
pub const ROW_HEIGHT: f64 = 28.0;
/// Width of the start and end pills.
pub const PILL_WIDTH: f64 = 64.0;
/// Height of the start and end pills.
pub const PILL_HEIGHT: f64 = 24.0;
/// Height of the bar at the top of a frame.
pub const FRAME_HEADER: f64 = 32.0;
/// Height of the second line that a Map's frame has below its bar.
pub const FRAME_LINE: f64 = 24.0;
/// Size of a note's letters.
pub const NOTE_SIZE: f64 = 12.0;
/// Height of one line of a note.
pub const NOTE_LINE: f64 = 16.0;
/// What a note is higher than its lines.
pub const NOTE_PADDING: f64 = 8.0;
/// What a card is wider than its note's lines.
pub const NOTE_MARGIN: f64 = 28.0;
/// Free space between a frame's border and what is inside.
pub const FRAME_PADDING: f64 = 20.0;
/// Free space between the branches of a Parallel state.
pub const BRANCH_GAP: f64 = 28.0;
/// Free space around the whole picture.
pub const MARGIN: f64 = 32.0;
/// Height of a label on an edge.
pub const LABEL_HEIGHT: f64 = 20.0;
/// A label's widest; longer ones are shortened in the middle when they are drawn.
pub const LABEL_WIDTH_MAX: f64 = 168.0;

/// Free space between two cards beside each other.
pub(crate) const CARD_GAP: f64 = 40.0;
/// Free space between a card and a line that passes it.
pub(crate) const LANE_GAP: f64 = 26.0;
/// Space between two lines beside each other.
pub(crate) const LANE_STEP: f64 = 14.0;
/// Where wires leave and enter cards at the sides of a flow from left to right, from the card's left edge: their labels
/// stand right of it, below the card.
pub(crate) const SIDE_WAYS: f64 = 40.0;
/// Free space between two rows of cards.
pub(crate) const ROW_GAP: f64 = 38.0;
/// The same where the flow goes to the right: a few words fit between.
pub(crate) const WIDE_ROW_GAP: f64 = 60.0;
/// Free space between a pill and the row of cards next to it.
pub(crate) const PILL_GAP: f64 = 28.0;
/// Free space around labels at the top of the space between two rows.
pub(crate) const LABEL_GAP: f64 = 10.0;
/// Free space between parts of a machine that no edge joins.
pub(crate) const PART_GAP: f64 = 72.0;
