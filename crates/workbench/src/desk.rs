//! What lies open: documents, the folder, the recent list, recovered work.

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

use stepwell_asl::Format;

use crate::document::{FromStarter, OpenDocument, read_file};
use crate::folder::{OpenFolder, mock_files_beside};
use crate::recent::RecentList;
use crate::recovery::{Kept, RecoveryStore};
use crate::save::write_atomically;
use crate::schema::{
    Closed, Conflict, DiskChange, DiskState, DocumentChange, DocumentId, DocumentView, Event, FirstRun, FixArgs,
    FlowDirection, Folder, MachineKind, MockCase, MockFile, NewDocumentArgs, PictureView, Problem, Recent, Recovery,
    Resolution, Saved, StateDetail, TaskAnswers, TextChange,
};
use crate::starters;

/// Everything that is open, behind one lock.
#[derive(Debug)]
pub(crate) struct Desk {
    documents: Vec<OpenDocument>,
    next: DocumentId,
    folder: Option<OpenFolder>,
    recent: RecentList,
    recovery: Option<RecoveryStore>,
    kinds: Kinds,
    /// Where the flow of pictures goes.
    direction: FlowDirection,
    /// Where the app keeps what is its own; none for nowhere.
    data: Option<PathBuf>,
}

/// STANDARD or EXPRESS by file, since the language does not say; kept in the configuration folder.
#[derive(Debug, Default)]
struct Kinds {
    file: Option<PathBuf>,
    express: HashMap<String, MachineKind>,
}

impl Kinds {
    fn read(file: Option<PathBuf>) -> Self {
        let text = file.as_deref().and_then(|file| fs::read_to_string(file).ok());
        let express = text.and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default();
        Self { file, express }
    }

    fn of(&self, path: &Path) -> MachineKind {
        self.express.get(&path.display().to_string()).copied().unwrap_or(MachineKind::Standard)
    }

    fn set(&mut self, path: &Path, kind: MachineKind) {
        if self.of(path) == kind {
            return;
        }
        self.express.insert(path.display().to_string(), kind);
        if let Some(file) = &self.file
            && let Ok(text) = serde_json::to_string_pretty(&self.express)
            && file.parent().is_some_and(|folder| fs::create_dir_all(folder).is_ok())
        {
            // Not kept only means that the person is asked again.
            drop(write_atomically(file, text.as_bytes()));
        }
    }
}

fn no_document(id: DocumentId) -> Problem {
    Problem::new("NO_SUCH_DOCUMENT", format!("Document {id} is not open any more."))
}

impl Desk {
    /// An empty desk; `config` is where small lists are kept, `data` what is larger, none for nowhere.
    pub fn new(config: Option<&Path>, data: Option<&Path>, recovery: Option<RecoveryStore>) -> Self {
        Self {
            documents: Vec::new(),
            next: 1,
            folder: None,
            recent: RecentList::read(config.map(|folder| folder.join("recent.json"))),
            recovery,
            kinds: Kinds::read(config.map(|folder| folder.join("kinds.json"))),
            direction: FlowDirection::default(),
            data: data.map(Path::to_path_buf),
        }
    }

    /// Where the flow of pictures goes.
    pub fn direction(&self) -> FlowDirection {
        self.direction
    }

    /// Sets where the flow of pictures goes, and draws what is open anew.
    pub fn set_direction(&mut self, direction: FlowDirection) -> Vec<DocumentChange> {
        self.direction = direction;
        let others = self.documents.iter_mut().filter(|document| document.direction() != direction);
        others.map(|document| document.set_direction(direction)).collect()
    }

    /// All open documents.
    pub fn views(&self) -> Vec<DocumentView> {
        self.documents.iter().map(OpenDocument::view).collect()
    }

    /// The opened folder.
    pub fn folder(&self) -> Option<&OpenFolder> {
        self.folder.as_ref()
    }

    /// The recent list.
    pub fn recent(&self) -> Vec<Recent> {
        self.recent.entries()
    }

    /// Takes a path out of the recent list.
    pub fn forget_recent(&mut self, path: &str) -> Vec<Recent> {
        self.recent.forget(path);
        self.recent.entries()
    }

