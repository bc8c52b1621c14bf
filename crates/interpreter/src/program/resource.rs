//! What a Task state's `Resource` names.

use std::sync::Arc;

use crate::TaskPattern;

/// A `Resource`, taken apart as history events name it
/// (<https://docs.aws.amazon.com/step-functions/latest/dg/connect-to-resource.html>).
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Resource {
    /// The whole ARN as written.
    pub(crate) arn: Arc<str>,
    pub(crate) pattern: TaskPattern,
    /// `resourceType` of task events: `lambda`, `aws-sdk:dynamodb`; empty for bare function ARNs
    /// and activities, whose events do not have it.
    pub(crate) service: Arc<str>,
    /// `resource` of task events: `invoke`, `startExecution.sync:2`.
    pub(crate) action: Arc<str>,
}

const PATTERNS: [(&str, TaskPattern); 3] = [
    (".sync", TaskPattern::Sync),
    (".sync:2", TaskPattern::Sync),
    (".waitForTaskToken", TaskPattern::WaitForTaskToken),
];

impl Resource {
    /// Takes a `Resource` apart. What is no service integration and no activity counts as the ARN
    /// of a Lambda function, also a `${Substitution}` that a deployment would replace.
    pub(crate) fn parse(arn: &str) -> Resource {
        let bare = |pattern| Resource { arn: arn.into(), pattern, service: "".into(), action: "".into() };
        let Some(rest) = arn.strip_prefix("arn:").and_then(|rest| rest.split_once(":states:")).map(|(_, rest)| rest)
        else {
            return bare(TaskPattern::Lambda);
        };
        let Some(integration) = rest.strip_prefix("::") else {
            let is_activity = rest.splitn(3, ':').nth(2).is_some_and(|name| name.starts_with("activity:"));
            return bare(if is_activity { TaskPattern::Activity } else { TaskPattern::Lambda });
        };
        let (base, suffix, pattern) = PATTERNS
            .iter()
            .find_map(|(suffix, pattern)| Some((integration.strip_suffix(suffix)?, *suffix, *pattern)))
            .unwrap_or((integration, "", TaskPattern::RequestResponse));
        let (service, action) = base.rsplit_once(':').unwrap_or((base, ""));
        Resource { arn: arn.into(), pattern, service: service.into(), action: format!("{action}{suffix}").into() }
    }

    /// How the cause of `States.DataLimitExceeded` names it.
    pub(crate) fn name_in_causes(&self) -> &Arc<str> {
        if self.service.is_empty() { &self.arn } else { &self.service }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(arn: &str, pattern: TaskPattern, service: &str, action: &str) {
        let resource = Resource::parse(arn);
        assert_eq!(
            (resource.pattern, resource.service.as_ref(), resource.action.as_ref()),
            (pattern, service, action),
            "{arn}"
        );
    }

    #[test]
    fn every_kind_of_resource_is_told_apart() {
        use TaskPattern as P;
        check("arn:aws:states:::lambda:invoke", P::RequestResponse, "lambda", "invoke");
        check("arn:aws:states:::aws-sdk:s3:listObjects", P::RequestResponse, "aws-sdk:s3", "listObjects");
        check("arn:aws:states:::states:startExecution.sync:2", P::Sync, "states", "startExecution.sync:2");
        check("arn:aws:states:::batch:submitJob.sync", P::Sync, "batch", "submitJob.sync");
        check(
            "arn:aws:states:::sqs:sendMessage.waitForTaskToken",
            P::WaitForTaskToken,
            "sqs",
            "sendMessage.waitForTaskToken",
        );
        check("arn:aws-us-gov:states:::sns:publish", P::RequestResponse, "sns", "publish");
        check("arn:aws:lambda:us-east-1:111111111111:function:f", P::Lambda, "", "");
        check("arn:aws:states:us-east-1:111111111111:activity:a", P::Activity, "", "");
        check("${HelloFunction}", P::Lambda, "", "");
    }
}
