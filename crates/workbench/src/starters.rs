//! The workflows that come with Stepwell, from `assets/starters`.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use stepwell_asl::{Document, Format, MachineType, QueryLanguage, Severity};
use stepwell_json::Value;
use stepwell_runtime::MockConfig;

use crate::document::read_file;
use crate::reading::workflow_name;
use crate::save::{write_atomically, write_new};
use crate::schema::{Language, MachineKind, Problem, Starter};

/// How many names are tried for the mocks that are put beside a workflow.
const MOST_MOCK_FILES: u32 = 100;

/// What an empty new document holds.
pub(crate) fn empty(language: Option<Language>) -> String {
    let language = match language {
        Some(Language::JSONata) => "\n  \"QueryLanguage\": \"JSONata\",",
        Some(Language::JSONPath) | None => "",
    };
    format!(
        "{{{language}\n  \"StartAt\": \"Pass\",\n  \"States\": {{\n    \"Pass\": {{\n      \"Type\": \"Pass\",\n      \"End\": true\n    }}\n  }}\n}}\n"
    )
}

/// A workflow that comes with Stepwell, as it lies in `assets/starters`.
#[derive(Debug)]
pub(crate) struct StarterFile {
    /// Its file's name without endings; its state machine's name in its mocks.
    pub id: &'static str,
    title: &'static str,
    /// What it is made for.
    pub kind: MachineKind,
    /// The definition.
    pub text: &'static str,
    /// An input that it can be run with.
    pub input: &'static str,
    /// Mocks for its tasks, in the format of Step Functions Local; none where it has no tasks.
    pub mocks: Option<&'static str>,
}

macro_rules! file {
    ($id:literal, $ending:literal) => {
        include_str!(concat!("../../../assets/starters/", $id, $ending))
    };
}

macro_rules! starter {
    ($kind:ident $id:literal $title:literal) => {
        StarterFile {
            id: $id,
            title: $title,
            kind: MachineKind::$kind,
            text: file!($id, ".asl.json"),
            input: file!($id, ".input.json"),
            mocks: None,
        }
    };
    ($kind:ident $id:literal $title:literal mocked) => {
        StarterFile { mocks: Some(file!($id, ".mocks.json")), ..starter!($kind $id $title) }
    };
}

/// From what is read in a minute to what shows one thing each.
const STARTERS: &[StarterFile] = &[
    starter!(Standard "hello-world" "Hello world"),
    starter!(Standard "order-fulfilment" "Order fulfilment" mocked),
    starter!(Standard "human-approval" "Human approval" mocked),
    starter!(Standard "book-a-trip" "Book a trip" mocked),
    starter!(Standard "poll-a-job" "Poll a job" mocked),
    starter!(Standard "charge-with-retries" "Charge with retries" mocked),
    starter!(Standard "map-over-items" "Map over items" mocked),
    starter!(Standard "price-a-catalogue" "Price a catalogue" mocked),
    starter!(Standard "gather-quotes" "Gather quotes" mocked),
    starter!(Standard "parallel-checks" "Parallel checks"),
    starter!(Standard "read-all-pages" "Read all pages" mocked),
    starter!(Standard "run-another-workflow" "Run another workflow" mocked),
    starter!(Standard "nightly-report" "Nightly report" mocked),
    starter!(Express "answer-a-request" "Answer a request" mocked),
];

/// All of them; the description is the machine's own `Comment`.
pub(crate) fn list() -> Vec<Starter> {
    STARTERS
        .iter()
        .map(|starter| {
            let document = Document::parse(starter.text, Format::Json);
            let machine = document.machine();
            Starter {
                id: starter.id.to_owned(),
                title: starter.title.to_owned(),
                description: machine
                    .and_then(|machine| machine.comment())
                    .map(|comment| comment.into_owned())
                    .unwrap_or_default(),
                states: machine.map_or(0, |machine| u32::try_from(machine.all_states().len()).unwrap_or(u32::MAX)),
                kind: starter.kind,
                language: match machine.map(|machine| machine.query_language()).unwrap_or_default() {
                    QueryLanguage::JSONata => Language::JSONata,
                    QueryLanguage::JSONPath => Language::JSONPath,
                },
                not_express: not_express(&document),
            }
        })
        .collect()
}

