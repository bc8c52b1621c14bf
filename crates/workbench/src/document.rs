//! An open document: its text, its versions, and how it stands to its file.

use std::collections::VecDeque;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;

use stepwell_asl::{Applied, Document, Edit, EditError, Format, Span, StatePath, TextChange as Change};
use stepwell_diagram::Layouts;

use crate::assist::Asked;
use crate::continued;
use crate::folder::mock_file;
use crate::page_text::{PageText, rebase};
use crate::reading;
use crate::schema::{
    DiskState, DocumentChange, DocumentId, DocumentStatus, DocumentView, FixArgs, FlowDirection, MachineKind, MockFile,
    PictureView, Problem, Reading, StateDetail, StatesText, TextChange, TextFormat,
};
use crate::starters::StarterFile;
use crate::undo::UndoHistory;

/// Definitions larger than this, in bytes, are not opened: AWS takes them up to 1 MiB.
pub const MOST_BYTES: u64 = 8 << 20;
/// How many versions back typing can be carried over.
const MOST_REBASED: usize = 200;

/// An open document.
#[derive(Debug)]
pub(crate) struct OpenDocument {
    pub id: DocumentId,
    pub path: Option<PathBuf>,
    pub name: String,
    pub kind: MachineKind,
    direction: FlowDirection,
    pub version: u64,
    pub disk: DiskState,
    pub read_only: bool,
    pub recovered: bool,
    /// The version whose text was last kept for recovery.
    pub kept: u64,
    /// What it was begun from.
    pub starter: Option<FromStarter>,
    document: Document,
    text: PageText,
    reading: Reading,
    /// Of the machines in its picture.
    layouts: Layouts,
    /// What the file held when it was last read or written; none for a document never saved.
    disk_text: Option<Arc<str>>,
    undo: UndoHistory,
    /// What led to the last versions.
    log: VecDeque<Logged>,
}

/// The starter that a document was begun from.
#[derive(Debug)]
pub(crate) struct FromStarter {
    pub starter: &'static StarterFile,
    /// Where its mocks lie.
    pub mocks: Option<PathBuf>,
}

impl FromStarter {
    /// Its mocks, as the list of mock files has them.
    pub fn mock_file(&self) -> Option<MockFile> {
        let path = self.mocks.as_deref()?;
        mock_file(path, path.parent()?).map(|file| MockFile { relative: "the starter".to_owned(), ..file })
    }
}

/// What led from one version to the next.
#[derive(Debug)]
struct Logged {
    after: u64,
    forward: Vec<Change>,
    backward: Vec<Change>,
}

impl OpenDocument {
    /// A document of a file's content.
    pub fn of_file(
        id: DocumentId,
        path: PathBuf,
        text: &str,
        kind: MachineKind,
        read_only: bool,
        direction: FlowDirection,
    ) -> Self {
        let format = Format::of_path(&path);
        let mut document = Self::new(id, reading::workflow_name(&path), text, format, kind, direction);
        document.disk = DiskState::Same;
        document.disk_text = Some(Arc::clone(document.document.text()));
        document.read_only = read_only;
        document.path = Some(path);
        document
    }

    /// A document that has no file yet.
    pub fn new(
        id: DocumentId,
        name: String,
        text: &str,
        format: Format,
        kind: MachineKind,
        direction: FlowDirection,
    ) -> Self {
        let document = Document::parse(text, format);
        let text = PageText::new(Arc::clone(document.text()));
        let mut layouts = Layouts::default();
        let reading = reading::read(&document, &text, kind, None, PictureView::default(), direction, &mut layouts);
        Self {
            id,
            path: None,
            name,
            kind,
            direction,
            version: 1,
            disk: DiskState::Unsaved,
            read_only: false,
            recovered: false,
            kept: 1,
            starter: None,
            document,
            text,
            reading,
            layouts,
            disk_text: None,
            undo: UndoHistory::default(),
            log: VecDeque::new(),
        }
    }

    /// The text, byte for byte.
    pub fn content(&self) -> &Arc<str> {
        self.document.text()
    }

    /// The document as the language crate sees it.
    pub fn document(&self) -> &Document {
        &self.document
    }

