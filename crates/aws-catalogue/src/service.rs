//! A service of AWS.

use crate::action::Action;
use crate::catalogue::Catalogue;
use crate::packed::Entry;

/// A service of AWS, as the index has it. Asking for its names or one of its actions unpacks what is needed.
#[derive(Clone, Copy, Debug)]
pub struct Service<'c> {
    pub(crate) catalogue: &'c Catalogue,
    pub(crate) position: usize,
    pub(crate) entry: &'c Entry,
}

impl<'c> Service<'c> {
    /// The name in `arn:aws:states:::aws-sdk:<service>:<action>`: `dynamodb`, `sfn`, `cognitoidentityprovider`.
    pub fn name(&self) -> &'c str {
        &self.entry.name
    }

    /// AWS's name: `AWS Step Functions`.
    pub fn full_name(&self) -> &'c str {
        &self.entry.full_name
    }

    /// The first sentence of AWS's documentation, at most 200 characters; may be empty.
    pub fn doc(&self) -> &'c str {
        &self.entry.doc
    }

    /// What stands before the dot in its errors: `DynamoDb`, `Sfn`.
    pub fn error_prefix(&self) -> &'c str {
        &self.entry.prefix
    }

    /// The error for whatever AWS does not model: `DynamoDb.DynamoDbException`, `S3.S3Exception`.
    pub fn base_error(&self) -> String {
        format!("{0}.{0}Exception", self.entry.prefix)
    }

    /// How many actions it has.
    pub fn action_count(&self) -> usize {
        self.entry.actions
    }

    /// The names of its actions in camelCase, in order of the alphabet. Unpacks the list of names of all services (once) and no
    /// service.
    pub fn action_names(&self) -> impl Iterator<Item = &'c str> {
        self.catalogue.action_names(self.position).split_ascii_whitespace()
    }

    /// The action of this name in camelCase, exactly as written.
    pub fn action(&self, name: &str) -> Option<Action> {
        Action::find(&self.catalogue.unpack(self.position)?, name)
    }

    /// All its actions, in order of the alphabet.
    pub fn actions(&self) -> Vec<Action> {
        self.catalogue.unpack(self.position).map(|unpacked| Action::all(&unpacked)).unwrap_or_default()
    }
}
