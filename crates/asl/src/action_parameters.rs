//! What the action of a Task takes, for a form beside its JSON.

use crate::called::Called;
use stepwell_aws_catalogue::{Description, Kind};

/// What an action takes at one level.
#[derive(Debug, Clone, PartialEq)]
pub struct ActionParameters {
    /// What the action does, a sentence; may be empty.
    pub about: String,
    /// AWS's page about the integration, where there is one of its own.
    pub page: Option<&'static str>,
    /// Whether all that it takes is listed, and not only what it needs.
    pub complete: bool,
    /// The members of what it takes, below the names asked for: those that must be there first.
    pub parameters: Vec<ActionParameter>,
}

/// One member of what an action takes.
#[derive(Debug, Clone, PartialEq)]
pub struct ActionParameter {
    /// As a Task writes it.
    pub name: String,
    /// Whether the action refuses to be called without it.
    pub required: bool,
    /// What kind of value it is; none where only the name is known.
    pub kind: Option<Kind>,
    /// Of a list or a map, what kind its elements are.
    pub element: Option<Kind>,
    /// The strings that it may be; AWS may add more.
    pub values: Vec<String>,
    /// The least number, length or count.
    pub least: Option<f64>,
    /// The greatest number, length or count.
    pub greatest: Option<f64>,
    /// The first sentence of AWS's documentation; may be empty.
    pub doc: String,
}

/// What the action takes that a Task's `resource` calls, below `names` (none for the top); none where it is not known what the
/// resource calls (<https://docs.aws.amazon.com/step-functions/latest/dg/connect-parameters.html>).
///
/// ```
/// let found = stepwell_asl::action_parameters("arn:aws:states:::sqs:sendMessage", &[]).unwrap();
/// let queue = found.parameters.iter().find(|one| one.name == "QueueUrl").unwrap();
/// assert!(queue.required && found.parameters[0].required);
/// assert!(stepwell_asl::action_parameters("arn:aws:states:::nonsense:x", &[]).is_none());
/// ```
#[must_use]
pub fn action_parameters(resource: &str, names: &[String]) -> Option<ActionParameters> {
    let called = Called::of(resource)?;
    let (about, page) = match called.description() {
        Description::Integration { integration, .. } => (integration.about.to_owned(), Some(integration.page)),
        Description::Sdk { action, .. } => (action.doc().to_owned(), None),
        _ => return None,
    };
    let mut parameters: Vec<ActionParameter> = called
        .takes(names)
        .into_iter()
        .map(|one| {
            let shape = one.shape();
            let limits = shape.map(|shape| shape.limits()).unwrap_or_default();
            ActionParameter {
                name: one.name.clone(),
                required: one.required,
                kind: shape.map(|shape| shape.kind()),
                element: shape.and_then(|shape| shape.element()).map(|element| element.kind()),
                values: shape.map(|shape| shape.values().into_iter().map(str::to_owned).collect()).unwrap_or_default(),
                least: limits.least,
                greatest: limits.greatest,
                doc: one.doc().to_owned(),
            }
        })
        .collect();
    parameters.sort_by_key(|one| !one.required);
    Some(ActionParameters { about, page, complete: called.knows_all(), parameters })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn takes(resource: &str, names: &[&str]) -> Vec<ActionParameter> {
        let names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
        action_parameters(&format!("arn:aws:states:::{resource}"), &names).expect("known").parameters
    }

    #[test]
    fn what_an_action_takes_is_told_level_by_level() {
        let put = takes("aws-sdk:s3:putObject", &[]);
        assert_eq!(
            put.iter().take_while(|one| one.required).map(|one| one.name.as_str()).collect::<Vec<_>>(),
            ["Bucket", "Key"]
        );
        let acl = put.iter().find(|one| one.name == "Acl").expect("there");
        assert!(acl.kind == Some(Kind::Enum) && acl.values.contains(&"public-read".to_owned()), "{acl:?}");
        let run = takes("ecs:runTask.sync", &["Overrides", "ContainerOverrides", "[]"]);
        let cpu = run.iter().find(|one| one.name == "Cpu").expect("there");
        assert_eq!((cpu.kind, cpu.required), (Some(Kind::Integer), false));
        let environment = run.iter().find(|one| one.name == "Environment").expect("there");
        assert_eq!((environment.kind, environment.element), (Some(Kind::List), Some(Kind::Structure)));
        assert!(takes("aws-sdk:s3:putObject", &["Bucket", "nothing"]).is_empty());
    }

    #[test]
    fn functions_and_activities_have_parameters_of_their_own_making() {
        for resource in [
            "arn:aws:lambda:us-east-1:123456789012:function:f",
            "arn:aws:states:us-east-1:123456789012:activity:a",
            "${X}",
        ] {
            assert_eq!(action_parameters(resource, &[]), None, "{resource}");
        }
    }
}
