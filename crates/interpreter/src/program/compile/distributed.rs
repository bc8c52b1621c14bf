//! The fields of a Map state in DISTRIBUTED mode.

use std::sync::Arc;

use stepwell_asl::{MachineType, QueryLanguage};
use stepwell_json::{Object, Value};

use super::fields::Fields;
use super::{CompileError, Compiler, Place};
use crate::program::{Amount, Batcher, Distributed, Reader, Template, Writer};

impl Compiler<'_> {
    pub(super) fn distributed(
        &mut self,
        fields: &mut Fields<'_>,
        processor: &Object,
    ) -> Result<Distributed, CompileError> {
        let execution_type = processor.get("ProcessorConfig").and_then(|config| config.get("ExecutionType"));
        Ok(Distributed {
            children: match execution_type.and_then(Value::as_str) {
                Some("EXPRESS") => MachineType::Express,
                _ => MachineType::Standard,
            },
            label: fields.object.get("Label").and_then(Value::as_str).map(Arc::from),
            reader: self.reader(fields)?,
            batcher: self.batcher(fields)?,
            writer: self.writer(fields)?,
        })
    }

    fn reader(&self, fields: &mut Fields<'_>) -> Result<Option<Reader>, CompileError> {
        let Some((object, place)) = self.object(fields, "ItemReader")? else { return Ok(None) };
        let Some(resource) = object.get("Resource").and_then(Value::as_str) else {
            return Err(self.error(&place, "an ItemReader needs a Resource"));
        };
        let config = object.get("ReaderConfig").cloned().unwrap_or_else(|| Object::new().into());
        let max_items = match config.as_object() {
            Some(object) => self.amount_in(fields, object, &place.field("ReaderConfig"), "MaxItems")?,
            None => return Err(self.error(&place.field("ReaderConfig"), "ReaderConfig is a JSON object")),
        };
        let parameters = self.parameters_in(fields, object, &place)?;
        Ok(Some(Reader { resource: resource.into(), parameters, config, max_items }))
    }

    fn batcher(&self, fields: &mut Fields<'_>) -> Result<Option<Batcher>, CompileError> {
        let Some((object, place)) = self.object(fields, "ItemBatcher")? else { return Ok(None) };
        Ok(Some(Batcher {
            max_items: self.amount_in(fields, object, &place, "MaxItemsPerBatch")?,
            max_bytes: self.amount_in(fields, object, &place, "MaxInputBytesPerBatch")?,
            input: self.template_in(fields, object, &place, "BatchInput")?,
        }))
    }

    fn writer(&self, fields: &mut Fields<'_>) -> Result<Option<Writer>, CompileError> {
        let Some((object, place)) = self.object(fields, "ResultWriter")? else { return Ok(None) };
        Ok(Some(Writer {
            resource: object.get("Resource").and_then(Value::as_str).map(Arc::from),
            parameters: self.parameters_in(fields, object, &place)?,
            config: object.get("WriterConfig").cloned().unwrap_or_else(|| Object::new().into()),
        }))
    }

    /// A field of the state that holds an object.
    fn object<'a>(&self, fields: &Fields<'a>, name: &str) -> Result<Option<(&'a Object, Place)>, CompileError> {
        let Some(value) = fields.object.get(name) else { return Ok(None) };
        let place = fields.place.field(name);
        match value.as_object() {
            Some(object) => Ok(Some((object, place))),
            None => Err(self.error(&place, format!("{name} is a JSON object"))),
        }
    }

    fn parameters_in(
        &self,
        fields: &mut Fields<'_>,
        object: &Object,
        place: &Place,
    ) -> Result<Option<Template>, CompileError> {
        let name = match fields.language {
            QueryLanguage::JSONPath => "Parameters",
            QueryLanguage::JSONata => "Arguments",
        };
        self.template_in(fields, object, place, name)
    }

    fn amount_in(
        &self,
        fields: &mut Fields<'_>,
        object: &Object,
        place: &Place,
        name: &str,
    ) -> Result<Option<Amount>, CompileError> {
        let (state, language) = (fields.state, fields.language);
        let mut within = Fields { object, place, state, language, uses_context: false, uses_unknown: false };
        let amount = self.amount(&mut within, name, &format!("{name}Path"))?;
        fields.note_all(&within);
        Ok(amount)
    }
}
