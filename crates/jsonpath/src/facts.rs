//! What can be said of an expression without evaluating it.

use std::ops::Range;
use std::sync::Arc;

use crate::roots::Root;

/// What an expression reads and calls, with the places in its text. Spans are bytes in the text that was parsed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    /// Every path in the expression, in order. Paths inside filters are part of the path they stand in: `$` is there the document it begins in.
    pub paths: Vec<PathUse>,
    /// Every function call in order: `States.Format`, and functions at the end of a path as `length`.
    pub functions: Vec<FunctionUse>,
    /// Where two arguments of an intrinsic are parted by white space alone: the byte behind the first of them.
    pub missing_commas: Vec<usize>,
}

/// One path in an expression.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PathUse {
    /// Where it begins.
    pub root: Root,
    /// The names that follow the root as long as they are single names: `["Map", "Item"]` for `$$.Map.Item[0].x`.
    pub names: Vec<Arc<str>>,
    /// Whether it stands for one value.
    pub definite: bool,
    /// Its place.
    pub span: Range<usize>,
}

/// One function call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FunctionUse {
    /// The function's name.
    pub name: Arc<str>,
    /// The name's place.
    pub span: Range<usize>,
    /// How many arguments it is given.
    pub arguments: usize,
}

impl Facts {
    /// The variables that are read, each as often as it is read.
    pub fn variables(&self) -> impl Iterator<Item = (&Arc<str>, &Range<usize>)> {
        self.paths.iter().filter_map(|used| match &used.root {
            Root::Variable(name) => Some((name, &used.span)),
            Root::Input | Root::Context => None,
        })
    }

    /// Whether the context object is read.
    pub fn reads_context(&self) -> bool {
        self.paths.iter().any(|used| used.root == Root::Context)
    }

    /// Whether `$` is read.
    pub fn reads_input(&self) -> bool {
        self.paths.iter().any(|used| used.root == Root::Input)
    }
}
