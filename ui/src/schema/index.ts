// Generated from crates/workbench/src/schema by `make schema`. Do not edit.

/** A named edit, as `stepwell edit --list` prints them. */
export type Edit = { edit: string } & Record<string, unknown>;

/**
 * One member of what an action takes.
 */
export type ActionParameter = { 
/**
 * As a Task writes it.
 */
name: string, 
/**
 * Whether the action refuses to be called without it.
 */
required: boolean, 
/**
 * What kind of value it is.
 */
kind: ParameterKind, 
/**
 * Of a list or a map, what kind its elements are.
 */
element: ParameterKind | null, 
/**
 * The strings that it may be; AWS may add more.
 */
values: Array<string>, 
/**
 * The least number, length or count.
 */
least: number | null, 
/**
 * The greatest number, length or count.
 */
greatest: number | null, 
/**
 * The first sentence of AWS's documentation; may be empty.
 */
doc: string, };

/**
 * What an action takes at a level.
 */
export type ActionParameterList = { 
/**
 * Whether it is known what the resource calls.
 */
known: boolean, 
/**
 * Whether all that it takes is listed, and not only what it needs.
 */
complete: boolean, 
/**
 * What the action does, a sentence; may be empty.
 */
about: string, 
/**
 * AWS's page about the integration.
 */
page: string | null, 
/**
 * Those that must be there first.
 */
parameters: Array<ActionParameter>, };

/**
 * Which level of what an action takes.
 */
export type ActionParametersArgs = { 
/**
 * The Task's `Resource`.
 */
resource: string, 
/**
 * The names that lead there, `[]` for the items of a list; none for the top.
 */
names: Array<string>, };

/**
 * An execution moved on.
 */
export type Advanced = { 
/**
 * Which execution.
 */
arn: string, 
/**
 * Its newest event.
 */
last_event: number, 
/**
 * Where it stands.
 */
status: RunStatus, 
/**
 * How many tasks wait for the person's answer.
 */
waiting: number, };

/**
 * An answer to a task.
 */
export type AnswerTaskArgs = { 
/**
 * Which execution.
 */
arn: string, 
/**
 * Which task.
 */
task: number, 
/**
 * The answer.
 */
answer: TaskAnswer, };

/**
 * Names an execution.
 */
export type ArnArgs = { 
/**
 * Which execution.
 */
arn: string, };

/**
 * Names executions.
 */
export type ArnsArgs = { 
/**
 * Which executions.
 */
arns: Array<string>, };

/**
 * An action that a Task can call.
 */
export type AwsAction = { 
/**
 * The Task's `Resource`.
 */
resource: string, 
/**
 * The action in words: `Send message`.
 */
title: string, 
/**
 * The service as in the ARN.
 */
service: string, 
/**
 * The service as AWS calls it.
 */
service_title: string, 
/**
 * The service's tile.
 */
tile: ServiceTile, 
/**
 * Whether Step Functions has adapted it for workflows.
 */
optimised: boolean, 
/**
 * How the Task waits, in words; none where it goes on with the answer.
 */
waits: string | null, 
/**
 * What it does, in a sentence; may be empty.
 */
about: string, 
/**
 * What it must be given, with something to be replaced in each parameter.
 */
parameters: Record<string, unknown>, };

/**
 * Actions that fit.
 */
export type AwsActionList = { 
/**
 * How many fit in all.
 */
total: number, 
/**
 * The best first: optimised integrations before others.
 */
actions: Array<AwsAction>, };

/**
 * Which actions to list.
 */
export type AwsActionsArgs = { 
/**
 * Words that all stand in the action's, the service's or the service's full name; all actions when empty.
 */
query: string, 
/**
 * Of this service alone.
 */
service?: string, 
/**
 * How many at most; at most 1,000.
 */
limit: number, };

/**
 * A service.
 */
export type AwsService = { 
/**
 * As in ARNs: `sqs`.
 */
name: string, 
/**
 * As AWS calls it: `Amazon Simple Queue Service`.
 */
title: string, 
/**
 * Its tile.
 */
tile: ServiceTile, 
/**
 * How many actions it has, optimised integrations included.
 */
actions: number, 
/**
 * Whether it has optimised integrations.
 */
optimised: boolean, };

/**
 * The services whose actions a Task can call.
 */
export type AwsServiceList = { 
/**
 * Those with optimised integrations first, then by name.
 */
services: Array<AwsService>, };

/**
 * One visit of a state.
 */
export type Bar = { 
/**
 * The state's key.
 */
state: string, 
/**
 * Its name.
 */
name: string, 
/**
 * How deep it is nested.
 */
depth: number, 
/**
 * Which iterations of the Maps around it.
 */
iteration: Array<number>, 
/**
 * Which of the state's visits, from 0.
 */
visit: number, 
/**
 * The event that entered it.
 */
entered: number, 
/**
 * The event that left it.
 */
exited: number | null, 
/**
 * When it was entered.
 */
from: number, 
/**
 * When it was left, or the newest event.
 */
to: number, 
/**
 * What it became.
 */
mark: Mark, 
/**
 * Pieces within it: tries and the back-off between them.
 */
parts: Array<BarPart>, };

/**
 * A piece of a bar.
 */
export type BarPart = { 
/**
 * When it began.
 */
from: number, 
/**
 * When it ended.
 */
to: number, 
/**
 * What it became; `retrying` for the back-off between tries.
 */
mark: Mark, };

/**
 * Where to browse.
 */
export type BrowseArgs = { 
/**
 * The folder; none for the open folder or the home folder.
 */
path?: string, };

/**
 * A mark on a card.
 */
export type CardBadge = { "badge": "retry", "count": number } | { "badge": "catch", "count": number } | { "badge": "timeout" } | { "badge": "token" } | { "badge": "concurrency", "count": string };

/**
 * How to close.
 */
export type CloseArgs = { 
/**
 * Which.
 */
document: number, 
/**
 * Whether unsaved work may be lost.
 */
discard: boolean, };

/**
 * Whether a document was closed.
 */
export type Closed = { 
/**
 * False when it has unsaved work and `discard` was false.
 */
closed: boolean, };

/**
 * What to compare a document with.
 */
export type CompareArgs = { 
/**
 * Which.
 */
document: number, 
/**
 * With what.
 */
with: CompareWith, };

/**
 * The other side of a comparison.
 */
export type CompareWith = { "against": "head" } | { "against": "saved" } | { "against": "file", 
/**
 * Which.
 */
path: string, };

/**
 * Two texts of a workflow and what is different between them.
 */
export type Compared = { 
/**
 * What the document is compared with, for people: `HEAD 1a2b3c4, 3 days ago` or a file's name.
 */
old_name: string, 
/**
 * The other text.
 */
old_text: string, 
/**
 * The document's text.
 */
new_text: string, 
/**
 * The other text's diagram.
 */
old_picture: Picture, 
/**
 * The document's diagram.
 */
new_picture: Picture, 
/**
 * What is different, in the order of the diagram; what is gone comes last.
 */
states: Array<StateDifference>, 
/**
 * Fields of the state machine itself.
 */
machine: Array<FieldDifference>, 
/**
 * How many lines the document has that the other has not.
 */
lines_added: number, 
/**
 * How many lines the other has that the document has not.
 */
lines_removed: number, };

/**
 * What may stand at a position.
 */
export type CompletionAnswer = { 
/**
 * The version of the text that positions are in. Later than the page's where the text has changed meanwhile.
 */
version: number, 
/**
 * None where nothing is known to fit.
 */
found: CompletionList | null, };

/**
 * One thing that may stand at a position.
 */
export type CompletionItem = { 
/**
 * What it is called, and matched by.
 */
label: string, 
/**
 * What it is.
 */
kind: CompletionKind, 
/**
 * A few words beside the label.
 */
detail: string | null, 
/**
 * What it means: plain text.
 */
documentation: string | null, 
/**
 * The page that says more.
 */
page: string | null, 
/**
 * What is put into the text.
 */
insert: string, 
/**
 * Where in `insert` the caret goes.
 */
caret: number, 
/**
 * Whether more is to be completed where the caret then stands.
 */
more: boolean, };

/**
 * What a completion is.
 */
