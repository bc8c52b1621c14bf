//! The work of a Choice state.

use stepwell_json::Value;
use stepwell_jsonpath::Entropy;

use super::evaluator::{Evaluator, Seen};
use super::failure::Fault;
use super::flow::FlowId;
use super::states::{Interrupt, unless};
use super::turn::Turn;
use crate::program::{ChoiceState, Condition, DataStages, Next, Operand, Operator, State, Test};

pub(super) fn decide(
    turn: &mut Turn<'_>,
    flow: FlowId,
    state: &State,
    choice: &ChoiceState,
    evaluator: &Evaluator,
    effective: Value,
) -> Result<(), Interrupt> {
    let entropy = &mut turn.execution.entropy;
    let mut taken = None;
    for rule in &choice.rules {
        if holds(&rule.condition, evaluator, entropy, &effective)? {
            taken = Some(rule);
            break;
        }
    }
    let seen = Seen::Input(&effective);
    let (next, (output, assigned)) = match (taken, choice.default) {
        (Some(rule), _) => {
            let assigned = evaluator.assign(entropy, rule.assign.as_ref(), seen)?;
            let output = match (&state.data, &rule.output) {
                (DataStages::JsonPath(stages), _) => evaluator.select(&stages.output_path, effective)?,
                (DataStages::Jsonata(_), Some(output)) => evaluator.fill(entropy, output, seen)?,
                (DataStages::Jsonata(_), None) => effective,
            };
            (rule.next, (output, assigned))
        }
        // The state's own Assign and Output belong to the way without a rule.
        (None, Some(next)) => (next, evaluator.pass_on(entropy, state, effective)?),
        (None, None) => {
            return Err(evaluator
                .runtime("Failed to transition out of the state. The state does not point to a next state.")
                .into());
        }
    };
    unless(turn.leave(flow, evaluator, output, assigned, Next::State(next))?)
}

/// As deep as the definition nests, which its reader bounds.
fn holds(condition: &Condition, evaluator: &Evaluator, entropy: &mut Entropy, input: &Value) -> Result<bool, Fault> {
    match condition {
        Condition::And(conditions) => {
            for condition in conditions {
                if !holds(condition, evaluator, entropy, input)? {
                    return Ok(false);
                }
            }
            Ok(true)
        }
        Condition::Or(conditions) => {
            for condition in conditions {
                if holds(condition, evaluator, entropy, input)? {
                    return Ok(true);
                }
            }
            Ok(false)
        }
        Condition::Not(condition) => Ok(!holds(condition, evaluator, entropy, input)?),
        Condition::Test(test) => test_holds(test, evaluator, input),
        Condition::Query(query) => Ok(evaluator.query(entropy, query, Seen::Input(input))?.as_bool() == Some(true)),
        Condition::Literal(holds) => Ok(*holds),
    }
}

fn test_holds(test: &Test, evaluator: &Evaluator, input: &Value) -> Result<bool, Fault> {
    let missing = |path: &stepwell_jsonpath::Path| {
        evaluator.runtime(format_args!(
            "Invalid path '{}': The choice state's condition path references an invalid value.",
            path.text()
        ))
    };
    let Some(value) = evaluator.find(&test.variable, input)? else {
        return match (test.operator, &test.operand) {
            (Operator::IsPresent, Operand::Literal(operand)) => Ok(operand.as_bool() == Some(false)),
            _ => Err(missing(&test.variable)),
        };
    };
    match &test.operand {
        Operand::Literal(operand) => Ok(test.operator.holds(&value, operand)),
        Operand::Path(path) => {
            let operand = evaluator.find(path, input)?.ok_or_else(|| missing(path))?;
            Ok(test.operator.holds(&value, &operand))
        }
    }
}
