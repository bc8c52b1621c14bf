//! Bad input, through the workbench and through the command: a clear message each, nothing lost, no panic.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;
use std::time::Duration;

use serde_json::{Value as Json, json};
use stepwell_workbench::schema::Problem;
use stepwell_workbench::{HistoryPlace, Places, Workbench};

const ORDER: &str = include_str!("fixtures/order.asl.json");
const GREET: &str = include_str!("fixtures/greet.asl.json");
/// Longer than anything here takes on a busy machine.
const HUNG: Duration = Duration::from_secs(60);

async fn workbench(home: &Path) -> Arc<Workbench> {
    Workbench::open(Places::under(home), HistoryPlace::Default).await.expect("opened")
}

async fn ask(workbench: &Arc<Workbench>, command: &str, args: Json) -> Result<Json, Problem> {
    let answer = Arc::clone(workbench).call_json(json!({"command": command, "args": args}));
    tokio::time::timeout(HUNG, answer).await.unwrap_or_else(|_| panic!("{command} hung"))
}

async fn get(workbench: &Arc<Workbench>, command: &str, args: Json) -> Json {
    ask(workbench, command, args).await.unwrap_or_else(|problem| panic!("{command}: {problem:?}"))
}

async fn refused(workbench: &Arc<Workbench>, command: &str, args: Json) -> Problem {
    match ask(workbench, command, args).await {
        Ok(answer) => panic!("{command} was answered: {answer}"),
        Err(problem) => problem,
    }
}

/// Opens a file, edits it, and gives its id with the edited text.
async fn open_and_edit(workbench: &Arc<Workbench>, path: &Path) -> (Json, String) {
    let view = get(workbench, "open_workflow", json!({"path": path})).await;
    let edits = json!([{"edit": "set_comment", "comment": "mine"}]);
    get(workbench, "edit", json!({"document": view["id"], "version": 1, "edits": edits})).await;
    let view = get(workbench, "document", json!({"document": view["id"]})).await;
    (view["id"].clone(), view["text"].as_str().expect("a text").to_owned())
}

/// Exit code, standard output and standard error of a call; one that dies by a signal or panics is a failure.
fn call(arguments: &[&str]) -> (i32, String, String) {
    let output = assert_cmd::Command::new(env!("CARGO_BIN_EXE_stepwell"))
        .args(arguments)
        .timeout(Duration::from_secs(120))
        .output()
        .expect("it runs");
    let text = |bytes: Vec<u8>| String::from_utf8_lossy(&bytes).into_owned();
    let said = text(output.stderr);
    assert!(!said.contains("panicked"), "{arguments:?}: {said}");
    (output.status.code().unwrap_or_else(|| panic!("{arguments:?} was killed: {said}")), text(output.stdout), said)
}

/// Calls each part of the command on a file; gives the exit codes of validate, run, edit and export.
fn all_parts(path: &Path) -> [(i32, String, String); 4] {
    let path = path.to_str().expect("UTF-8");
    [
        call(&["validate", path]),
        call(&["run", path]),
        call(&["edit", path, "{\"edit\": \"set_comment\", \"comment\": \"x\"}"]),
        call(&["export", path, "--to", "svg"]),
    ]
}

fn codes(parts: &[(i32, String, String); 4]) -> [i32; 4] {
    [parts[0].0, parts[1].0, parts[2].0, parts[3].0]
}

struct Room {
    root: tempfile::TempDir,
}

impl Room {
    fn new() -> Self {
        Self { root: tempfile::tempdir().expect("a folder") }
    }

    fn home(&self) -> PathBuf {
        self.root.path().join("home")
    }