export type CompletionKind = "field" | "value" | "state" | "snippet" | "error" | "service" | "action" | "parameter" | "variable" | "path" | "function";

/**
 * What may stand at a position.
 */
export type CompletionList = { 
/**
 * Where the text begins that labels are matched with; it ends at the position asked about.
 */
word: number, 
/**
 * Where what an item takes the place of begins, at `word` or before it.
 */
from: number, 
/**
 * Where it ends.
 */
to: number, 
/**
 * Where a comma is missing before it, which comes with any of the items.
 */
comma_at: number | null, 
/**
 * The likeliest first.
 */
items: Array<CompletionItem>, };

/**
 * Both sides of a conflict.
 */
export type Conflict = { 
/**
 * Which document.
 */
id: number, 
/**
 * The file.
 */
path: string, 
/**
 * The document's text.
 */
mine: string, 
/**
 * The file's text; none when it is gone.
 */
theirs: string | null, 
/**
 * What both started from.
 */
base: string, };

/**
 * What would become of states.
 */
export type Conversion = { 
/**
 * The keys of the states that become ones of JSONata.
 */
converted: Array<string>, 
/**
 * Those that stay.
 */
left: Array<LeftState>, 
/**
 * Whether the whole machine becomes one of JSONata.
 */
whole: boolean, };

/**
 * What to convert.
 */
export type ConversionArgs = { 
/**
 * Which document.
 */
document: number, 
/**
 * The key of a state, which is meant with what is in it; none for all states.
 */
state?: string, };

/**
 * Where the name at a position is defined.
 */
export type DefinitionAnswer = { 
/**
 * The version of the text that positions are in.
 */
version: number, 
/**
 * None where no state or variable is named.
 */
found: DefinitionPlace | null, };

/**
 * A name and where it is defined.
 */
export type DefinitionPlace = { 
/**
 * Where the name asked about begins.
 */
from: number, 
/**
 * Where it ends.
 */
to: number, 
/**
 * Where its definition begins; the same as `from` where that is the definition.
 */
target_from: number, 
/**
 * Where it ends.
 */
target_to: number, 
/**
 * The key of the state that is defined, or that assigns the variable.
 */
state: string, 
/**
 * The names from the top level to it, as edits take them.
 */
path: Array<string>, 
/**
 * Whether a state is named; a variable otherwise.
 */
is_state: boolean, };

/**
 * A problem in the text.
 */
export type Diagnostic = { 
/**
 * How grave.
 */
severity: Severity, 
/**
 * AWS's code.
 */
code: string, 
/**
 * AWS's words where they are known.
 */
message: string, 
/**
 * AWS's JSON-pointer-like location.
 */
location: string, 
/**
 * Where it starts in the text.
 */
from: number, 
/**
 * Where it ends.
 */
to: number, 
/**
 * 1-based.
 */
line: number, 
/**
 * 1-based.
 */
column: number, 
/**
 * The state it is about.
 */
state: string | null, 
/**
 * What `fix` would do about it, as a button would say it; `null` where nothing is certain.
 */
fix: string | null, };

/**
 * What happened to a state.
 */
export type DifferenceKind = "added" | "removed" | "changed" | "renamed" | "moved";

/**
 * A document's text moved on: somebody else wrote its file.
 */
export type DiskChange = { 
/**
 * Which document.
 */
id: number, 
/**
 * How the file stands.
 */
disk: DiskState, 
/**
 * Where the document stands.
 */
status: DocumentStatus, };

/**
 * How a document stands to its file.
 */
export type DiskState = "unsaved" | "same" | "changed" | "removed";

/**
 * Names a document.
 */
export type DocumentArgs = { 
/**
 * Which.
 */
document: number, };

/**
 * What a change did.
 */
export type DocumentChange = { 
/**
 * Which document.
 */
id: number, 
/**
 * The version that `changes` apply to: the one the page named, or a later one it had not seen.
 */
base: number, 
/**
 * From the base version's text to the new one; sorted, not overlapping.
 */
changes: Array<TextChange>, 
/**
 * STANDARD or EXPRESS.
 */
kind: MachineKind, 
/**
 * Where it stands now.
 */
status: DocumentStatus, 
/**
 * What can be read now.
 */
reading: ReadingChange, 
/**
 * The state to select, where the change was about one.
 */
select: string | null, };

/**
 * What changes with every edit.
 */
export type DocumentStatus = { 
/**
 * Grows by one with every change.
 */
version: number, 
/**
 * Whether there is unsaved work.
 */
dirty: boolean, 
/**
 * Whether the file may not be written.
 */
read_only: boolean, 
/**
 * How the file stands.
 */
disk: DiskState, 
/**
 * What undo would take back.
 */
undo: string | null, 
/**
 * What redo would do again.
 */
redo: string | null, };

/**
 * A document as the page draws it.
 */
export type DocumentView = { 
/**
 * Its id.
 */
id: number, 
/**
 * Its file; none before the first save.
 */
path: string | null, 
/**
 * For people.
 */
name: string, 
/**
 * How it is written.
 */
format: TextFormat, 
/**
 * STANDARD or EXPRESS.
 */
kind: MachineKind, 
/**
 * The whole text.
 */
text: string, 
/**
 * Where it stands.
 */
status: DocumentStatus, 
/**
 * What can be read of it.
 */
reading: Reading, 
/**
 * Whether the text was recovered after a crash.
 */
recovered: boolean, };

/**
 * A field as it is being written, not yet in the document.
 */
export type DraftField = { 
/**
 * JSON pointer from the state.
 */
pointer: string, 
/**
 * JSON text; none for the field taken away.
 */
json?: string, };

/**
 * A position in a field of a state that is being written.
 */
export type DraftPlaceArgs = { 
/**
 * Which document.
 */
document: number, 
/**
 * The state's key.
 */
state: string, 
/**
 * JSON pointer from the state to the field.
 */
pointer: string, 
/**
 * What is written there so far: JSON, however far it has come.
 */
text: string, 
/**
 * Where, in that text.
 */
position: number, 
/**
 * Data that the state was seen with: its members are completed too.
 */
seen?: SeenData, };

/**
 * The open documents that are drawn anew.
 */
export type DrawnAnew = { 
/**
 * Of their texts nothing changed.
 */
documents: Array<DocumentChange>, };

/**
 * What passed over an edge: the JSON text that the state before gave and the state after was given.
 */
export type EdgeBytes = { 
/**
 * The edge's id.
 */
edge: string, 
/**
 * Size of the text in UTF-8.
 */
bytes: number, 
/**
 * How often it was taken.
 */
count: number, 
/**
 * Whether `bytes` is the most of many times, as inside of a Map; else it is what passed last.
 */
most: boolean, 
/**
 * Whether it is over 80 % of 256 KiB, more than which no state may give.
 */
near: boolean, };

/**
 * Of which execution the edges are asked for.
 */
export type EdgeBytesArgs = { "of": "run", 
/**
 * Which.
 */
arn: string, 
/**
 * As of which event.
 */
at: number, } | { "of": "last_run", 
/**
 * Which document.
 */
document: number, };

/**
 * What passed over the edges of an execution.
 */
export type EdgeBytesList = { 
/**
 * The execution's name; none where the workflow never ran.
 */
run: string | null, 
/**
 * Edges that were taken, in that order.
 */
edges: Array<EdgeBytes>, };

/**
 * An edge in a frame.
 */
export type EdgeFrame = { 
/**
 * The edge's id.
 */
edge: string, 
/**
 * How often it was taken.
 */
count: number, 
/**
 * What it was last taken as.
 */
mark: Mark, };

/**
 * What an edge stands for.
 */
export type EdgeKind = { "kind": "start" } | { "kind": "next" } | { "kind": "end" } | { "kind": "choice", "index": number } | { "kind": "default" } | { "kind": "catch", "index": number };

/**
 * Named edits on a version.
 */
export type EditArgs = { 
/**
 * Which.
 */
document: number, 
/**
 * The version the page saw.
 */
version: number, 
/**
 * Applied in order, as one step of undo.
 */
edits: Edit[], };

/**
 * What the workbench tells the page unasked.
 */
export type Event = { "event": "folder_changed", "data": Folder } | { "event": "document_changed", "data": DocumentView } | { "event": "disk_changed", "data": DiskChange } | { "event": "advanced", "data": Advanced } | { "event": "runs_changed", "data": Nothing } | { "event": "notice", "data": Notice } | { "event": "open_requested", "data": PathArgs };