    /// What crashes left, but for what is open already.
    pub fn recoveries(&self) -> Vec<Recovery> {
        let Some(store) = &self.recovery else { return Vec::new() };
        let open = |path: &str| {
            self.documents.iter().any(|document| document.path.as_deref().is_some_and(|open| open == Path::new(path)))
        };
        store.recoveries().into_iter().filter(|recovery| !open(&recovery.path)).collect()
    }

    /// Drops what a crash left of a path.
    pub fn discard_recovery(&mut self, path: &str) {
        if let Some(store) = &self.recovery {
            store.discard(path);
        }
    }

    /// An open document.
    ///
    /// # Errors
    /// `NO_SUCH_DOCUMENT`.
    pub fn document(&self, id: DocumentId) -> Result<&OpenDocument, Problem> {
        self.documents.iter().find(|document| document.id == id).ok_or_else(|| no_document(id))
    }

    fn document_mut(&mut self, id: DocumentId) -> Result<&mut OpenDocument, Problem> {
        self.documents.iter_mut().find(|document| document.id == id).ok_or_else(|| no_document(id))
    }

    /// Opens a folder.
    ///
    /// # Errors
    /// `FOLDER_NOT_READ`.
    pub fn open_folder(&mut self, path: &Path, now: u64) -> Result<Folder, Problem> {
        let folder = OpenFolder::open(path)?;
        self.recent.add(folder.root(), true, now);
        let listed = folder.listed().clone();
        self.folder = Some(folder);
        Ok(listed)
    }

    /// Leaves the folder.
    pub fn close_folder(&mut self) {
        self.folder = None;
    }

    /// The mock configurations of the opened folder, and those beside documents opened on their own.
    pub fn mock_files(&self) -> Vec<MockFile> {
        let mut files = self.folder.as_ref().map(OpenFolder::mock_files).unwrap_or_default();
        for path in self.documents.iter().filter_map(|document| document.path.as_deref()) {
            if self.folder.as_ref().is_some_and(|folder| path.starts_with(folder.root())) {
                continue;
            }
            for beside in mock_files_beside(path) {
                if !files.iter().any(|known| known.path == beside.path) {
                    files.push(beside);
                }
            }
        }
        for mocks in self.documents.iter().filter_map(|document| document.starter.as_ref()?.mock_file()) {
            if !files.iter().any(|known| known.path == mocks.path) {
                files.push(mocks);
            }
        }
        files
    }

    /// The folders and files that must be watched.
    pub fn watched(&self) -> (Option<PathBuf>, Vec<PathBuf>) {
        let files = self.documents.iter().filter_map(|document| document.path.clone()).collect();
        (self.folder.as_ref().map(|folder| folder.root().to_path_buf()), files)
    }

    /// Opens a file, or gives the document that shows it already. Work that a crash left is put on top
    /// of the file's text as a step that undo takes back.
    ///
    /// # Errors
    /// `FILE_NOT_READ`, `FILE_TOO_LARGE`, `NOT_TEXT`, `IS_A_FOLDER`.
    pub fn open_workflow(&mut self, path: &Path, now: u64) -> Result<DocumentView, Problem> {
        let absolute = fs::canonicalize(path).unwrap_or_else(|_| path.to_path_buf());
        if let Some(open) = self.documents.iter().find(|open| open.path.as_deref() == Some(&absolute)) {
            return Ok(open.view());
        }
        let left = self.recovery.as_ref().and_then(|store| {
            store.find(&absolute.display().to_string()).or_else(|| store.find(&path.display().to_string()))
        });
        let id = self.next;
        let mut document = match (&left, read_file(&absolute)) {
            // A document never saved: only its recovered text is there.
            (Some((_, kept)), _) if kept.path.is_none() => {
                let kind = starters::begun_as(&kept.name).map_or(MachineKind::Standard, |starter| starter.kind);
                let mut document = OpenDocument::new(id, kept.name.clone(), "", Format::Json, kind, self.direction);
                document.set_text(&kept.text, "recovered work");
                // It is run as it was before, with its starter's input and mocks.
                document.starter = starters::begun_as(&kept.name)
                    .map(|starter| FromStarter { starter, mocks: starter.lay_mocks(self.data.as_deref()) });
                document
            }
            (_, Ok((text, read_only))) => {
                let kind = self.kinds.of(&absolute);
                let mut document = OpenDocument::of_file(id, absolute.clone(), &text, kind, read_only, self.direction);
                if let Some((_, kept)) = &left {
                    document.set_text(&kept.text, "recovered work");
                }
                document
            }
            // The file is gone, but the work on it is not.
            (Some((_, kept)), Err(_)) => {
                let mut document =
                    OpenDocument::of_file(id, absolute.clone(), "", MachineKind::Standard, false, self.direction);
                document.set_text(&kept.text, "recovered work");
                document.rest_on(None);
                document
            }
            (None, Err(problem)) => return Err(problem),
        };
        self.next += 1;
        document.recovered = left.is_some();
        if document.path.is_some() {
            self.recent.add(&absolute, false, now);
        }
        if let (Some((file, _)), Some(store)) = (&left, &self.recovery) {
            // It is this process's to keep from now on. What can't be kept stays where it was found, and is
            // tried again with the next round, which tells why.
            if !document.dirty() || keep(store, &mut document, now).is_ok() {
                drop(fs::remove_file(file));
            } else {
                document.kept = 0;
            }
        }
        let view = document.view();
        self.documents.push(document);
        Ok(view)
    }

