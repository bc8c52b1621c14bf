//! An optimised integration.

use crate::pattern::Pattern;

/// An optimised integration: `arn:aws:states:::<service>:<action>`, which Step Functions adapts for workflows.
/// <https://docs.aws.amazon.com/step-functions/latest/dg/integrate-optimized.html>
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Integration {
    /// The service as in the ARN: `dynamodb`, `elasticmapreduce`.
    pub service: &'static str,
    /// The action as in the ARN: `putItem`.
    pub action: &'static str,
    /// The patterns that AWS documents; the first is the one without a suffix.
    pub patterns: &'static [Pattern],
    /// The parameters that a Task must give, in PascalCase.
    pub required: &'static [&'static str],
    /// Further parameters, where the integration takes others than the API action behind it, or has none behind it.
    pub optional: &'static [&'static str],
    /// The service and action of the AWS SDK that it calls, whose shapes say more; see
    /// [`Shape::member_in_any_case`](crate::Shape::member_in_any_case) for names.
    pub api: Option<(&'static str, &'static str)>,
    /// What stands before the dot in its errors (`DynamoDB`, unlike `DynamoDb` of the SDK integration), where AWS tells.
    pub error_prefix: Option<&'static str>,
    /// What it does.
    pub about: &'static str,
    /// AWS's page about the integrations of this service.
    pub page: &'static str,
}

impl Integration {
    /// True when AWS documents the pattern for it.
    pub fn offers(&self, pattern: Pattern) -> bool {
        self.patterns.contains(&pattern)
    }

    /// The `Resource` of a Task that uses it in this pattern, in the partition `aws`.
    pub fn resource(&self, pattern: Pattern) -> String {
        format!("arn:aws:states:::{}:{}{}", self.service, self.action, pattern.suffix())
    }
}
