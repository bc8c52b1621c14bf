//! What a Task's `Resource` calls.

use crate::action::Action;
use crate::catalogue::Catalogue;
use crate::integration::Integration;
use crate::near::nearest;
use crate::pattern::Pattern;

/// What a Task's `Resource` calls.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum Description {
    /// An optimised integration, `arn:aws:states:::lambda:invoke`.
    Integration {
        /// The integration.
        integration: &'static Integration,
        /// How the Task waits; one that the integration offers.
        pattern: Pattern,
        /// The action behind it, whose shapes say more, where there is one.
        action: Option<Action>,
    },
    /// An action of the AWS SDK, `arn:aws:states:::aws-sdk:s3:getObject`.
    Sdk {
        /// The service's name as in the ARN.
        service: String,
        /// The action.
        action: Action,
        /// How the Task waits: `RequestResponse` or `WaitForTaskToken`.
        pattern: Pattern,
    },
    /// A Lambda function by its own ARN.
    /// <https://docs.aws.amazon.com/step-functions/latest/dg/connect-lambda.html>
    Function {
        /// The function's name, with `:` and its version or alias where there is one.
        name: String,
    },
    /// An activity.
    /// <https://docs.aws.amazon.com/step-functions/latest/dg/concepts-activities.html>
    Activity {
        /// The activity's name.
        name: String,
    },
}

/// Why it cannot be told what a `Resource` calls.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Unknown {
    /// A `${Placeholder}` stands where the answer would be.
    #[error("What {resource} calls is known only once its placeholders are filled in.")]
    Placeholder {
        /// The `Resource`.
        resource: String,
    },
    /// No ARN that a Task can call.
    #[error(
        "{resource} is nothing that a Task can call. Write an ARN such as arn:aws:states:::lambda:invoke, \
         arn:aws:states:::aws-sdk:s3:getObject, or that of a Lambda function or an activity."
    )]
    NotAResource {
        /// The `Resource`.
        resource: String,
    },
    /// A service that is not known.
    #[error("There is no service {service} {place}.{}", meant(near))]
    Service {
        /// The service as written.
        service: String,
        /// Among which services it was looked for.
        place: &'static str,
        /// What was probably meant.
        near: Option<String>,
    },
    /// An action that the service does not have.
    #[error("{service} has no action {action}.{}", meant(near))]
    Action {
        /// The service.
        service: String,
        /// The action as written.
        action: String,
        /// What was probably meant.
        near: Option<String>,
    },
    /// A pattern that AWS does not document for the action.
    #[error("{called} cannot be called with {suffix}. It can be called with {offered}.")]
    Pattern {
        /// `service:action`.
        called: String,
        /// The suffix as written.
        suffix: String,
        /// The patterns that it can be called with, in words.
        offered: String,
    },
}

impl Unknown {
    /// A stable name of the reason.
    pub fn code(&self) -> &'static str {
        match self {
            Unknown::Placeholder { .. } => "PLACEHOLDER",
            Unknown::NotAResource { .. } => "NOT_A_RESOURCE",
            Unknown::Service { .. } => "UNKNOWN_SERVICE",
            Unknown::Action { .. } => "UNKNOWN_ACTION",
            Unknown::Pattern { .. } => "UNSUPPORTED_PATTERN",
        }
    }
}

fn meant(near: &Option<String>) -> String {
    near.as_ref().map(|near| format!(" Did you mean {near}?")).unwrap_or_default()
}

pub(crate) fn describe(catalogue: &Catalogue, resource: &str) -> Result<Description, Unknown> {
    // `${AWS::Partition}` holds colons of its own, so an ARN is told by its end: `…:states:::lambda:invoke`.
    let called = resource.split_once(":states:::").map(|(_, called)| called);
    let Some(called) = called else { return elsewhere(resource) };
    if called.contains("${") {
        return Err(Unknown::Placeholder { resource: resource.to_owned() });
    }
    let (sdk, called) = match called.strip_prefix("aws-sdk:") {
        Some(called) => (true, called),
        None => (false, called),
    };
    let Some((service, rest)) = called.split_once(':') else {
        return Err(Unknown::NotAResource { resource: resource.to_owned() });
    };
    let (action, suffix) = rest.split_at(rest.find('.').unwrap_or(rest.len()));
    if sdk { sdk_action(catalogue, service, action, suffix) } else { integration(catalogue, service, action, suffix) }
}

