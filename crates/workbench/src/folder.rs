//! The opened folder: which definition files are in it, and how each stands.

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use stepwell_asl::{Document, Format, MachineType, Severity};

use crate::document::read_file;
use crate::reading;
use crate::schema::{Folder, Listing, ListingEntry, MockCase, MockFile, Problem, WorkflowEntry};

/// How many workflows are listed at most.
const MOST_WORKFLOWS: usize = 2_000;
/// How many directory entries are looked at.
const MOST_ENTRIES: usize = 50_000;
/// How deep folders are searched.
const DEEPEST: usize = 12;
/// Files that only might be definitions are read up to this size.
const SNIFFED_BYTES: u64 = 2 << 20;
/// How many files beside a workflow are looked at for mocks.
const MOST_BESIDE: usize = 200;
/// Folders that hold what tools made, not what people wrote.
const PASSED_OVER: [&str; 8] = ["node_modules", "target", "cdk.out", "dist", "build", "__pycache__", "venv", "vendor"];

/// What was found out about a file that has not changed since.
#[derive(Debug, Clone)]
struct Known {
    bytes: u64,
    modified: u64,
    /// None when it is no definition.
    entry: Option<WorkflowEntry>,
}

/// The opened folder.
#[derive(Debug)]
pub(crate) struct OpenFolder {
    root: PathBuf,
    known: HashMap<PathBuf, Known>,
    mocks: Vec<PathBuf>,
    listed: Folder,
}

impl OpenFolder {
    /// Opens a folder and reads its definitions.
    ///
    /// # Errors
    /// `FOLDER_NOT_READ`.
    pub fn open(path: &Path) -> Result<Self, Problem> {
        let root = fs::canonicalize(path).map_err(|error| not_read(path, &error))?;
        fs::read_dir(&root).map_err(|error| not_read(path, &error))?;
        let name = root.file_name().map_or_else(|| root.display().to_string(), |name| name.to_string_lossy().into());
        let listed = Folder {
            path: root.display().to_string(),
            name,
            workflows: Vec::new(),
            truncated: false,
            unreadable: Vec::new(),
        };
        let mut folder = Self { root, known: HashMap::new(), mocks: Vec::new(), listed };
        folder.refresh();
        Ok(folder)
    }

    /// Its path.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// As last read.
    pub fn listed(&self) -> &Folder {
        &self.listed
    }

    /// Reads it again; files that have not changed are not. Says whether anything changed.
    pub fn refresh(&mut self) -> bool {
        let mut search = Search { left: MOST_ENTRIES, files: Vec::new(), unreadable: Vec::new() };
        search.folder(&self.root, 0);
        search.files.sort();
        let mut workflows = Vec::new();
        let mut truncated = search.left == 0;
        let mut known = HashMap::new();
        self.mocks.clear();
        for path in search.files {
            let Ok(about) = fs::metadata(&path) else { continue };
            let modified = about
                .modified()
                .ok()
                .and_then(|time| time.duration_since(UNIX_EPOCH).ok())
                .map_or(0, |time| u64::try_from(time.as_millis()).unwrap_or(u64::MAX));
            let fresh = self.known.remove(&path).filter(|old| old.bytes == about.len() && old.modified == modified);
            let now = fresh.unwrap_or_else(|| Known {
                bytes: about.len(),
                modified,
                entry: self.examine(&path, about.len(), modified),
            });
            match &now.entry {
                Some(_) if workflows.len() >= MOST_WORKFLOWS => truncated = true,
                Some(entry) => workflows.push(entry.clone()),
                None => self.mocks.push(path.clone()),
            }
            known.insert(path, now);
        }
        self.known = known;
        let listed = Folder {
            path: self.listed.path.clone(),
            name: self.listed.name.clone(),
            workflows,
            truncated,
            unreadable: search.unreadable,
        };
        let changed = listed != self.listed;
        self.listed = listed;
        changed
    }