/**
 * Names an event.
 */
export type EventArgs = { 
/**
 * Which execution.
 */
arn: string, 
/**
 * Which event.
 */
id: number, };

/**
 * An event, whole.
 */
export type EventDetail = { 
/**
 * As a row.
 */
row: EventRow, 
/**
 * As GetExecutionHistory gives it, indented; payloads over 2,000 characters are cut and stand in `payloads`.
 */
json: string, 
/**
 * Its payloads.
 */
payloads: Array<NamedPayload>, };

/**
 * An event, as a row.
 */
export type EventRow = { 
/**
 * From 1.
 */
id: number, 
/**
 * The event that led to it; 0 for none.
 */
previous: number, 
/**
 * When.
 */
time: number, 
/**
 * AWS's event type.
 */
event_type: string, 
/**
 * The state it is about.
 */
state: string | null, 
/**
 * Which iterations of the Maps around it, outermost first.
 */
iteration: Array<number>, 
/**
 * What it stands for.
 */
mark: Mark | null, 
/**
 * Size of its largest payload.
 */
bytes: number | null, 
/**
 * A few words: an error name, a resource.
 */
note: string | null, };

/**
 * A window of events.
 */
export type EventRows = { 
/**
 * In order.
 */
rows: Array<EventRow>, 
/**
 * The newest event there is.
 */
last_event: number, };

/**
 * Which events.
 */
export type EventsArgs = { 
/**
 * Which execution.
 */
arn: string, 
/**
 * The first id wanted.
 */
from: number, 
/**
 * How many, at most 1,000.
 */
count: number, };

/**
 * What to export.
 */
export type ExportArgs = { 
/**
 * Which document.
 */
document: number, 
/**
 * As what.
 */
form: ExportForm, 
/**
 * In which colours.
 */
theme: Theme, 
/**
 * Where to write it; none to be given it.
 */
path?: string, };

/**
 * Forms a document can be given in.
 */
export type ExportForm = "json" | "yaml" | "svg" | "png";

/**
 * An export.
 */
export type Exported = { 
/**
 * A file name for it.
 */
name: string, 
/**
 * Its media type.
 */
media_type: string, 
/**
 * The bytes, base64; none when they were written to a file.
 */
base64: string | null, 
/**
 * Where it was written.
 */
path: string | null, };

/**
 * A field that differs.
 */
export type FieldDifference = { 
/**
 * Its name.
 */
name: string, 
/**
 * Its value in the other text, as JSON.
 */
old: string | null, 
/**
 * Its value in the document, as JSON.
 */
new: string | null, };

/**
 * How a document may be run that never was.
 */
export type FirstRun = { 
/**
 * An input, JSON text; none where nothing is known.
 */
input: string | null, 
/**
 * Who may answer its tasks.
 */
tasks: TaskAnswers | null, };

/**
 * A problem that is to be put right.
 */
export type FixArgs = { 
/**
 * Which.
 */
document: number, 
/**
 * The version of which the problem was told.
 */
version: number, 
/**
 * Its code.
 */
code: string, 
/**
 * Its location.
 */
location: string, 
/**
 * Its fix.
 */
fix: string, };

/**
 * Where the flow of a picture goes.
 */
export type FlowDirection = "down" | "right";

/**
 * An opened folder.
 */
export type Folder = { 
/**
 * Absolute.
 */
path: string, 
/**
 * Its last component.
 */
name: string, 
/**
 * Definition files found in it, by relative path.
 */
workflows: Array<WorkflowEntry>, 
/**
 * Whether there were more files than are listed.
 */
truncated: boolean, 
/**
 * Why parts could not be read.
 */
unreadable: Array<string>, };

/**
 * The view of an execution after one event.
 */
export type Frame = { 
/**
 * After which event; 0 before all.
 */
at: number, 
/**
 * That event's time.
 */
time: number, 
/**
 * Where the execution stood.
 */
status: RunStatus, 
/**
 * States visited by then.
 */
states: Array<StateFrame>, 
/**
 * Edges taken by then.
 */
edges: Array<EdgeFrame>, };

/**
 * What one event changes.
 */
export type FrameStep = { 
/**
 * The event.
 */
event: EventRow, 
/**
 * Where the execution stands after it.
 */
status: RunStatus, 
/**
 * States as they are after it; only those that changed.
 */
states: Array<StateFrame>, 
/**
 * Edges as they are after it; only those that changed. A token moves along each.
 */
edges: Array<EdgeFrame>, };

/**
 * A window of frames.
 */
export type Frames = { 
/**
 * The view after event `from`.
 */
base: Frame, 
/**
 * What each further event changes, in order.
 */
steps: Array<FrameStep>, 
/**
 * The newest event there is.
 */
last_event: number, 
/**
 * Where the execution stands now.
 */
status: RunStatus, };

/**
 * Which frames.
 */
export type FramesArgs = { 
/**
 * Which execution.
 */
arn: string, 
/**
 * The frame to start at: the view after this event, 0 for before all.
 */
from: number, 
/**
 * How many further events are wanted, at most 500.
 */
count: number, };

/**
 * The history database in use.
 */
export type HistoryInfo = { 
/**
 * Its file; none when it is in memory.
 */
path: string | null, 
/**
 * Whether this process may run executions in it (one process owns them; others read).
 */
owner: boolean, };

/**
 * What stands at a position.
 */
export type HoverAnswer = { 
/**
 * The version of the text that positions are in.
 */
version: number, 
/**
 * None where there is nothing to say.
 */
found: HoverText | null, };

/**
 * What something in the text means.
 */
export type HoverText = { 
/**
 * Where what it is about begins.
 */
from: number, 
/**
 * Where it ends.
 */
to: number, 
/**
 * What it is called, as code is written.
 */
title: string, 
/**
 * What kind of thing it is.
 */
detail: string, 
/**
 * Plain text, a paragraph each.
 */
text: Array<string>, 
/**
 * The page that says more.
 */
page: string | null, };

/**
 * How much a test tells.
 */
export type InspectionLevel = "INFO" | "DEBUG" | "TRACE";

/**
 * An answer to keep as a mock, in a file of Step Functions Local's format
 * (<https://docs.aws.amazon.com/step-functions/latest/dg/sfn-local-mock-cfg-file.html>).
 */
export type KeepMockArgs = { 
/**
 * The file; made where there is none.
 */
path: string, 
/**
 * Key under `StateMachines`.
 */
machine: string, 
/**
 * Key under `TestCases`.
 */
case: string, 
/**
 * The state's name.
 */
state: string, 
/**
 * What the state is answered, whenever it asks.
 */
answer: TaskAnswer, };

/**
 * A mock that was kept.
 */
export type KeptMock = { 
/**
 * The file.
 */
path: string, 
/**
 * The mocked response's name.
 */
response: string, };

/**
 * A query language.
 */
export type Language = "JSONPath" | "JSONata";

/**
 * A state that stays in JSONPath.
 */
export type LeftState = { 
/**
 * Its key.
 */
state: string, 
/**
 * The field that is in the way.
 */
field: string, 
/**
 * Why.
 */
reason: string, };

/**
 * A folder's content while choosing a file.
 */
export type Listing = { 
/**
 * Absolute.
 */
path: string, 
/**
 * The folder above; none at the top.
 */
parent: string | null, 
/**
 * The home folder.
 */
home: string | null, 
/**
 * Folders first, then files that may be workflows.
 */
entries: Array<ListingEntry>, };

/**
 * A line while choosing a file.
 */
export type ListingEntry = { 
/**
 * Last component.
 */
name: string, 
/**
 * Absolute.
 */
path: string, 
/**
 * Whether it is a folder.
 */
folder: boolean, };

/**
 * STANDARD or EXPRESS.
 */
export type MachineKind = "STANDARD" | "EXPRESS";

/**
 * What a state, or an event, stands for in a frame. Each has its own colour and shape.
 */
export type Mark = "running" | "succeeded" | "failed" | "caught" | "retrying" | "waiting" | "aborted";

/**
 * A test case of a mock configuration.
 */
