//! The person's own pieces of workflows, kept in a small file in the app's data folder.

use std::fs;
use std::path::PathBuf;

use serde::{Deserialize, Serialize};
use stepwell_asl::{Document, Format, MachineView, QueryLanguage};

use crate::save::write_atomically;
use crate::schema::{Language, Problem, Snippet};

/// How many are kept.
const MOST: usize = 500;
/// How long a snippet's text may be, in bytes: AWS takes definitions up to 1 MiB.
const LONGEST: usize = 1 << 20;
/// How long its name may be, in characters.
const LONGEST_NAME: usize = 80;

/// A snippet as it is kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Kept {
    id: u64,
    name: String,
    text: String,
}

/// Where snippets are kept. The file is read each time: another window may have written it.
#[derive(Debug)]
pub(crate) struct SnippetStore {
    file: Option<PathBuf>,
}

impl SnippetStore {
    /// The snippets of a data folder; without one nothing can be kept.
    pub fn new(data: Option<&std::path::Path>) -> Self {
        Self { file: data.map(|data| data.join("snippets.json")) }
    }

    /// All of them, by name.
    ///
    /// # Errors
    /// `SNIPPETS_NOT_READ`.
    pub fn list(&self) -> Result<Vec<Snippet>, Problem> {
        let mut kept = self.read()?;
        kept.sort_by_key(|snippet| (snippet.name.to_lowercase(), snippet.id));
        Ok(kept.into_iter().map(shown).collect())
    }

    /// Keeps states under a name.
    ///
    /// # Errors
    /// `SNIPPET_NAME`, `SNIPPET_TOO_LARGE`, `TOO_MANY_SNIPPETS`, `SNIPPETS_NOT_READ`, `SNIPPETS_NOT_KEPT`.
    pub fn save(&self, name: &str, text: String) -> Result<(), Problem> {
        let name = checked_name(name)?;
        if text.len() > LONGEST {
            let message =
                "The states are longer than 1 MiB together, which is more than a definition may be; choose fewer.";
            return Err(Problem::new("SNIPPET_TOO_LARGE", message));
        }
        let mut kept = self.read()?;
        if kept.len() >= MOST {
            let message = format!("There are {MOST} snippets; delete one that you do not need.");
            return Err(Problem::new("TOO_MANY_SNIPPETS", message));
        }
        refuse_taken(&kept, &name, None)?;
        let id = kept.iter().map(|snippet| snippet.id).max().map_or(1, |last| last.saturating_add(1));
        kept.push(Kept { id, name, text });
        self.write(&kept)
    }

    /// Gives one another name.
    ///
    /// # Errors
    /// `NO_SUCH_SNIPPET`, `SNIPPET_NAME`, `SNIPPETS_NOT_READ`, `SNIPPETS_NOT_KEPT`.
    pub fn rename(&self, id: u64, name: &str) -> Result<(), Problem> {
        let name = checked_name(name)?;
        let mut kept = self.read()?;
        refuse_taken(&kept, &name, Some(id))?;
        let snippet = kept.iter_mut().find(|snippet| snippet.id == id).ok_or_else(gone)?;
        snippet.name = name;
        self.write(&kept)
    }

    /// Forgets one.
    ///
    /// # Errors
    /// `NO_SUCH_SNIPPET`, `SNIPPETS_NOT_READ`, `SNIPPETS_NOT_KEPT`.
    pub fn delete(&self, id: u64) -> Result<(), Problem> {
        let mut kept = self.read()?;
        let before = kept.len();
        kept.retain(|snippet| snippet.id != id);
        if kept.len() == before {
            return Err(gone());
        }
        self.write(&kept)
    }

    fn read(&self) -> Result<Vec<Kept>, Problem> {
        let Some(file) = &self.file else { return Ok(Vec::new()) };
        let not_read = |why: String| {
            let place = file.display().to_string();
            let message = format!("The snippets in {place} can't be read: {why}. Repair the file or move it away.");
            Problem::new("SNIPPETS_NOT_READ", message).at(place)
        };
        match fs::read_to_string(file) {
            Ok(text) => serde_json::from_str(&text).map_err(|error| not_read(error.to_string())),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(Vec::new()),
            Err(error) => Err(not_read(error.to_string())),
        }
    }

    fn write(&self, kept: &[Kept]) -> Result<(), Problem> {
        let not_kept =
            |why: String| Problem::new("SNIPPETS_NOT_KEPT", format!("The snippet could not be kept: {why}."));
        let Some(file) = &self.file else {
            return Err(not_kept("there is no data folder on this machine".to_owned()));
        };
        if let Some(folder) = file.parent() {
            fs::create_dir_all(folder).map_err(|error| not_kept(error.to_string()))?;
        }
        let text = serde_json::to_string_pretty(kept).map_err(|error| not_kept(error.to_string()))?;
        write_atomically(file, text.as_bytes()).map_err(|problem| not_kept(problem.message))
    }
}

