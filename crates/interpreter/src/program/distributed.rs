//! What a Map state in DISTRIBUTED mode has besides
//! (<https://docs.aws.amazon.com/step-functions/latest/dg/state-map-distributed.html>).

use std::sync::Arc;

use stepwell_asl::MachineType;
use stepwell_json::Value;

use super::{Amount, Template};

#[derive(Debug)]
pub(crate) struct Distributed {
    /// `ExecutionType` of the child executions.
    pub(crate) children: MachineType,
    pub(crate) label: Option<Arc<str>>,
    pub(crate) reader: Option<Reader>,
    pub(crate) batcher: Option<Batcher>,
    pub(crate) writer: Option<Writer>,
}

/// `ItemReader`.
#[derive(Debug)]
pub(crate) struct Reader {
    pub(crate) resource: Arc<str>,
    /// `Parameters` or `Arguments`.
    pub(crate) parameters: Option<Template>,
    /// `ReaderConfig` as written.
    pub(crate) config: Value,
    pub(crate) max_items: Option<Amount>,
}

/// `ItemBatcher`.
#[derive(Debug)]
pub(crate) struct Batcher {
    pub(crate) max_items: Option<Amount>,
    pub(crate) max_bytes: Option<Amount>,
    pub(crate) input: Option<Template>,
}

/// `ResultWriter`.
#[derive(Debug)]
pub(crate) struct Writer {
    /// None where only `WriterConfig` says how the output looks.
    pub(crate) resource: Option<Arc<str>>,
    /// `Parameters` or `Arguments`.
    pub(crate) parameters: Option<Template>,
    /// `WriterConfig` as written.
    pub(crate) config: Value,
}