export type MockCase = { 
/**
 * Key under `StateMachines`.
 */
machine: string, 
/**
 * Key under `TestCases`.
 */
case: string, };

/**
 * How closely a mocked result is held against what the action gives.
 */
export type MockCheck = "STRICT" | "PRESENT" | "NONE";

/**
 * A Step Functions Local mock configuration.
 */
export type MockFile = { 
/**
 * Absolute.
 */
path: string, 
/**
 * Relative to the folder.
 */
relative: string, 
/**
 * Its test cases.
 */
cases: Array<MockCase>, 
/**
 * Why it could not be read.
 */
reason: string | null, };

/**
 * Mock configurations found in the open folder.
 */
export type MockFileList = { 
/**
 * By relative path.
 */
files: Array<MockFile>, };

/**
 * A way that things moved together.
 */
export type Moved = { 
/**
 * To the right, in the diagram.
 */
x: number, 
/**
 * Downwards, in the diagram.
 */
y: number, 
/**
 * Onwards, in the text.
 */
text: number, };

/**
 * A payload with the field it stands in.
 */
export type NamedPayload = { 
/**
 * `input`, `output`, `parameters`, `cause`, …
 */
field: string, 
/**
 * The payload.
 */
payload: PayloadRef, };

/**
 * What a new document starts from.
 */
export type NewDocumentArgs = { 
/**
 * A starter's id; none for one Pass state.
 */
starter?: string, 
/**
 * STANDARD or EXPRESS; what the starter is made for where it is left out.
 */
kind?: MachineKind, 
/**
 * What the one Pass state is written in; a starter has its own.
 */
language?: Language, };

/**
 * What a node is.
 */
export type NodeKind = "state" | "frame" | "branch" | "start" | "end";

/**
 * No arguments, or nothing to say.
 */
export type Nothing = Record<symbol, never>;

/**
 * Something the person should know that no request asked for.
 */
export type Notice = { 
/**
 * How grave.
 */
severity: Severity, 
/**
 * Stable; programs match on this.
 */
code: string, 
/**
 * For people.
 */
message: string, };

/**
 * A state and its place in the text.
 */
export type OutlineEntry = { 
/**
 * The state's key.
 */
key: string, 
/**
 * Its name.
 */
name: string, 
/**
 * Its `Type`, as written.
 */
state_type: string, 
/**
 * Where its object starts.
 */
from: number, 
/**
 * Where its object ends.
 */
to: number, 
/**
 * Where its name starts (with the quote).
 */
name_from: number, 
/**
 * Where its name ends (with the quote).
 */
name_to: number, };

/**
 * Kinds of values that an action takes.
 */
export type ParameterKind = "object" | "list" | "map" | "text" | "choice" | "whole" | "decimal" | "flag" | "time" | "anything";

/**
 * A part of a list: items of the list before that are kept, then items that are not as they were.
 */
export type Part<T> = { 
/**
 * The first one that is kept.
 */
from: number, 
/**
 * How many are kept, from there on.
 */
count: number, 
/**
 * How far they moved; none when they stand where they stood.
 */
moved: Moved | null, 
/**
 * The items behind them.
 */
then: Array<T>, };

/**
 * A path on the machine that the workbench runs on.
 */
export type PathArgs = { 
/**
 * Absolute, or relative to the workbench's working directory.
 */
path: string, };

/**
 * A ready-made piece.
 */
export type Pattern = { 
/**
 * Stable.
 */
id: string, 
/**
 * For people.
 */
title: string, 
/**
 * What it is for.
 */
group: PatternGroup, 
/**
 * What it does, in a sentence.
 */
about: string, 
/**
 * Further words to find it by.
 */
words: string, 
/**
 * How many states it has.
 */
states: number, 
/**
 * Its text in JSONPath, as `insert_states` takes it.
 */
json_path: string, 
/**
 * Its text in JSONata.
 */
jsonata: string, };

/**
 * What a pattern is for.
 */
export type PatternGroup = "errors" | "waiting" | "lists" | "data";

/**
 * The patterns that come with Stepwell.
 */
export type PatternList = { 
/**
 * In the order to show them.
 */
patterns: Array<Pattern>, };

/**
 * Which part of a payload.
 */
export type PayloadArgs = { 
/**
 * Names its content.
 */
hash: string, 
/**
 * First byte wanted; moved back to the start of a character.
 */
from: number, 
/**
 * How many bytes, at most 1 MiB.
 */
count: number, };

/**
 * A payload: by reference, with a look at its start.
 */
export type PayloadRef = { 
/**
 * Names its content.
 */
hash: string, 
/**
 * Size of its text.
 */
bytes: number, 
/**
 * The first 2,000 characters.
 */
preview: string, 
/**
 * Whether the preview is all of it.
 */
whole: boolean, };

/**
 * A part of a payload.
 */
export type PayloadSlice = { 
/**
 * The text.
 */
text: string, 
/**
 * Its first byte.
 */
from: number, 
/**
 * Size of the whole.
 */
total: number, };

/**
 * A placed diagram; coordinates in CSS pixels, absolute, y downwards.
 */
export type Picture = { 
/**
 * Of everything.
 */
width: number, 
/**
 * Of everything.
 */
height: number, 
/**
 * Parents stand before their children.
 */
nodes: Array<PictureNode>, 
/**
 * The edges.
 */
edges: Array<PictureEdge>, 
/**
 * What the picture leaves out, in sentences; empty when it shows everything.
 */
notes: Array<string>, 
/**
 * Where the flow goes.
 */
direction: FlowDirection, };

/**
 * A picture as it follows from the one before it.
 */
export type PictureChange = { 
/**
 * As in `Picture`.
 */
width: number, 
/**
 * As in `Picture`.
 */
height: number, 
/**
 * Parents stand before their children.
 */
nodes: Array<Part<PictureNode>>, 
/**
 * The edges.
 */
edges: Array<Part<PictureEdge>>, 
/**
 * As in `Picture`.
 */
notes: Array<string>, 
/**
 * As in `Picture`.
 */
direction: FlowDirection, };

/**
 * An edge of the diagram.
 */
export type PictureEdge = { 
/**
 * Unique, and the same as long as its ends and kind are.
 */
id: string, 
/**
 * The node it leaves.
 */
from: string, 
/**
 * The node it enters.
 */
to: string, 
/**
 * What it stands for.
 */
edge: EdgeKind, 
/**
 * What stands on it.
 */
label: string | null, 
/**
 * Its route.
 */
points: Array<Point>, 
/**
 * From this point on the line is drawn already, by an earlier edge to the same node; none when it is all its own.
 */
merges_at: number | null, 
/**
 * Where the label's middle is.
 */
label_at: Point | null, 
/**
 * Whether it goes back up.
 */
back: boolean, };

/**
 * A node of the diagram.
 */
export type PictureNode = { 
/**
 * For states the state's key; unique in the diagram.
 */
id: string, 
/**
 * What it is.
 */
kind: NodeKind, 
/**
 * The key of the state it stands for; for a branch, of the state that holds it.
 */
state: string | null, 
/**
 * The state's `Type`, as written.
 */
state_type: string | null, 
/**
 * The state's name.
 */
title: string, 
/**
 * What it does.
 */
subtitle: string, 
/**
 * The service it calls.
 */
service: ServiceTile | null, 
/**
 * Marks on the card.
 */
badges: Array<CardBadge>, 
/**
 * A Choice's rules, in the order tried, `Default` last.
 */
rules: Array<RuleRow>, 
/**
 * The lines of its note, where notes are shown.
 */
note: Array<string>, 
/**
 * The frame or branch it lies in.
 */
parent: string | null, 
/**
 * For a branch: which, from 0.
 */
branch: number | null, 
/**
 * Whether `StartAt` of its machine names it. Nested machines have no start pill.
 */
start: boolean, 
/**
 * Left edge.
 */
x: number, 
/**
 * Top edge.
 */
y: number, 
/**
 * Width.
 */
width: number, 
/**
 * Height.
 */
height: number, };

/**
 * How much of a document its picture shows.
 */
export type PictureView = { 
/**
 * Keys of the Parallel and Map states that are drawn closed.
 */
folded: Array<string>, 
/**
 * The key of the one Parallel or Map state that is drawn, with what lies inside it; everything when it is none.
 */
within: string | null, 
/**
 * Whether the states' comments stand on their cards.
 */
notes: boolean, };

