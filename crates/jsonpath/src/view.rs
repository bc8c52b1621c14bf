//! What an expression is made of, for those who say it in another language.

use stepwell_json::Value;

use crate::intrinsic::{Argument, Call};
use crate::path::Step;
use crate::{Intrinsic, Path};

/// One step of a path that stands for one place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PathPart<'a> {
    /// `.name`, `['name']`
    Name(&'a str),
    /// `[3]`, `[-1]`
    Index(i64),
}

/// A call of an intrinsic function.
#[derive(Clone, Debug)]
pub struct CallView<'a> {
    /// With its `States.`.
    pub function: &'static str,
    /// In their order.
    pub arguments: Vec<ArgumentView<'a>>,
}

/// An argument of a call.
#[derive(Clone, Debug)]
pub enum ArgumentView<'a> {
    /// `null`, `true`, a number.
    Literal(&'a Value),
    /// `'…'`: what stands between its quotes, escapes and all.
    Text(&'a str),
    /// A path.
    Path(&'a Path),
    /// Another call; calls nest at most [`crate::MAX_NESTING`] deep.
    Call(CallView<'a>),
}

impl Path {
    /// The steps of a path that is made of single names and indices only; none of other paths.
    ///
    /// ```
    /// use stepwell_jsonpath::{Path, PathPart};
    /// let path = Path::parse("$.a['b c'][0]").unwrap();
    /// assert_eq!(path.parts().unwrap(), [PathPart::Name("a"), PathPart::Name("b c"), PathPart::Index(0)]);
    /// assert!(Path::parse("$.a[*]").unwrap().parts().is_none());
    /// ```
    pub fn parts(&self) -> Option<Vec<PathPart<'_>>> {
        self.steps().iter().map(part).collect()
    }
}

fn part(step: &Step) -> Option<PathPart<'_>> {
    match step {
        Step::Index(index) => Some(PathPart::Index(*index)),
        Step::Name(name) => Some(PathPart::Name(name)),
        Step::Names(_) | Step::Indices(_) | Step::Slice(_) | Step::Wildcard | Step::Filter(_) | Step::Scan => None,
        Step::Function(_) => None,
    }
}

impl Intrinsic {
    /// The call and what is given to it.
    pub fn view(&self) -> CallView<'_> {
        view(self.call())
    }
}

fn view(call: &Call) -> CallView<'_> {
    CallView { function: call.function_name(), arguments: call.arguments().iter().map(argument).collect() }
}

fn argument(argument: &Argument) -> ArgumentView<'_> {
    match argument {
        Argument::Literal(value) => ArgumentView::Literal(value),
        Argument::Text { written, .. } => ArgumentView::Text(written),
        Argument::Path(path, _) => ArgumentView::Path(path),
        Argument::Call(inner) => ArgumentView::Call(view(inner)),
    }
}
