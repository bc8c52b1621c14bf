//! All of the data is read, and is what the script promises.

use std::collections::HashSet;

use stepwell_aws_catalogue::{Catalogue, Kind, Shape};

/// Whether a member name is as Step Functions writes them.
fn is_pascal_case(name: &str) -> bool {
    name.starts_with(|first: char| first.is_ascii_uppercase() || first.is_ascii_digit())
        && name.chars().all(|letter| letter.is_ascii_alphanumeric())
}

fn is_short_sentence(doc: &str) -> bool {
    doc.chars().count() <= 200 && !doc.contains(['\n', '\t'])
}

/// Looks at a shape and those right below it: every shape of a service is below an action or another shape, so that two levels of
/// every action see most of them.
fn check(shape: &Shape, depth: usize, place: &str) {
    if depth == 0 {
        return;
    }
    match shape.kind() {
        Kind::Structure | Kind::Union => {
            for member in shape.members() {
                assert!(is_pascal_case(member.name()), "{place} {}", member.name());
                assert!(is_short_sentence(member.doc()), "{place} {}: {}", member.name(), member.doc());
                check(&member.shape, depth - 1, place);
            }
        }
        Kind::List => check(&shape.element().unwrap_or_else(|| panic!("{place}: a list of nothing")), depth - 1, place),
        Kind::Map => {
            assert!(matches!(shape.key().map(|key| key.kind()), Some(Kind::String | Kind::Enum)), "{place}: keys");
            check(&shape.element().unwrap_or_else(|| panic!("{place}: a map of nothing")), depth - 1, place);
        }
        Kind::Enum => assert!(!shape.values().is_empty(), "{place}: an enum of nothing"),
        _ => {}
    }
}

#[test]
fn every_action_of_every_service_can_be_read() {
    let catalogue = Catalogue::get();
    let (mut actions, mut with_errors, mut documented) = (0, 0, 0);
    for service in catalogue.services() {
        assert!(service.name().chars().all(|letter| letter.is_ascii_lowercase() || letter.is_ascii_digit()));
        assert!(!service.full_name().is_empty() && service.error_prefix().eq_ignore_ascii_case(service.name()));
        let names: Vec<&str> = service.action_names().collect();
        assert_eq!(names.len(), service.action_count(), "{}", service.name());
        assert_eq!(names.iter().collect::<HashSet<_>>().len(), names.len(), "{}", service.name());
        for name in names {
            let place = format!("{}:{name}", service.name());
            let action = service.action(name).unwrap_or_else(|| panic!("{place} is named but not there"));
            assert!(name.starts_with(|first: char| first.is_ascii_lowercase()), "{place}");
            for shape in action.input().iter().chain(action.output().iter()) {
                assert_eq!(shape.kind(), Kind::Structure, "{place}");
                check(shape, 3, &place);
            }
            let errors = action.errors();
            let proper = |error: &String| {
                error
                    .strip_prefix(service.error_prefix())
                    .is_some_and(|rest| rest.starts_with('.') && rest.ends_with("Exception"))
            };
            assert!(errors.iter().all(proper), "{place}: {errors:?}");
            actions += 1;
            with_errors += usize::from(!errors.is_empty());
            documented += usize::from(!action.doc().is_empty());
        }
    }
    println!("{}: {} services, {actions} actions", catalogue.source(), catalogue.services().len());
    assert!(catalogue.services().len() >= 220, "AWS names over 220 services");
    assert!(actions >= 11_000, "AWS names over 11,000 actions, here are {actions}");
    assert!(with_errors * 10 > actions * 8 && documented * 10 > actions * 9, "{with_errors} {documented} of {actions}");
}

#[test]
fn names_are_those_of_step_functions() {
    let catalogue = Catalogue::get();
    // As recorded and published state machines use them.
    for (service, action, parameter) in [
        ("s3", "putObject", "SsekmsKeyId"),
        ("rds", "createDBInstance", "DbInstanceIdentifier"),
        ("rds", "createDBInstanceReadReplica", "SourceDBInstanceIdentifier"),
        ("forecast", "createPredictor", "PerformAutoML"),
        ("sfn", "sendTaskSuccess", "TaskToken"),
        ("emrserverless", "startJobRun", "ApplicationId"),
        ("redshiftdata", "executeStatement", "Sql"),
        ("bedrockagent", "startIngestionJob", "KnowledgeBaseId"),
        ("config", "listAggregateDiscoveredResources", "ConfigurationAggregatorName"),
        ("ec2", "describeInstances", "InstanceIds"),
        ("glue", "startDataQualityRulesetEvaluationRun", "DataSource"),
        ("cloudwatch", "putMetricData", "MetricData"),
    ] {
        let input = catalogue.action(service, action).and_then(|action| action.input());
        let input = input.unwrap_or_else(|| panic!("{service}:{action} is missing"));
        assert!(input.member(parameter).is_some(), "{service}:{action} has no {parameter}");
    }
    for (service, action, error) in [
        ("s3", "getObject", "S3.NoSuchKeyException"),
        ("s3", "createBucket", "S3.BucketAlreadyExistsException"),
        ("rds", "deleteDBCluster", "Rds.InvalidDbClusterStateException"),
        ("acmpca", "deleteCertificateAuthority", "AcmPca.ResourceNotFoundException"),
        ("dynamodb", "transactWriteItems", "DynamoDb.TransactionCanceledException"),
    ] {
        let errors = catalogue.action(service, action).map(|action| action.errors()).unwrap_or_default();
        assert!(errors.iter().any(|found| found == error), "{service}:{action}: {errors:?}");
    }
    let service = catalogue.service("sfn").map(|service| (service.full_name(), service.base_error()));
    assert_eq!(service, Some(("AWS Step Functions", "Sfn.SfnException".to_owned())));
}
