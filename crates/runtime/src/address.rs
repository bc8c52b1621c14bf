//! Names and ARNs of state machines and executions
//! (<https://docs.aws.amazon.com/step-functions/latest/apireference/API_StartExecution.html>).

use std::path::Path;

use stepwell_asl::MachineType;

use crate::error::RuntimeError;

/// Under which account, in which region and with which role an execution believes to run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Address {
    /// The account's twelve digits.
    pub account: String,
    /// The region.
    pub region: String,
    /// The execution role's ARN.
    pub role_arn: String,
}

impl Default for Address {
    fn default() -> Self {
        Self {
            account: "123456789012".to_owned(),
            region: "us-east-1".to_owned(),
            role_arn: "arn:aws:iam::123456789012:role/StepwellRole".to_owned(),
        }
    }
}

impl Address {
    /// The ARN of a state machine here.
    #[must_use]
    pub fn state_machine_arn(&self, machine: &str) -> String {
        format!("arn:aws:states:{}:{}:stateMachine:{machine}", self.region, self.account)
    }

    /// The ARN of an execution here. Names of EXPRESS executions may repeat, so AWS adds an id to tell them
    /// apart.
    #[must_use]
    pub fn execution_arn(&self, kind: MachineType, machine: &str, name: &str, id: &str) -> String {
        let Self { account, region, .. } = self;
        match kind {
            MachineType::Standard => format!("arn:aws:states:{region}:{account}:execution:{machine}:{name}"),
            MachineType::Express => format!("arn:aws:states:{region}:{account}:express:{machine}:{name}:{id}"),
        }
    }
}

/// Whether an execution's ARN is that of a child of a map run: its machine has a label.
pub(crate) fn is_child(arn: &str) -> bool {
    arn.split(':').nth(6).is_some_and(|machine| machine.contains('/'))
}

/// The longest name there may be, in characters.
const LONGEST: usize = 80;

fn is_possible(character: char) -> bool {
    !character.is_whitespace() && !character.is_control() && !"?*<>{}[]\"#%\\^|~`$&,;:/".contains(character)
}

/// Refuses a name that AWS would refuse.
pub(crate) fn check_name(what: &'static str, name: &str) -> Result<(), RuntimeError> {
    if (1..=LONGEST).contains(&name.chars().count()) && name.chars().all(is_possible) {
        Ok(())
    } else {
        Err(RuntimeError::Name { what, name: name.to_owned() })
    }
}

/// The name a workflow's state machine gets: its file's, without what AWS does not take.
#[must_use]
pub fn name_of_workflow(workflow: &Path) -> String {
    let file = workflow.file_name().map(|name| name.to_string_lossy()).unwrap_or_default();
    let stem = [".asl.json", ".asl.yaml", ".asl.yml", ".json", ".yaml", ".yml"]
        .iter()
        .find_map(|ending| file.strip_suffix(ending))
        .unwrap_or(&file);
    let name: String =
        stem.chars().map(|character| if is_possible(character) { character } else { '-' }).take(LONGEST).collect();
    if name.is_empty() { "Workflow".to_owned() } else { name }
}

/// A name nobody has had: a random UUID (version 4).
pub(crate) fn fresh_name() -> Result<String, RuntimeError> {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes).map_err(RuntimeError::Entropy)?;
    let number = u128::from_be_bytes(bytes) & !(0xF << 76 | 0x3 << 62) | 0x4 << 76 | 0x2 << 62;
    let digits = format!("{number:032x}");
    Ok([&digits[..8], &digits[8..12], &digits[12..16], &digits[16..20], &digits[20..]].join("-"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_what_aws_takes() {
        for good in ["a", "Größe_1.0-x(2)", &"x".repeat(80)] {
            check_name("The name", good).unwrap();
        }
        for bad in ["", "a b", "a/b", "a:b", "tab\t", "nul\0", &"x".repeat(81), "what?"] {
            assert_eq!(check_name("The name", bad).unwrap_err().code(), "INVALID_NAME", "{bad:?}");
        }
    }

    #[test]
    fn a_workflow_names_its_machine() {
        for (path, name) in [
            ("/home/me/orders.asl.json", "orders"),
            ("my orders v2.json", "my-orders-v2"),
            ("deploy.asl.yml", "deploy"),
            ("/", "Workflow"),
            (".asl.json", "Workflow"),
            ("plain", "plain"),
        ] {
            assert_eq!(name_of_workflow(Path::new(path)), name);
            check_name("The name", &name_of_workflow(Path::new(path))).unwrap();
        }
    }

    #[test]
    fn fresh_names_are_random_uuids() {
        let (one, two) = (fresh_name().unwrap(), fresh_name().unwrap());
        assert_ne!(one, two);
        for name in [one, two] {
            let parts: Vec<&str> = name.split('-').collect();
            assert_eq!(parts.iter().map(|part| part.len()).collect::<Vec<_>>(), [8, 4, 4, 4, 12]);
            assert!(parts[2].starts_with('4'), "{name}");
            assert!("89ab".contains(&parts[3][..1]), "{name}");
        }
    }
}
