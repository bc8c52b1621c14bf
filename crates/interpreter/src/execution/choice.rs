//! The work of a Choice state.

use stepwell_json::Value;

use super::evaluator::Evaluator;
use super::failure::Fault;
use super::flow::FlowId;
use super::states::{Interrupt, unless};
use super::turn::Turn;
use crate::program::{ChoiceState, Condition, Next, Operand, Operator, PathStages, Test};

pub(super) fn decide(
    turn: &mut Turn<'_>,
    flow: FlowId,
    stages: &PathStages,
    choice: &ChoiceState,
    evaluator: &Evaluator,
    effective: Value,
) -> Result<(), Interrupt> {
    let mut taken = None;
    for rule in &choice.rules {
        if holds(&rule.condition, evaluator, &effective)? {
            taken = Some((rule.next, rule.assign.as_ref()));
            break;
        }
    }
    // The state's own Assign belongs to the way without a rule.
    let Some((next, assign)) = taken.or(choice.default.map(|next| (next, stages.assign.as_ref()))) else {
        return Err(evaluator
            .runtime("Failed to transition out of the state. The state does not point to a next state.")
            .into());
    };
    let assigned = evaluator.assign(&mut turn.execution.entropy, assign, &effective)?;
    let output = evaluator.select(&stages.output_path, effective)?;
    unless(turn.leave(flow, evaluator, output, assigned, Next::State(next))?)
}

/// As deep as the definition nests, which its reader bounds.
fn holds(condition: &Condition, evaluator: &Evaluator, input: &Value) -> Result<bool, Fault> {
    match condition {
        Condition::And(conditions) => {
            for condition in conditions {
                if !holds(condition, evaluator, input)? {
                    return Ok(false);
                }
            }
            Ok(true)
        }
        Condition::Or(conditions) => {
            for condition in conditions {
                if holds(condition, evaluator, input)? {
                    return Ok(true);
                }
            }
            Ok(false)
        }
        Condition::Not(condition) => Ok(!holds(condition, evaluator, input)?),
        Condition::Test(test) => test_holds(test, evaluator, input),
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