    /// The document, its text and its version, to be looked at off the desk.
    pub fn as_it_stands(&self) -> (Document, PageText, u64) {
        (self.document.clone(), self.text.clone(), self.version)
    }

    /// What the file held when it was last read or written.
    pub fn disk_text(&self) -> Option<&Arc<str>> {
        self.disk_text.as_ref()
    }

    /// Whether closing it would lose work. What an open document shows of a removed file is the last copy of it.
    pub fn dirty(&self) -> bool {
        self.disk == DiskState::Removed || self.edited()
    }

    /// Whether its text is another than what the file held when it was last read or written.
    pub fn edited(&self) -> bool {
        match &self.disk_text {
            Some(disk) => disk.as_ref() != self.content().as_ref(),
            None => self.version > 1,
        }
    }

    /// For the page.
    pub fn view(&self) -> DocumentView {
        DocumentView {
            id: self.id,
            path: self.path.as_ref().map(|path| path.display().to_string()),
            name: self.name.clone(),
            format: match self.document.format() {
                Format::Json => TextFormat::Json,
                Format::Yaml => TextFormat::Yaml,
            },
            kind: self.kind,
            text: self.text.for_page(),
            status: self.status(),
            reading: self.reading.clone(),
            recovered: self.recovered,
        }
    }

    /// For the page.
    pub fn status(&self) -> DocumentStatus {
        DocumentStatus {
            version: self.version,
            dirty: self.dirty(),
            read_only: self.read_only,
            disk: self.disk,
            undo: self.undo.undo_label().map(str::to_owned),
            redo: self.undo.redo_label().map(str::to_owned),
        }
    }

    /// Puts a new text in place and says what changed.
    fn replace(&mut self, document: Document, changes: Vec<Change>, select: Option<&StatePath>) -> DocumentChange {
        let base = self.version;
        let for_page = self.text.changes(&changes);
        let backward = Change::inverse_of(self.content(), &changes);
        self.text = PageText::new(Arc::clone(document.text()));
        let view = self.reading.view.clone();
        let (last, layouts) = (Some(&self.reading), &mut self.layouts);
        let now = reading::read(&document, &self.text, self.kind, last, view, self.direction, layouts);
        let before = std::mem::replace(&mut self.reading, now);
        self.document = document;
        self.version += 1;
        self.log.push_back(Logged { after: self.version, forward: changes, backward });
        if self.log.len() > MOST_REBASED {
            self.log.pop_front();
        }
        self.changed(&before, base, for_page, select)
    }

    /// What the page is told that has the reading `before`.
    fn changed(
        &self,
        before: &Reading,
        base: u64,
        changes: Vec<TextChange>,
        select: Option<&StatePath>,
    ) -> DocumentChange {
        DocumentChange {
            id: self.id,
            base,
            changes,
            kind: self.kind,
            status: self.status(),
            reading: continued::change(before, &self.reading),
            select: select.map(StatePath::key),
        }
    }

    /// Sets STANDARD or EXPRESS: other diagnostics hold then.
    pub fn set_kind(&mut self, kind: MachineKind) -> DocumentChange {
        self.kind = kind;
        let view = self.reading.view.clone();
        let (last, layouts) = (Some(&self.reading), &mut self.layouts);
        let now = reading::read(&self.document, &self.text, kind, last, view, self.direction, layouts);
        let before = std::mem::replace(&mut self.reading, now);
        self.changed(&before, self.version, Vec::new(), None)
    }

    /// Sets how much the picture shows; what is not there any more is left out.
    pub fn set_view(&mut self, view: PictureView) -> DocumentChange {
        let before = self.reading.clone();
        if self.reading.current {
            let view = reading::known(&self.document, view);
            self.reading.picture = reading::picture_again(&self.document, &view, self.direction, &mut self.layouts);
            self.reading.view = view;
            self.reading.number += 1;
        }
        self.changed(&before, self.version, Vec::new(), None)
    }

    /// Sets where the flow of the picture goes. While the text is broken that of the last one stays as it was.
    pub fn set_direction(&mut self, direction: FlowDirection) -> DocumentChange {
        self.direction = direction;
        let before = self.reading.clone();
        if self.reading.current && self.reading.picture.direction != direction {
            self.reading.picture =
                reading::picture_again(&self.document, &self.reading.view, direction, &mut self.layouts);
            self.reading.number += 1;
        }
        self.changed(&before, self.version, Vec::new(), None)
    }