    /// What a file is; none when it is no definition.
    fn examine(&self, path: &Path, bytes: u64, modified: u64) -> Option<WorkflowEntry> {
        let relative = path.strip_prefix(&self.root).unwrap_or(path);
        let relative =
            relative.components().map(|part| part.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/");
        let mut entry = WorkflowEntry {
            path: path.display().to_string(),
            relative,
            name: reading::workflow_name(path),
            bytes,
            modified,
            states: None,
            errors: 0,
            warnings: 0,
            reason: None,
        };
        let named = is_definition_name(path);
        if !named && bytes > SNIFFED_BYTES {
            return None;
        }
        let text = match read_file(path) {
            Ok((text, _)) => text,
            Err(problem) => {
                entry.reason = Some(problem.message);
                return named.then_some(entry);
            }
        };
        let looks_so = || text.contains("\"StartAt\"") && text.contains("\"States\"");
        if !named && !looks_so() {
            return None;
        }
        let document = Document::parse(text, Format::of_path(path));
        if !named && !document.root().is_some_and(|root| root.get("StartAt").is_some() && root.get("States").is_some())
        {
            return None;
        }
        entry.reason = reading::unreadable(&document);
        if let Some(machine) = document.machine() {
            entry.states = Some(u32::try_from(machine.all_states().len()).unwrap_or(u32::MAX));
        }
        for found in document.diagnostics(MachineType::Standard) {
            match found.severity {
                Severity::Error => entry.errors += 1,
                Severity::Warning => entry.warnings += 1,
                Severity::Hint => {}
            }
        }
        Some(entry)
    }

    /// The mock configurations in the folder: JSON files with `StateMachines` and `TestCases`.
    pub fn mock_files(&self) -> Vec<MockFile> {
        self.mocks.iter().filter_map(|path| mock_file(path, &self.root)).collect()
    }
}

/// The mock configurations that lie beside a file opened on its own; folders below are not searched.
pub(crate) fn mock_files_beside(file: &Path) -> Vec<MockFile> {
    let Some((folder, entries)) = file.parent().and_then(|folder| Some((folder, fs::read_dir(folder).ok()?))) else {
        return Vec::new();
    };
    let mut paths: Vec<PathBuf> = entries
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("json")))
        .filter(|path| fs::metadata(path).is_ok_and(|about| about.is_file() && about.len() <= SNIFFED_BYTES))
        .take(MOST_BESIDE)
        .collect();
    paths.sort();
    paths.iter().filter_map(|path| mock_file(path, folder)).collect()
}

/// A mock configuration; none where the file is none.
pub(crate) fn mock_file(path: &Path, root: &Path) -> Option<MockFile> {
    let text = read_file(path).ok()?.0;
    if !text.contains("\"StateMachines\"") || !text.contains("\"MockedResponses\"") {
        return None;
    }
    let relative = path.strip_prefix(root).unwrap_or(path).display().to_string();
    let mut file = MockFile { path: path.display().to_string(), relative, cases: Vec::new(), reason: None };
    match stepwell_runtime::MockConfig::parse(&text) {
        Ok(config) => {
            for (machine, cases) in config.machines() {
                let named = |case: &str| MockCase { machine: machine.to_owned(), case: case.to_owned() };
                file.cases.extend(cases.map(named));
            }
        }
        Err(error) => file.reason = Some(error.to_string()),
    }
    Some(file)
}

fn not_read(path: &Path, error: &std::io::Error) -> Problem {
    Problem::new("FOLDER_NOT_READ", format!("{} was not opened: {error}.", path.display()))
        .at(path.display().to_string())
}

/// Whether the name says that it is a definition.
pub(crate) fn is_definition_name(path: &Path) -> bool {
    let name = path.file_name().map(|name| name.to_string_lossy().to_lowercase()).unwrap_or_default();
    [".asl.json", ".asl.yaml", ".asl.yml"].iter().any(|ending| name.ends_with(ending))
}

/// A walk through a folder, bounded in entries and depth; links to folders are not followed.
struct Search {
    left: usize,
    files: Vec<PathBuf>,
    unreadable: Vec<String>,
}

impl Search {
    fn folder(&mut self, path: &Path, depth: usize) {
        let entries = match fs::read_dir(path) {
            Ok(entries) => entries,
            Err(error) => {
                self.unreadable.push(format!("{}: {error}", path.display()));
                return;
            }
        };
        for entry in entries.flatten() {
            if self.left == 0 {
                return;
            }
            self.left -= 1;
            let name = entry.file_name().to_string_lossy().into_owned();
            let Ok(kind) = entry.file_type() else { continue };
            if kind.is_dir() {
                if depth < DEEPEST && !name.starts_with('.') && !PASSED_OVER.contains(&name.as_str()) {
                    self.folder(&entry.path(), depth + 1);
                }
            } else if !name.starts_with('.') {
                let path = entry.path();
                let json = path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("json"));
                if json || is_definition_name(&path) {
                    self.files.push(path);
                }
            }
        }
    }
}

