//! `Choices`: the rules of a Choice state.

use stepwell_asl::QueryLanguage;
use stepwell_json::{Object, Value};
use stepwell_jsonata::Expected;
use stepwell_jsonpath::Path;

use super::fields::Fields;
use super::{CompileError, Compiler, Names, Place};
use crate::program::condition::Operator;
use crate::program::{ChoiceRule, ChoiceState, Condition, Operand, Test};

impl Compiler<'_> {
    pub(super) fn choice(&self, fields: &mut Fields<'_>, names: &Names<'_>) -> Result<ChoiceState, CompileError> {
        let object = fields.object;
        let Some(rules) = object.get("Choices").and_then(Value::as_array) else {
            return Err(self.error(fields.place, "a Choice state needs Choices, an array of rules"));
        };
        let mut compiled = Vec::with_capacity(rules.len());
        for (index, rule) in rules.iter().enumerate() {
            let place = fields.place.field("Choices").element(index);
            let Some(object) = rule.as_object() else {
                return Err(self.error(&place, "a rule is a JSON object"));
            };
            let Some(next) = object.get("Next").and_then(Value::as_str) else {
                return Err(self.error(&place, "a rule needs Next"));
            };
            let next = self.target(next, names, &place.field("Next"))?;
            let condition = match fields.language {
                QueryLanguage::JSONPath => self.condition(fields, object, &place)?,
                QueryLanguage::JSONata => self.query_condition(fields, object, &place)?,
            };
            let assign = self.template_in(fields, object, &place, "Assign")?;
            let output = match fields.language {
                QueryLanguage::JSONPath => None,
                QueryLanguage::JSONata => self.template_in(fields, object, &place, "Output")?,
            };
            compiled.push(ChoiceRule { condition, next, assign, output });
        }
        let default = match object.get("Default").and_then(Value::as_str) {
            Some(name) => Some(self.target(name, names, &fields.place.field("Default"))?),
            None => None,
        };
        Ok(ChoiceState { rules: compiled, default })
    }

    fn query_condition(
        &self,
        fields: &mut Fields<'_>,
        rule: &Object,
        place: &Place,
    ) -> Result<Condition, CompileError> {
        if let Some(query) = self.query_in(fields, rule, place, "Condition", Expected::Boolean)? {
            return Ok(Condition::Query(Box::new(query)));
        }
        rule.get("Condition").and_then(Value::as_bool).map(Condition::Literal).ok_or_else(|| {
            self.error(place, "a rule needs Condition, a JSONata expression between {% and %} that gives true or false")
        })
    }

    /// As deep as the JSON nests, which its reader bounds.
    fn condition(&self, fields: &mut Fields<'_>, rule: &Object, place: &Place) -> Result<Condition, CompileError> {
        for (name, combine) in [("And", Condition::And as fn(Vec<Condition>) -> Condition), ("Or", Condition::Or)] {
            if let Some(rules) = rule.get(name).and_then(Value::as_array) {
                let place = place.field(name);
                let mut conditions = Vec::with_capacity(rules.len());
                for (index, rule) in rules.iter().enumerate() {
                    conditions.push(self.inner_condition(fields, rule, &place.element(index))?);
                }
                return Ok(combine(conditions));
            }
        }
        if let Some(rule) = rule.get("Not") {
            return Ok(Condition::Not(Box::new(self.inner_condition(fields, rule, &place.field("Not"))?)));
        }
        let Some(variable) = rule.get("Variable").and_then(Value::as_str) else {
            return Err(self.error(place, "a rule needs Variable with a comparison, or And, Or, Not"));
        };
        let variable =
            Path::parse(variable).map_err(|error| self.error(&place.field("Variable"), error.to_string()))?;
        fields.note(variable.facts());
        let Some((field, (operator, is_path))) =
            rule.iter().find_map(|(field, _)| Some((field, Operator::from_field(field)?)))
        else {
            return Err(self.error(place, "a rule with Variable needs a comparison such as StringEquals"));
        };
        let operand = rule.get(field).cloned().unwrap_or(Value::Null);
        let operand = if is_path {
            let place = place.field(field);
            let text = operand.as_str().ok_or_else(|| self.error(&place, format!("{field} must be a path")))?;
            let path = Path::parse(text).map_err(|error| self.error(&place, error.to_string()))?;
            fields.note(path.facts());
            Operand::Path(Box::new(path))
        } else {
            Operand::Literal(operand)
        };
        Ok(Condition::Test(Box::new(Test { variable, operator, operand })))
    }

    fn inner_condition(&self, fields: &mut Fields<'_>, rule: &Value, place: &Place) -> Result<Condition, CompileError> {
        match rule.as_object() {
            Some(rule) => self.condition(fields, rule, place),
            None => Err(self.error(place, "a rule is a JSON object")),
        }
    }
}