    /// Where the flow of the picture goes.
    pub fn direction(&self) -> FlowDirection {
        self.direction
    }

    /// Applies typing that was made on `version`, carried over what has changed since.
    ///
    /// # Errors
    /// `STALE_CHANGE` when a later change touched the same place or the version is too old.
    pub fn type_text(&mut self, version: u64, typed: &[TextChange], now: Instant) -> Result<DocumentChange, Problem> {
        let stale = || {
            Problem::new("STALE_CHANGE", "The text changed in the same place meanwhile; your typing was not applied.")
                .at(self.name.clone())
        };
        let behind = self.version.checked_sub(version).ok_or_else(stale)?;
        let since = self.log.iter().filter(|step| step.after > version);
        if since.clone().count() as u64 != behind {
            return Err(stale());
        }
        let mut changes: Vec<Change> = if behind == 0 {
            typed.iter().map(|change| self.text.change(change)).collect()
        } else {
            // Positions are the page's, in its version's text; only the present one is at hand.
            let old = PageText::new(self.text_of(version).ok_or_else(stale)?.into());
            typed.iter().map(|change| old.change(change)).collect()
        };
        for later in since {
            let moved = changes.iter().map(|change| rebase(change, &later.forward)).collect::<Option<_>>();
            changes = moved.ok_or_else(stale)?;
        }
        let text = Change::apply_all(self.content(), &changes)
            .ok_or_else(|| Problem::new("BAD_CHANGE", "The change does not fit the text; reload the document."))?;
        check_size(text.len() as u64, &self.name)?;
        let backward = Change::inverse_of(self.content(), &changes);
        self.undo.record_typing(changes.clone(), backward, now);
        Ok(self.replace(Document::parse(text, self.document.format()), changes, None))
    }

    /// The text of an older version.
    fn text_of(&self, version: u64) -> Option<String> {
        let mut text = self.content().to_string();
        for step in self.log.iter().rev().take_while(|step| step.after > version) {
            text = Change::apply_all(&text, &step.backward)?;
        }
        Some(text)
    }

    /// A position of the page, in the text as it stands now.
    ///
    /// # Errors
    /// `STALE_CHANGE` when the version is too old.
    pub fn asked(&self, version: u64, position: u32) -> Result<Asked, Problem> {
        let stale = || Problem::new("STALE_CHANGE", "The text has changed meanwhile; ask again.").at(self.name.clone());
        let behind = self.version.checked_sub(version).ok_or_else(stale)?;
        let since = self.log.iter().filter(|step| step.after > version);
        if since.clone().count() as u64 != behind {
            return Err(stale());
        }
        let byte = if behind == 0 {
            self.text.byte(position)
        } else {
            PageText::new(self.text_of(version).ok_or_else(stale)?.into()).byte(position)
        };
        let mut place = Some(Change::new(Span::at(byte), ""));
        for later in since {
            place = place.and_then(|place| rebase(&place, &later.forward));
        }
        let byte = place.map(|place| place.span.start);
        Ok(Asked { document: self.document.clone(), text: self.text.clone(), version: self.version, byte })
    }

    /// Applies named edits as one step of undo. Edits name states, so they hold on a later version too,
    /// as long as those states are there.
    ///
    /// # Errors
    /// The edit's own code and sentence; the document is untouched then.
    pub fn edit(&mut self, edits: &[serde_json::Value]) -> Result<DocumentChange, Problem> {
        let mut named = Vec::with_capacity(edits.len());
        for edit in edits {
            named.push(serde_json::from_value::<Edit>(edit.clone()).map_err(|error| {
                Problem::new(
                    "UNKNOWN_EDIT",
                    format!("This edit can't be read: {error}. `stepwell edit --list` prints all."),
                )
            })?);
        }
        let label = edits.first().and_then(|edit| edit.get("edit")?.as_str()).unwrap_or("edit").replace('_', " ");
        self.take(self.document.apply(&named), &label)
    }