    /// A new document, from a starter or with one Pass state.
    ///
    /// # Errors
    /// `NO_SUCH_STARTER`.
    pub fn new_document(&mut self, arguments: &NewDocumentArgs) -> Result<DocumentView, Problem> {
        let starter = arguments.starter.as_deref().map(starters::find).transpose()?;
        let (name, text) = match starter {
            Some(starter) => (starter.id, starter.text.to_owned()),
            None => ("untitled", starters::empty(arguments.language)),
        };
        let kind = arguments.kind.or(starter.map(|starter| starter.kind)).unwrap_or(MachineKind::Standard);
        let taken = |name: &str| self.documents.iter().any(|document| document.name == name);
        let mut unique = name.to_owned();
        let mut number = 2;
        while taken(&unique) {
            unique = format!("{name}-{number}");
            number += 1;
        }
        let mut document = OpenDocument::new(self.next, unique, &text, Format::Json, kind, self.direction);
        document.starter =
            starter.map(|starter| FromStarter { starter, mocks: starter.lay_mocks(self.data.as_deref()) });
        self.next += 1;
        let view = document.view();
        self.documents.push(document);
        Ok(view)
    }

    /// How a document may be run that never was.
    ///
    /// # Errors
    /// `NO_SUCH_DOCUMENT`.
    pub fn first_run(&self, id: DocumentId) -> Result<FirstRun, Problem> {
        let Some(from) = &self.document(id)?.starter else { return Ok(FirstRun { input: None, tasks: None }) };
        let tasks = from.mock_file().and_then(|file| {
            let MockCase { machine, case } = file.cases.into_iter().next()?;
            Some(TaskAnswers::Mocks { path: file.path, machine, case })
        });
        Ok(FirstRun { input: Some(from.starter.input.trim_end().to_owned()), tasks })
    }

    /// Closes a document.
    ///
    /// # Errors
    /// `NO_SUCH_DOCUMENT`.
    pub fn close_document(&mut self, id: DocumentId, discard: bool) -> Result<Closed, Problem> {
        if self.document(id)?.dirty() && !discard {
            return Ok(Closed { closed: false });
        }
        self.documents.retain(|document| document.id != id);
        if let Some(store) = &self.recovery {
            store.drop_document(id);
        }
        Ok(Closed { closed: true })
    }

    /// Applies named edits.
    ///
    /// # Errors
    /// The edit's own.
    pub fn edit(&mut self, id: DocumentId, edits: &[serde_json::Value]) -> Result<DocumentChange, Problem> {
        self.document_mut(id)?.edit(edits)
    }

    /// Applies the fix of a problem.
    ///
    /// # Errors
    /// `STALE_CHANGE`, `FILE_TOO_LARGE`, and those of edits.
    pub fn fix(&mut self, arguments: &FixArgs) -> Result<DocumentChange, Problem> {
        self.document_mut(arguments.document)?.fix(arguments)
    }

    /// Applies typing.
    ///
    /// # Errors
    /// `STALE_CHANGE`, `BAD_CHANGE`, `FILE_TOO_LARGE`.
    pub fn type_text(&mut self, id: DocumentId, version: u64, typed: &[TextChange]) -> Result<DocumentChange, Problem> {
        self.document_mut(id)?.type_text(version, typed, Instant::now())
    }

