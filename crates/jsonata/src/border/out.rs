//! Results on their way out.

use jlens_core::output::{Builder, Member};
use stepwell_json::{Object, ObjectBuilder, Text, Value};

use super::Store;

/// Builds our values of jlens's.
pub(crate) struct Out<'s, 'a> {
    store: &'s Store<'a>,
    /// Names come back in many objects of a result, in the same order in each; every one is kept once.
    names: Vec<Text>,
    /// Where the next name is likely to be.
    likely: usize,
}

/// Past this many names, new ones are not kept: they are data then.
const MOST_NAMES: usize = 64;

impl<'s, 'a> Out<'s, 'a> {
    pub(crate) fn new(store: &'s Store<'a>) -> Out<'s, 'a> {
        Out { store, names: Vec::new(), likely: 0 }
    }

    fn name(&mut self, name: &str) -> Text {
        let is = |text: &&Text| text.as_str() == name;
        if let Some(text) = self.names.get(self.likely).filter(is) {
            self.likely += 1;
            return text.clone();
        }
        if let Some(at) = self.names.iter().position(|text| is(&text)) {
            self.likely = at + 1;
            return self.names.get(at).map_or_else(|| Text::from(name), Text::clone);
        }
        let text = Text::from(name);
        if self.names.len() < MOST_NAMES {
            self.names.push(text.clone());
            self.likely = self.names.len();
        }
        text
    }
}

impl Builder for Out<'_, '_> {
    type Value = Value;
    type Array = Vec<Value>;
    type Object = ObjectBuilder;

    fn null(&mut self) -> Value {
        Value::Null
    }

    fn bool(&mut self, value: bool) -> Value {
        Value::Bool(value)
    }

    fn number(&mut self, value: f64) -> Value {
        Value::from(self.store.wide().number(value))
    }

    fn string(&mut self, value: &str) -> Value {
        Value::from(value)
    }

    fn array(&mut self, len: usize) -> Vec<Value> {
        Vec::with_capacity(len)
    }

    fn push(&mut self, array: &mut Vec<Value>, item: Value) {
        array.push(item);
    }

    fn end_array(&mut self, array: Vec<Value>) -> Value {
        Value::from(array)
    }

    fn object(&mut self, _: usize) -> ObjectBuilder {
        Object::builder()
    }

    fn insert(&mut self, object: &mut ObjectBuilder, key: &str, value: Value) {
        let name = self.name(key);
        object.insert(name, value);
    }

    fn end_object(&mut self, object: ObjectBuilder) -> Value {
        Value::from(object)
    }

    fn input(&mut self, member: Member) -> Option<Value> {
        self.store.value_of(member)
    }
}