/// A `Resource` that is not of the form `arn:aws:states:::…`.
fn elsewhere(resource: &str) -> Result<Description, Unknown> {
    let is_arn = resource.starts_with("arn:");
    let after = |mark: &str| resource.split_once(mark).map(|(_, name)| name).filter(|name| is_arn && !name.is_empty());
    if let Some(name) = after(":function:").filter(|_| resource.contains(":lambda:")) {
        return Ok(Description::Function { name: name.to_owned() });
    }
    if let Some(name) = after(":activity:").filter(|_| resource.contains(":states:")) {
        return Ok(Description::Activity { name: name.to_owned() });
    }
    let resource = resource.to_owned();
    Err(if resource.contains("${") { Unknown::Placeholder { resource } } else { Unknown::NotAResource { resource } })
}

fn sdk_action(catalogue: &Catalogue, service: &str, action: &str, suffix: &str) -> Result<Description, Unknown> {
    let Some(found) = catalogue.service(service) else {
        let near = nearest(service, catalogue.services().map(|service| service.name())).map(str::to_owned);
        return Err(Unknown::Service { service: service.to_owned(), place: "of the AWS SDK", near });
    };
    let Some(action) = found.action(action) else {
        let near = nearest(action, found.action_names()).map(str::to_owned);
        return Err(Unknown::Action { service: service.to_owned(), action: action.to_owned(), near });
    };
    let offered = [Pattern::RequestResponse, Pattern::WaitForTaskToken];
    let pattern = one_of(&offered, &format!("{service}:{}", action.name()), suffix)?;
    Ok(Description::Sdk { service: service.to_owned(), action, pattern })
}

fn integration(catalogue: &Catalogue, service: &str, action: &str, suffix: &str) -> Result<Description, Unknown> {
    let Some(integration) = catalogue.integration(service, action) else {
        let all = catalogue.integrations();
        let names = || all.iter().filter(|one| one.service == service).map(|one| one.action);
        if names().next().is_none() {
            let near = nearest(service, all.iter().map(|one| one.service)).map(str::to_owned);
            // A service that only the SDK integration reaches is the more common mistake.
            let near = near.or_else(|| catalogue.service(service).map(|found| format!("aws-sdk:{}", found.name())));
            return Err(Unknown::Service { service: service.to_owned(), place: "with an optimised integration", near });
        }
        let near = nearest(action, names()).map(str::to_owned);
        let near = near.or_else(|| catalogue.action(service, action).map(|_| format!("aws-sdk:{service}:{action}")));
        return Err(Unknown::Action { service: service.to_owned(), action: action.to_owned(), near });
    };
    let pattern = one_of(integration.patterns, &format!("{service}:{action}"), suffix)?;
    let action = integration.api.and_then(|(service, action)| catalogue.action(service, action));
    Ok(Description::Integration { integration, pattern, action })
}

