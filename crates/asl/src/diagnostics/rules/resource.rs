//! A Task's resource names something that Step Functions can call.

use crate::diagnostics::Fix;
use crate::diagnostics::nearest::nearest;
use crate::diagnostics::report::Report;
use crate::diagnostics::rule::{Check, Rule, Settings, bad, good, mended};
use crate::diagnostics::schema::{Kind, Kinds};
use crate::diagnostics::walk::Visit;
use serde_json::Value;

pub(super) static RULE: Rule = Rule {
    name: "resource",
    summary: "A Task's Resource is an ARN: a Lambda function, an activity, or an integration that there is.",
    examples: &[
        bad(
            r#"{"StartAt":"T","States":{"T":{"Type":"Task","Resource":"arn:aws:states:::dynamodb:query","End":true}}}"#,
            "SCHEMA_VALIDATION_FAILED: The resource provided arn:aws:states:::dynamodb:query is not recognized. The value is not a valid resource ARN, or the resource is not available in this region. at /States/T/Resource",
        ),
        mended(
            r#"{"StartAt":"T","States":{"T":{"Type":"Task","Resource":"arn:aws:states:::sqs:sendmesage.waitForTaskToken","End":true}}}"#,
            "SCHEMA_VALIDATION_FAILED: The resource provided arn:aws:states:::sqs:sendmesage.waitForTaskToken is not recognized. The value is not a valid resource ARN, or the resource is not available in this region. at /States/T/Resource",
            "Write \"arn:aws:states:::sqs:sendMessage.waitForTaskToken\"",
            r#"{"StartAt":"T","States":{"T":{"Type":"Task","Resource":"arn:aws:states:::sqs:sendMessage.waitForTaskToken","End":true}}}"#,
        ),
        bad(
            r#"{"StartAt":"T","States":{"T":{"Type":"Task","Resource":"arn:aws:states:::lambda:invoke.sync","End":true}}}"#,
            "SCHEMA_VALIDATION_FAILED: The resource provided arn:aws:states:::lambda:invoke.sync is not recognized. The value is not a valid resource ARN, or the resource is not available in this region. at /States/T/Resource",
        ),
        bad(
            r#"{"StartAt":"T","States":{"T":{"Type":"Task","Resource":"arn:aws:lambda:us-east-1:123456789012:function:f:","End":true}}}"#,
            "SCHEMA_VALIDATION_FAILED: Value is not a valid resource ARN at /States/T/Resource",
        ),
        bad(
            r#"{"StartAt":"T","States":{"T":{"Type":"Task","Resource":"MyFunction","End":true}}}"#,
            "INVALID_RESOURCE: Value is not a valid resource ARN; AWS refuses it unless a deployment tool replaces it first at /States/T/Resource",
        ),
        good(
            r#"{"StartAt":"T","States":{"T":{"Type":"Task","Resource":"arn:aws:states:::states:startExecution.sync:2","End":true}}}"#,
        ),
        good(
            r#"{"StartAt":"T","States":{"T":{"Type":"Task","Resource":"arn:aws:states:::aws-sdk:s3:listBuckets","End":true}}}"#,
        ),
        good(r#"{"StartAt":"T","States":{"T":{"Type":"Task","Resource":"${Function}","End":true}}}"#),
    ],
    check: Check::Fields(Kinds::RESOURCE, check),
};

fn check(visit: &Visit<'_>, _: &Settings<'_>, report: &mut Report<'_>) {
    for member in visit.node.members() {
        let Some(Kind::Resource) = visit.schema.field(&member.key()).map(|field| field.kind) else { continue };
        let node = member.value();
        let Some(text) = node.as_str() else { continue };
        if Visit::is_placeholder(node) {
            continue;
        }
        if !text.starts_with("arn:") {
            // Serverless and its like write names here that only the deployment turns into ARNs.
            let message =
                "Value is not a valid resource ARN; AWS refuses it unless a deployment tool replaces it first";
            report.warning("INVALID_RESOURCE", node, message);
        } else if let Some(integration) = integration(&text) {
            if !is_known(integration) {
                let message = format!(
                    "The resource provided {text} is not recognized. The value is not a valid resource ARN, or the resource is not available in this region."
                );
                report.schema(node, message);
                report.with_fix(|document| Fix::write(document, node, Value::from(meant(&text, integration)?)));
            }
        } else if !lambda_is_whole(&text) {
            report.schema(node, "Value is not a valid resource ARN");
        }
    }
}

/// What follows `arn:…:states:::` in the ARN of an integration: `lambda:invoke.waitForTaskToken`.
pub(super) fn integration(arn: &str) -> Option<&str> {
    let mut parts = arn.splitn(6, ':');
    let (_, _, service, region, account) = (parts.next()?, parts.next()?, parts.next()?, parts.next()?, parts.next()?);
    (service == "states" && region.is_empty() && account.is_empty()).then(|| parts.next())?
}

/// A function's ARN names a function, and behind another colon a version or alias.
fn lambda_is_whole(arn: &str) -> bool {
    let parts: Vec<&str> = arn.split(':').collect();
    let [_, _, "lambda", _, _, "function", name, rest @ ..] = parts.as_slice() else { return true };
    let is_name = |text: &&str| {
        !text.is_empty()
            && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'<' | b'>'))
    };
    let is_qualifier = |text: &&str| *text == "$LATEST" || is_name(text);
    is_name(name) && rest.len() <= 1 && rest.iter().all(is_qualifier)
}

