//! The functions that Step Functions adds to JSONata, and the one it takes away.
//!
//! See <https://docs.aws.amazon.com/step-functions/latest/dg/transforming-data.html#jsonata-functions-provided-by-sfn>.

mod hash;
mod parse;
mod partition;
mod random;
mod range;
mod uuid;

use std::collections::HashSet;
use std::sync::{Arc, Mutex, OnceLock};

use jlens_core::{Bindings, Error, HostFunction};
use serde_json::Value as Json;
use stepwell_jsonpath::Entropy;

/// The functions of Step Functions that plain JSONata does not have, or has otherwise.
pub const AWS_FUNCTIONS: [&str; 6] = ["partition", "range", "hash", "random", "uuid", "parse"];

/// Whether there is a function of this name (without the `$`) in Step Functions.
pub fn is_function(name: &str) -> bool {
    names().contains(name)
}

/// The names (without the `$`) of the functions that there are in Step Functions, in no order.
pub fn function_names() -> impl Iterator<Item = &'static str> {
    names().iter().copied()
}

fn names() -> &'static HashSet<&'static str> {
    static NAMES: OnceLock<HashSet<&'static str>> = OnceLock::new();
    NAMES.get_or_init(|| {
        let built_in = jlens_core::function_catalog().into_iter().map(|info| info.name).filter(|name| *name != "eval");
        built_in.chain(AWS_FUNCTIONS).collect()
    })
}

/// The functions that draw no random numbers, the same for every evaluation.
pub(crate) fn pure() -> &'static Bindings {
    static PURE: OnceLock<Bindings> = OnceLock::new();
    PURE.get_or_init(|| {
        // A name that is bound to no function: calling it is T1006, as on AWS.
        let bindings = Bindings::new().var("eval", Json::Null);
        [
            ("hash", HostFunction::with_signature("<ss:s>", |given, _| hash::call(given))),
            ("parse", HostFunction::with_signature("<s:x>", |given, _| parse::call(given))),
            ("partition", HostFunction::with_signature("<an:a>", |given, _| partition::call(given))),
            ("range", HostFunction::with_signature("<nnn:a>", |given, _| range::call(given))),
        ]
        .into_iter()
        .fold(bindings, |bindings, (name, function)| match function {
            Ok(function) => bindings.function(name, function.without_input()),
            // The signatures above are well-formed; a test evaluates each.
            Err(_) => bindings,
        })
    })
}

/// All functions, drawing from `entropy`.
pub(crate) fn with_entropy(entropy: &Arc<Mutex<Entropy>>) -> Bindings {
    let (of_random, of_uuid) = (Arc::clone(entropy), Arc::clone(entropy));
    let uuid = HostFunction::new(0, move |_, _| Ok(Some(uuid::call(&of_uuid))));
    let bindings = pure().clone().function("uuid", uuid.without_input());
    match HostFunction::with_signature("<n?:n>", move |given, _| Ok(random::call(given, &of_random))) {
        Ok(random) => bindings.function("random", random.without_input()),
        Err(_) => bindings,
    }
}

/// The argument at a place; `None` when it is undefined.
fn argument(given: &[Option<Json>], place: usize) -> Option<&Json> {
    given.get(place).and_then(Option::as_ref)
}

/// The error of a function that cannot work on what it was given.
fn refuse<T>(message: String) -> Result<T, Error> {
    Err(Error::new("D3137").with("message", message))
}

fn draw<T>(entropy: &Mutex<Entropy>, next: impl FnOnce(&mut Entropy) -> T) -> T {
    // Nothing that holds the lock can fail, so it is never poisoned.
    next(&mut entropy.lock().unwrap_or_else(std::sync::PoisonError::into_inner))
}
