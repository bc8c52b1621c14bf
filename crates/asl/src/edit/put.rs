//! A value put into a JSON text that need not be a state machine, such as a mock file.

use super::draft::Draft;
use super::{EditError, Refusal, fields};
use crate::{Document, Format};

impl Document {
    /// The document with JSON text in the place that the names lead to from its top; objects on the way that are not there yet are
    /// made. Only that place changes, in the file's own style.
    ///
    /// ```
    /// use stepwell_asl::{Document, Format};
    /// let document = Document::parse("{\n  \"a\": {\"x\": 1.0}\n}\n", Format::Json);
    /// let put = document.put(&["a", "y"], "[1, 2]")?.put(&["b", "c"], "true")?;
    /// assert_eq!(&**put.text(), "{\n  \"a\": {\"x\": 1.0, \"y\": [1, 2]},\n  \"b\": {\n    \"c\": true\n  }\n}\n");
    /// # Ok::<(), stepwell_asl::EditError>(())
    /// ```
    ///
    /// # Errors
    /// When a text is not JSON, or the way leads through something that is no object.
    pub fn put(&self, way: &[&str], json: &str) -> Result<Document, EditError> {
        if let Some(error) = self.syntax_errors().first() {
            let place = self.line_index().line_column(error.span.start);
            let what = format!("line {}, column {}: {error}", place.line, place.column);
            return Err(Refusal::BrokenText(what).anywhere());
        }
        let Some(root) = self.root().filter(|root| root.is_object() && self.format() == Format::Json) else {
            return Err(Refusal::Incomplete("The text is no JSON object.".into()).anywhere());
        };
        let mut draft = Draft::new(self);
        let way: Vec<String> = way.iter().map(|name| (*name).to_owned()).collect();
        let changes = fields::write(self, root, &draft, &way, None, Some(json)).map_err(|reason| reason.anywhere())?;
        draft.put(changes);
        Ok(draft.finish().0)
    }
}
