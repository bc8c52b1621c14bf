//! Which AWS service a Task calls, and how a card shows it: two letters in the colour of the service's family.

use serde::{Deserialize, Serialize};

/// The tile of a Task's service.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Service {
    /// Two letters.
    pub letters: String,
    /// The family that gives the colour.
    pub family: Family,
}

/// Kinds of services, each with a colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Family {
    /// Runs code.
    Compute,
    /// Databases and analytics.
    Data,
    /// Messages and events.
    Messaging,
    /// Files and objects.
    Storage,
    /// Models and what is built on them.
    Ai,
    /// Endpoints outside AWS.
    Http,
    /// Step Functions itself, activities and everything else.
    Flow,
}

/// A Task's `Resource`, taken apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Call {
    /// The tile.
    pub service: Option<Service>,
    /// `lambda:invoke`, `dynamodb:putItem`, `batch:submitJob.sync`; the resource itself where it is none of these.
    pub label: String,
    /// True for `.waitForTaskToken`.
    pub waits_for_token: bool,
}

/// Takes a Task's `Resource` apart. Texts that are no ARN (placeholders such as `${FunctionArn}`) keep their words.
pub fn read(resource: &str) -> Call {
    let (resource, waits_for_token) = match resource.strip_suffix(".waitForTaskToken") {
        Some(rest) => (rest, true),
        None => (resource, false),
    };
    let parts: Vec<&str> = resource.split(':').collect();
    // Placeholders hold colons of their own in `${AWS::Partition}`, so that an ARN is told by its end and not by its
    // beginning: `…:states:::lambda:invoke`.
    let integration = resource.find(":states:::").map(|at| &resource[at + ":states:::".len()..]);
    let call = |name: &str, label: String| Call { service: Some(tile(name)), label, waits_for_token };
    if let Some(integration) = integration {
        return match integration.strip_prefix("aws-sdk:") {
            Some(action) => call(action.split(':').next().unwrap_or(action), action.to_owned()),
            None => call(integration.split(':').next().unwrap_or(integration), integration.to_owned()),
        };
    }
    if let Some(at) = parts.iter().position(|part| *part == "activity") {
        let name = parts[at + 1..].join(":");
        return call("activity", format!("activity {name}").trim_end().to_owned());
    }
    if let Some(at) = parts.iter().position(|part| *part == "function") {
        let name = parts[at + 1..].join(":");
        return call("lambda", format!("lambda {name}").trim_end().to_owned());
    }
    if resource.contains(":lambda:") {
        return call("lambda", "lambda:invoke".to_owned());
    }
    if resource.contains("${") {
        // Placeholders of SAM and the CDK mostly tell by their name what they stand for.
        let name = resource.replace("${", "").replace('}', "");
        let lower = name.to_ascii_lowercase();
        let hints = [
            ("lambda", "lambda"),
            ("function", "lambda"),
            ("ddb", "dynamodb"),
            ("dynamo", "dynamodb"),
            ("sqs", "sqs"),
            ("sns", "sns"),
            ("glue", "glue"),
            ("batch", "batch"),
            ("activity", "activity"),
        ];
        let known = hints.iter().find(|(hint, _)| lower.contains(hint)).map(|(_, service)| tile(service));
        return Call { service: known, label: name, waits_for_token };
    }
    Call { service: None, label: resource.to_owned(), waits_for_token }
}

fn tile(name: &str) -> Service {
    use Family::{Ai, Compute, Data, Flow, Http, Messaging, Storage};
    let name = name.to_ascii_lowercase();
    let (letters, family) = match name.as_str() {
        "lambda" => ("LM", Compute),
        "ecs" | "ec2" => (if name == "ecs" { "EC" } else { "E2" }, Compute),
        "batch" => ("BA", Compute),
        "eks" => ("EK", Compute),
        "codebuild" => ("CB", Compute),
        "emr-containers" | "elasticmapreduce" | "emr-serverless" | "emr" => ("EM", Compute),
        "glue" => ("GL", Data),
        "databrew" => ("BR", Data),
        "athena" => ("AT", Data),
        "dynamodb" => ("DB", Data),
        "rds" => ("RS", Data),
        "rdsdata" => ("RD", Data),
        "redshift" => ("RE", Data),
        "redshiftdata" => ("RE", Data),
        "opensearch" | "opensearchserverless" => ("OS", Data),
        "neptune" | "neptunedata" => ("NE", Data),
        "appflow" => ("AF", Data),
        "sqs" => ("SQ", Messaging),
        "sns" => ("SN", Messaging),
        "events" | "eventbridge" => ("EB", Messaging),
        "scheduler" => ("SC", Messaging),
        "sesv2" | "ses" => ("SE", Messaging),
        "kinesis" | "firehose" => ("KI", Messaging),
        "pinpoint" => ("PI", Messaging),
        "s3" | "s3control" => ("S3", Storage),
        "efs" => ("EF", Storage),
        "glacier" => ("GC", Storage),
        "backup" => ("BK", Storage),
        "ebs" => ("EL", Storage),
        "bedrock" => ("BE", Ai),
        "bedrockruntime" => ("BE", Ai),
        "bedrockagent" => ("BG", Ai),
        "bedrockagentruntime" => ("BG", Ai),
        "sagemaker" => ("SM", Ai),
        "comprehend" => ("CO", Ai),
        "rekognition" => ("RK", Ai),
        "textract" => ("TX", Ai),
        "transcribe" => ("TR", Ai),
        "translate" => ("TL", Ai),
        "polly" => ("PO", Ai),
        "forecast" => ("FC", Ai),
        "personalize" => ("PE", Ai),
        "http" => ("HT", Http),
        "apigateway" => ("AG", Http),
        "states" => ("SF", Flow),
        "sfn" => ("SF", Flow),
        "activity" => ("AC", Flow),
        _ => {
            let mut letters: String = name.chars().filter(|letter| letter.is_ascii_alphanumeric()).take(2).collect();
            letters.make_ascii_uppercase();
            if letters.is_empty() {
                letters.push('?');
            }
            return Service { letters, family: Flow };
        }
    };
    Service { letters: letters.to_owned(), family }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn resources_are_told_apart() {
        for (resource, letters, label, waits_for_token) in [
            ("arn:aws:states:::lambda:invoke", "LM", "lambda:invoke", false),
            ("arn:aws:states:::lambda:invoke.waitForTaskToken", "LM", "lambda:invoke", true),
            ("arn:${AWS::Partition}:states:::batch:submitJob.sync", "BA", "batch:submitJob.sync", false),
            (
                "arn:aws:states:::aws-sdk:bedrockagent:createKnowledgeBase",
                "BG",
                "bedrockagent:createKnowledgeBase",
                false,
            ),
            ("arn:aws:states:::aws-sdk:wisdom:search", "WI", "wisdom:search", false),
            ("arn:aws:lambda:eu-west-1:123456789012:function:charge", "LM", "lambda charge", false),
            ("arn:aws:states:eu-west-1:123456789012:activity:sign", "AC", "activity sign", false),
            ("${ChargeFunctionArn}", "LM", "ChargeFunctionArn", false),
            ("${DDBPutItem}", "DB", "DDBPutItem", false),
            ("arn:aws:states:::", "?", "", false),
        ] {
            let call = read(resource);
            assert_eq!(call.service.map(|service| service.letters).as_deref(), Some(letters), "{resource}");
            assert_eq!((call.label.as_str(), call.waits_for_token), (label, waits_for_token), "{resource}");
        }
        assert_eq!(read("nonsense").service, None);
    }
}