    /// Takes a step back.
    ///
    /// # Errors
    /// `NO_SUCH_DOCUMENT`.
    pub fn undo(&mut self, id: DocumentId) -> Result<DocumentChange, Problem> {
        Ok(self.document_mut(id)?.undo())
    }

    /// Does a step again.
    ///
    /// # Errors
    /// `NO_SUCH_DOCUMENT`.
    pub fn redo(&mut self, id: DocumentId) -> Result<DocumentChange, Problem> {
        Ok(self.document_mut(id)?.redo())
    }

    /// Sets STANDARD or EXPRESS.
    ///
    /// # Errors
    /// `NO_SUCH_DOCUMENT`.
    pub fn set_kind(&mut self, id: DocumentId, kind: MachineKind) -> Result<DocumentChange, Problem> {
        let change = self.document_mut(id)?.set_kind(kind);
        if let Some(path) = self.document(id)?.path.clone() {
            self.kinds.set(&path, kind);
        }
        Ok(change)
    }

    /// How much of a document is drawn.
    ///
    /// # Errors
    /// `NO_SUCH_DOCUMENT`.
    pub fn set_view(&mut self, id: DocumentId, view: PictureView) -> Result<DocumentChange, Problem> {
        Ok(self.document_mut(id)?.set_view(view))
    }

    /// A state, for the inspector.
    ///
    /// # Errors
    /// `NO_SUCH_DOCUMENT`, `NO_SUCH_STATE`.
    pub fn state_detail(&self, id: DocumentId, state: &str) -> Result<StateDetail, Problem> {
        self.document(id)?.state_detail(state)
    }

    /// Writes a document to its file.
    ///
    /// # Errors
    /// `NO_FILE` for a document never saved, `FILE_NOT_WRITTEN`.
    pub fn save(&mut self, id: DocumentId, overwrite: bool) -> Result<Saved, Problem> {
        let document = self.document_mut(id)?;
        let Some(path) = document.path.clone() else {
            return Err(Problem::new("NO_FILE", format!("{} has no file yet; save it under a name.", document.name)));
        };
        if !overwrite {
            // What the watch has not told yet counts too.
            match fs::read_to_string(&path) {
                Ok(text) => {
                    if document.disk_text().is_some_and(|known| known.as_ref() != text) {
                        document.disk_moved(Some(&text));
                    }
                }
                Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
                Err(_) => document.disk = DiskState::Changed,
            }
            if document.disk == DiskState::Changed {
                return Ok(Saved::Conflict);
            }
        }
        self.write(id, path)
    }

    /// Writes a document to another file.
    ///
    /// # Errors
    /// `FILE_NOT_WRITTEN`, `IS_A_FOLDER`, `ALREADY_OPEN`.
    pub fn save_as(&mut self, id: DocumentId, path: &Path, overwrite: bool, now: u64) -> Result<Saved, Problem> {
        if path.is_dir() {
            return Err(Problem::new("IS_A_FOLDER", format!("{} is a folder; give a file name.", path.display())));
        }
        if path.exists() && !overwrite {
            return Ok(Saved::Exists { path: path.display().to_string() });
        }
        let absolute = match (path.parent().map(fs::canonicalize), path.file_name()) {
            (Some(Ok(folder)), Some(name)) => folder.join(name),
            _ => path.to_path_buf(),
        };
        if self.documents.iter().any(|other| other.id != id && other.path.as_deref() == Some(&absolute)) {
            let message = format!("{} is open in another tab; choose another name.", absolute.display());
            return Err(Problem::new("ALREADY_OPEN", message));
        }
        let kind = self.document(id)?.kind;
        let saved = self.write(id, absolute.clone())?;
        self.recent.add(&absolute, false, now);
        self.kinds.set(&absolute, kind);
        Ok(saved)
    }