    /// Applies the fix of a problem as one step of undo.
    ///
    /// # Errors
    /// `STALE_CHANGE` when the problem is not there (any more); otherwise the edit's own code and sentence. The document is
    /// untouched then.
    pub fn fix(&mut self, wanted: &FixArgs) -> Result<DocumentChange, Problem> {
        let found = self.document.diagnostics(reading::machine_type(self.kind)).into_iter().find(|found| {
            let titled = found.fix.as_ref().is_some_and(|fix| fix.title == wanted.fix);
            titled && found.code == wanted.code && found.location == wanted.location
        });
        let Some(fix) = found.and_then(|found| found.fix).filter(|_| wanted.version == self.version) else {
            let message = "The text has changed since this problem was found; look at the list again.";
            return Err(Problem::new("STALE_CHANGE", message).at(self.name.clone()));
        };
        self.take(self.document.fix(&fix), &fix.title)
    }

    /// Makes what an edit gave the document's next version.
    fn take(&mut self, applied: Result<Applied, EditError>, label: &str) -> Result<DocumentChange, Problem> {
        let applied = applied.map_err(|error| Problem::new(error.code(), error.to_string()).at(self.name.clone()))?;
        check_size(applied.document.text().len() as u64, &self.name)?;
        if applied.changes.is_empty() {
            return Ok(self.changed(&self.reading, self.version, Vec::new(), applied.selection.as_ref()));
        }
        let backward = Change::inverse_of(self.content(), &applied.changes);
        self.undo.record(label, applied.changes.clone(), backward);
        Ok(self.replace(applied.document, applied.changes, applied.selection.as_ref()))
    }

    /// Takes the last step back; nothing happens when there is none.
    pub fn undo(&mut self) -> DocumentChange {
        let changes = self.undo.undo().map(|step| step.backward.clone());
        self.step(changes)
    }

    /// Does the last undone step again.
    pub fn redo(&mut self) -> DocumentChange {
        let changes = self.undo.redo().map(|step| step.forward.clone());
        self.step(changes)
    }

    fn step(&mut self, changes: Option<Vec<Change>>) -> DocumentChange {
        let fitting = changes.and_then(|changes| Some((Change::apply_all(self.content(), &changes)?, changes)));
        match fitting {
            Some((text, changes)) => {
                let document = Document::parse(text, self.document.format());
                let select = changes.first().and_then(|change| document.state_at(change.span.start));
                self.replace(document, changes, select.as_ref())
            }
            None => self.changed(&self.reading, self.version, Vec::new(), None),
        }
    }

    /// Puts a whole other text in place, as one step of undo.
    pub fn set_text(&mut self, text: &str, label: &str) -> DocumentChange {
        let Some(change) = Change::between(self.content(), text) else {
            return self.changed(&self.reading, self.version, Vec::new(), None);
        };
        let changes = vec![change];
        let backward = Change::inverse_of(self.content(), &changes);
        self.undo.record(label, changes.clone(), backward);
        self.replace(Document::parse(text, self.document.format()), changes, None)
    }

    /// The document's text was written to a file.
    pub fn saved(&mut self, path: PathBuf) {
        self.name = reading::workflow_name(&path);
        self.path = Some(path);
        self.disk = DiskState::Same;
        self.disk_text = Some(Arc::clone(self.content()));
        self.read_only = false;
        self.recovered = false;
        self.undo.close_step();
    }

    /// The file holds this text now; the document does not follow.
    pub fn disk_moved(&mut self, text: Option<&str>) {
        match text {
            Some(text) if text == self.content().as_ref() => {
                self.disk_text = Some(Arc::clone(self.content()));
                self.disk = DiskState::Same;
            }
            Some(_) => self.disk = DiskState::Changed,
            None => {
                self.disk = DiskState::Removed;
                // Unsaved from now on, and to be kept as such.
                self.kept = 0;
            }
        }
    }

    /// A text from the page, whose line breaks are all `\n`, with those of the file.
    pub fn with_own_breaks(&self, text: &str) -> String {
        self.text.with_own_breaks(text)
    }

    /// The document starts from what the file holds now, whatever its own text is.
    pub fn rest_on(&mut self, disk: Option<&str>) {
        self.disk_text = disk.map(Arc::from);
        self.disk = if disk.is_some() { DiskState::Same } else { DiskState::Removed };
    }

