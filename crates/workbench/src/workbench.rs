//! The workbench: answers requests and tells what happens.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use stepwell_asl::StatePath;
use tokio::sync::broadcast;

use crate::actions;
use crate::assist::{self, Asked};
use crate::compare::compare;
use crate::desk::Desk;
use crate::export::export;
use crate::folder::browse;
use crate::kept_mock;
use crate::reading;
use crate::recovery::RecoveryStore;
use crate::runs::{HistoryPlace, Runs, run_status};
use crate::schema::{
    Advanced, Answer, Conversion, DocumentId, DrawnAnew, EdgeBytesArgs, Event, LeftState, MockFileList, Nothing,
    Notice, PathArgs, PatternList, PlaceArgs, Problem, Recents, RecordedVisits, Request, Session, Severity,
    SnippetList, StarterList, WaitingTaskList,
};
use crate::snippets::SnippetStore;
use crate::watch::Watch;
use crate::{patterns, starters, variables};
use crate::{state_preview, state_test};

/// How often unsaved work is kept.
const KEEP_EVERY: Duration = Duration::from_millis(1_000);

/// Where the workbench keeps what is its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Places {
    /// Small lists: recent files and the like.
    pub config: Option<PathBuf>,
    /// The history and unsaved work.
    pub data: Option<PathBuf>,
}

impl Places {
    /// The user's own folders (`~/.config/stepwell`, `~/.local/share/stepwell` on Linux).
    #[must_use]
    pub fn of_user() -> Self {
        Self {
            config: dirs::config_dir().map(|folder| folder.join("stepwell")),
            data: dirs::data_dir().map(|folder| folder.join("stepwell")),
        }
    }

    /// Everything under one folder, as tests want it.
    #[must_use]
    pub fn under(folder: &Path) -> Self {
        Self { config: Some(folder.join("config")), data: Some(folder.join("data")) }
    }
}

/// Events as they come. Those that a slow listener missed are passed over.
#[derive(Debug)]
pub struct Events(broadcast::Receiver<Event>);

impl Events {
    /// The next event; none when the workbench is gone.
    pub async fn next(&mut self) -> Option<Event> {
        loop {
            match self.0.recv().await {
                Ok(event) => return Some(event),
                Err(broadcast::error::RecvError::Lagged(_)) => {}
                Err(broadcast::error::RecvError::Closed) => return None,
            }
        }
    }
}

/// What a host can ask for.
#[derive(Debug)]
pub struct Workbench {
    desk: Mutex<Desk>,
    watch: Mutex<Option<Watch>>,
    runs: Runs,
    snippets: SnippetStore,
    events: broadcast::Sender<Event>,
    /// What happened before the page was there; told with the session once.
    notices: Mutex<Vec<Notice>>,
}

/// Milliseconds since the epoch.
fn now() -> u64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    u64::try_from(since.as_millis()).unwrap_or(u64::MAX)
}

