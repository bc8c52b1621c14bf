//! The commands: one line each, from which the request and answer enums and the page's types come.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::*;

/// What a command is called, and the names of the types it takes and gives.
#[derive(Debug, Clone, Copy)]
pub struct CommandInfo {
    /// The name on the wire.
    pub name: &'static str,
    /// What it does, in a sentence.
    pub doc: &'static str,
    /// The TypeScript name of its arguments.
    pub args: fn(&ts_rs::Config) -> String,
    /// The TypeScript name of its answer.
    pub answer: fn(&ts_rs::Config) -> String,
}

macro_rules! commands {
    ($( $(#[doc = $doc:literal])+ $name:ident : $variant:ident ($args:ty) -> $answer:ty; )+) => {
        /// A request from the page: `{"command": "...", "args": {...}}`.
        #[derive(Debug, Clone, Deserialize)]
        #[serde(tag = "command", content = "args", rename_all = "snake_case")]
        pub enum Request {
            $( $(#[doc = $doc])+ $variant($args), )+
        }

        /// What a request is answered with; the shape follows from the command.
        #[derive(Debug, Clone, Serialize)]
        #[serde(untagged)]
        pub enum Answer {
            $( #[doc = concat!("The answer to `", stringify!($name), "`.")] $variant($answer), )+
        }

        /// Every command, in the order of declaration.
        pub const COMMANDS: &[CommandInfo] = &[
            $( CommandInfo {
                name: stringify!($name),
                doc: concat!($($doc),+),
                args: <$args as TS>::name,
                answer: <$answer as TS>::name,
            }, )+
        ];

        /// Visits every type that a command takes or gives.
        pub(super) fn visit_command_types(visitor: &mut impl ts_rs::TypeVisitor) {
            $( visitor.visit::<$args>(); visitor.visit::<$answer>(); )+
            visitor.visit::<Event>();
            visitor.visit::<Problem>();
        }
    };
}

commands! {
    /// What the page needs to draw itself first.
    session: Session(Nothing) -> Session;
    /// Opens a folder and lists its workflows; another open folder is left.
    open_folder: OpenFolder(PathArgs) -> Folder;
    /// Leaves the open folder; open documents stay.
    close_folder: CloseFolder(Nothing) -> Nothing;
    /// Opens a file as a document, or gives the document that already shows it.
    open_workflow: OpenWorkflow(PathArgs) -> DocumentView;
    /// Folders and workflow files at a path, for hosts without a file dialog.
    browse: Browse(BrowseArgs) -> Listing;
    /// Forgets an entry of the recent list.
    forget_recent: ForgetRecent(PathArgs) -> Recents;
    /// The workflows that come with Stepwell.
    starters: Starters(Nothing) -> StarterList;
    /// A new, unsaved document, empty or from a starter.
    new_document: NewDocument(NewDocumentArgs) -> DocumentView;
    /// A document as it stands.
    document: Document(DocumentArgs) -> DocumentView;
    /// Closes a document; says so instead when it has unsaved work and `discard` is false.
    close_document: CloseDocument(CloseArgs) -> Closed;
    /// Applies named edits to a document.
    edit: Edit(EditArgs) -> DocumentChange;
    /// Applies the fix of a problem, as one step of undo.
    fix: Fix(FixArgs) -> DocumentChange;
    /// Applies typing to a document.
    type_text: TypeText(TypeArgs) -> DocumentChange;
    /// Takes the last change back.
    undo: Undo(DocumentArgs) -> DocumentChange;
    /// Does again what was undone.
    redo: Redo(DocumentArgs) -> DocumentChange;
    /// Whether the machine is STANDARD or EXPRESS: asked of the person, since the language does not say.
    set_kind: SetKind(SetKindArgs) -> DocumentChange;
    /// How much of a document its picture shows. No change of its text.
    set_view: SetView(SetViewArgs) -> DocumentChange;
    /// Where the flow of all pictures goes from now on: of open documents, of those that are opened, of executions and comparisons.
    set_direction: SetDirection(SetDirectionArgs) -> DrawnAnew;
    /// A state, for the inspector.
    state_detail: StateDetail(StateArgs) -> StateDetail;
    /// States of one machine as the text of a machine of their own, for the clipboard.
    states_text: StatesText(StatesArgs) -> StatesText;
    /// What may stand at a position of a document's text.
    complete: Complete(PlaceArgs) -> CompletionAnswer;
    /// What may stand at a position of a field that is being written; positions are in its text.
    complete_draft: CompleteDraft(DraftPlaceArgs) -> CompletionAnswer;
    /// Explains what stands at a position.
    hover: Hover(PlaceArgs) -> HoverAnswer;
    /// Where the state or variable that is named at a position is defined.
    definition: Definition(PlaceArgs) -> DefinitionAnswer;
    /// Tests one state by itself, as AWS's TestState does; nothing is called.
    test_state: TestState(TestStateArgs) -> StateTest;
    /// Tests a state with fields that are being written; what is refused is told and is no failure of the request.
    preview_state: PreviewState(TestStateArgs) -> StatePreview;
    /// The visits of a state that executions of a document have recorded.
    recorded_visits: RecordedVisits(RecordedVisitsArgs) -> RecordedVisits;
    /// What a state met in one of those visits.
    recorded_visit: RecordedVisit(RecordedVisitArgs) -> RecordedData;
    /// Writes an answer into a mock file, for one state of one test case.
    keep_mock: KeepMock(KeepMockArgs) -> KeptMock;
    /// The variables of a document: who assigns and who reads each.
    variables: Variables(DocumentArgs) -> VariableList;
    /// What of a document can be converted from JSONPath to JSONata with certainty, and what not; the edit `convert_to_jsonata` does it.
    conversion: Conversion(ConversionArgs) -> Conversion;
    /// The services whose actions a Task can call.
    aws_services: AwsServices(Nothing) -> AwsServiceList;
    /// Actions that a Task can call, by words.
    aws_actions: AwsActions(AwsActionsArgs) -> AwsActionList;
    /// Ready-made pieces of workflows.
    patterns: Patterns(Nothing) -> PatternList;
    /// The person's own pieces.
    snippets: Snippets(Nothing) -> SnippetList;
    /// Keeps states of a document as a snippet.
    save_snippet: SaveSnippet(SaveSnippetArgs) -> SnippetList;
    /// Gives a snippet another name.
    rename_snippet: RenameSnippet(RenameSnippetArgs) -> SnippetList;
    /// Forgets a snippet.
    delete_snippet: DeleteSnippet(SnippetArgs) -> SnippetList;
    /// What the action takes that a Task calls, level by level.
    action_parameters: ActionParameters(ActionParametersArgs) -> ActionParameterList;
    /// Writes a document to its file.
    save: Save(SaveArgs) -> Saved;
    /// Writes a document to another file, which it is from then on.
    save_as: SaveAs(SaveAsArgs) -> Saved;
    /// The texts of a document whose file changed on disk.
    conflict: Conflict(DocumentArgs) -> Conflict;
    /// Ends a conflict with the text that the person chose.
    resolve_conflict: ResolveConflict(ResolveArgs) -> DocumentView;
    /// A document beside the last commit, the file on disk or another file.
    compare: Compare(CompareArgs) -> Compared;
    /// Drops what was recovered after a crash.
    discard_recovery: DiscardRecovery(PathArgs) -> Nothing;
    /// A document in another form, given back or written to a file.
    export_document: ExportDocument(ExportArgs) -> Exported;
    /// The test cases of the mock files in the open folder and beside open documents.
    mock_files: MockFiles(Nothing) -> MockFileList;
    /// How a document may be run that never was: a starter's own input and mocks.
    first_run: FirstRun(DocumentArgs) -> FirstRun;
    /// Starts an execution.
    start_run: StartRun(StartRunArgs) -> Run;
    /// Stops an execution.
    stop_run: StopRun(StopRunArgs) -> Run;
    /// Executions, newest first.
    runs: Runs(RunsArgs) -> RunList;
    /// One execution with the definition that it ran.
    run: Run(ArnArgs) -> RunDetail;
    /// How much of an execution's definition its picture shows.
    run_picture: RunPicture(RunPictureArgs) -> RunPicture;
    /// Removes ended executions from the history.
    delete_runs: DeleteRuns(ArnsArgs) -> Nothing;
    /// A window of frames: the view after one event and what each following event changes.
    frames: Frames(FramesArgs) -> Frames;
    /// A window of events.
    events: Events(EventsArgs) -> EventRows;
    /// One event, whole, in AWS's shape.
    event: Event(EventArgs) -> EventDetail;
    /// A state's input, output and tries as of a frame.
    state_data: StateData(StateDataArgs) -> StateData;
    /// What ran when, as bars.
    timeline: Timeline(TimelineArgs) -> Timeline;
    /// How many bytes of JSON passed over the edges of an execution.
    edge_bytes: EdgeBytes(EdgeBytesArgs) -> EdgeBytesList;
    /// A part of a payload's text.
    payload: Payload(PayloadArgs) -> PayloadSlice;
    /// Tasks of an execution that wait for the person's answer.
    waiting_tasks: WaitingTasks(ArnArgs) -> WaitingTaskList;
    /// Answers a waiting task.
    answer_task: AnswerTask(AnswerTaskArgs) -> Nothing;
}

/// What the workbench tells the page unasked.
#[allow(clippy::large_enum_variant)] // each is made once and written out; boxes would only show in every match
#[derive(Debug, Clone, Serialize, TS)]
#[serde(tag = "event", content = "data", rename_all = "snake_case")]
pub enum Event {
    /// The open folder's list changed.
    FolderChanged(Folder),
    /// A document changed otherwise than by an answer to the page: its file was read again.
    DocumentChanged(DocumentView),
    /// A document's file on disk changed, and the document has unsaved work, or the file is gone.
    DiskChanged(DiskChange),
    /// An execution came to an event. At most 60 a second for one execution.
    Advanced(Advanced),
    /// The list of executions changed.
    RunsChanged(Nothing),
    /// Something the person should know.
    Notice(Notice),
    /// The page should open this path (a second start of the app, a file dropped on the window).
    OpenRequested(PathArgs),
}