    /// States as a text of their own.
    ///
    /// # Errors
    /// When one is not there, or they are not of the same machine.
    pub fn states_text(&self, keys: &[String]) -> Result<StatesText, Problem> {
        let paths: Vec<StatePath> = keys.iter().map(|key| StatePath::from_key(key)).collect();
        match self.document.states_text(&paths) {
            Ok(text) => Ok(StatesText { text }),
            Err(error) => {
                let place = error.state.as_ref().map_or_else(|| self.name.clone(), |state| state.key());
                Err(Problem::new(error.code(), error.to_string()).at(place))
            }
        }
    }

    /// A state, for the inspector.
    ///
    /// # Errors
    /// `NO_SUCH_STATE`.
    pub fn state_detail(&self, key: &str) -> Result<StateDetail, Problem> {
        let path = StatePath::from_key(key);
        let state = self.document.state(&path).ok_or_else(|| {
            Problem::new("NO_SUCH_STATE", format!("There is no state {} in {}.", path.name(), self.name)).at(key)
        })?;
        let machine = state.machine();
        let siblings = machine.map(|machine| machine.states().map(|state| state.name().into_owned()).collect());
        let start = machine.and_then(|machine| machine.start_at()).is_some_and(|start| start == state.name());
        let text = state.node().text();
        Ok(StateDetail {
            key: key.to_owned(),
            version: self.version,
            name: state.name().into_owned(),
            state_type: state.field("Type").and_then(|field| field.as_str()).unwrap_or_default().into_owned(),
            query_language: state.query_language().name().to_owned(),
            text: text.replace("\r\n", "\n"),
            fields: serde_json::from_str(text).ok(),
            siblings: siblings.unwrap_or_default(),
            start,
            path: path.0,
        })
    }
}

/// Refuses texts that no state machine has.
///
/// # Errors
/// `FILE_TOO_LARGE`.
pub(crate) fn check_size(bytes: u64, name: &str) -> Result<(), Problem> {
    if bytes <= MOST_BYTES {
        return Ok(());
    }
    let mebibytes = bytes as f64 / f64::from(1 << 20);
    Err(Problem::new(
        "FILE_TOO_LARGE",
        format!(
            "{name} is {mebibytes:.1} MiB. Step Functions takes definitions up to 1 MiB, and Stepwell opens files up to 8 MiB."
        ),
    )
    .at(name))
}

/// Reads a definition file.
///
/// # Errors
/// `FILE_NOT_READ`, `FILE_TOO_LARGE`, `NOT_TEXT`: what is wrong and what to do.
pub(crate) fn read_file(path: &Path) -> Result<(String, bool), Problem> {
    let place = path.display().to_string();
    let not_read = |error: std::io::Error| {
        let advice = match error.kind() {
            std::io::ErrorKind::NotFound => "It is not there any more; check the path.",
            std::io::ErrorKind::PermissionDenied => "You may not read it; check its permissions.",
            _ => "Check the disk and try again.",
        };
        Problem::new("FILE_NOT_READ", format!("{place} was not opened: {error}. {advice}")).at(place.clone())
    };
    let about = std::fs::metadata(path).map_err(not_read)?;
    if about.is_dir() {
        return Err(Problem::new("IS_A_FOLDER", format!("{place} is a folder; open it as one.")).at(place.clone()));
    }
    if !about.is_file() {
        return Err(Problem::new("NOT_A_FILE", format!("{place} is no regular file.")).at(place.clone()));
    }
    check_size(about.len(), &place)?;
    let bytes = std::fs::read(path).map_err(not_read)?;
    check_size(bytes.len() as u64, &place)?;
    let text = String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        Problem::new("NOT_TEXT", format!("{place} is not UTF-8 text (byte {at}); a definition is JSON or YAML text."))
            .at(place.clone())
    })?;
    if text.contains('\0') {
        return Err(Problem::new("NOT_TEXT", format!("{place} holds zero bytes: it is a binary file, no definition."))
            .at(place));
    }
    Ok((text, about.permissions().readonly() || !may_write(path)))
}

/// Whether the file may be written, as far as opening it for writing tells.
fn may_write(path: &Path) -> bool {
    std::fs::OpenOptions::new().append(true).open(path).is_ok()
}