/**
 * A position in a document's text.
 */
export type PlaceArgs = { 
/**
 * Which document.
 */
document: number, 
/**
 * The version that the page saw.
 */
version: number, 
/**
 * Where, in that version's text.
 */
position: number, };

/**
 * A place in the diagram.
 */
export type Point = { 
/**
 * From the left.
 */
x: number, 
/**
 * From the top.
 */
y: number, };

/**
 * Why a request was refused: a stable code, a sentence that says what to do, and where.
 */
export type Problem = { 
/**
 * Stable; programs match on this.
 */
code: string, 
/**
 * What happened and what to do, for people.
 */
message: string, 
/**
 * The file, state or position it is about.
 */
place?: string, };

/**
 * What can be read of a text: its picture, its outline and its problems.
 */
export type Reading = { 
/**
 * Counts the readings of a document.
 */
number: number, 
/**
 * False while the text is broken: then `picture` and `outline` are of the last text that could be read, or `partial`.
 */
current: boolean, 
/**
 * The text is broken and none could be read before: `picture` and `outline` are of what can be read of this one.
 */
partial: boolean, 
/**
 * Why it is not current.
 */
reason: string | null, 
/**
 * The placed diagram.
 */
picture: Picture, 
/**
 * How much of the document it shows.
 */
view: PictureView, 
/**
 * Every state with its place in the text.
 */
outline: Array<OutlineEntry>, 
/**
 * Diagnostics of the text as it stands.
 */
problems: Array<Diagnostic>, 
/**
 * The machine's query language, `JSONPath` or `JSONata`.
 */
query_language: string, };

/**
 * A reading as it follows from the one before it.
 */
export type ReadingChange = { 
/**
 * The number of the reading it follows from; upon another one it can't be put.
 */
since: number, 
/**
 * Its own number.
 */
number: number, 
/**
 * As in `Reading`.
 */
current: boolean, 
/**
 * The text is broken and none could be read before: it is of what can be read of this one.
 */
partial: boolean, 
/**
 * As in `Reading`.
 */
reason: string | null, 
/**
 * The placed diagram.
 */
picture: PictureChange, 
/**
 * As in `Reading`.
 */
view: PictureView, 
/**
 * Every state with its place in the text.
 */
outline: Array<Part<OutlineEntry>>, 
/**
 * As in `Reading`.
 */
problems: Array<Diagnostic>, 
/**
 * As in `Reading`.
 */
query_language: string, };

/**
 * Something opened before.
 */
export type Recent = { 
/**
 * Absolute.
 */
path: string, 
/**
 * Its last component.
 */
name: string, 
/**
 * Whether it is a folder.
 */
folder: boolean, 
/**
 * When it was last opened.
 */
opened: number, };

/**
 * The recent list.
 */
export type Recents = { 
/**
 * Newest first.
 */
recent: Array<Recent>, };

/**
 * What a state met in a visit; all of it JSON text.
 */
export type RecordedData = { 
/**
 * What it was given.
 */
input: string, 
/**
 * The variables that it could read, an object; none where there were none.
 */
variables: string | null, 
/**
 * The context object, as far as TestState takes it.
 */
context: string, 
/**
 * How its work was answered; none where it was not, or has none.
 */
answer: TaskAnswer | null, };

/**
 * A visit of a state that an execution has recorded.
 */
export type RecordedVisit = { 
/**
 * Which execution.
 */
arn: string, 
/**
 * Its name.
 */
run: string, 
/**
 * The event that entered the state: names the visit within the execution.
 */
entered: number, 
/**
 * When.
 */
time: number, 
/**
 * Which visit, from 0.
 */
visit: number, 
/**
 * Which iterations of the Maps around it, outermost first.
 */
iteration: Array<number>, 
/**
 * What became of it.
 */
mark: Mark, };

/**
 * Which visit.
 */
export type RecordedVisitArgs = { 
/**
 * Which execution.
 */
arn: string, 
/**
 * The state's key.
 */
state: string, 
/**
 * The event that entered it.
 */
entered: number, };

/**
 * Visits of a state that executions have recorded.
 */
export type RecordedVisits = { 
/**
 * Newest execution first, and of one execution the last visit first.
 */
visits: Array<RecordedVisit>, };

/**
 * Which visits of a state to list.
 */
export type RecordedVisitsArgs = { 
/**
 * The document whose executions are looked through.
 */
document: number, 
/**
 * The state's key.
 */
state: string, 
/**
 * How many at most; at most 50.
 */
limit: number, };

/**
 * Unsaved work found after a crash.
 */
export type Recovery = { 
/**
 * The file the work belongs to, or the recovery file's own path for a document never saved.
 */
path: string, 
/**
 * For people.
 */
name: string, 
/**
 * When the work was kept.
 */
kept: number, };

/**
 * A snippet's new name.
 */
export type RenameSnippetArgs = { 
/**
 * Which.
 */
id: number, 
/**
 * A name that no other snippet has.
 */
name: string, };

/**
 * What a document in conflict shall hold.
 */
export type Resolution = { "keep": "mine" } | { "keep": "theirs" } | { "keep": "merged", 
/**
 * The text.
 */
text: string, };

/**
 * How to end a conflict.
 */
export type ResolveArgs = { 
/**
 * Which document.
 */
document: number, 
/**
 * What the document shall hold.
 */
choice: Resolution, };

/**
 * A rule on a Choice's card.
 */
export type RuleRow = { 
/**
 * Which rule, from 0; none for `Default`.
 */
index: number | null, 
/**
 * Its comment, else its condition.
 */
label: string, 
/**
 * Top edge within the card.
 */
y: number, 
/**
 * Height.
 */
height: number, 
/**
 * Where the rule's edge leaves, from the card's upper left corner.
 */
outlet: Point, };

/**
 * An execution.
 */
export type Run = { 
/**
 * Its ARN.
 */
arn: string, 
/**
 * Its name.
 */
name: string, 
/**
 * The workflow's file; none when it had none.
 */
workflow: string | null, 
/**
 * The workflow's name.
 */
workflow_name: string, 
/**
 * STANDARD or EXPRESS.
 */
kind: MachineKind, 
/**
 * Where it stands.
 */
status: RunStatus, 
/**
 * When it started.
 */
started: number, 
/**
 * When it ended.
 */
stopped: number | null, 
/**
 * How many events it has.
 */
events: number, 
/**
 * Error name, where it failed.
 */
error: string | null, 
/**
 * Cause, where it failed, at most 2,000 characters.
 */
cause: string | null, 
/**
 * How many tasks wait for the person's answer.
 */
waiting: number, 
/**
 * Whether this process drives it.
 */
live: boolean, 
/**
 * Who answers its tasks.
 */
tasks: TaskAnswers | null, 
/**
 * Whether waits take their time.
 */
time: TimeMode, };

/**
 * An execution with what it ran.
 */
export type RunDetail = { 
/**
 * The execution.
 */
run: Run, 
/**
 * The definition it ran.
 */
definition: string, 
/**
 * How the definition is written.
 */
format: TextFormat, 
/**
 * The definition's diagram.
 */
picture: Picture, 
/**
 * Its states with their places in the definition.
 */
outline: Array<OutlineEntry>, 
/**
 * What it was given.
 */
input: PayloadRef | null, 
/**
 * What it gave.
 */
output: PayloadRef | null, };

/**
 * Executions.
 */
export type RunList = { 
/**
 * Newest first.
 */
runs: Array<Run>, 
/**
 * How many there are.
 */
total: number, };

/**
 * As much of an execution's definition as a view shows.
 */
export type RunPicture = { 
/**
 * The picture. Its states and edges are named as in the whole one, so that frames fit both.
 */
picture: Picture, 
/**
 * What of the view there was.
 */
view: PictureView, };

/**
 * How much of an execution's definition to draw.
 */
export type RunPictureArgs = { 
/**
 * Which execution.
 */
arn: string, 
/**
 * What is drawn; what the definition does not have is left out of it.
 */
view: PictureView, };

/**
 * Where an execution stands, in AWS's words.
 */
export type RunStatus = "RUNNING" | "SUCCEEDED" | "FAILED" | "TIMED_OUT" | "ABORTED" | "PENDING_REDRIVE";

