//! The meaning of a state machine: a pure step function.
