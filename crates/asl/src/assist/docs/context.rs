//! The context object (<https://docs.aws.amazon.com/step-functions/latest/dg/input-output-contextobject.html>).

/// A field of the context object.
#[derive(Debug, Clone, Copy)]
pub(in crate::assist) struct ContextField {
    pub name: &'static str,
    pub text: &'static str,
    pub fields: &'static [ContextField],
}

const fn leaf(name: &'static str, text: &'static str) -> ContextField {
    ContextField { name, text, fields: &[] }
}

const fn group(name: &'static str, text: &'static str, fields: &'static [ContextField]) -> ContextField {
    ContextField { name, text, fields }
}

/// All of it.
pub(in crate::assist) static CONTEXT: ContextField = group(
    "",
    "What Step Functions knows about the execution, the state and the task.",
    &[
        group(
            "Execution",
            "The execution.",
            &[
                leaf("Id", "The execution's ARN."),
                leaf("Input", "The input that the execution was started with."),
                leaf("Name", "The execution's name."),
                leaf("RoleArn", "The role that the execution acts in."),
                leaf("StartTime", "When the execution started, ISO 8601."),
                leaf("RedriveCount", "How often the execution was redriven; 0 at first."),
                leaf("RedriveTime", "When it was last redriven, ISO 8601; only there once it was."),
            ],
        ),
        group(
            "State",
            "The state that runs.",
            &[
                leaf("EnteredTime", "When the state was entered, ISO 8601."),
                leaf("Name", "The state's name."),
                leaf("RetryCount", "How often the state was retried; 0 at first."),
            ],
        ),
        group(
            "StateMachine",
            "The state machine.",
            &[leaf("Id", "The state machine's ARN."), leaf("Name", "The state machine's name.")],
        ),
        group(
            "Task",
            "The task; only there in a Task that waits for its token.",
            &[leaf("Token", "The token that SendTaskSuccess and SendTaskFailure answer with.")],
        ),
        group(
            "Map",
            "The item of a Map state; only there inside one.",
            &[group(
                "Item",
                "The item that this iteration is about.",
                &[
                    leaf("Index", "The item's place in the list, from 0."),
                    leaf("Value", "The item."),
                    leaf("Key", "The member's name, where the items are the members of an object."),
                    leaf("Source", "Where a distributed Map read the item from."),
                ],
            )],
        ),
    ],
);

/// The field that names lead to.
pub(in crate::assist) fn context_at<'n>(names: impl Iterator<Item = &'n str>) -> Option<&'static ContextField> {
    let mut at = &CONTEXT;
    for name in names {
        at = at.fields.iter().find(|field| field.name == name)?;
    }
    Some(at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_lead_to_fields() {
        assert_eq!(context_at(["Map", "Item", "Index"].into_iter()).map(|field| field.name), Some("Index"));
        assert!(context_at(["Map", "Index"].into_iter()).is_none());
        assert_eq!(context_at([].into_iter()).map(|field| field.fields.len()), Some(5));
    }
}