fn one_of(offered: &[Pattern], called: &str, suffix: &str) -> Result<Pattern, Unknown> {
    Pattern::from_suffix(suffix).filter(|pattern| offered.contains(pattern)).ok_or_else(|| {
        let offered: Vec<String> = offered.iter().map(Pattern::to_string).collect();
        Unknown::Pattern { called: called.to_owned(), suffix: suffix.to_owned(), offered: offered.join(", ") }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is described, in short; the code and the sentence of an error.
    fn short(resource: &str) -> String {
        match Catalogue::get().describe(resource) {
            Ok(Description::Integration { integration, pattern, action }) => {
                let behind = action.map(|action| action.name().to_owned()).unwrap_or_default();
                format!("integration {}:{} {pattern:?} {behind}", integration.service, integration.action)
            }
            Ok(Description::Sdk { service, action, pattern }) => format!("sdk {service}:{} {pattern:?}", action.name()),
            Ok(Description::Function { name }) => format!("function {name}"),
            Ok(Description::Activity { name }) => format!("activity {name}"),
            Err(unknown) => format!("{} {unknown}", unknown.code()),
        }
    }

    #[test]
    fn resources_are_described() {
        for (resource, expected) in [
            ("arn:aws:states:::lambda:invoke", "integration lambda:invoke RequestResponse invoke"),
            (
                "arn:aws-cn:states:::sqs:sendMessage.waitForTaskToken",
                "integration sqs:sendMessage WaitForTaskToken sendMessage",
            ),
            (
                "arn:${AWS::Partition}:states:::states:startExecution.sync:2",
                "integration states:startExecution Sync2 startExecution",
            ),
            ("arn:aws:states:::http:invoke", "integration http:invoke RequestResponse "),
            ("arn:aws:states:::aws-sdk:s3:listObjectsV2", "sdk s3:listObjectsV2 RequestResponse"),
            ("arn:aws:states:::aws-sdk:dynamodb:putItem.waitForTaskToken", "sdk dynamodb:putItem WaitForTaskToken"),
            ("arn:aws:lambda:eu-west-1:123456789012:function:charge:live", "function charge:live"),
            ("arn:aws:states:eu-west-1:123456789012:activity:sign", "activity sign"),
        ] {
            assert_eq!(short(resource), expected, "{resource}");
        }
    }

    #[test]
    fn what_is_unknown_is_told_with_what_was_probably_meant() {
        for (resource, expected) in [
            (
                "arn:aws:states:::aws-sdk:s3:GetObject",
                "UNKNOWN_ACTION s3 has no action GetObject. Did you mean getObject?",
            ),
            (
                "arn:aws:states:::aws-sdk:dynamo:query",
                "UNKNOWN_SERVICE There is no service dynamo of the AWS SDK. Did you mean dynamodb?",
            ),
            (
                "arn:aws:states:::dynamodb:query",
                "UNKNOWN_ACTION dynamodb has no action query. Did you mean aws-sdk:dynamodb:query?",
            ),
            (
                "arn:aws:states:::textract:detectDocumentText",
                "UNKNOWN_SERVICE There is no service textract with an optimised integration. Did you mean aws-sdk:textract?",
            ),
            (
                "arn:aws:states:::aws-sdk:s3:getObject.sync",
                "UNSUPPORTED_PATTERN s3:getObject cannot be called with .sync. It can be called with Request Response, Wait for \
                 Callback (.waitForTaskToken).",
            ),
            (
                "arn:aws:states:::dynamodb:putItem.waitForTaskToken",
                "UNSUPPORTED_PATTERN dynamodb:putItem cannot be called with .waitForTaskToken. It can be called with Request Response.",
            ),
        ] {
            assert_eq!(short(resource), expected, "{resource}");
        }
    }

    #[test]
    fn texts_that_are_no_resource_are_told() {
        for (resource, code) in [
            ("", "NOT_A_RESOURCE"),
            ("nonsense", "NOT_A_RESOURCE"),
            ("arn:aws:states:::", "NOT_A_RESOURCE"),
            ("arn:aws:states:::lambda", "NOT_A_RESOURCE"),
            ("arn:aws:states:::lambda:", "UNKNOWN_ACTION"),
            ("arn:aws:lambda:eu-west-1:123456789012:function:", "NOT_A_RESOURCE"),
            ("${ChargeFunctionArn}", "PLACEHOLDER"),
            ("arn:aws:states:::${Service}:invoke", "PLACEHOLDER"),
            ("arn:aws:states:::aws-sdk:ß:é.🦀", "UNKNOWN_SERVICE"),
        ] {
            assert_eq!(Catalogue::get().describe(resource).unwrap_err().code(), code, "{resource}");
        }
    }
}