/// Why AWS would not take a definition as EXPRESS; none where it would.
fn not_express(document: &Document) -> Option<String> {
    let mut found = document.diagnostics(MachineType::Express).into_iter();
    found.find(|found| found.severity == Severity::Error).map(|found| found.message)
}

/// A starter.
///
/// # Errors
/// `NO_SUCH_STARTER`.
pub(crate) fn find(id: &str) -> Result<&'static StarterFile, Problem> {
    STARTERS.iter().find(|known| known.id == id).ok_or_else(|| {
        let known: Vec<&str> = STARTERS.iter().map(|known| known.id).collect();
        Problem::new("NO_SUCH_STARTER", format!("There is no starter {id:?}; there are {}.", known.join(", ")))
    })
}

/// The starter that a document was begun from which never had a file: they are named after it, `book-a-trip-2` when one is open already.
pub(crate) fn begun_as(name: &str) -> Option<&'static StarterFile> {
    let plain = name.trim_end_matches(|c: char| c.is_ascii_digit()).trim_end_matches('-');
    STARTERS.iter().find(|known| known.id == name || known.id == plain)
}

/// A starter's mocks for a workflow of another name: its cases are found by it. Unchanged where that name is taken already.
fn mocks_of(text: &str, starter: &str, name: &str) -> String {
    let renamed = || {
        let at = text.find("\"StateMachines\"")?;
        let from = format!("\"{starter}\"");
        let at = at + text.get(at..)?.find(&from)?;
        let named = format!("{}{}{}", text.get(..at)?, Value::from(name).to_text(), text.get(at + from.len()..)?);
        let machines = |text: &str| {
            MockConfig::parse(text)
                .ok()
                .map(|config| config.machines().map(|(name, _)| name.to_owned()).collect::<Vec<_>>())
        };
        let (before, after) = (machines(text)?, machines(&named)?);
        let expected: Vec<&str> = before.iter().map(|known| if known == starter { name } else { known }).collect();
        let is_free = !before.iter().any(|known| known == name);
        let is_same =
            after.len() == expected.len() && expected.iter().all(|one| after.iter().any(|known| known == one));
        (is_free && is_same).then_some(named)
    };
    renamed().unwrap_or_else(|| text.to_owned())
}

impl StarterFile {
    /// Lays its mocks into a folder of the app, so that an execution finds them again after a restart; none where it has none, or
    /// where they could not be written, which only means that the person answers.
    pub(crate) fn lay_mocks(&self, data: Option<&Path>) -> Option<PathBuf> {
        let mocks = self.mocks?;
        let path = data?.join("starters").join(format!("{}.mocks.json", self.id));
        if fs::read_to_string(&path).is_ok_and(|text| text == mocks) {
            return Some(path);
        }
        fs::create_dir_all(path.parent()?).ok()?;
        write_atomically(&path, mocks.as_bytes()).ok()?;
        Some(path)
    }