/**
 * Which executions to list.
 */
export type RunsArgs = { 
/**
 * Only those of this workflow file.
 */
workflow?: string, 
/**
 * How many are wanted, at most 500.
 */
limit: number, 
/**
 * How many to pass over.
 */
offset: number, };

/**
 * How to save.
 */
export type SaveArgs = { 
/**
 * Which.
 */
document: number, 
/**
 * Whether a file that changed on disk may be written over.
 */
overwrite: boolean, };

/**
 * Where to save.
 */
export type SaveAsArgs = { 
/**
 * Which.
 */
document: number, 
/**
 * The new file.
 */
path: string, 
/**
 * Whether an existing file may be replaced.
 */
overwrite: boolean, };

/**
 * States to keep.
 */
export type SaveSnippetArgs = { 
/**
 * Their document.
 */
document: number, 
/**
 * Their keys; all of one machine.
 */
states: Array<string>, 
/**
 * A name that no other snippet has.
 */
name: string, };

/**
 * How saving went.
 */
export type Saved = { "result": "written", 
/**
 * Its file.
 */
path: string, 
/**
 * Its name from now on.
 */
name: string, 
/**
 * Where the document stands now.
 */
status: DocumentStatus, 
/**
 * The file with its starter's mocks, which was put beside it with the first save.
 */
mocks: string | null, } | { "result": "conflict" } | { "result": "exists", 
/**
 * Which.
 */
path: string, };

/**
 * The kinds of scopes.
 */
export type ScopeKind = "outer" | "branch" | "map" | "distributed_map";

/**
 * Data that a state was seen with; all of it JSON text.
 */
export type SeenData = { 
/**
 * What it was given.
 */
input?: string, 
/**
 * The variables that it could read, an object.
 */
variables?: string, 
/**
 * What its work gave.
 */
result?: string, 
/**
 * The context object.
 */
context?: string, };

/**
 * Two letters in the colour of a family of services.
 */
export type ServiceTile = { 
/**
 * Two letters.
 */
letters: string, 
/**
 * `compute`, `data`, `msg`, `store`, `ai`, `http` or `flow`.
 */
family: string, };

/**
 * What the page needs first.
 */
export type Session = { 
/**
 * Stepwell's version.
 */
version: string, 
/**
 * The open folder.
 */
folder: Folder | null, 
/**
 * The open documents, in the order they were opened.
 */
documents: Array<DocumentView>, 
/**
 * Folders and files opened before, newest first.
 */
recent: Array<Recent>, 
/**
 * Unsaved work that a crash left behind.
 */
recoveries: Array<Recovery>, 
/**
 * What happened before the page was there.
 */
notices: Array<Notice>, 
/**
 * The history database.
 */
history: HistoryInfo, };

/**
 * Where the flow of all pictures goes from now on.
 */
export type SetDirectionArgs = { 
/**
 * Where to.
 */
direction: FlowDirection, };

/**
 * Sets STANDARD or EXPRESS.
 */
export type SetKindArgs = { 
/**
 * Which.
 */
document: number, 
/**
 * What it is.
 */
kind: MachineKind, };

/**
 * How much of a document is to be drawn.
 */
export type SetViewArgs = { 
/**
 * Which.
 */
document: number, 
/**
 * What to show.
 */
view: PictureView, };

/**
 * How grave a notice or diagnostic is.
 */
export type Severity = "error" | "warning" | "hint";

/**
 * A piece that the person has kept.
 */
export type Snippet = { 
/**
 * Never used twice while it is kept.
 */
id: number, 
/**
 * The person's own.
 */
name: string, 
/**
 * How many states it has.
 */
states: number, 
/**
 * The type of the state it begins with.
 */
state_type: string, 
/**
 * What it is written in.
 */
language: Language, 
/**
 * Its text, as `insert_states` takes it.
 */
text: string, };

/**
 * Names a snippet.
 */
export type SnippetArgs = { 
/**
 * Which.
 */
id: number, };

/**
 * What the person has kept.
 */
export type SnippetList = { 
/**
 * By name.
 */
snippets: Array<Snippet>, };

/**
 * What to run.
 */
export type StartRunArgs = { 
/**
 * The document, as it stands.
 */
document: number, 
/**
 * The input, JSON text.
 */
input: string, 
/**
 * The execution's name; none for one made up.
 */
name?: string, 
/**
 * Whether waits take their time.
 */
time: TimeMode, 
/**
 * Who answers tasks.
 */
tasks: TaskAnswers, };

/**
 * A workflow that comes with Stepwell.
 */
export type Starter = { 
/**
 * Stable.
 */
id: string, 
/**
 * For people.
 */
title: string, 
/**
 * What it shows.
 */
description: string, 
/**
 * How many states it has.
 */
states: number, 
/**
 * What it is made for.
 */
kind: MachineKind, 
/**
 * What it is written in.
 */
language: Language, 
/**
 * Why it can't be EXPRESS; none where it can.
 */
not_express: string | null, };

/**
 * The starters.
 */
export type StarterList = { 
/**
 * In the order to show them.
 */
starters: Array<Starter>, };

/**
 * Names a state of a document.
 */
export type StateArgs = { 
/**
 * Which document.
 */
document: number, 
/**
 * The state's key.
 */
state: string, };

/**
 * A state's data in one of its visits.
 */
export type StateData = { 
/**
 * The state's key.
 */
state: string, 
/**
 * How many visits there were.
 */
visits: number, 
/**
 * Which visit this is, from 0.
 */
visit: number, 
/**
 * Which iterations of the Maps around it, outermost first.
 */
iteration: Array<number>, 
/**
 * What it stood for.
 */
mark: Mark | null, 
/**
 * The event that entered it.
 */
entered: EventRow | null, 
/**
 * The event that left it.
 */
exited: EventRow | null, 
/**
 * What it was given.
 */
input: PayloadRef | null, 
/**
 * What it gave.
 */
output: PayloadRef | null, 
/**
 * Variables that it assigned.
 */
assigned: Array<NamedPayload>, 
/**
 * Its last error.
 */
error: string | null, 
/**
 * That error's cause.
 */
cause: string | null, 
/**
 * Each call of its resource.
 */
tries: Array<Try>, };

/**
 * Which state's data.
 */
export type StateDataArgs = { 
/**
 * Which execution.
 */
arn: string, 
/**
 * The state's key.
 */
state: string, 
/**
 * As of which event.
 */
at: number, 
/**
 * Which visit, from 0; none for the last one.
 */
visit?: number, };

/**
 * A state, for the inspector.
 */
export type StateDetail = { 
/**
 * The state's key.
 */
key: string, 
/**
 * Names from the top level, as edits take them.
 */
path: Array<string>, 
/**
 * The document's version that this is of.
 */
version: number, 
/**
 * Its name.
 */
name: string, 
/**
 * Its `Type`, as written.
 */
state_type: string, 
/**
 * `JSONPath` or `JSONata`: what holds in this state.
 */
query_language: string, 
/**
 * Its JSON text as written in the document.
 */
text: string, 
/**
 * Its fields, parsed; none when the text is broken here.
 */
fields: Record<string, unknown> | null, 
/**
 * Names of the states at the same level, in the order written, itself included.
 */
siblings: Array<string>, 
/**
 * Whether it is the first state of its level.
 */
start: boolean, };

/**
 * A state that is not the same.
 */
export type StateDifference = { 
/**
 * What happened to it.
 */
kind: DifferenceKind, 
/**
 * Its key in the other text.
 */
old: StatePlace | null, 
/**
 * Its key in the document.
 */
new: StatePlace | null, 
/**
 * Its fields that differ.
 */
fields: Array<FieldDifference>, };

/**
 * A state in a frame.
 */
export type StateFrame = { 
/**
 * The state's key.
 */
state: string, 
/**
 * What it stands for.
 */
mark: Mark, 
/**
 * How often it was entered.
 */
entered: number, 
/**
 * How often it was left with a result.
 */
exited: number, 
/**
 * How many are inside now.
 */
inside: number, 
/**
 * How many tries failed.
 */
failures: number, 
/**
 * How many tries were tries again.
 */
retries: number, 
/**
 * For Map: how many iterations there are.
 */
iterations: number | null, 
/**
 * For Map: how many iterations ended well.
 */
iterations_done: number | null, 
/**
 * The last event that was about it.
 */
last_event: number, };