    fn write(&mut self, id: DocumentId, path: PathBuf) -> Result<Saved, Problem> {
        let document = self.document_mut(id)?;
        write_atomically(&path, document.content().as_bytes())?;
        let is_first = document.path.is_none();
        document.saved(path.clone());
        // Where they can't be put there, the document still has them where they lay; the definition is saved in any case.
        let mocks = document.starter.as_mut().filter(|_| is_first).and_then(|from| {
            from.mocks = Some(from.starter.put_mocks(from.mocks.as_deref()?, &path)?);
            from.mocks.as_ref().map(|path| path.display().to_string())
        });
        let saved = Saved::Written {
            path: path.display().to_string(),
            name: document.name.clone(),
            status: document.status(),
            mocks,
        };
        if let Some(store) = &self.recovery {
            store.drop_document(id);
        }
        Ok(saved)
    }

    /// Both sides of a conflict.
    ///
    /// # Errors
    /// `NO_FILE`, `FILE_NOT_READ` and the like.
    pub fn conflict(&self, id: DocumentId) -> Result<Conflict, Problem> {
        let document = self.document(id)?;
        let path = document.path.clone().ok_or_else(|| {
            Problem::new("NO_FILE", format!("{} has no file, so nothing can be in conflict.", document.name))
        })?;
        let theirs = if path.exists() { Some(read_file(&path)?.0) } else { None };
        Ok(Conflict {
            id,
            path: path.display().to_string(),
            mine: document.content().to_string(),
            theirs,
            base: document.disk_text().map(|text| text.to_string()).unwrap_or_default(),
        })
    }

    /// Ends a conflict; what was given up can be had back by undo.
    ///
    /// # Errors
    /// `NO_FILE`, `FILE_NOT_READ` and the like.
    pub fn resolve_conflict(&mut self, id: DocumentId, choice: &Resolution) -> Result<DocumentView, Problem> {
        let theirs = self.conflict(id)?.theirs;
        let document = self.document_mut(id)?;
        match choice {
            Resolution::Mine => {}
            Resolution::Theirs => {
                if let Some(theirs) = &theirs {
                    document.set_text(theirs, "file changed outside");
                }
            }
            Resolution::Merged { text } => {
                let text = document.with_own_breaks(text);
                document.set_text(&text, "merge");
            }
        }
        document.rest_on(theirs.as_deref());
        Ok(document.view())
    }

    /// Paths changed on disk: brings in what can be, says what is to be told.
    pub fn paths_changed(&mut self, paths: &[PathBuf]) -> Vec<Event> {
        let mut told = Vec::new();
        for document in &mut self.documents {
            let Some(path) = document.path.clone() else { continue };
            // A folder that was renamed or removed takes its files with it.
            if !paths.iter().any(|changed| path.starts_with(changed)) {
                continue;
            }
            match read_file(&path) {
                Ok((text, read_only)) => {
                    document.read_only = read_only;
                    if document.disk_text().is_some_and(|known| known.as_ref() == text)
                        && document.disk == DiskState::Same
                    {
                        continue;
                    }
                    if document.edited() && text != document.content().as_ref() {
                        document.disk_moved(Some(&text));
                        told.push(disk_change(document));
                    } else {
                        document.set_text(&text, "file changed outside");
                        document.rest_on(Some(&text));
                        told.push(Event::DocumentChanged(document.view()));
                    }
                }
                Err(_) if path.exists() => {
                    // Binary or too large now: the document keeps the last text, and saving asks.
                    document.disk = DiskState::Changed;
                    told.push(disk_change(document));
                }
                Err(_) if document.disk == DiskState::Removed => {}
                Err(_) => {
                    document.disk_moved(None);
                    told.push(disk_change(document));
                }
            }
        }
        if let Some(folder) = &mut self.folder
            && paths.iter().any(|path| path.starts_with(folder.root()))
            && folder.refresh()
        {
            told.push(Event::FolderChanged(folder.listed().clone()));
        }
        told
    }

    /// Keeps unsaved work that has changed since it was last kept.
    ///
    /// # Errors
    /// The first that could not be kept.
    pub fn keep_unsaved(&mut self, now: u64) -> Result<(), Problem> {
        let Some(store) = &self.recovery else { return Ok(()) };
        let mut problem = Ok(());
        for document in &mut self.documents {
            if document.version == document.kept {
                continue;
            }
            if document.dirty() {
                let kept = keep(store, document, now);
                problem = problem.and(kept);
            } else {
                store.drop_document(document.id);
                document.kept = document.version;
            }
        }
        problem
    }
}

