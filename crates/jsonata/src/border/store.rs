//! Our values as jlens reads them: a level at a time, when the evaluation reaches it.

use std::cell::RefCell;
use std::rc::{Rc, Weak};

use jlens_core::input::{Sink, Source, Sources};
use jlens_core::output::Member;
use stepwell_json::Value;

use super::WideNumbers;

/// Every array and object that an evaluation has come across, each known to jlens by its place here. What of them is in the result can
/// so be told from what was computed, and is handed on as it is.
pub(crate) struct Store<'a> {
    this: Weak<Store<'a>>,
    values: RefCell<Vec<&'a Value>>,
    wide: WideNumbers,
}

impl<'a> Store<'a> {
    pub(crate) fn new() -> Rc<Store<'a>> {
        Rc::new_cyclic(|this| Store {
            this: Weak::clone(this),
            values: RefCell::default(),
            wide: WideNumbers::default(),
        })
    }

    /// The numbers that no double holds.
    pub(crate) fn wide(&self) -> &WideNumbers {
        &self.wide
    }

    /// The value that a part of a result is, unchanged.
    pub(crate) fn value_of(&self, member: Member) -> Option<Value> {
        let this = self.this.upgrade().filter(|this| member.of(this))?;
        this.value(member.index()).cloned()
    }

    fn value(&self, index: u32) -> Option<&'a Value> {
        self.values.borrow().get(usize::try_from(index).ok()?).copied()
    }

    /// A place for an array or object. There are never more than a payload has bytes.
    fn keep(&self, value: &'a Value) -> u32 {
        let mut values = self.values.borrow_mut();
        values.push(value);
        u32::try_from(values.len() - 1).unwrap_or(u32::MAX)
    }

    fn write(&self, this: &Rc<Store<'a>>, value: &'a Value, sink: &mut Sink<'_, 'a>) {
        match value {
            Value::Null => sink.null(),
            Value::Bool(truth) => sink.bool(*truth),
            Value::Number(number) => sink.number(self.wide.double(number)),
            Value::String(text) => sink.string(text),
            Value::Array(_) => sink.array_of(this, self.keep(value)),
            Value::Object(_) => sink.object_of(this, self.keep(value)),
        }
    }

    /// The store itself and a value in it. The store lives as long as anything that jlens reads of it.
    fn at(&self, index: u32) -> Result<(Rc<Store<'a>>, &'a Value), String> {
        match (self.this.upgrade(), self.value(index)) {
            (Some(this), Some(value)) => Ok((this, value)),
            _ => Err("a value was read after its evaluation".to_owned()),
        }
    }
}

impl<'a> Sources<'a> for Store<'a> {
    fn read(&self, index: u32, sink: &mut Sink<'_, 'a>) -> Result<(), String> {
        let (this, value) = self.at(index)?;
        match value {
            Value::Array(items) => {
                sink.reserve(items.len());
                items.iter().for_each(|item| self.write(&this, item, sink));
            }
            Value::Object(members) => {
                sink.reserve(members.len());
                for (key, member) in members.iter() {
                    sink.key(key);
                    self.write(&this, member, sink);
                }
            }
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
        }
        Ok(())
    }

    fn read_field(&self, index: u32, key: &str, sink: &mut Sink<'_, 'a>) -> Result<bool, String> {
        let (this, value) = self.at(index)?;
        if let Some(member) = value.get(key) {
            self.write(&this, member, sink);
        }
        Ok(true)
    }

    fn length(&self, index: u32) -> Option<usize> {
        self.value(index)?.as_array().map(<[Value]>::len)
    }

    fn read_item(&self, index: u32, item: usize, sink: &mut Sink<'_, 'a>) -> Result<bool, String> {
        let (this, value) = self.at(index)?;
        if let Some(item) = value.at(item) {
            self.write(&this, item, sink);
        }
        Ok(true)
    }
}

/// A value as the input of an evaluation; `None` is undefined.
pub(crate) struct Input<'s, 'a> {
    pub(crate) store: &'s Rc<Store<'a>>,
    pub(crate) value: Option<&'a Value>,
}

impl<'a> Source<'a> for Input<'_, 'a> {
    fn read(&self, sink: &mut Sink<'_, 'a>) -> Result<(), String> {
        if let Some(value) = self.value {
            self.store.write(self.store, value, sink);
        }
        Ok(())
    }
}