/**
 * A state in one of the texts.
 */
export type StatePlace = { 
/**
 * Its key.
 */
key: string, 
/**
 * Where it starts in that text.
 */
from: number, };

/**
 * What a state with fields that are being written does, where it can be tested.
 */
export type StatePreview = { 
/**
 * What came of the test.
 */
test: StateTest | null, 
/**
 * Why it could not be made: what is half written is not always right yet.
 */
refused: Problem | null, };

/**
 * What came of a test.
 */
export type StateTest = { 
/**
 * What became of the state.
 */
status: TestVerdict, 
/**
 * Its output, JSON text.
 */
output: string | null, 
/**
 * The error's name.
 */
error: string | null, 
/**
 * Its cause.
 */
cause: string | null, 
/**
 * The state that comes next; none where the machine ends, or fails.
 */
next_state: string | null, 
/**
 * The data between its stages, in the order in which it passes them; empty at the level `INFO`.
 */
stages: Array<TestStage>, 
/**
 * Which catcher takes the error, from 0.
 */
catch_index: number | null, 
/**
 * Which retrier takes the error, from 0.
 */
retry_index: number | null, 
/**
 * The pause before it is tried again, in seconds.
 */
retry_seconds: number | null, 
/**
 * A Map's `MaxConcurrency`, evaluated.
 */
max_concurrency: number | null, 
/**
 * A Map's `ToleratedFailureCount`, evaluated.
 */
tolerated_failure_count: number | null, 
/**
 * A Map's `ToleratedFailurePercentage`, evaluated.
 */
tolerated_failure_percentage: number | null, };

/**
 * Names states of a document.
 */
export type StatesArgs = { 
/**
 * Which document.
 */
document: number, 
/**
 * Their keys; all of one machine.
 */
states: Array<string>, };

/**
 * States as a text of their own.
 */
export type StatesText = { 
/**
 * A state machine with these states, as `insert_states` takes it.
 */
text: string, };

/**
 * How to stop.
 */
export type StopRunArgs = { 
/**
 * Which execution.
 */
arn: string, 
/**
 * Error name, as StopExecution takes it.
 */
error?: string, 
/**
 * Cause, as StopExecution takes it.
 */
cause?: string, };

/**
 * What a task gives.
 */
export type TaskAnswer = { "as": "result", 
/**
 * JSON text.
 */
result: string, } | { "as": "error", 
/**
 * Error name, at most 256 characters.
 */
error: string, 
/**
 * Cause, at most 32,768 characters.
 */
cause: string, };

/**
 * Who answers tasks.
 */
export type TaskAnswers = { "by": "person" } | { "by": "mocks", 
/**
 * The mock configuration's file.
 */
path: string, 
/**
 * Key under `StateMachines`.
 */
machine: string, 
/**
 * Key under `TestCases`.
 */
case: string, };

/**
 * Data at a stage of a state.
 */
export type TestStage = { 
/**
 * As AWS names it: `afterInputPath`.
 */
name: string, 
/**
 * JSON text.
 */
text: string, };

/**
 * A state to test, by the request of AWS's TestState
 * (<https://docs.aws.amazon.com/step-functions/latest/apireference/API_TestState.html>). Data is JSON text.
 */
export type TestStateArgs = { 
/**
 * Which document, as it stands.
 */
document: number, 
/**
 * The state's key.
 */
state: string, 
/**
 * What it is given.
 */
input: string, 
/**
 * The variables that it sees, an object.
 */
variables?: string, 
/**
 * The context object; one is made up where there is none. AWS takes one only with a mock.
 */
context?: string, 
/**
 * What stands for its work: for Task, Parallel and Map.
 */
mock?: TaskAnswer, 
/**
 * How closely the mock is looked at; `STRICT` where nothing is said.
 */
check?: MockCheck, 
/**
 * How often the retrier that takes the mocked error has retried.
 */
retries?: number, 
/**
 * The state within a Parallel or Map that the mocked error comes from.
 */
error_from?: string, 
/**
 * How many iterations of a Map have failed.
 */
failed_iterations?: number, 
/**
 * What a Map's `ItemReader` reads, as it stands in its source.
 */
item_reader_data?: string, 
/**
 * How much is told.
 */
level: InspectionLevel, 
/**
 * Fields of the state as they are being written; tested in the place of the document's.
 */
draft?: DraftField, };

/**
 * What became of a tested state, as AWS names it.
 */
export type TestVerdict = "SUCCEEDED" | "FAILED" | "RETRIABLE" | "CAUGHT_ERROR";

/**
 * A piece of text replaced by another.
 */
export type TextChange = { 
/**
 * Start in the old text, UTF-16 code units.
 */
from: number, 
/**
 * End in the old text.
 */
to: number, 
/**
 * What stands there afterwards.
 */
insert: string, };

/**
 * How a document is written.
 */
export type TextFormat = "json" | "yaml";

/**
 * The colours of a picture.
 */
export type Theme = "light" | "dark";

/**
 * Whether waits take their time.
 */
export type TimeMode = "real" | "skip";

/**
 * What ran when.
 */
export type Timeline = { 
/**
 * When the execution started.
 */
from: number, 
/**
 * When it ended, or its newest event.
 */
to: number, 
/**
 * By time of entry; at most 2,000.
 */
bars: Array<Bar>, 
/**
 * Whether there were more.
 */
truncated: boolean, };

/**
 * Which timeline.
 */
export type TimelineArgs = { 
/**
 * Which execution.
 */
arn: string, };

/**
 * One call of a task's resource.
 */
export type Try = { 
/**
 * The event that scheduled it.
 */
scheduled: number, 
/**
 * When.
 */
started: number, 
/**
 * When it was answered.
 */
ended: number | null, 
/**
 * What it became.
 */
mark: Mark, 
/**
 * What was sent.
 */
parameters: PayloadRef | null, 
/**
 * What came back.
 */
result: PayloadRef | null, 
/**
 * Error name.
 */
error: string | null, 
/**
 * Cause.
 */
cause: string | null, };

/**
 * Typing on a version.
 */
export type TypeArgs = { 
/**
 * Which.
 */
document: number, 
/**
 * The version the page saw.
 */
version: number, 
/**
 * Positions in the text of that version; sorted, not overlapping.
 */
changes: Array<TextChange>, };

/**
 * A variable of one scope.
 */
export type Variable = { 
/**
 * Without its `$`.
 */
name: string, 
/**
 * Where it lives.
 */
scope: VariableScope, 
/**
 * Where it is assigned; empty for one that is only read.
 */
assigned: Array<VariableUse>, 
/**
 * Where it is read.
 */
read: Array<VariableUse>, };

/**
 * A document's variables.
 */
export type VariableList = { 
/**
 * The version whose text the positions are of.
 */
version: number, 
/**
 * By name; of one name, outer scopes first.
 */
variables: Array<Variable>, };

/**
 * A machine that variables live in.
 */
export type VariableScope = { 
/**
 * What kind of machine it is.
 */
kind: ScopeKind, 
/**
 * The key of the Parallel or Map state that it lies in; none for the outer one.
 */
state: string | null, 
/**
 * Which branch of it, from 0.
 */
branch: number | null, };

/**
 * A place that assigns or reads a variable.
 */
export type VariableUse = { 
/**
 * The state's key.
 */
state: string, 
/**
 * The field of the state, and what in it: `Output/total`.
 */
field: string, 
/**
 * Where it starts in the text.
 */
from: number, 
/**
 * Where it ends.
 */
to: number, 
/**
 * What is wrong there.
 */
warning: string | null, };

/**
 * A task that waits for the person's answer.
 */
export type WaitingTask = { 
/**
 * Names it within the execution.
 */
task: number, 
/**
 * The state's key.
 */
state: string, 
/**
 * The state's name.
 */
name: string, 
/**
 * Which iterations of the Maps around it.
 */
iteration: Array<number>, 
/**
 * What it calls.
 */
resource: string, 
/**
 * What it sends.
 */
parameters: PayloadRef, 
/**
 * Its task token, where it waits for one.
 */
token: string | null, 
/**
 * Which try, from 0.
 */
attempt: number, };