    fn write(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.root.path().join(name);
        fs::write(&path, bytes).expect("written");
        path.canonicalize().expect("there")
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_not_json_is_opened_and_said() {
    let room = Room::new();
    let workbench = workbench(&room.home()).await;
    for (name, text) in
        [("prose", "Dear Sir or Madam,"), ("half", "{\"StartAt\": \"A\", \"States\": {\"A\""), ("lone", "\"")]
    {
        let path = room.write(&format!("{name}.json"), text);
        let view = get(&workbench, "open_workflow", json!({"path": path})).await;
        assert_eq!((&view["text"], &view["reading"]["current"]), (&json!(text), &json!(false)), "{name}");
        assert!(
            view["reading"]["reason"].as_str().is_some_and(|reason| reason.starts_with("Line 1, column ")),
            "{view}"
        );
        get(&workbench, "save", json!({"document": view["id"], "overwrite": false})).await;
        assert_eq!(fs::read_to_string(&path).expect("read"), text, "{name}");
        let run = json!({"document": view["id"], "input": "{}", "time": "skip", "tasks": {"by": "person"}});
        let problem = refused(&workbench, "start_run", run).await;
        assert!(!problem.message.is_empty(), "{problem:?}");
        let parts = all_parts(&path);
        assert_eq!(codes(&parts), [1, 2, 1, 2], "{name}");
        for (_, out, said) in &parts {
            assert!(format!("{out}{said}").contains(&format!("{name}.json")), "{name}: {out}{said}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn json_that_is_no_state_machine_is_opened_and_said() {
    let room = Room::new();
    let workbench = workbench(&room.home()).await;
    let texts = ["{\"name\": \"a package\"}", "[1, 2]", "\"text\"", "null", "", "{\"StartAt\": 1, \"States\": []}"];
    for (number, text) in texts.iter().enumerate() {
        let path = room.write(&format!("{number}.json"), text);
        let view = get(&workbench, "open_workflow", json!({"path": path})).await;
        assert_eq!(view["text"], *text);
        let reading = &view["reading"];
        let said = reading["reason"].is_string() || !reading["problems"].as_array().expect("a list").is_empty();
        assert!(said, "{text:?}: {reading}");
        let run = json!({"document": view["id"], "input": "{}", "time": "skip", "tasks": {"by": "person"}});
        refused(&workbench, "start_run", run).await;
        let parts = all_parts(&path);
        assert_eq!(codes(&parts)[..2], [1, 2], "{text:?}");
    }
    let view = get(&workbench, "open_workflow", json!({"path": room.root.path().join("0.json")})).await;
    assert!(view["reading"]["reason"].as_str().is_some_and(|reason| reason.contains("no state machine")), "{view}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_of_20_mb_is_refused_at_once() {
    let room = Room::new();
    let workbench = workbench(&room.home()).await;
    let text = ORDER.replace("Too risky.", &"x".repeat(20_000_000));
    let path = room.write("large.asl.json", &text);
    let problem = refused(&workbench, "open_workflow", json!({"path": path})).await;
    assert_eq!(problem.code, "FILE_TOO_LARGE");
    assert!(problem.message.contains("19.1 MiB") && problem.message.contains("1 MiB"), "{problem}");
    let folder = get(&workbench, "open_folder", json!({"path": room.root.path()})).await;
    assert!(folder["workflows"][0]["reason"].as_str().is_some_and(|reason| reason.contains("MiB")), "{folder}");
    let parts = all_parts(&path);
    assert_eq!(codes(&parts), [2; 4]);
    assert!(parts.iter().all(|(_, _, said)| said.contains("large.asl.json") && said.contains("MiB")), "{parts:?}");
    // An open document does not grow to that size either.
    let small = room.write("small.asl.json", ORDER);
    let view = get(&workbench, "open_workflow", json!({"path": small})).await;
    let typed = json!([{"from": 0, "to": 0, "insert": "x".repeat(20_000_000)}]);
    let problem =
        refused(&workbench, "type_text", json!({"document": view["id"], "version": 1, "changes": typed})).await;
    assert_eq!(problem.code, "FILE_TOO_LARGE");
    assert_eq!(get(&workbench, "document", json!({"document": view["id"]})).await["text"], ORDER);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_large_definition_that_may_be_opened_is_read_in_bounded_time() {
    let room = Room::new();
    let workbench = workbench(&room.home()).await;
    let states: serde_json::Map<_, _> =
        (0..3_000).map(|n| (format!("S{n}"), json!({"Type": "Pass", "Next": format!("S{}", n + 1)}))).collect();
    let mut definition = json!({"StartAt": "S0", "States": states});
    definition["States"]["S3000"] = json!({"Type": "Succeed"});
    let path = room.write("long.asl.json", definition.to_string());
    let view = get(&workbench, "open_workflow", json!({"path": path})).await;
    assert_eq!(view["reading"]["outline"].as_array().map(Vec::len), Some(3_001));
    let exported = call(&["validate", path.to_str().expect("UTF-8")]);
    assert_eq!(exported.0, 0, "{}", exported.1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_binary_file_is_refused() {
    let room = Room::new();
    let workbench = workbench(&room.home()).await;
    let mut noise: Vec<u8> = (0..4_000_u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
    noise[0] = 0xff;
    for (name, bytes) in [("noise.json", noise), ("zeros.json", vec![0; 100])] {
        let path = room.write(name, &bytes);
        let problem = refused(&workbench, "open_workflow", json!({"path": path})).await;
        assert_eq!(problem.code, "NOT_TEXT", "{name}");
        assert!(problem.message.contains(name), "{problem}");
        let parts = all_parts(&path);
        assert!(parts.iter().all(|(code, _, said)| *code != 0 || !said.is_empty()), "{parts:?}");
        assert_eq!(codes(&parts)[1], 2, "{name}");
        assert_eq!(fs::read(&path).expect("read"), bytes);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn ten_thousand_levels_are_read_without_falling_over() {
    let room = Room::new();
    let workbench = workbench(&room.home()).await;
    let deep = 10_000;
    let branch = "{\"StartAt\":\"A\",\"States\":{\"A\":{\"Type\":\"Parallel\",\"End\":true,\"Branches\":[";
    for (name, text) in [
        ("arrays", format!("{}{}", "[".repeat(deep), "]".repeat(deep))),
        ("objects", format!("{}1{}", "{\"a\":".repeat(deep), "}".repeat(deep))),
        ("unclosed", "[{\"a\":".repeat(deep)),
        ("branches", format!("{}{}", branch.repeat(deep), "]}}}".repeat(deep))),
        (
            "result",
            GREET.replace(
                "\"Type\": \"Pass\"",
                &format!("\"Type\": \"Pass\", \"Result\": {}{}", "[".repeat(deep), "]".repeat(deep)),
            ),
        ),
    ] {
        let path = room.write(&format!("{name}.asl.json"), &text);
        let view = get(&workbench, "open_workflow", json!({"path": path})).await;
        assert_eq!(view["text"], text, "{name}");
        get(&workbench, "session", json!({})).await;
        let run = json!({"document": view["id"], "input": "{}", "time": "skip", "tasks": {"by": "person"}});
        let problem = refused(&workbench, "start_run", run).await;
        assert!(!problem.message.is_empty());
        ask(&workbench, "export_document", json!({"document": view["id"], "form": "svg", "theme": "light"})).await.ok();
        get(&workbench, "close_document", json!({"document": view["id"], "discard": true})).await;
        let parts = all_parts(&path);
        assert_eq!(codes(&parts)[1], 2, "{name}: {:?}", parts[1]);
    }
    // As an input, and as a request.
    let path = room.write("greet.asl.json", GREET);
    let view = get(&workbench, "open_workflow", json!({"path": path})).await;
    let input = format!("{}{}", "[".repeat(deep), "]".repeat(deep));
    let run = json!({"document": view["id"], "input": input, "time": "skip", "tasks": {"by": "person"}});
    let problem = refused(&workbench, "start_run", run).await;
    assert!(problem.message.contains("inside one another"), "{problem:?}");
    let (code, _, said) = call(&["run", path.to_str().expect("UTF-8"), "--input", &input]);
    assert_eq!(code, 2, "{said}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_or_its_folder_removed_while_open_loses_nothing() {
    let room = Room::new();
    let workbench = workbench(&room.home()).await;
    fs::create_dir(room.root.path().join("gone")).expect("a folder");
    let path = room.write("gone/order.asl.json", ORDER);
    let (id, text) = open_and_edit(&workbench, &path).await;
    fs::remove_file(&path).expect("removed");
    let saved = get(&workbench, "save", json!({"document": id, "overwrite": false})).await;
    assert_eq!(saved["result"], "written", "{saved}");
    assert_eq!(fs::read_to_string(&path).expect("read"), text);
    fs::remove_dir_all(room.root.path().join("gone")).expect("removed");
    let problem = refused(&workbench, "save", json!({"document": id, "overwrite": false})).await;
    assert_eq!(problem.code, "FILE_NOT_WRITTEN");
    assert!(problem.message.contains("folder is gone") && problem.message.contains("another name"), "{problem}");
    let view = get(&workbench, "document", json!({"document": id})).await;
    assert_eq!(view["text"], text, "the work is open still");
    let elsewhere = room.root.path().join("elsewhere.asl.json");
    let args = json!({"document": id, "path": elsewhere, "overwrite": false});
    assert_eq!(get(&workbench, "save_as", args).await["result"], "written");
    assert_eq!(fs::read_to_string(elsewhere).expect("read"), text);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_folder_in_place_of_the_file_is_said() {
    let room = Room::new();
    let workbench = workbench(&room.home()).await;
    let path = room.write("order.asl.json", ORDER);
    let (id, text) = open_and_edit(&workbench, &path).await;
    fs::remove_file(&path).expect("removed");
    fs::create_dir(&path).expect("a folder");
    let saved = get(&workbench, "save", json!({"document": id, "overwrite": false})).await;
    assert_eq!(saved["result"], "conflict");
    assert_eq!(refused(&workbench, "conflict", json!({"document": id})).await.code, "IS_A_FOLDER");
    let problem = refused(&workbench, "save", json!({"document": id, "overwrite": true})).await;
    assert_eq!(problem.code, "FILE_NOT_WRITTEN");
    assert_eq!(get(&workbench, "document", json!({"document": id})).await["text"], text);
    assert_eq!(fs::read_dir(room.root.path()).expect("listed").count(), 2, "nothing is left behind");
    assert_eq!(codes(&all_parts(&path)), [2; 4]);
}

/// What makes a folder refuse changes, undone when it is dropped.
enum Sealed {
    /// Permissions, where they hold.
    Mode(PathBuf),
    /// `chattr +i`, for root, whom permissions do not hold.
    Immutable(PathBuf),
}

impl Sealed {
    fn seal(folder: &Path) -> Option<Self> {
        use std::os::unix::fs::PermissionsExt;
        fs::set_permissions(folder, fs::Permissions::from_mode(0o555)).expect("mode");
        let probe = folder.join("probe");
        if fs::write(&probe, "").is_err() {
            return Some(Self::Mode(folder.to_path_buf()));
        }
        fs::remove_file(probe).expect("removed");
        fs::set_permissions(folder, fs::Permissions::from_mode(0o755)).expect("mode");
        let sealed = Command::new("chattr").arg("+i").arg(folder).output().is_ok_and(|done| done.status.success());
        sealed.then(|| Self::Immutable(folder.to_path_buf()))
    }
}

impl Drop for Sealed {
    fn drop(&mut self) {
        use std::os::unix::fs::PermissionsExt;
        match self {
            Self::Mode(folder) => drop(fs::set_permissions(folder, fs::Permissions::from_mode(0o755))),
            Self::Immutable(folder) => drop(Command::new("chattr").arg("-i").arg(folder).status()),
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_read_only_folder_is_said_and_the_work_stays() {
    let room = Room::new();
    let workbench = workbench(&room.home()).await;
    let folder = room.root.path().join("sealed");
    fs::create_dir(&folder).expect("a folder");
    let path = room.write("sealed/order.asl.json", ORDER);
    let Some(sealed) = Sealed::seal(&folder) else {
        eprintln!("neither permissions nor chattr seal a folder here: the read-only folder was not tried");
        return;
    };
    match &sealed {
        Sealed::Mode(_) => eprintln!("the folder is sealed by its permissions"),
        Sealed::Immutable(_) => eprintln!("permissions do not hold root: the folder is sealed by chattr +i"),
    }
    let (id, text) = open_and_edit(&workbench, &path).await;
    let problem = refused(&workbench, "save", json!({"document": id, "overwrite": false})).await;
    assert_eq!(problem.code, "FILE_NOT_WRITTEN");
    assert!(problem.message.contains("another name") && problem.message.contains("order.asl.json"), "{problem}");
    assert_eq!(get(&workbench, "document", json!({"document": id})).await["text"], text);
    assert_eq!(fs::read_to_string(&path).expect("read"), ORDER);
    let args = ["edit", path.to_str().expect("UTF-8"), "{\"edit\": \"set_comment\", \"comment\": \"x\"}", "--write"];
    let (code, _, said) = call(&args);
    assert_eq!(code, 2);
    assert!(said.contains("order.asl.json") && said.contains("permissions"), "{said}");
    let db = folder.join("runs.db").display().to_string();
    let (code, _, said) = call(&["run", path.to_str().expect("UTF-8"), "--db", &db]);
    assert_eq!(code, 2);
    assert!(said.contains("runs.db"), "{said}");
    drop(sealed);
    assert_eq!(get(&workbench, "save", json!({"document": id, "overwrite": false})).await["result"], "written");
    assert_eq!(fs::read_to_string(&path).expect("read"), text);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_read_only_file_is_not_written_over() {
    use std::os::unix::fs::PermissionsExt;
    let room = Room::new();
    let workbench = workbench(&room.home()).await;
    let path = room.write("order.asl.json", ORDER);
    fs::set_permissions(&path, fs::Permissions::from_mode(0o444)).expect("mode");
    let (id, text) = open_and_edit(&workbench, &path).await;
    let view = get(&workbench, "document", json!({"document": id})).await;
    assert_eq!(view["status"]["read_only"], true, "the page can say so before anything is typed");
    let problem = refused(&workbench, "save", json!({"document": id, "overwrite": true})).await;
    assert_eq!(problem.code, "FILE_NOT_WRITTEN");
    assert_eq!(fs::read_to_string(&path).expect("read"), ORDER);
    assert_eq!(get(&workbench, "document", json!({"document": id})).await["text"], text);
}

/// A file system of few bytes, unmounted when it is dropped; none where nobody may mount.
struct SmallDisk(PathBuf);

impl SmallDisk {
    fn mount(at: &Path, size: &str) -> Option<Self> {
        fs::create_dir_all(at).expect("a folder");
        let options = format!("size={size}");
        let mounted = Command::new("mount").args(["-t", "tmpfs", "-o", &options, "stepwell-test"]).arg(at).output();
        mounted.is_ok_and(|done| done.status.success()).then(|| Self(at.to_path_buf()))
    }

    /// Fills it to the last byte.
    fn fill(&self) {
        use std::io::Write as _;
        let mut file = fs::File::create(self.0.join("filler")).expect("made");
        while file.write_all(&[b'x'; 4_096]).is_ok() {}
    }

    fn make_room(&self) {
        fs::remove_file(self.0.join("filler")).expect("removed");
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        drop(Command::new("umount").arg("-l").arg(&self.0).status());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_full_disk_is_said_and_nothing_is_lost() {
    let room = Room::new();
    let Some(disk) = SmallDisk::mount(&room.root.path().join("disk"), "256k") else {
        eprintln!("nobody may mount here: the full disk is left to the failing writer of the unit tests");
        return;
    };
    let workbench = workbench(&room.home()).await;
    let path = room.write("disk/order.asl.json", ORDER);
    let (id, text) = open_and_edit(&workbench, &path).await;
    disk.fill();
    let problem = refused(&workbench, "save", json!({"document": id, "overwrite": false})).await;
    assert_eq!(problem.code, "FILE_NOT_WRITTEN");
    assert!(problem.message.contains("disk is full"), "{problem}");
    assert_eq!(fs::read_to_string(&path).expect("read"), ORDER, "the old content is whole");
    assert_eq!(get(&workbench, "document", json!({"document": id})).await["text"], text);
    let named = fs::read_dir(&disk.0).expect("listed").flatten().count();
    assert_eq!(named, 2, "the attempt left nothing behind");
    let args = ["edit", path.to_str().expect("UTF-8"), "{\"edit\": \"set_comment\", \"comment\": \"x\"}", "--write"];
    let (code, _, said) = call(&args);
    assert!(code == 2 && said.contains("disk is full"), "{said}");
    assert_eq!(fs::read_to_string(&path).expect("read"), ORDER);
    let db = disk.0.join("runs.db").display().to_string();
    let (code, _, said) = call(&["run", path.to_str().expect("UTF-8"), "--db", &db]);
    assert!(code == 2 && said.contains("disk is full"), "{said}");
    disk.make_room();
    assert_eq!(get(&workbench, "save", json!({"document": id, "overwrite": false})).await["result"], "written");
    assert_eq!(fs::read_to_string(&path).expect("read"), text);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_full_disk_under_the_workbench_itself_is_said_and_work_goes_on() {
    let room = Room::new();
    let Some(disk) = SmallDisk::mount(&room.home(), "512k") else {
        eprintln!("nobody may mount here: the full disk is left to the failing writer of the unit tests");
        return;
    };
    let workbench = workbench(&room.home()).await;
    let mut events = workbench.subscribe();
    let path = room.write("order.asl.json", ORDER);
    disk.fill();
    let (id, text) = open_and_edit(&workbench, &path).await;
    let told = async {
        loop {
            let event = serde_json::to_value(events.next().await.expect("there")).expect("JSON");
            if event["event"] == "notice" {
                return event["data"].clone();
            }
        }
    };
    let notice = tokio::time::timeout(HUNG, told).await.expect("it is told that unsaved work can't be kept");
    assert_eq!(notice["code"], "RECOVERY_NOT_KEPT");
    let run = json!({"document": id, "input": "{}", "time": "skip", "tasks": {"by": "person"}});
    let problem = refused(&workbench, "start_run", run.clone()).await;
    assert_eq!(problem.code, "HISTORY_DISK_FULL", "{problem:?}");
    get(&workbench, "save", json!({"document": id, "overwrite": false})).await;
    assert_eq!(fs::read_to_string(&path).expect("read"), text, "the file's own disk has room");
    disk.make_room();
    assert_eq!(get(&workbench, "start_run", run).await["status"], "RUNNING", "with room it runs");
    workbench.close().await;
}

fn damaged_beside(db: &Path) -> Vec<PathBuf> {
    let all = fs::read_dir(db.parent().expect("a folder")).expect("listed").flatten().map(|entry| entry.path());
    all.filter(|path| path.to_string_lossy().contains(".damaged-")).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_damaged_history_is_set_aside_with_a_notice() {
    let room = Room::new();
    fs::create_dir_all(room.home().join("data")).expect("a folder");
    let db = room.home().join("data/history.db");
    let rubbish = "this is no database ".repeat(500);
    fs::write(&db, &rubbish).expect("written");
    let bench = workbench(&room.home()).await;
    let session = get(&bench, "session", json!({})).await;
    assert_eq!(session["notices"][0]["code"], "HISTORY_SET_ASIDE", "{session}");
    let kept = damaged_beside(&db);
    assert_eq!(fs::read_to_string(&kept[0]).expect("read"), rubbish, "the old one is kept");
    let kept_as = kept[0].file_name().and_then(|name| name.to_str()).expect("UTF-8");
    assert!(session["notices"][0]["message"].as_str().is_some_and(|text| text.contains(kept_as)), "{session}");
    assert_eq!(get(&bench, "session", json!({})).await["notices"], json!([]), "it is told once");
    let path = room.write("greet.asl.json", GREET);
    let view = get(&bench, "open_workflow", json!({"path": path})).await;
    let run = json!({"document": view["id"], "input": "{\"name\": 1}", "time": "skip", "tasks": {"by": "person"}});
    get(&bench, "start_run", run).await;
    assert_eq!(get(&bench, "runs", json!({"offset": 0, "limit": 9})).await["total"], 1, "the new one works");
    bench.close().await;

    // Damage in the middle of a real one, through the command.
    let db = room.root.path().join("runs.db");
    let place = db.display().to_string();
    let greet = path.to_str().expect("UTF-8");
    assert_eq!(call(&["run", greet, "--input", "{\"name\": 1}", "--db", &place]).0, 0);
    let mut bytes = fs::read(&db).expect("read");
    let half = bytes.len() / 2;
    bytes[100..half].fill(0xAA);
    fs::write(&db, &bytes).expect("written");
    // What a write-ahead log holds would heal it.
    for beside in ["-wal", "-shm"] {
        drop(fs::remove_file(format!("{place}{beside}")));
    }
    let (code, _, said) = call(&["history", "list", "--db", &place]);
    assert!(code == 2 && said.contains("damaged"), "a reader leaves it alone and says so: {code} {said}");
    let (code, out, said) = call(&["run", greet, "--input", "{\"name\": 1}", "--db", &place]);
    assert!(code == 0 && out.starts_with("SUCCEEDED"), "{out}{said}");
    assert!(said.contains("damaged") && said.contains("kept as"), "{said}");
    assert_eq!(damaged_beside(&db).iter().filter(|path| fs::read(path).is_ok_and(|kept| kept == bytes)).count(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn another_programs_database_is_left_alone() {
    let room = Room::new();
    fs::create_dir_all(room.home().join("data")).expect("a folder");
    let db = room.home().join("data/history.db");
    fs::create_dir(&db).expect("a folder where the history should be");
    let bench = workbench(&room.home()).await;
    let session = get(&bench, "session", json!({})).await;
    let codes: Vec<&str> =
        session["notices"].as_array().expect("a list").iter().filter_map(|notice| notice["code"].as_str()).collect();
    assert!(codes.contains(&"HISTORY_IN_MEMORY"), "{session}");
    assert_eq!((&session["history"]["path"], &session["history"]["owner"]), (&Json::Null, &json!(true)));
    assert!(db.is_dir());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_second_process_reads_the_history_and_says_so() {
    let room = Room::new();
    let path = room.write("greet.asl.json", GREET);
    let first = workbench(&room.home()).await;
    let view = get(&first, "open_workflow", json!({"path": path})).await;
    let run = json!({"document": view["id"], "input": "{\"name\": 1}", "time": "skip", "tasks": {"by": "person"}});
    let arn = get(&first, "start_run", run.clone()).await["arn"].clone();

    let second = workbench(&room.home()).await;
    let session = get(&second, "session", json!({})).await;
    assert_eq!(session["notices"][0]["code"], "HISTORY_OWNED", "{session}");
    assert_eq!(session["history"]["owner"], false);
    assert_eq!(get(&second, "runs", json!({"offset": 0, "limit": 9})).await["runs"][0]["arn"], arn);
    get(&second, "frames", json!({"arn": arn, "from": 0, "count": 10})).await;
    let view = get(&second, "open_workflow", json!({"path": path})).await;
    let mut again = run;
    again["document"] = view["id"].clone();
    for (command, args) in [
        ("start_run", again),
        ("stop_run", json!({"arn": arn})),
        ("delete_runs", json!({"arns": [arn]})),
        ("answer_task", json!({"arn": arn, "task": 1, "answer": {"as": "result", "result": "1"}})),
    ] {
        let problem = refused(&second, command, args).await;
        assert_eq!(problem.code, "HISTORY_OWNED_ELSEWHERE", "{command}");
    }
    let place = room.home().join("data/history.db").display().to_string();
    let (code, out, said) = call(&["run", path.to_str().expect("UTF-8"), "--db", &place]);
    assert!(code == 2 && out.is_empty() && said.contains("in use by another Stepwell"), "{out}{said}");
    let (code, out, _) = call(&["history", "list", "--db", &place, "--format", "json"]);
    assert!(code == 0 && out.contains(arn.as_str().expect("an ARN")), "reading is free: {out}");
    first.close().await;
    drop(first);
    let (code, _, said) = call(&["history", "delete", arn.as_str().expect("an ARN"), "--db", &place]);
    assert_eq!(code, 0, "the history is free again: {said}");
}

#[tokio::test(flavor = "multi_thread")]
async fn missing_files_and_folders_are_said() {
    let room = Room::new();
    let bench = workbench(&room.home()).await;
    let problem = refused(&bench, "open_workflow", json!({"path": "/no/such.asl.json"})).await;
    assert!(problem.code == "FILE_NOT_READ" && problem.message.contains("/no/such.asl.json"), "{problem:?}");
    assert_eq!(refused(&bench, "open_folder", json!({"path": "/no/such"})).await.code, "FOLDER_NOT_READ");
    assert_eq!(refused(&bench, "open_workflow", json!({"path": room.root.path()})).await.code, "IS_A_FOLDER");
    assert_eq!(refused(&bench, "open_workflow", json!({"path": "/dev/zero"})).await.code, "NOT_A_FILE");
    bench.open_first(PathBuf::from("/no/such.asl.json")).await;
    let session = get(&bench, "session", json!({})).await;
    assert_eq!(session["notices"][0]["code"], "FILE_NOT_READ", "what the command line named is said to the page");
}