fn keep(store: &RecoveryStore, document: &mut OpenDocument, now: u64) -> Result<(), Problem> {
    let kept = Kept {
        path: document.path.as_ref().map(|path| path.display().to_string()),
        name: document.name.clone(),
        kept: now,
        text: document.content().to_string(),
    };
    // Tried once a version: a full disk is said once, not every second.
    document.kept = document.version;
    store.keep(document.id, &kept)
}

fn disk_change(document: &OpenDocument) -> Event {
    Event::DiskChanged(DiskChange { id: document.id, disk: document.disk, status: document.status() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schema::{NodeKind, Picture};

    /// A crash takes neither the work nor what it runs with.
    #[test]
    fn a_recovered_starter_brings_its_input_and_mocks() {
        let home = tempfile::tempdir().expect("folder");
        let crashed = RecoveryStore::open(&home.path().join("recovery"), "crashed").expect("opened");
        let kept = Kept { path: None, name: "book-a-trip-2".into(), kept: 5, text: "{\"States\": {}}".into() };
        crashed.keep(1, &kept).expect("kept");
        drop(crashed);
        let store = RecoveryStore::open(&home.path().join("recovery"), "next").expect("opened");
        let mut desk = Desk::new(None, Some(home.path()), Some(store));
        let left = desk.recoveries();
        let view = desk.open_workflow(Path::new(&left[0].path), 6).expect("opened");
        let first = desk.first_run(view.id).expect("known");
        assert!(first.input.is_some_and(|input| input.contains("Bath")));
        assert!(matches!(first.tasks, Some(TaskAnswers::Mocks { path, .. }) if Path::new(&path).is_file()));
        assert_eq!(desk.mock_files().len(), 1);
    }

    fn saved_as(desk: &mut Desk, id: DocumentId, path: &Path) -> (PathBuf, Option<PathBuf>) {
        let Saved::Written { path, mocks, .. } = desk.save_as(id, path, false, 0).expect("saved") else {
            panic!("not written")
        };
        (path.into(), mocks.map(PathBuf::from))
    }

    /// What a new workflow runs with lies beside its file from the first save on.
    #[test]
    fn a_starters_mocks_are_put_beside_it_and_over_nothing() {
        let home = tempfile::tempdir().expect("folder");
        let folder = tempfile::tempdir().expect("folder");
        let root = fs::canonicalize(folder.path()).expect("folder");
        let begin = || NewDocumentArgs { starter: Some("book-a-trip".into()), ..NewDocumentArgs::default() };
        let mut desk = Desk::new(None, Some(home.path()), None);
        let id = desk.new_document(&begin()).expect("begun").id;
        // What was added to them since comes along.
        let laid = desk.mock_files().remove(0).path;
        let text = fs::read_to_string(&laid).expect("mocks").replace("\"all booked\"", "\"all of it\"");
        fs::write(&laid, text).expect("written");
        let (_, mocks) = saved_as(&mut desk, id, &root.join("trip \"x\".asl.json"));
        assert_eq!(mocks, Some(root.join("trip \"x\".mocks.json")));
        let files = desk.mock_files();
        assert_eq!(files.len(), 1);
        assert_eq!(Path::new(&files[0].path), root.join("trip \"x\".mocks.json"));
        assert_eq!((files[0].cases[0].machine.as_str(), files[0].cases[0].case.as_str()), ("trip \"x\"", "all of it"));
        let first = desk.first_run(id).expect("known").tasks;
        assert!(matches!(first, Some(TaskAnswers::Mocks { path, .. }) if path == files[0].path));
        // Only once, and not with a workflow that has none.
        assert_eq!(saved_as(&mut desk, id, &root.join("again.asl.json")).1, None);
        let plain = desk.new_document(&NewDocumentArgs::default()).expect("begun").id;
        assert_eq!(saved_as(&mut desk, plain, &root.join("plain.asl.json")).1, None);
        // What lies there stays as it is.
        fs::write(root.join("other.mocks.json"), "mine").expect("written");
        let other = desk.new_document(&begin()).expect("begun").id;
        assert_eq!(saved_as(&mut desk, other, &root.join("other.asl.json")).1, Some(root.join("other-2.mocks.json")));
        assert_eq!(fs::read_to_string(root.join("other.mocks.json")).expect("read"), "mine");
        // Opened again, by itself, it finds them.
        let mut next = Desk::new(None, Some(home.path()), None);
        next.open_workflow(&root.join("other.asl.json"), 0).expect("opened");
        assert!(next.mock_files().iter().any(|file| file.cases.iter().any(|case| case.machine == "other")));
    }

    /// A file that was broken when it was opened has no last picture: it is of what can be read, as long as it is broken.
    #[test]
    fn the_picture_of_a_broken_file_is_of_what_can_be_read() {
        let folder = tempfile::tempdir().expect("folder");
        let path = folder.path().join("broken.asl.json");
        fs::write(&path, &TEXT[..TEXT.len() - 1]).expect("written");
        let mut desk = Desk::new(None, None, None);
        let opened = desk.open_workflow(&path, 0).expect("opened");
        let nodes = |picture: &Picture| picture.nodes.iter().filter(|node| node.kind == NodeKind::State).count();
        let reading = &opened.reading;
        assert_eq!((reading.current, reading.partial, nodes(&reading.picture)), (false, true, 2));
        let end = u32::try_from(TEXT.len() - 1).expect("short");
        let put = |from, to, insert: &str| [TextChange { from, to, insert: insert.to_owned() }];
        let now = |desk: &Desk| desk.document(opened.id).expect("open").view().reading;
        // Still broken, it is that of the text as it now stands.
        desk.type_text(opened.id, 1, &put(end - 1, end - 1, ", \"C\": {\"Type\": \"Succeed\"}")).expect("typed");
        assert_eq!((now(&desk).partial, nodes(&now(&desk).picture)), (true, 3));
        let end = end + 26;
        desk.type_text(opened.id, 2, &put(end, end, "}")).expect("typed");
        assert_eq!((now(&desk).current, now(&desk).partial), (true, false));
        // From now on there is a last one.
        desk.type_text(opened.id, 3, &put(0, 1, "")).expect("typed");
        assert_eq!((now(&desk).current, now(&desk).partial, nodes(&now(&desk).picture)), (false, false, 3));
    }

    const TEXT: &str =
        r#"{"StartAt": "A", "States": {"A": {"Type": "Pass", "Next": "B"}, "B": {"Type": "Pass", "End": true}}}"#;

    fn goes_right(picture: &Picture) -> bool {
        let at = |id: &str| picture.nodes.iter().find(|node| node.id == id).map(|node| (node.x, node.y));
        let (Some(a), Some(b)) = (at("A"), at("B")) else { panic!("not drawn: {picture:?}") };
        assert_eq!(b.0 > a.0, picture.direction == FlowDirection::Right);
        assert_eq!(b.1 > a.1, picture.direction == FlowDirection::Down);
        b.0 > a.0
    }

    #[test]
    fn a_direction_is_that_of_all_documents() {
        let folder = tempfile::tempdir().expect("folder");
        let path = |name: &str| {
            let path = folder.path().join(name);
            fs::write(&path, TEXT).expect("written");
            path
        };
        let mut desk = Desk::new(None, None, None);
        let first = desk.open_workflow(&path("first.asl.json"), 0).expect("opened");
        assert!(!goes_right(&first.reading.picture));
        let broken = desk.open_workflow(&path("broken.asl.json"), 0).expect("opened").id;
        let end = u32::try_from(TEXT.len()).expect("short");
        let cut = |from, to, insert: &str| [TextChange { from, to, insert: insert.to_owned() }];
        desk.type_text(broken, 1, &cut(end - 1, end, "")).expect("typed");

        let changed = desk.set_direction(FlowDirection::Right);
        assert_eq!(changed.len(), 2);
        assert!(changed[0].changes.is_empty() && changed[0].reading.picture.direction == FlowDirection::Right);
        let drawn = |desk: &Desk, id| goes_right(&desk.document(id).expect("open").view().reading.picture);
        assert!(drawn(&desk, first.id));
        // Of a broken text the last picture stays, until it can be read again.
        assert!(!drawn(&desk, broken));
        desk.type_text(broken, 2, &cut(end - 1, end - 1, "}")).expect("typed");
        assert!(drawn(&desk, broken));
        let second = desk.open_workflow(&path("second.asl.json"), 0).expect("opened");
        assert!(goes_right(&second.reading.picture));
        assert!(desk.set_direction(FlowDirection::Right).is_empty(), "nothing to draw anew");
    }
}