fn gone() -> Problem {
    Problem::new("NO_SUCH_SNIPPET", "This snippet is not there any more.")
}

fn checked_name(name: &str) -> Result<String, Problem> {
    let name = name.trim();
    let length = name.chars().count();
    if length == 0 || length > LONGEST_NAME {
        let message = format!("A snippet's name has 1 to {LONGEST_NAME} characters; this one has {length}.");
        return Err(Problem::new("SNIPPET_NAME", message));
    }
    Ok(name.to_owned())
}

fn refuse_taken(kept: &[Kept], name: &str, own: Option<u64>) -> Result<(), Problem> {
    if kept.iter().any(|snippet| snippet.name == name && Some(snippet.id) != own) {
        let message = format!("There is a snippet \"{name}\" already; choose another name.");
        return Err(Problem::new("SNIPPET_NAME", message));
    }
    Ok(())
}

/// How many states a definition has.
pub(crate) fn count(document: &Document) -> u32 {
    let states = document.machine().map(MachineView::all_states).unwrap_or_default();
    u32::try_from(states.len()).unwrap_or(u32::MAX)
}

fn shown(kept: Kept) -> Snippet {
    let document = Document::parse(kept.text.as_str(), Format::Json);
    let machine = document.machine();
    let first = machine.and_then(|machine| machine.state(&machine.start_at()?));
    Snippet {
        id: kept.id,
        name: kept.name,
        states: count(&document),
        state_type: first
            .and_then(|state| state.state_type())
            .map_or_else(|| "Pass".to_owned(), |kind| kind.to_string()),
        language: match machine.map(MachineView::query_language).unwrap_or_default() {
            QueryLanguage::JSONata => Language::JSONata,
            QueryLanguage::JSONPath => Language::JSONPath,
        },
        text: kept.text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "{\n  \"StartAt\": \"A\",\n  \"States\": {\n    \"A\": { \"Type\": \"Wait\", \"Seconds\": 1, \"End\": true }\n  }\n}\n";

    #[test]
    fn snippets_are_kept_renamed_and_deleted() {
        let folder = tempfile::tempdir().expect("folder");
        let store = SnippetStore::new(Some(folder.path()));
        assert_eq!(store.list().expect("none"), []);
        store.save("  wait ", TEXT.to_owned()).expect("kept");
        store.save("Also", TEXT.to_owned()).expect("kept");
        assert_eq!(store.save("wait", TEXT.to_owned()).expect_err("refused").code, "SNIPPET_NAME");
        let names = || SnippetStore::new(Some(folder.path())).list().expect("read").into_iter().map(|one| one.name);
        assert_eq!(names().collect::<Vec<_>>(), ["Also", "wait"]);
        let wait = store.list().expect("read").remove(1);
        assert_eq!((wait.states, wait.state_type.as_str(), wait.language), (1, "Wait", Language::JSONPath));
        assert_eq!(wait.text, TEXT);
        store.rename(wait.id, "zz").expect("renamed");
        assert_eq!(store.rename(wait.id, "Also").expect_err("refused").code, "SNIPPET_NAME");
        assert_eq!(names().collect::<Vec<_>>(), ["Also", "zz"]);
        store.delete(wait.id).expect("deleted");
        assert_eq!(store.delete(wait.id).expect_err("refused").code, "NO_SUCH_SNIPPET");
        assert_eq!(names().collect::<Vec<_>>(), ["Also"]);
    }

    #[test]
    fn what_cannot_be_kept_is_said() {
        let folder = tempfile::tempdir().expect("folder");
        let store = SnippetStore::new(Some(folder.path()));
        for name in ["", "  ", &"x".repeat(81)] {
            assert_eq!(store.save(name, TEXT.to_owned()).expect_err("refused").code, "SNIPPET_NAME");
        }
        assert_eq!(store.save("big", " ".repeat(LONGEST + 1)).expect_err("refused").code, "SNIPPET_TOO_LARGE");
        fs::write(folder.path().join("snippets.json"), "not json").expect("written");
        // A file that somebody spoilt is not written over.
        assert_eq!(store.save("a", TEXT.to_owned()).expect_err("refused").code, "SNIPPETS_NOT_READ");
        assert_eq!(SnippetStore::new(None).save("a", TEXT.to_owned()).expect_err("refused").code, "SNIPPETS_NOT_KEPT");
    }
}