/// Folders and definition files at a path, for hosts without a file dialog.
///
/// # Errors
/// `FOLDER_NOT_READ`.
pub(crate) fn browse(path: &Path) -> Result<Listing, Problem> {
    let path = fs::canonicalize(path).map_err(|error| not_read(path, &error))?;
    let mut entries: Vec<ListingEntry> = fs::read_dir(&path)
        .map_err(|error| not_read(&path, &error))?
        .flatten()
        .filter_map(|entry| {
            let name = entry.file_name().to_string_lossy().into_owned();
            let path = entry.path();
            let folder = path.is_dir();
            let lower = name.to_lowercase();
            let wanted = folder || [".json", ".yaml", ".yml"].iter().any(|ending| lower.ends_with(ending));
            (wanted && !name.starts_with('.')).then(|| ListingEntry { name, path: path.display().to_string(), folder })
        })
        .take(5_000)
        .collect();
    entries.sort_by_key(|entry| (!entry.folder, entry.name.to_lowercase()));
    Ok(Listing {
        parent: path.parent().map(|parent| parent.display().to_string()),
        home: dirs::home_dir().map(|home| home.display().to_string()),
        path: path.display().to_string(),
        entries,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const MACHINE: &str = r#"{"StartAt": "A", "States": {"A": {"Type": "Succeed"}}}"#;

    fn names(folder: &OpenFolder) -> Vec<&str> {
        folder.listed().workflows.iter().map(|entry| entry.relative.as_str()).collect()
    }

    #[test]
    fn definitions_are_found_by_name_and_by_content() {
        let temporary = tempfile::tempdir().expect("folder");
        let root = temporary.path();
        for folder in ["sub", "node_modules", ".git"] {
            fs::create_dir(root.join(folder)).expect("folder");
            fs::write(root.join(folder).join("x.asl.json"), MACHINE).expect("written");
        }
        fs::write(root.join("plain.json"), MACHINE).expect("written");
        fs::write(root.join("package.json"), r#"{"name": "StartAt States"}"#).expect("written");
        fs::write(root.join("broken.asl.json"), r#"{"StartAt": "A", "States": {"A""#).expect("written");
        fs::write(root.join("binary.asl.json"), [0_u8, 159, 146, 150]).expect("written");
        let mut folder = OpenFolder::open(root).expect("opened");
        assert_eq!(names(&folder), ["binary.asl.json", "broken.asl.json", "plain.json", "sub/x.asl.json"]);
        let entries = &folder.listed().workflows;
        assert!(entries[0].reason.as_deref().is_some_and(|reason| reason.contains("not UTF-8")));
        assert!(entries[1].reason.is_some());
        assert_eq!((entries[2].states, entries[2].errors), (Some(1), 0));
        assert!(!folder.refresh(), "nothing changed");
        fs::remove_file(root.join("plain.json")).expect("removed");
        assert!(folder.refresh());
        assert_eq!(names(&folder).len(), 3);
    }

    #[test]
    fn a_missing_folder_is_said() {
        let problem = OpenFolder::open(Path::new("/no/such/folder")).expect_err("refused");
        assert_eq!(problem.code, "FOLDER_NOT_READ");
    }

    #[test]
    fn mocks_beside_a_file_are_found() {
        let temporary = tempfile::tempdir().expect("folder");
        let root = temporary.path();
        fs::write(root.join("a.asl.json"), MACHINE).expect("written");
        fs::write(
            root.join("mocks.json"),
            r#"{"StateMachines": {"a": {"TestCases": {"one": {}}}}, "MockedResponses": {}}"#,
        )
        .expect("written");
        let found = mock_files_beside(&root.join("a.asl.json"));
        assert_eq!(found.len(), 1);
        assert_eq!((found[0].relative.as_str(), found[0].cases[0].case.as_str()), ("mocks.json", "one"));
    }

    #[test]
    fn browsing_lists_folders_first() {
        let temporary = tempfile::tempdir().expect("folder");
        fs::create_dir(temporary.path().join("zebra")).expect("folder");
        fs::write(temporary.path().join("a.json"), "").expect("written");
        fs::write(temporary.path().join("a.txt"), "").expect("written");
        let listing = browse(temporary.path()).expect("listed");
        let names: Vec<_> = listing.entries.iter().map(|entry| entry.name.as_str()).collect();
        assert_eq!(names, ["zebra", "a.json"]);
        assert!(listing.parent.is_some());
    }
}
