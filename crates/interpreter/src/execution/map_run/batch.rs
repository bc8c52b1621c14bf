//! `ItemBatcher`: several items as the input of one child
//! (<https://docs.aws.amazon.com/step-functions/latest/dg/input-output-itembatcher.html>).

use stepwell_json::{Object, Value};
use stepwell_jsonpath::Entropy;

use crate::execution::evaluator::{Evaluator, Seen};
use crate::execution::failure::Fault;
use crate::program::Distributed;

/// What becomes of the next child's input.
#[derive(Clone, Debug, Default)]
pub(super) struct Batch {
    /// Without an `ItemBatcher` every item is a child's input.
    is_used: bool,
    max_items: Option<u64>,
    max_bytes: Option<u64>,
    input: Option<Value>,
    items: Vec<Value>,
    bytes: u64,
}

impl Batch {
    pub(super) fn of(
        distributed: &Distributed,
        evaluator: &Evaluator,
        entropy: &mut Entropy,
        effective: &Value,
    ) -> Result<Batch, Fault> {
        let mut batch = Batch::default();
        let Some(batcher) = &distributed.batcher else { return Ok(batch) };
        batch.is_used = true;
        let (items, bytes) = (batcher.max_items.as_ref(), batcher.max_bytes.as_ref());
        batch.max_items = evaluator.count(entropy, items, "MaxItemsPerBatchPath", effective)?.filter(|most| *most > 0);
        batch.max_bytes =
            evaluator.count(entropy, bytes, "MaxInputBytesPerBatchPath", effective)?.filter(|most| *most > 0);
        if let Some(template) = &batcher.input {
            batch.input = Some(evaluator.fill(entropy, template, Seen::Input(effective))?);
        }
        Ok(batch)
    }

    /// Adds an item; gives the input of a child when one is complete, with the number of its items.
    pub(super) fn add(&mut self, item: Value) -> Option<(Value, u64)> {
        if !self.is_used {
            return Some((item, 1));
        }
        let bytes = item.byte_len() as u64 + 1;
        let is_too_long = self.max_bytes.is_some_and(|most| self.bytes + bytes > most.max(1));
        let complete = if is_too_long { self.close() } else { None };
        self.bytes += bytes;
        self.items.push(item);
        if complete.is_none() && self.max_items.is_some_and(|most| self.items.len() as u64 >= most) {
            return self.close();
        }
        complete
    }

    pub(super) fn is_full(&self) -> bool {
        self.max_items.is_some_and(|most| self.items.len() as u64 >= most)
    }

    /// What is left over, as a child's input.
    pub(super) fn close(&mut self) -> Option<(Value, u64)> {
        if self.items.is_empty() {
            return None;
        }
        self.bytes = 0;
        let items = std::mem::take(&mut self.items);
        let count = items.len() as u64;
        let mut input = Object::builder();
        if let Some(common) = &self.input {
            input.insert("BatchInput", common.clone());
        }
        Some((input.with("Items", Value::from(items)).into(), count))
    }
}

/// What `ItemBatcher` makes of these items, an array of inputs.
pub(in crate::execution) fn batches(
    entropy: &mut Entropy,
    distributed: &Distributed,
    evaluator: &Evaluator,
    effective: &Value,
    items: Vec<Value>,
) -> Result<Value, Fault> {
    let mut batch = Batch::of(distributed, evaluator, entropy, effective)?;
    let mut inputs = Vec::new();
    for item in items {
        inputs.extend(batch.add(item));
        if batch.is_full() {
            inputs.extend(batch.close());
        }
    }
    inputs.extend(batch.close());
    Ok(inputs.into_iter().map(|(input, _)| input).collect::<Vec<_>>().into())
}