/**
 * Tasks that wait for the person.
 */
export type WaitingTaskList = { 
/**
 * Longest waiting first.
 */
tasks: Array<WaitingTask>, };

/**
 * A definition file in the opened folder.
 */
export type WorkflowEntry = { 
/**
 * Absolute.
 */
path: string, 
/**
 * Relative to the folder, with `/`.
 */
relative: string, 
/**
 * The file's name without `.asl.json` and the like.
 */
name: string, 
/**
 * Size of the file.
 */
bytes: number, 
/**
 * When it was last changed.
 */
modified: number, 
/**
 * How many states it has at all levels; none when it could not be read as a state machine.
 */
states: number | null, 
/**
 * Errors that AWS would refuse it for.
 */
errors: number, 
/**
 * Warnings.
 */
warnings: number, 
/**
 * Why it could not be read.
 */
reason: string | null, };

/** Every command with its arguments and its answer. */
export interface Commands {
  /** What the page needs to draw itself first. */
  session: { args: Nothing; answer: Session };
  /** Opens a folder and lists its workflows; another open folder is left. */
  open_folder: { args: PathArgs; answer: Folder };
  /** Leaves the open folder; open documents stay. */
  close_folder: { args: Nothing; answer: Nothing };
  /** Opens a file as a document, or gives the document that already shows it. */
  open_workflow: { args: PathArgs; answer: DocumentView };
  /** Folders and workflow files at a path, for hosts without a file dialog. */
  browse: { args: BrowseArgs; answer: Listing };
  /** Forgets an entry of the recent list. */
  forget_recent: { args: PathArgs; answer: Recents };
  /** The workflows that come with Stepwell. */
  starters: { args: Nothing; answer: StarterList };
  /** A new, unsaved document, empty or from a starter. */
  new_document: { args: NewDocumentArgs; answer: DocumentView };
  /** A document as it stands. */
  document: { args: DocumentArgs; answer: DocumentView };
  /** Closes a document; says so instead when it has unsaved work and `discard` is false. */
  close_document: { args: CloseArgs; answer: Closed };
  /** Applies named edits to a document. */
  edit: { args: EditArgs; answer: DocumentChange };
  /** Applies the fix of a problem, as one step of undo. */
  fix: { args: FixArgs; answer: DocumentChange };
  /** Applies typing to a document. */
  type_text: { args: TypeArgs; answer: DocumentChange };
  /** Takes the last change back. */
  undo: { args: DocumentArgs; answer: DocumentChange };
  /** Does again what was undone. */
  redo: { args: DocumentArgs; answer: DocumentChange };
  /** Whether the machine is STANDARD or EXPRESS: asked of the person, since the language does not say. */
  set_kind: { args: SetKindArgs; answer: DocumentChange };
  /** How much of a document its picture shows. No change of its text. */
  set_view: { args: SetViewArgs; answer: DocumentChange };
  /** Where the flow of all pictures goes from now on: of open documents, of those that are opened, of executions and comparisons. */
  set_direction: { args: SetDirectionArgs; answer: DrawnAnew };
  /** A state, for the inspector. */
  state_detail: { args: StateArgs; answer: StateDetail };
  /** States of one machine as the text of a machine of their own, for the clipboard. */
  states_text: { args: StatesArgs; answer: StatesText };
  /** What may stand at a position of a document's text. */
  complete: { args: PlaceArgs; answer: CompletionAnswer };
  /** What may stand at a position of a field that is being written; positions are in its text. */
  complete_draft: { args: DraftPlaceArgs; answer: CompletionAnswer };
  /** Explains what stands at a position. */
  hover: { args: PlaceArgs; answer: HoverAnswer };
  /** Where the state or variable that is named at a position is defined. */
  definition: { args: PlaceArgs; answer: DefinitionAnswer };
  /** Tests one state by itself, as AWS's TestState does; nothing is called. */
  test_state: { args: TestStateArgs; answer: StateTest };
  /** Tests a state with fields that are being written; what is refused is told and is no failure of the request. */
  preview_state: { args: TestStateArgs; answer: StatePreview };
  /** The visits of a state that executions of a document have recorded. */
  recorded_visits: { args: RecordedVisitsArgs; answer: RecordedVisits };
  /** What a state met in one of those visits. */
  recorded_visit: { args: RecordedVisitArgs; answer: RecordedData };
  /** Writes an answer into a mock file, for one state of one test case. */
  keep_mock: { args: KeepMockArgs; answer: KeptMock };
  /** The variables of a document: who assigns and who reads each. */
  variables: { args: DocumentArgs; answer: VariableList };
  /** What of a document can be converted from JSONPath to JSONata with certainty, and what not; the edit `convert_to_jsonata` does it. */
  conversion: { args: ConversionArgs; answer: Conversion };
  /** The services whose actions a Task can call. */
  aws_services: { args: Nothing; answer: AwsServiceList };
  /** Actions that a Task can call, by words. */
  aws_actions: { args: AwsActionsArgs; answer: AwsActionList };
  /** Ready-made pieces of workflows. */
  patterns: { args: Nothing; answer: PatternList };
  /** The person's own pieces. */
  snippets: { args: Nothing; answer: SnippetList };
  /** Keeps states of a document as a snippet. */
  save_snippet: { args: SaveSnippetArgs; answer: SnippetList };
  /** Gives a snippet another name. */
  rename_snippet: { args: RenameSnippetArgs; answer: SnippetList };
  /** Forgets a snippet. */
  delete_snippet: { args: SnippetArgs; answer: SnippetList };
  /** What the action takes that a Task calls, level by level. */
  action_parameters: { args: ActionParametersArgs; answer: ActionParameterList };
  /** Writes a document to its file. */
  save: { args: SaveArgs; answer: Saved };
  /** Writes a document to another file, which it is from then on. */
  save_as: { args: SaveAsArgs; answer: Saved };
  /** The texts of a document whose file changed on disk. */
  conflict: { args: DocumentArgs; answer: Conflict };
  /** Ends a conflict with the text that the person chose. */
  resolve_conflict: { args: ResolveArgs; answer: DocumentView };
  /** A document beside the last commit, the file on disk or another file. */
  compare: { args: CompareArgs; answer: Compared };
  /** Drops what was recovered after a crash. */
  discard_recovery: { args: PathArgs; answer: Nothing };
  /** A document in another form, given back or written to a file. */
  export_document: { args: ExportArgs; answer: Exported };
  /** The test cases of the mock files in the open folder and beside open documents. */
  mock_files: { args: Nothing; answer: MockFileList };
  /** How a document may be run that never was: a starter's own input and mocks. */
  first_run: { args: DocumentArgs; answer: FirstRun };
  /** Starts an execution. */
  start_run: { args: StartRunArgs; answer: Run };
  /** Stops an execution. */
  stop_run: { args: StopRunArgs; answer: Run };
  /** Executions, newest first. */
  runs: { args: RunsArgs; answer: RunList };
  /** One execution with the definition that it ran. */
  run: { args: ArnArgs; answer: RunDetail };
  /** How much of an execution's definition its picture shows. */
  run_picture: { args: RunPictureArgs; answer: RunPicture };
  /** Removes ended executions from the history. */
  delete_runs: { args: ArnsArgs; answer: Nothing };
  /** A window of frames: the view after one event and what each following event changes. */
  frames: { args: FramesArgs; answer: Frames };
  /** A window of events. */
  events: { args: EventsArgs; answer: EventRows };
  /** One event, whole, in AWS's shape. */
  event: { args: EventArgs; answer: EventDetail };
  /** A state's input, output and tries as of a frame. */
  state_data: { args: StateDataArgs; answer: StateData };
  /** What ran when, as bars. */
  timeline: { args: TimelineArgs; answer: Timeline };
  /** How many bytes of JSON passed over the edges of an execution. */
  edge_bytes: { args: EdgeBytesArgs; answer: EdgeBytesList };
  /** A part of a payload's text. */
  payload: { args: PayloadArgs; answer: PayloadSlice };
  /** Tasks of an execution that wait for the person's answer. */
  waiting_tasks: { args: ArnArgs; answer: WaitingTaskList };
  /** Answers a waiting task. */
  answer_task: { args: AnswerTaskArgs; answer: Nothing };
}