    /// Puts its mocks from where they lie, with what was added to them there, beside a workflow that was begun from it: into a new file, so that
    /// nothing is written over. None where that can't be.
    pub(crate) fn put_mocks(&self, laid: &Path, workflow: &Path) -> Option<PathBuf> {
        let name = workflow_name(workflow);
        let text = mocks_of(&read_file(laid).ok()?.0, self.id, &name);
        let numbered = (2..=MOST_MOCK_FILES).map(|number| format!("{name}-{number}.mocks.json"));
        for file in std::iter::once(format!("{name}.mocks.json")).chain(numbered) {
            let path = workflow.with_file_name(file);
            match write_new(&path, text.as_bytes()) {
                Ok(()) => return Some(path),
                Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
                Err(_) => return None,
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use stepwell_history::History;
    use stepwell_runtime::{Runtime, Settled, Start, TaskSource, TimeMode};

    #[test]
    fn every_starter_is_one_that_aws_takes() {
        for starter in STARTERS {
            let document = Document::parse(starter.text, Format::Json);
            let found = document.diagnostics(crate::reading::machine_type(starter.kind));
            let errors: Vec<_> = found.into_iter().filter(|found| found.severity == Severity::Error).collect();
            assert!(errors.is_empty(), "{}: {errors:?}", starter.id);
        }
        for starter in list() {
            assert!(!starter.description.is_empty() && starter.states > 0, "{}", starter.id);
            assert!(starter.kind == MachineKind::Standard || starter.not_express.is_none(), "{}", starter.id);
        }
    }

    /// Of both query languages, and each way of doing things that people look for.
    #[test]
    fn the_starters_show_what_there_is() {
        let texts = || STARTERS.iter().map(|starter| starter.text);
        for part in [
            "\"DISTRIBUTED\"",
            ".waitForTaskToken",
            "startExecution.sync:2",
            "\"Retry\"",
            "\"Catch\"",
            "\"Parallel\"",
            "\"INLINE\"",
            "\"Assign\"",
            ".sync\"",
        ] {
            assert!(texts().any(|text| text.contains(part)), "no starter has {part}");
        }
        let listed = list();
        for language in [Language::JSONPath, Language::JSONata] {
            assert!(listed.iter().filter(|starter| starter.language == language).count() >= 5);
        }
        assert!(listed.iter().any(|starter| starter.not_express.is_some()));
    }

    /// Each runs as it is: the first test case of its mocks succeeds, and the others come to an end.
    #[tokio::test]
    async fn every_starter_runs_with_its_mocks() {
        let runtime = Runtime::new(History::open_in_memory().expect("a history")).expect("a runtime");
        for starter in STARTERS {
            let config = starter.mocks.map(|text| MockConfig::parse(text).expect("mocks"));
            let names: Vec<String> = config
                .iter()
                .flat_map(MockConfig::machines)
                .flat_map(|(machine, cases)| {
                    assert_eq!(machine, starter.id);
                    cases.map(str::to_owned).collect::<Vec<_>>()
                })
                .collect();
            let document = Document::parse(starter.text, Format::Json);
            let mut sources: Vec<(String, TaskSource)> = Vec::new();
            for name in &names {
                let case = config.as_ref().expect("mocks").case(starter.id, name).expect("a case");
                let unlike: Vec<String> = case.unlike_answers(&document).iter().map(ToString::to_string).collect();
                assert!(unlike.is_empty(), "{}: {unlike:?}", starter.id);
                sources.push((name.clone(), TaskSource::Mocks { case, file: None }));
            }
            if sources.is_empty() {
                sources.push(("no tasks".to_owned(), TaskSource::Nobody));
            }
            for (number, (name, tasks)) in sources.into_iter().enumerate() {
                let start = Start {
                    kind: crate::reading::machine_type(starter.kind),
                    input: starter.input.into(),
                    time: TimeMode::Skip,
                    tasks,
                    ..Start::of(starter.text)
                };
                let arn = runtime.start(start).await.expect("started");
                let settled = runtime.wait_end(&arn).await.expect("settled");
                let Settled::Ended(end) = settled else { panic!("{}: {name} does not end: {settled:?}", starter.id) };
                let failure = format!("{}: {name}: {:?} {:?}", starter.id, end.error, end.cause);
                if number == 0 {
                    assert_eq!(end.status.as_str(), "SUCCEEDED", "{failure}");
                } else {
                    let said = end.cause.as_deref().unwrap_or_default();
                    assert!(end.error.as_deref().is_none_or(|error| !error.starts_with("States.Runtime")), "{failure}");
                    assert!(!said.contains("mock"), "{failure}");
                }
            }
        }
        runtime.shut_down().await;
    }

    #[test]
    fn mocks_are_laid_down_once() {
        let folder = tempfile::tempdir().expect("folder");
        let starter = find("human-approval").expect("a starter");
        let path = starter.lay_mocks(Some(folder.path())).expect("a path");
        assert_eq!(fs::read_to_string(&path).expect("mocks"), starter.mocks.expect("mocks"));
        fs::write(&path, "spoilt").expect("written");
        assert_eq!(starter.lay_mocks(Some(folder.path())).as_deref(), Some(path.as_path()));
        assert_eq!(fs::read_to_string(&path).expect("mocks"), starter.mocks.expect("mocks"));
        assert!(find("hello-world").expect("a starter").lay_mocks(Some(folder.path())).is_none());
        assert!(starter.lay_mocks(None).is_none());
    }

    #[test]
    fn documents_are_named_after_their_starter() {
        for (name, id) in [
            ("book-a-trip", Some("book-a-trip")),
            ("book-a-trip-12", Some("book-a-trip")),
            ("book-a-trip-to", None),
            ("untitled-2", None),
        ] {
            assert_eq!(begun_as(name).map(|starter| starter.id), id, "{name}");
        }
    }

    #[test]
    fn an_unknown_starter_is_said() {
        assert!(find("nope").expect_err("refused").message.contains("hello-world"));
    }
}