fn conversion(found: stepwell_asl::Conversion) -> Conversion {
    let left =
        |left: stepwell_asl::LeftState| LeftState { state: left.state.key(), field: left.field, reason: left.reason };
    Conversion {
        converted: found.converted.iter().map(StatePath::key).collect(),
        left: found.left.into_iter().map(left).collect(),
        whole: found.whole,
    }
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    // What is behind these locks is changed in steps that each leave it whole.
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Workbench {
    /// Opens the workbench on a tokio runtime. What can't be had, such as a history that another process owns, is
    /// told as a notice and done without.
    ///
    /// # Errors
    /// When not even a history in memory can be made.
    pub async fn open(places: Places, history: HistoryPlace) -> Result<Arc<Self>, Problem> {
        let mut notices = Vec::new();
        let mut note = |problem: Problem| {
            notices.push(Notice { severity: Severity::Warning, code: problem.code, message: problem.message });
        };
        let recovery = places.data.as_deref().and_then(|data| {
            let id = format!("{}-{}", now(), std::process::id());
            RecoveryStore::open(&data.join("recovery"), &id).map_err(&mut note).ok()
        });
        let path = match history {
            HistoryPlace::Default => places.data.as_deref().map(|data| data.join("history.db")),
            HistoryPlace::File(path) => Some(path),
            HistoryPlace::Memory => None,
        };
        let (runs, history_notices) = Runs::open(path, now())?;
        notices.extend(history_notices);
        let workbench = Arc::new(Self {
            desk: Mutex::new(Desk::new(places.config.as_deref(), places.data.as_deref(), recovery)),
            watch: Mutex::new(None),
            runs,
            snippets: SnippetStore::new(places.data.as_deref()),
            events: broadcast::Sender::new(4_096),
            notices: Mutex::new(notices),
        });
        let weak = Arc::downgrade(&workbench);
        match Watch::new(move |paths| Self::paths_changed(&weak, &paths)) {
            Ok(watch) => *locked(&workbench.watch) = Some(watch),
            Err(problem) => workbench.notice(problem),
        }
        tokio::spawn(Self::keep_unsaved(Arc::downgrade(&workbench)));
        workbench.follow_runs().await;
        Ok(workbench)
    }

    /// Listens to events.
    #[must_use]
    pub fn subscribe(&self) -> Events {
        Events(self.events.subscribe())
    }

    fn tell(&self, event: Event) {
        // Nobody listens before the page is there, and nobody has to.
        drop(self.events.send(event));
    }

    fn notice(&self, problem: Problem) {
        let notice = Notice { severity: Severity::Warning, code: problem.code, message: problem.message };
        if self.events.receiver_count() == 0 {
            locked(&self.notices).push(notice);
        } else {
            self.tell(Event::Notice(notice));
        }
    }

    fn paths_changed(workbench: &Weak<Self>, paths: &[PathBuf]) {
        if let Some(workbench) = workbench.upgrade() {
            let told = locked(&workbench.desk).paths_changed(paths);
            for event in told {
                workbench.tell(event);
            }
        }
    }

    /// Keeps unsaved work every second, until the workbench is gone.
    async fn keep_unsaved(workbench: Weak<Self>) {
        loop {
            tokio::time::sleep(KEEP_EVERY).await;
            let Some(workbench) = workbench.upgrade() else { return };
            let kept = tokio::task::spawn_blocking(move || {
                if let Err(problem) = locked(&workbench.desk).keep_unsaved(now()) {
                    workbench.notice(Problem::new("RECOVERY_NOT_KEPT", problem.message));
                }
            });
            if kept.await.is_err() {
                return;
            }
        }
    }

    /// Carries on what an earlier process left running, and passes the news of all executions on.
    async fn follow_runs(self: &Arc<Self>) {
        let Ok(runtime) = self.runs.runtime() else { return };
        let mut news = runtime.subscribe();
        let weak = Arc::downgrade(self);
        tokio::spawn(async move {
            loop {
                let event = match news.recv().await {
                    Ok(event) => event,
                    Err(broadcast::error::RecvError::Lagged(_)) => continue,
                    Err(broadcast::error::RecvError::Closed) => return,
                };
                let Some(workbench) = weak.upgrade() else { return };
                if let Some(problem) = &event.problem {
                    workbench.notice(Problem::new("RUN_STALLED", problem.to_string()));
                }
                let status = run_status(event.status);
                workbench.tell(Event::Advanced(Advanced {
                    arn: event.arn.to_string(),
                    last_event: event.last_event_id,
                    status,
                    waiting: u32::try_from(event.waiting).unwrap_or(u32::MAX),
                }));
                if status != crate::schema::RunStatus::Running {
                    workbench.tell(Event::RunsChanged(Nothing {}));
                }
            }
        });
        match runtime.resume_all().await {
            Ok(resumed) => {
                for (arn, outcome) in resumed {
                    match outcome {
                        Ok(resumed) if resumed.mocks_asked_again > 0 || !resumed.waiting.is_empty() => {
                            self.notice(Problem::new("RUN_RESUMED", resumed.to_string()));
                        }
                        Ok(_) => {}
                        Err(error) => self.notice(Problem::new(error.code(), format!("{arn}: {error}"))),
                    }
                }
            }
            Err(error) => self.notice(error.into()),
        }
    }

    /// Opens what the command line named, a folder or a file; what can't be is told as a notice.
    pub async fn open_first(self: &Arc<Self>, path: PathBuf) {
        let path = std::path::absolute(&path).unwrap_or(path);
        let arguments = PathArgs { path: path.display().to_string() };
        let request = if path.is_dir() { Request::OpenFolder(arguments) } else { Request::OpenWorkflow(arguments) };
        if let Err(problem) = Arc::clone(self).call(request).await {
            self.notice(problem);
        }
    }

    /// Keeps what is unsaved and leaves executions where they are, to be carried on another time. The history is
    /// free for another process afterwards.
    pub async fn close(self: &Arc<Self>) {
        if let Ok(runtime) = self.runs.runtime() {
            runtime.shut_down().await;
        }
        let workbench = Arc::clone(self);
        // A problem here has nobody left to be told to but the terminal.
        let kept = tokio::task::spawn_blocking(move || locked(&workbench.desk).keep_unsaved(now())).await;
        if let Ok(Err(problem)) = kept {
            drop(writeln!(std::io::stderr(), "stepwell: {problem}"));
        }
    }

    /// Answers a request as it comes over the wire.
    ///
    /// # Errors
    /// `BAD_REQUEST` for what is no request; the request's own.
    pub async fn call_json(self: Arc<Self>, request: serde_json::Value) -> Result<serde_json::Value, Problem> {
        let request: Request = serde_json::from_value(request)
            .map_err(|error| Problem::new("BAD_REQUEST", format!("The request is not understood: {error}")))?;
        let answer = self.call(request).await?;
        serde_json::to_value(answer)
            .map_err(|error| Problem::new("BAD_ANSWER", format!("The answer could not be written: {error}")))
    }

    /// Answers a request.
    ///
    /// # Errors
    /// A stable code and a sentence that says what to do.
    pub async fn call(self: Arc<Self>, request: Request) -> Result<Answer, Problem> {
        match request {
            Request::StartRun(arguments) => {
                let start = {
                    let desk = locked(&self.desk);
                    let document = desk.document(arguments.document)?;
                    let path = document.path.as_deref();
                    Runs::start_of(&arguments, document.document(), document.kind, &document.name, path)?
                };
                let arn = self.runs.runtime()?.start(start).await?;
                self.tell(Event::RunsChanged(Nothing {}));
                self.blocking(move |workbench| Ok(Answer::StartRun(workbench.runs.find(&arn)?))).await
            }
            Request::StopRun(arguments) => {
                let text = |text: Option<String>| text.map(Arc::from);
                let runtime = self.runs.runtime()?;
                runtime.stop(&arguments.arn, text(arguments.error), text(arguments.cause)).await?;
                // Its end is stored before it can be waited for.
                runtime.wait_end(&arguments.arn).await?;
                self.blocking(move |workbench| Ok(Answer::StopRun(workbench.runs.find(&arguments.arn)?))).await
            }
            Request::DeleteRuns(arguments) => {
                self.runs.runtime()?.delete(&arguments.arns).await?;
                self.runs.forget(&arguments.arns);
                self.tell(Event::RunsChanged(Nothing {}));
                Ok(Answer::DeleteRuns(Nothing {}))
            }
            Request::AnswerTask(arguments) => {
                self.runs.answer(&arguments.arn, arguments.task, &arguments.answer).await?;
                Ok(Answer::AnswerTask(Nothing {}))
            }
            request => self.blocking(move |workbench| workbench.answer(request)).await,
        }
    }

    /// Files, SQLite and layout take their time; requests wait for them off tokio's threads.
    async fn blocking<T: Send + 'static>(
        self: Arc<Self>,
        work: impl FnOnce(&Self) -> Result<T, Problem> + Send + 'static,
    ) -> Result<T, Problem> {
        tokio::task::spawn_blocking(move || work(&self)).await.map_err(|_| {
            Problem::new("FAULT", "Stepwell failed at this request. Your work is open still; save it and try again.")
        })?
    }

    /// Watches what is open now.
    fn watch_anew(&self) {
        let (folder, files) = locked(&self.desk).watched();
        let problem = locked(&self.watch).as_mut().and_then(|watch| watch.set(folder.as_deref(), &files).err());
        if let Some(problem) = problem {
            self.notice(problem);
        }
    }

    /// What is asked about; the desk is free again before the answer is looked for.
    fn asked(&self, place: PlaceArgs) -> Result<Asked, Problem> {
        locked(&self.desk).document(place.document)?.asked(place.version, place.position)
    }

    /// The file of a document, as executions know it, and its name.
    fn workflow_of(&self, document: DocumentId) -> Result<(Option<String>, String), Problem> {
        let desk = locked(&self.desk);
        let open = desk.document(document)?;
        Ok((open.path.as_ref().map(|path| path.display().to_string()), open.name.clone()))
    }

    fn snippet_list(&self) -> Result<SnippetList, Problem> {
        Ok(SnippetList { snippets: self.snippets.list()? })
    }

    fn answer(&self, request: Request) -> Result<Answer, Problem> {
        let desk = || locked(&self.desk);
        Ok(match request {
            Request::Session(_) => {
                let desk = desk();
                Answer::Session(Session {
                    version: env!("CARGO_PKG_VERSION").to_owned(),
                    folder: desk.folder().map(|folder| folder.listed().clone()),
                    documents: desk.views(),
                    recent: desk.recent(),
                    recoveries: desk.recoveries(),
                    notices: std::mem::take(&mut *locked(&self.notices)),
                    history: self.runs.info(),
                })
            }
            Request::OpenFolder(arguments) => {
                let folder = desk().open_folder(Path::new(&arguments.path), now())?;
                self.watch_anew();
                Answer::OpenFolder(folder)
            }
            Request::CloseFolder(_) => {
                desk().close_folder();
                self.watch_anew();
                Answer::CloseFolder(Nothing {})
            }
            Request::OpenWorkflow(arguments) => {
                let view = desk().open_workflow(Path::new(&arguments.path), now())?;
                self.watch_anew();
                Answer::OpenWorkflow(view)
            }
            Request::Browse(arguments) => {
                let open = desk().folder().map(|folder| folder.root().to_path_buf());
                let path = arguments.path.map(PathBuf::from).or(open).or_else(dirs::home_dir);
                Answer::Browse(browse(&path.unwrap_or_else(|| PathBuf::from("/")))?)
            }
            Request::ForgetRecent(arguments) => {
                Answer::ForgetRecent(Recents { recent: desk().forget_recent(&arguments.path) })
            }
            Request::Starters(_) => Answer::Starters(StarterList { starters: starters::list() }),
            Request::NewDocument(arguments) => Answer::NewDocument(desk().new_document(&arguments)?),
            Request::Document(arguments) => Answer::Document(desk().document(arguments.document)?.view()),
            Request::CloseDocument(arguments) => {
                let closed = desk().close_document(arguments.document, arguments.discard)?;
                self.watch_anew();
                Answer::CloseDocument(closed)
            }
            Request::Edit(arguments) => Answer::Edit(desk().edit(arguments.document, &arguments.edits)?),
            Request::Fix(arguments) => Answer::Fix(desk().fix(&arguments)?),
            Request::TypeText(arguments) => {
                Answer::TypeText(desk().type_text(arguments.document, arguments.version, &arguments.changes)?)
            }
            Request::Undo(arguments) => Answer::Undo(desk().undo(arguments.document)?),
            Request::Redo(arguments) => Answer::Redo(desk().redo(arguments.document)?),
            Request::SetKind(arguments) => Answer::SetKind(desk().set_kind(arguments.document, arguments.kind)?),
            Request::SetView(arguments) => Answer::SetView(desk().set_view(arguments.document, arguments.view)?),
            Request::SetDirection(arguments) => {
                Answer::SetDirection(DrawnAnew { documents: desk().set_direction(arguments.direction) })
            }
            Request::StatesText(arguments) => {
                Answer::StatesText(desk().document(arguments.document)?.states_text(&arguments.states)?)
            }
            Request::StateDetail(arguments) => {
                Answer::StateDetail(desk().state_detail(arguments.document, &arguments.state)?)
            }
            Request::Complete(place) => Answer::Complete(assist::complete(&self.asked(place)?)),
            Request::CompleteDraft(place) => {
                let (document, version) = {
                    let desk = desk();
                    let open = desk.document(place.document)?;
                    (open.document().clone(), open.version)
                };
                Answer::CompleteDraft(assist::complete_draft(&document, version, &place))
            }
            Request::Hover(place) => Answer::Hover(assist::hover(&self.asked(place)?)),
            Request::Definition(place) => Answer::Definition(assist::definition(&self.asked(place)?)),
            Request::TestState(arguments) => {
                let document = desk().document(arguments.document)?.document().clone();
                Answer::TestState(state_test::test(&document, &arguments, now())?)
            }
            Request::PreviewState(arguments) => {
                let document = desk().document(arguments.document)?.document().clone();
                Answer::PreviewState(state_preview::preview(&document, &arguments, now()))
            }
            Request::RecordedVisits(arguments) => {
                let (path, name) = self.workflow_of(arguments.document)?;
                let limit = arguments.limit.min(50) as usize;
                let visits = self.runs.recorded_visits(path.as_deref(), &name, &arguments.state, limit)?;
                Answer::RecordedVisits(RecordedVisits { visits })
            }
            Request::RecordedVisit(arguments) => Answer::RecordedVisit(self.runs.recorded_visit(&arguments)?),
            Request::KeepMock(arguments) => Answer::KeepMock(kept_mock::keep(&arguments)?),
            Request::Variables(arguments) => {
                let (document, text, version) = desk().document(arguments.document)?.as_it_stands();
                Answer::Variables(variables::variables(&document, &text, version))
            }
            Request::Conversion(arguments) => {
                let document = desk().document(arguments.document)?.document().clone();
                let path = arguments.state.as_deref().map(StatePath::from_key).unwrap_or_default();
                Answer::Conversion(conversion(document.conversion(&path)))
            }
            Request::AwsServices(_) => Answer::AwsServices(actions::services()),
            Request::AwsActions(arguments) => Answer::AwsActions(actions::actions(&arguments)),
            Request::Patterns(_) => Answer::Patterns(PatternList { patterns: patterns::list() }),
            Request::Snippets(_) => Answer::Snippets(self.snippet_list()?),
            Request::SaveSnippet(arguments) => {
                let states = desk().document(arguments.document)?.states_text(&arguments.states)?;
                self.snippets.save(&arguments.name, states.text)?;
                Answer::SaveSnippet(self.snippet_list()?)
            }
            Request::RenameSnippet(arguments) => {
                self.snippets.rename(arguments.id, &arguments.name)?;
                Answer::RenameSnippet(self.snippet_list()?)
            }
            Request::DeleteSnippet(arguments) => {
                self.snippets.delete(arguments.id)?;
                Answer::DeleteSnippet(self.snippet_list()?)
            }
            Request::ActionParameters(arguments) => Answer::ActionParameters(actions::parameters(&arguments)),
            Request::Save(arguments) => Answer::Save(desk().save(arguments.document, arguments.overwrite)?),
            Request::SaveAs(arguments) => {
                let saved =
                    desk().save_as(arguments.document, Path::new(&arguments.path), arguments.overwrite, now())?;
                self.watch_anew();
                Answer::SaveAs(saved)
            }
            Request::Conflict(arguments) => Answer::Conflict(desk().conflict(arguments.document)?),
            Request::ResolveConflict(arguments) => {
                Answer::ResolveConflict(desk().resolve_conflict(arguments.document, &arguments.choice)?)
            }
            Request::Compare(arguments) => {
                let (document, path, direction) = {
                    let desk = desk();
                    let open = desk.document(arguments.document)?;
                    (open.document().clone(), open.path.clone(), desk.direction())
                };
                Answer::Compare(compare(&document, path.as_deref(), &arguments.with, direction)?)
            }
            Request::DiscardRecovery(arguments) => {
                desk().discard_recovery(&arguments.path);
                Answer::DiscardRecovery(Nothing {})
            }
            Request::ExportDocument(arguments) => {
                let (document, name, direction) = {
                    let desk = desk();
                    let open = desk.document(arguments.document)?;
                    (open.document().clone(), open.name.clone(), desk.direction())
                };
                Answer::ExportDocument(export(&document, &name, reading::drawn(direction), &arguments)?)
            }
            Request::MockFiles(_) => Answer::MockFiles(MockFileList { files: desk().mock_files() }),
            Request::FirstRun(arguments) => Answer::FirstRun(desk().first_run(arguments.document)?),
            Request::Runs(arguments) => {
                Answer::Runs(self.runs.list(arguments.workflow, arguments.offset, arguments.limit)?)
            }
            Request::Run(arguments) => {
                let direction = desk().direction();
                Answer::Run(self.runs.detail(&arguments.arn, direction)?)
            }
            Request::RunPicture(arguments) => {
                let direction = desk().direction();
                Answer::RunPicture(self.runs.picture(&arguments.arn, arguments.view, direction)?)
            }
            Request::Frames(arguments) => {
                Answer::Frames(self.runs.frames(&arguments.arn, arguments.from, arguments.count)?)
            }
            Request::Events(arguments) => {
                Answer::Events(self.runs.events(&arguments.arn, arguments.from, arguments.count)?)
            }
            Request::Event(arguments) => Answer::Event(self.runs.event(&arguments.arn, arguments.id)?),
            Request::StateData(arguments) => Answer::StateData(self.runs.state_data(&arguments)?),
            Request::EdgeBytes(arguments) => Answer::EdgeBytes(match arguments {
                EdgeBytesArgs::Run { arn, at } => self.runs.edge_bytes(&arn, at)?,
                EdgeBytesArgs::LastRun { document } => {
                    let (path, name) = self.workflow_of(document)?;
                    self.runs.last_edge_bytes(path.as_deref(), &name)?
                }
            }),
            Request::Timeline(arguments) => Answer::Timeline(self.runs.timeline(&arguments.arn)?),
            Request::Payload(arguments) => {
                Answer::Payload(self.runs.payload(&arguments.hash, arguments.from, arguments.count)?)
            }
            Request::WaitingTasks(arguments) => {
                Answer::WaitingTasks(WaitingTaskList { tasks: self.runs.waiting_tasks(&arguments.arn) })
            }
            Request::StartRun(_) | Request::StopRun(_) | Request::DeleteRuns(_) | Request::AnswerTask(_) => {
                return Err(Problem::new("FAULT", "This request is answered elsewhere."));
            }
        })
    }
}
