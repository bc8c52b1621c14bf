//! The border to jlens: our values go in, cut to what is read, and its results come out.

mod cut;
mod numbers;
mod out;

pub(crate) use cut::{CutStates, CutValue};
pub(crate) use numbers::WideNumbers;
pub(crate) use out::Out;
