//! The border to jlens: our values go in as far as they are read, and its results come out.

mod numbers;
mod out;
mod store;

pub(crate) use numbers::WideNumbers;
pub(crate) use out::Out;
pub(crate) use store::{Input, Store};