/// How an integration may be called beside by request and response.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Patterns {
    Request,
    Job,
    Token,
    JobAndToken,
}

use Patterns::{Job, JobAndToken, Request, Token};

/// The optimised integrations (developer guide, "Integrating optimized services").
const INTEGRATIONS: &[(&str, Patterns, &[&str])] = &[
    ("apigateway", Token, &["invoke"]),
    ("athena", Job, &["startQueryExecution", "stopQueryExecution", "getQueryExecution", "getQueryResults"]),
    ("batch", Job, &["submitJob"]),
    ("bedrock", JobAndToken, &["invokeModel", "createModelCustomizationJob"]),
    (
        "codebuild",
        Job,
        &[
            "startBuild",
            "stopBuild",
            "batchDeleteBuilds",
            "batchGetReports",
            "startBuildBatch",
            "stopBuildBatch",
            "retryBuildBatch",
            "deleteBuildBatch",
            "batchGetBuildBatches",
        ],
    ),
    ("databrew", Job, &["startJobRun"]),
    ("dynamodb", Request, &["getItem", "putItem", "deleteItem", "updateItem"]),
    ("ecs", JobAndToken, &["runTask"]),
    (
        "eks",
        JobAndToken,
        &[
            "createCluster",
            "deleteCluster",
            "createNodegroup",
            "deleteNodegroup",
            "createFargateProfile",
            "deleteFargateProfile",
            "runJob",
            "call",
        ],
    ),
    (
        "elasticmapreduce",
        Job,
        &[
            "createCluster",
            "terminateCluster",
            "addStep",
            "cancelStep",
            "setClusterTerminationProtection",
            "modifyInstanceFleetByName",
            "modifyInstanceGroupByName",
        ],
    ),
    ("emr-containers", Job, &["createVirtualCluster", "deleteVirtualCluster", "startJobRun"]),
    (
        "emr-serverless",
        Job,
        &[
            "createApplication",
            "startApplication",
            "stopApplication",
            "deleteApplication",
            "startJobRun",
            "cancelJobRun",
        ],
    ),
    ("events", Token, &["putEvents"]),
    ("glue", Job, &["startJobRun"]),
    ("http", Request, &["invoke"]),
    ("lambda", Token, &["invoke"]),
    ("mediaconvert", Job, &["createJob"]),
    (
        "sagemaker",
        Job,
        &[
            "createEndpoint",
            "createEndpointConfig",
            "createHyperParameterTuningJob",
            "createLabelingJob",
            "createModel",
            "createProcessingJob",
            "createTrainingJob",
            "createTransformJob",
            "updateEndpoint",
        ],
    ),
    ("sns", Token, &["publish"]),
    ("sqs", Token, &["sendMessage"]),
    ("states", JobAndToken, &["startExecution"]),
];

/// Whether there is such an integration. Of services that we do not know everything is allowed: there may be new ones.
fn is_known(integration: &str) -> bool {
    let Some((service, call)) = integration.split_once(':') else { return true };
    if service == "aws-sdk" {
        return !call.ends_with(".sync") && !call.ends_with(".sync:2");
    }
    let Some((_, patterns, actions)) = INTEGRATIONS.iter().find(|(name, _, _)| *name == service) else { return true };
    let (action, pattern) = call.split_once('.').unwrap_or((call, ""));
    let allowed = match pattern {
        "" => true,
        "sync" => matches!(patterns, Job | JobAndToken),
        "sync:2" => service == "states",
        "waitForTaskToken" => matches!(patterns, Token | JobAndToken),
        _ => false,
    };
    allowed && actions.contains(&action)
}

/// The ARN with the action that was meant.
fn meant(arn: &str, integration: &str) -> Option<String> {
    let (service, call) = integration.split_once(':')?;
    let (_, _, actions) = INTEGRATIONS.iter().find(|(name, _, _)| *name == service)?;
    let (action, pattern) =
        call.split_once('.').map_or((call, String::new()), |(name, rest)| (name, format!(".{rest}")));
    let right = format!("{service}:{}{pattern}", nearest(action, actions.iter())?);
    is_known(&right).then(|| format!("{}{right}", arn.strip_suffix(integration).unwrap_or_default()))
}
