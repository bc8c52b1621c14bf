//! The workbench as a host meets it: requests and answers as they cross to the page.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use serde_json::{Value as Json, json};
use stepwell_workbench::schema::Problem;
use stepwell_workbench::{Events, HistoryPlace, Places, Workbench};
use tempfile::TempDir;

const ORDER: &str = include_str!("fixtures/order.asl.json");
const MOCKS: &str = include_str!("fixtures/order.mocks.json");
/// Longer than anything here takes on a busy machine.
const HUNG: Duration = Duration::from_secs(60);

/// A workbench of its own with a folder to work in.
struct House {
    root: TempDir,
    workbench: Arc<Workbench>,
    events: Events,
}

impl House {
    async fn new() -> Self {
        Self::under(tempfile::tempdir().expect("a folder")).await
    }

    async fn under(root: TempDir) -> Self {
        let workbench = Workbench::open(Places::under(&root.path().join("home")), HistoryPlace::Default);
        let workbench = workbench.await.expect("opened");
        fs::create_dir_all(root.path().join("work")).expect("a folder");
        let events = workbench.subscribe();
        Self { root, workbench, events }
    }

    /// As after a restart of the app.
    async fn restart(self) -> Self {
        self.workbench.close().await;
        let root = self.root;
        drop((self.workbench, self.events));
        Self::under(root).await
    }

    fn work(&self) -> PathBuf {
        self.root.path().join("work").canonicalize().expect("there")
    }

    fn write(&self, name: &str, text: &str) -> PathBuf {
        let path = self.work().join(name);
        fs::write(&path, text).expect("written");
        path
    }

    async fn ask(&self, command: &str, args: Json) -> Result<Json, Problem> {
        Arc::clone(&self.workbench).call_json(json!({"command": command, "args": args})).await
    }

    async fn get(&self, command: &str, args: Json) -> Json {
        self.ask(command, args.clone()).await.unwrap_or_else(|problem| panic!("{command} {args}: {problem:?}"))
    }

    async fn refused(&self, command: &str, args: Json) -> Problem {
        match self.ask(command, args).await {
            Ok(answer) => panic!("{command} was answered: {answer}"),
            Err(problem) => problem,
        }
    }

    async fn open(&self, path: &Path) -> Page {
        Page::of(&self.get("open_workflow", json!({"path": path})).await)
    }

    /// The next event of a kind for which `fits` holds.
    async fn event(&mut self, kind: &str, fits: impl Fn(&Json) -> bool) -> Json {
        let wanted = async {
            loop {
                let event = self.events.next().await.expect("the workbench is there");
                let event = serde_json::to_value(event).expect("JSON");
                if event["event"] == kind && fits(&event["data"]) {
                    return event["data"].clone();
                }
            }
        };
        tokio::time::timeout(HUNG, wanted).await.unwrap_or_else(|_| panic!("no {kind} came"))
    }

    /// Starts a run of an open document and waits for its end.
    async fn run(&mut self, args: Json) -> Json {
        let run = self.get("start_run", args).await;
        let arn = run["arn"].clone();
        if run["status"] == "RUNNING" {
            self.event("advanced", |data| data["arn"] == arn && data["status"] != "RUNNING").await;
        }
        self.get("run", json!({"arn": arn})).await
    }
}

/// A document as the page holds it: changed only by what the workbench answers.
struct Page {
    id: u64,
    version: u64,
    text: String,
    reading: Json,
}

impl Page {
    fn of(view: &Json) -> Self {
        Self {
            id: view["id"].as_u64().expect("an id"),
            version: view["status"]["version"].as_u64().expect("a version"),
            text: view["text"].as_str().expect("a text").to_owned(),
            reading: view["reading"].clone(),
        }
    }

    /// Applies an answer, in UTF-16 units as the page counts.
    fn apply(&mut self, change: &Json) {
        assert_eq!(change["base"], self.version, "the answer continues what the page has");
        let mut units: Vec<u16> = self.text.encode_utf16().collect();
        for one in change["changes"].as_array().expect("changes").iter().rev() {
            let at = |name: &str| one[name].as_u64().expect("a position") as usize;
            units.splice(at("from")..at("to"), one["insert"].as_str().expect("a text").encode_utf16());
        }
        self.text = String::from_utf16(&units).expect("whole characters");
        self.version = change["status"]["version"].as_u64().expect("a version");
        self.reading = followed(&self.reading, &change["reading"]);
    }

    async fn ask(&mut self, house: &House, command: &str, mut args: Json) -> Json {
        args["document"] = self.id.into();
        let mut change = house.get(command, args).await;
        self.apply(&change);
        change["reading"] = self.reading.clone();
        let view = house.get("document", json!({"document": self.id})).await;
        assert_eq!(view["text"], self.text, "page and workbench have the same text");
        assert_eq!(view["reading"], self.reading, "page and workbench read the same");
        assert_eq!(view["status"], change["status"]);
        change
    }

    async fn edit(&mut self, house: &House, edits: Json) -> Json {
        let version = self.version;
        self.ask(house, "edit", json!({"version": version, "edits": edits})).await
    }

    /// Types over the first occurrence of a text.
    async fn type_over(&mut self, house: &House, old: &str, new: &str) -> Json {
        let change = typing(&self.text, old, new);
        let version = self.version;
        self.ask(house, "type_text", json!({"version": version, "changes": [change]})).await
    }
}

/// The reading that follows from the one that the page has.
fn followed(before: &Json, change: &Json) -> Json {
    assert_eq!(change["since"], before["number"], "the answer continues the reading that the page has");
    let mut now = change.clone();
    now.as_object_mut().expect("an object").remove("since");
    for place in ["/picture/nodes", "/picture/edges", "/outline"] {
        let before = before.pointer(place).and_then(Json::as_array).expect("a list");
        let mut list = Vec::new();
        for part in change.pointer(place).and_then(Json::as_array).expect("parts") {
            let at = |name: &str| part[name].as_u64().expect("a number") as usize;
            let kept = &before[at("from")..at("from") + at("count")];
            list.extend(kept.iter().map(|item| moved(item, &part["moved"])));
            list.extend(part["then"].as_array().expect("items").iter().cloned());
        }
        *now.pointer_mut(place).expect("a list") = list.into();
    }
    now
}

fn moved(item: &Json, by: &Json) -> Json {
    let mut now = item.clone();
    if by.is_null() {
        return now;
    }
    let further = |place: &mut Json| {
        for name in ["x", "y"] {
            if let (Some(at), Some(by)) = (place[name].as_f64(), by[name].as_f64()) {
                place[name] = (at + by).into();
            }
        }
    };
    for name in ["from", "to", "name_from", "name_to"] {
        if let (Some(at), Some(by)) = (item[name].as_i64(), by["text"].as_i64()) {
            now[name] = (at + by).into();
        }
    }
    further(&mut now);
    if let Some(points) = now.get_mut("points").and_then(Json::as_array_mut) {
        points.iter_mut().for_each(further);
    }
    if let Some(place) = now.get_mut("label_at").filter(|place| place.is_object()) {
        further(place);
    }
    now
}

fn typing(text: &str, old: &str, new: &str) -> Json {
    let at = text.find(old).unwrap_or_else(|| panic!("{old:?} is not in the text"));
    let from = text[..at].encode_utf16().count();
    json!({"from": from, "to": from + old.encode_utf16().count(), "insert": new})
}

fn comment(text: &str) -> Json {
    json!([{"edit": "set_comment", "state": ["Route"], "comment": text}])
}

/// The order in every way people's files are written.
fn ways() -> Vec<(&'static str, String)> {
    let minified = serde_json::from_str::<Json>(ORDER).expect("JSON").to_string();
    vec![
        ("lf", ORDER.to_owned()),
        ("crlf", ORDER.replace('\n', "\r\n")),
        ("bom", format!("\u{feff}{}", ORDER.replace('\n', "\r\n"))),
        ("minified", minified),
        ("tabs", ORDER.replace("  ", "\t")),
        ("no-final-break", ORDER.trim_end().to_owned()),
        (
            "ragged",
            format!("\n\n  {}   \n\n", ORDER.replace(": ", " :  ").replace("Too risky.", "Zu riskant – nein 😀.")),
        ),
    ]
}

#[tokio::test(flavor = "multi_thread")]
async fn a_folder_is_listed_and_remembered() {
    let house = House::new().await;
    house.write("order.asl.json", ORDER);
    house.write("order.mocks.json", MOCKS);
    house.write("broken.asl.json", "{\"StartAt\": ");
    let folder = house.get("open_folder", json!({"path": house.work()})).await;
    let names: Vec<&str> =
        folder["workflows"].as_array().expect("a list").iter().filter_map(|one| one["name"].as_str()).collect();
    assert_eq!(names, ["broken", "order"]);
    assert_eq!(folder["workflows"][1]["states"], 8);
    assert_eq!(folder["workflows"][1]["errors"], 0);
    assert!(folder["workflows"][0]["reason"].as_str().is_some_and(|reason| reason.starts_with("Line 1")));
    let mocks = house.get("mock_files", json!({})).await;
    assert_eq!(mocks["files"][0]["relative"], "order.mocks.json");
    assert_eq!(mocks["files"][0]["cases"].as_array().map(Vec::len), Some(5));
    let house = house.restart().await;
    let session = house.get("session", json!({})).await;
    assert_eq!(session["recent"][0]["path"], folder["path"]);
    assert_eq!(session["notices"], json!([]));
    assert_eq!(session["history"]["owner"], true);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_not_edited_is_saved_byte_for_byte() {
    let house = House::new().await;
    for (name, text) in ways() {
        let path = house.write(&format!("{name}.asl.json"), &text);
        let mut page = house.open(&path).await;
        let saved = house.get("save", json!({"document": page.id, "overwrite": false})).await;
        assert_eq!(saved["result"], "written", "{name}");
        assert_eq!(fs::read_to_string(&path).expect("read"), text, "{name}: saved untouched");

        let change = page.edit(&house, comment("looked at")).await;
        assert_eq!(change["status"]["dirty"], true);
        assert_eq!(change["status"]["undo"], "set comment");
        assert_eq!(change["select"], "Route");
        page.ask(&house, "undo", json!({})).await;
        page.ask(&house, "redo", json!({})).await;
        let undone = page.ask(&house, "undo", json!({})).await;
        assert_eq!(undone["status"]["dirty"], false, "{name}: undone is as saved");
        house.get("save", json!({"document": page.id, "overwrite": false})).await;
        assert_eq!(fs::read_to_string(&path).expect("read"), text, "{name}: edited, undone, saved");

        page.ask(&house, "redo", json!({})).await;
        house.get("save", json!({"document": page.id, "overwrite": false})).await;
        let edited = fs::read_to_string(&path).expect("read");
        let value: Json = serde_json::from_str(edited.trim_start_matches('\u{feff}')).expect("JSON still");
        assert_eq!(value["States"]["Route"]["Comment"], "looked at");
        let plain = |text: &str| text.matches('\n').count() - text.matches("\r\n").count();
        if text.contains("\r\n") {
            assert_eq!(plain(&edited), plain(&text), "{name}: line breaks are the file's own");
        } else {
            assert!(!edited.contains('\r'), "{name}: line breaks are the file's own");
        }
        assert_eq!(edited.starts_with('\u{feff}'), text.starts_with('\u{feff}'), "{name}");
        // But for the comment nothing moved.
        let start = edited.bytes().zip(text.bytes()).take_while(|(new, old)| new == old).count();
        let added = edited.len() - text.len();
        assert_eq!(edited.as_bytes()[start + added..], text.as_bytes()[start..], "{name}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn typing_is_carried_over_what_the_page_had_not_seen() {
    let house = House::new().await;
    for (name, text) in ways() {
        let path = house.write(&format!("{name}.asl.json"), &text);
        let mut page = house.open(&path).await;
        let seen = page.version;
        let old = typing(&page.text, "Order.Refused", "Order.Declined");
        let clash = typing(&page.text, "order, for", "parcel, for");
        // Meanwhile the canvas edits in front of it, and somebody types into the comment.
        page.edit(&house, comment("🙂 in front of it")).await;
        page.type_over(&house, "An order", "A large order").await;
        let behind = page.ask(&house, "type_text", json!({"version": seen, "changes": [old]})).await;
        assert_eq!(behind["status"]["version"], seen + 3);
        assert!(page.text.contains("Order.Declined") && page.text.contains("A large order"), "{name}: {}", page.text);
        assert_eq!(behind["reading"]["current"], true, "{name}");
        let before = page.text.clone();
        let problem =
            house.refused("type_text", json!({"document": page.id, "version": seen, "changes": [clash]})).await;
        assert_eq!(problem.code, "STALE_CHANGE", "{name}");
        let problem = house.refused("type_text", json!({"document": page.id, "version": 99, "changes": []})).await;
        assert_eq!(problem.code, "STALE_CHANGE", "a version that never was");
        let view = house.get("document", json!({"document": page.id})).await;
        assert_eq!(view["text"], before, "{name}: a refused change changes nothing");
        for _ in 0..3 {
            page.ask(&house, "undo", json!({})).await;
        }
        house.get("save", json!({"document": page.id, "overwrite": false})).await;
        assert_eq!(fs::read_to_string(&path).expect("read"), text, "{name}: all undone");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn who_types_is_helped_in_the_pages_own_positions() {
    let house = House::new().await;
    for (name, text) in ways() {
        let path = house.write(&format!("{name}.asl.json"), &text);
        let mut page = house.open(&path).await;
        page.edit(&house, comment("🙂 in front of it")).await;
        let place = |page: &Page, before: &str| {
            let at = page.text.find(before).unwrap_or_else(|| panic!("{name}: no {before}")) + before.len();
            json!({"document": page.id, "version": page.version, "position": page.text[..at].encode_utf16().count()})
        };
        let units: Vec<u16> = page.text.encode_utf16().collect();
        let stands = |found: &Json, from: &str, to: &str| {
            let at = |name: &str| found[name].as_u64().expect("a position") as usize;
            String::from_utf16(&units[at(from)..at(to)]).expect("whole characters")
        };

        let asked = place(&page, "Default");
        let hover = house.get("hover", asked).await["found"].clone();
        assert_eq!((&hover["title"], stands(&hover, "from", "to")), (&json!("Default"), "\"Default\"".to_owned()));
        let asked = place(&page, "\"Refu");
        let leads = house.get("definition", asked.clone()).await["found"].clone();
        assert_eq!((&leads["state"], &leads["is_state"]), (&json!("Refused"), &json!(true)), "{name}");
        assert_eq!(stands(&leads, "target_from", "target_to"), "\"Refused\"", "{name}");
        assert!(leads["target_from"].as_u64() > leads["to"].as_u64(), "{name}: {leads}");

        // The page takes what is offered, and the text is what was meant.
        page.type_over(&house, "\"Type\"", "Xy \"Type\"").await;
        let found = house.get("complete", place(&page, "Xy")).await["found"].clone();
        let item =
            found["items"].as_array().and_then(|items| items.iter().find(|item| item["label"] == "TimeoutSeconds"));
        assert!(item.is_none(), "{name}: it is there already");
        let item = found["items"].as_array().and_then(|items| items.iter().find(|item| item["label"] == "Credentials"));
        let insert = item.expect("a field of a Task")["insert"].clone();
        let change = json!({"from": found["from"], "to": found["to"], "insert": insert});
        let version = page.version;
        let done = page.ask(&house, "type_text", json!({"version": version, "changes": [change]})).await;
        assert_eq!(done["reading"]["current"], true, "{name}: {}", page.text);

        // On an older version: carried along, or nothing where the place has gone.
        let mut behind = asked;
        behind["version"] = (page.version - 2).into();
        assert_eq!(house.get("definition", behind.clone()).await["found"]["state"], "Refused", "{name}");
        page.type_over(&house, "\"Refused\"", "\"Each\"").await;
        let gone = house.get("definition", behind).await;
        assert_eq!((&gone["found"], &gone["version"]), (&Json::Null, &json!(page.version)), "{name}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_problem_is_put_right_and_that_is_undone() {
    let house = House::new().await;
    let text = ORDER.replacen("\"Type\": \"Pass\"", "\"Type\": \"pass\"", 1);
    assert_ne!(text, ORDER);
    let path = house.write("order.asl.json", &text);
    let mut page = house.open(&path).await;
    let view = house.get("document", json!({"document": page.id})).await;
    let problems = view["reading"]["problems"].as_array().expect("problems");
    let problem = problems.iter().find(|one| one["fix"] == "Write \"Pass\"").expect("a problem with a fix");
    let ask = |version: u64| json!({"version": version, "code": problem["code"], "location": problem["location"], "fix": problem["fix"]});
    let fixed = page.ask(&house, "fix", ask(page.version)).await;
    assert_eq!(page.text, ORDER);
    assert_eq!(fixed["status"]["undo"], "Write \"Pass\"");
    let mut again = ask(page.version);
    again["document"] = page.id.into();
    assert_eq!(house.refused("fix", again).await.code, "STALE_CHANGE");
    page.ask(&house, "undo", json!({})).await;
    assert_eq!(page.text, text);
}

#[tokio::test(flavor = "multi_thread")]
async fn broken_text_keeps_the_last_diagram_and_says_why() {
    let house = House::new().await;
    let path = house.write("order.asl.json", ORDER);
    let mut page = house.open(&path).await;
    let good = house.get("document", json!({"document": page.id})).await;
    let broken = page.type_over(&house, "\"Route\": {", "\"Route\": ").await;
    assert_eq!(broken["reading"]["current"], false);
    assert!(broken["reading"]["reason"].as_str().is_some_and(|reason| reason.starts_with("Line ")), "{broken}");
    assert_eq!(broken["reading"]["picture"], good["reading"]["picture"]);
    assert!(!broken["reading"]["problems"].as_array().expect("a list").is_empty());
    let problem =
        house.refused("edit", json!({"document": page.id, "version": page.version, "edits": comment("x")})).await;
    assert_eq!(problem.code, "BROKEN_TEXT");
    let problem = house.refused("export_document", json!({"document": page.id, "form": "svg", "theme": "light"})).await;
    assert_eq!(problem.code, "PICTURE_NOT_DRAWN");
    let whole = page.ask(&house, "undo", json!({})).await;
    assert_eq!(
        (&whole["reading"]["current"], &whole["reading"]["picture"]),
        (&json!(true), &good["reading"]["picture"])
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn changes_made_outside_come_in_live_and_can_be_undone() {
    let mut house = House::new().await;
    let path = house.write("order.asl.json", ORDER);
    house.get("open_folder", json!({"path": house.work()})).await;
    let page = house.open(&path).await;
    // As editors do it: a temporary file, renamed over the old one.
    let outside = ORDER.replace("Too risky.", "Too risky by far.");
    let temporary = house.write("order.tmp", &outside);
    fs::rename(temporary, &path).expect("renamed");
    let view = house.event("document_changed", |data| data["id"] == page.id).await;
    assert_eq!(view["text"], outside);
    assert_eq!((&view["status"]["dirty"], &view["status"]["disk"]), (&json!(false), &json!("same")));
    let mut page = Page::of(&view);
    page.ask(&house, "undo", json!({})).await;
    assert_eq!(page.text, ORDER, "undo brings back what was there before");
    page.ask(&house, "redo", json!({})).await;
    house.write("new.asl.json", ORDER);
    let folder =
        house.event("folder_changed", |data| data["workflows"].as_array().is_some_and(|all| all.len() == 2)).await;
    assert_eq!(folder["workflows"][0]["relative"], "new.asl.json");
    // Written in place too.
    fs::write(&path, ORDER).expect("written");
    let view = house.event("document_changed", |data| data["id"] == page.id).await;
    assert_eq!(view["text"], ORDER);
}

#[tokio::test(flavor = "multi_thread")]
async fn when_both_sides_changed_the_person_chooses_and_nothing_is_lost() {
    let outside = ORDER.replace("Too risky.", "Too risky by far.").replace('\n', "\r\n");
    for choice in ["mine", "theirs", "merged"] {
        let mut house = House::new().await;
        let path = house.write("order.asl.json", &ORDER.replace('\n', "\r\n"));
        let mut page = house.open(&path).await;
        page.edit(&house, comment("mine")).await;
        fs::write(&path, &outside).expect("written");
        let changed = house.event("disk_changed", |data| data["id"] == page.id).await;
        assert_eq!(changed["disk"], "changed");
        let saved = house.get("save", json!({"document": page.id, "overwrite": false})).await;
        assert_eq!(saved["result"], "conflict", "nothing is written over unasked");
        assert_eq!(fs::read_to_string(&path).expect("read"), outside);
        let sides = house.get("conflict", json!({"document": page.id})).await;
        assert_eq!(sides["theirs"], outside);
        assert!(sides["mine"].as_str().is_some_and(|text| text.contains("\"mine\"")));
        assert!(sides["base"].as_str().is_some_and(|text| !text.contains("\"mine\"") && !text.contains("by far")));
        let keep = match choice {
            // The page knows only plain line breaks.
            "merged" => json!({"keep": "merged", "text": page.text.replace("Too risky.", "Too risky by far.")}),
            choice => json!({"keep": choice}),
        };
        let view = house.get("resolve_conflict", json!({"document": page.id, "choice": keep})).await;
        assert_eq!(view["status"]["disk"], "same");
        let text = view["text"].as_str().expect("a text");
        assert_eq!(
            (text.contains("\"mine\""), text.contains("by far")),
            (choice != "theirs", choice != "mine"),
            "{choice}"
        );
        assert_eq!(view["status"]["dirty"], choice != "theirs");
        let mut page = Page::of(&view);
        if choice != "mine" {
            page.ask(&house, "undo", json!({})).await;
            assert!(
                page.text.contains("\"mine\"") && !page.text.contains("by far"),
                "what was given up is an undo away"
            );
            page.ask(&house, "redo", json!({})).await;
        }
        let saved = house.get("save", json!({"document": page.id, "overwrite": false})).await;
        assert_eq!(saved["result"], "written", "{choice}");
        let file = fs::read_to_string(&path).expect("read");
        assert_eq!(file.replace("\r\n", "\n"), page.text);
        assert_eq!(
            file.matches('\n').count(),
            file.matches("\r\n").count(),
            "{choice}: the file keeps its line breaks"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn closing_asks_and_a_removed_file_counts_as_unsaved() {
    let mut house = House::new().await;
    let path = house.write("order.asl.json", ORDER);
    let mut page = house.open(&path).await;
    page.edit(&house, comment("x")).await;
    let closed = house.get("close_document", json!({"document": page.id, "discard": false})).await;
    assert_eq!(closed["closed"], false);
    page.ask(&house, "undo", json!({})).await;
    fs::remove_file(&path).expect("removed");
    let removed = house.event("disk_changed", |data| data["id"] == page.id).await;
    assert_eq!((&removed["disk"], &removed["status"]["dirty"]), (&json!("removed"), &json!(true)));
    let closed = house.get("close_document", json!({"document": page.id, "discard": false})).await;
    assert_eq!(closed["closed"], false, "this is the last copy");
    let saved = house.get("save", json!({"document": page.id, "overwrite": false})).await;
    assert_eq!((&saved["result"], &saved["status"]["dirty"]), (&json!("written"), &json!(false)));
    assert_eq!(fs::read_to_string(&path).expect("read"), ORDER, "saving brings it back");
    let closed = house.get("close_document", json!({"document": page.id, "discard": false})).await;
    assert_eq!(closed["closed"], true);
    assert_eq!(house.refused("document", json!({"document": page.id})).await.code, "NO_SUCH_DOCUMENT");
}

#[tokio::test(flavor = "multi_thread")]
async fn unsaved_work_survives_a_process_that_died() {
    let house = House::new().await;
    let path = house.write("order.asl.json", ORDER);
    let mut page = house.open(&path).await;
    page.edit(&house, comment("never saved")).await;
    let fresh = house.get("new_document", json!({"starter": "hello-world"})).await;
    let mut fresh = Page::of(&fresh);
    fresh.type_over(&house, "Say hello", "Say goodbye").await;
    let untouched = house.write("other.asl.json", ORDER);
    house.open(&untouched).await;
    // It is kept within a second or so, and then the process is gone without a word.
    let kept = || {
        let folders = fs::read_dir(house.root.path().join("home/data/recovery")).expect("listed").flatten();
        folders.flat_map(|folder| fs::read_dir(folder.path()).expect("listed").flatten()).count()
    };
    tokio::time::timeout(HUNG, async {
        while kept() < 3 {
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
    })
    .await
    .expect("the work is kept");
    let root = house.root;
    drop((house.workbench, house.events));
    // Background rounds hold the workbench for moments.
    tokio::time::sleep(Duration::from_millis(200)).await;

    let house = House::under(root).await;
    assert_eq!(fs::read_to_string(&path).expect("read"), ORDER, "the file itself was never written");
    let session = house.get("session", json!({})).await;
    let left = session["recoveries"].as_array().expect("a list").clone();
    assert_eq!(left.len(), 2, "{left:?}");
    let mut page = house.open(&path).await;
    let view = house.get("document", json!({"document": page.id})).await;
    assert_eq!((&view["recovered"], &view["status"]["dirty"]), (&json!(true), &json!(true)));
    assert!(page.text.contains("never saved"));
    page.ask(&house, "undo", json!({})).await;
    assert_eq!(page.text, ORDER, "undo takes the recovered work back");
    page.ask(&house, "redo", json!({})).await;
    let nameless = left.iter().find(|one| one["name"] == "hello-world").expect("the new document");
    let view = house.get("open_workflow", json!({"path": nameless["path"]})).await;
    assert!(view["text"].as_str().is_some_and(|text| text.contains("Say goodbye")), "{view}");
    assert_eq!(view["path"], Json::Null, "it has no file still");
    let session = house.get("session", json!({})).await;
    assert_eq!(session["recoveries"], json!([]), "what is open is not offered again");
    house.get("save", json!({"document": page.id, "overwrite": false})).await;
    house.get("close_document", json!({"document": view["id"], "discard": true})).await;
    let house = house.restart().await;
    assert_eq!(house.get("session", json!({})).await["recoveries"], json!([]), "what was saved or given up is gone");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_new_document_gets_its_file_with_its_first_save() {
    let house = House::new().await;
    let starters = house.get("starters", json!({})).await;
    for starter in starters["starters"].as_array().expect("a list") {
        let view = house.get("new_document", json!({"starter": starter["id"]})).await;
        assert_eq!(view["status"]["disk"], "unsaved");
        assert_eq!(house.refused("save", json!({"document": view["id"], "overwrite": false})).await.code, "NO_FILE");
        let path = house.work().join(format!("{}.asl.json", starter["id"].as_str().expect("an id")));
        let args = json!({"document": view["id"], "path": path, "overwrite": false});
        let saved = house.get("save_as", args.clone()).await;
        assert_eq!((&saved["result"], &saved["name"]), (&json!("written"), &starter["id"]));
        assert_eq!(house.get("save_as", args).await["result"], "exists", "nothing is replaced unasked");
    }
    let empty = house.get("new_document", json!({})).await;
    assert!(!empty["reading"]["picture"]["nodes"].as_array().expect("a list").is_empty());
    let taken = house.work().join("hello-world.asl.json");
    let problem = house.refused("save_as", json!({"document": empty["id"], "path": taken, "overwrite": true})).await;
    assert_eq!(problem.code, "ALREADY_OPEN");
    let problem =
        house.refused("save_as", json!({"document": empty["id"], "path": house.work(), "overwrite": true})).await;
    assert_eq!(problem.code, "IS_A_FOLDER");
}

#[tokio::test(flavor = "multi_thread")]
async fn standard_or_express_is_remembered_by_file() {
    let house = House::new().await;
    let path = house.write("order.asl.json", ORDER);
    let page = house.open(&path).await;
    let change = house.get("set_kind", json!({"document": page.id, "kind": "EXPRESS"})).await;
    assert_eq!((&change["kind"], &change["changes"]), (&json!("EXPRESS"), &json!([])));
    let house = house.restart().await;
    let page = house.open(&path).await;
    assert_eq!(house.get("document", json!({"document": page.id})).await["kind"], "EXPRESS");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_inspector_gets_a_state_whole() {
    let house = House::new().await;
    let path = house.write("order.asl.json", &ORDER.replace('\n', "\r\n"));
    let page = house.open(&path).await;
    let ask = |state: &str| json!({"document": page.id, "state": state});
    let detail = house.get("state_detail", ask("Side by side/Cool down")).await;
    assert_eq!(detail["path"], json!(["Side by side", "Cool down"]));
    assert_eq!(detail["fields"], json!({"Type": "Wait", "Seconds": 86400, "End": true}));
    assert_eq!((&detail["start"], &detail["siblings"]), (&json!(true), &json!(["Cool down"])));
    let detail = house.get("state_detail", ask("Check")).await;
    assert!(!detail["text"].as_str().expect("a text").contains('\r'));
    assert_eq!(detail["siblings"].as_array().map(Vec::len), Some(5));
    assert_eq!(house.refused("state_detail", ask("Nobody")).await.code, "NO_SUCH_STATE");
}

#[tokio::test(flavor = "multi_thread")]
async fn exports_are_the_file_itself_and_its_diagram() {
    use base64::Engine as _;
    let house = House::new().await;
    let path = house.write("order.asl.json", &ORDER.replace('\n', "\r\n"));
    let page = house.open(&path).await;
    for (form, start) in [("json", b"{\r\n".as_slice()), ("svg", b"<svg"), ("png", b"\x89PNG\r\n\x1a\n")] {
        let args = json!({"document": page.id, "form": form, "theme": "dark"});
        let exported = house.get("export_document", args.clone()).await;
        let bytes = base64::engine::general_purpose::STANDARD
            .decode(exported["base64"].as_str().expect("base64"))
            .expect("base64");
        assert!(bytes.starts_with(start), "{form}");
        let out = house.work().join(format!("out.{form}"));
        let mut to_file = args;
        to_file["path"] = json!(out);
        let written = house.get("export_document", to_file).await;
        assert_eq!((&written["base64"], &written["path"]), (&Json::Null, &json!(out)));
        assert_eq!(fs::read(&out).expect("read"), bytes, "{form}");
        if form == "json" {
            assert_eq!(bytes, fs::read(&path).expect("read"));
        }
    }
}

fn with_mocks(house: &House, page: &Page, case: &str) -> Json {
    let mocks = house.write("order.mocks.json", MOCKS);
    json!({
        "document": page.id, "input": "{\"items\": [1, 2, 3]}", "time": "skip",
        "tasks": {"by": "mocks", "path": mocks, "machine": "order", "case": case}
    })
}

#[tokio::test(flavor = "multi_thread")]
async fn a_run_is_watched_frame_by_frame() {
    let mut house = House::new().await;
    let path = house.write("order.asl.json", ORDER);
    let page = house.open(&path).await;
    let args = with_mocks(&house, &page, "busy first");
    let detail = house.run(args).await;
    let run = &detail["run"];
    assert_eq!((&run["status"], &run["workflow_name"]), (&json!("SUCCEEDED"), &json!("order")));
    assert_eq!(detail["definition"], ORDER);
    assert_eq!(detail["input"]["preview"], "{\"items\": [1, 2, 3]}");
    let took = run["stopped"].as_u64().expect("a time") - run["started"].as_u64().expect("a time");
    assert!(took >= 86_400_000, "a day was skipped, and the timestamps say so: {took} ms");
    let arn = &run["arn"];

    // Any window gives the same frames.
    let whole = house.get("frames", json!({"arn": arn, "from": 0, "count": 500})).await;
    let last = whole["last_event"].as_u64().expect("a number");
    assert_eq!(whole["steps"].as_array().map(|steps| steps.len() as u64), Some(last));
    let mut here = whole["base"].clone();
    assert_eq!(here["states"], json!([]));
    for step in whole["steps"].as_array().expect("steps") {
        for (list, key) in [("states", "state"), ("edges", "edge")] {
            let frame = here[list].as_array_mut().expect("a list");
            for new in step[list].as_array().expect("a list") {
                match frame.iter_mut().find(|old| old[key] == new[key]) {
                    Some(old) => *old = new.clone(),
                    None => frame.push(new.clone()),
                }
            }
        }
        here["at"] = step["event"]["id"].clone();
        here["time"] = step["event"]["time"].clone();
        here["status"] = step["status"].clone();
        let there = house.get("frames", json!({"arn": arn, "from": here["at"], "count": 0})).await;
        assert_eq!(there["base"], here);
    }
    assert_eq!(here["status"], "SUCCEEDED");
    let check = here["states"].as_array().expect("a list").iter().find(|one| one["state"] == "Check").expect("Check");
    assert_eq!((&check["mark"], &check["failures"], &check["retries"]), (&json!("succeeded"), &json!(2), &json!(2)));
    let edge = |id: &str| here["edges"].as_array().expect("a list").iter().any(|one| one["edge"] == id);
    assert!(edge("Route|default|Side by side") && edge("Side by side|next|Each"), "{}", here["edges"]);

    // What went into a state and came out, as of a frame.
    let data = |state: &str, at: u64| json!({"arn": arn, "state": state, "at": at});
    let done = house.get("state_data", data("Check", last)).await;
    assert_eq!((&done["visits"], &done["mark"]), (&json!(1), &json!("succeeded")));
    assert_eq!(done["tries"].as_array().map(Vec::len), Some(3));
    assert_eq!((&done["tries"][0]["error"], &done["tries"][2]["error"]), (&json!("Busy"), &Json::Null));
    assert!(done["tries"][2]["result"]["preview"].as_str().is_some_and(|text| text.contains("low")));
    assert!(done["output"]["preview"].as_str().is_some_and(|text| text.contains("\"risk\"")));
    let entered = done["entered"]["id"].as_u64().expect("an id");
    let scheduled = |index: usize| done["tries"][index]["scheduled"].as_u64().expect("an id");
    for (at, mark) in
        [(entered, "running"), (scheduled(0), "running"), (scheduled(1) - 1, "retrying"), (scheduled(2), "running")]
    {
        assert_eq!(house.get("state_data", data("Check", at)).await["mark"], mark, "after event {at}");
    }
    let begun = house.get("state_data", data("Check", entered)).await;
    assert_eq!((&begun["output"], &begun["tries"], &begun["exited"]), (&Json::Null, &json!([]), &Json::Null));
    assert_eq!(house.get("state_data", data("Check", entered - 1)).await["visits"], 0, "not before it was entered");
    let each = house.get("state_data", data("Each/One", last)).await;
    assert_eq!((&each["visits"], &each["visit"]), (&json!(3), &json!(2)));
    assert_eq!(each["iteration"].as_array().map(Vec::len), Some(1));

    let rows = house.get("events", json!({"arn": arn, "from": 1, "count": 1000})).await;
    assert_eq!(rows["rows"].as_array().map(|rows| rows.len() as u64), Some(last));
    let window = house.get("events", json!({"arn": arn, "from": 4, "count": 2})).await;
    assert_eq!(window["rows"].as_array(), rows["rows"].as_array().map(|rows| rows[3..5].to_vec()).as_ref());
    let event = house.get("event", json!({"arn": arn, "id": 2})).await;
    let shown: Json = serde_json::from_str(event["json"].as_str().expect("a text")).expect("JSON");
    assert_eq!(
        (&shown["type"], &shown["stateEnteredEventDetails"]["name"]),
        (&json!("TaskStateEntered"), &json!("Check"))
    );
    assert_eq!(house.refused("event", json!({"arn": arn, "id": 9999})).await.code, "NO_SUCH_EVENT");
    let timeline = house.get("timeline", json!({"arn": arn})).await;
    assert_eq!(timeline["bars"].as_array().map(Vec::len), Some(9));
    let hash = &detail["output"]["hash"];
    let payload = house.get("payload", json!({"hash": hash, "from": 0, "count": 1000})).await;
    assert_eq!(payload["text"], detail["output"]["preview"]);
    assert_eq!(
        house.refused("frames", json!({"arn": "arn:none", "from": 0, "count": 1})).await.code,
        "HISTORY_UNKNOWN_EXECUTION"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_run_that_fails_says_where_and_why() {
    let mut house = House::new().await;
    let path = house.write("order.asl.json", ORDER);
    let page = house.open(&path).await;
    let args = with_mocks(&house, &page, "broken");
    let detail = house.run(args).await;
    assert_eq!((&detail["run"]["status"], &detail["run"]["error"]), (&json!("FAILED"), &json!("Order.Refused")));
    let last = detail["run"]["events"].as_u64().expect("a number");
    let data = house.get("state_data", json!({"arn": detail["run"]["arn"], "state": "Check", "at": last})).await;
    assert_eq!((&data["mark"], &data["error"], &data["cause"]), (&json!("caught"), &json!("Broken"), &json!("no")));
    let data = house.get("state_data", json!({"arn": detail["run"]["arn"], "state": "Refused", "at": last})).await;
    assert_eq!((&data["mark"], &data["error"]), (&json!("failed"), &json!("Order.Refused")));
    let mut args = with_mocks(&house, &page, "no such case");
    let problem = house.refused("start_run", args.clone()).await;
    assert!(problem.message.contains("no such case"), "{problem:?}");
    args["tasks"] = json!({"by": "person"});
    args["input"] = json!("{not json");
    let problem = house.refused("start_run", args).await;
    assert!(problem.message.contains("JSON"), "{problem:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn one_state_is_tested_as_it_stands() {
    let house = House::new().await;
    // Something is wrong elsewhere: the state at hand can be tested all the same.
    let path = house.write("order.asl.json", &ORDER.replace(r#""Seconds": 86400"#, r#""Seconds": -1"#));
    let page = house.open(&path).await;
    let ask = |state: &str, more: Json| {
        let mut args = json!({"document": page.id, "state": state, "input": "{\"id\": 7}", "level": "DEBUG"});
        args.as_object_mut().expect("an object").extend(more.as_object().expect("an object").clone());
        args
    };
    let result = json!({"mock": {"as": "result", "result": "{\"Payload\": {\"risk\": \"low\"}}"}});
    let test = house.get("test_state", ask("Check", result.clone())).await;
    assert_eq!((&test["status"], &test["next_state"]), (&json!("SUCCEEDED"), &json!("Route")), "{test}");
    let stages: Vec<&str> =
        test["stages"].as_array().expect("a list").iter().filter_map(|one| one["name"].as_str()).collect();
    assert_eq!(
        stages,
        ["input", "afterInputPath", "afterParameters", "result", "afterResultSelector", "afterResultPath"]
    );
    let stage = |name: &str| {
        let found = test["stages"].as_array().and_then(|all| all.iter().find(|one| one["name"] == name));
        serde_json::from_str::<Json>(found.and_then(|one| one["text"].as_str()).expect("there")).expect("JSON")
    };
    assert_eq!(stage("afterParameters"), json!({"FunctionName": "check", "Payload": {"id": 7}}));
    assert_eq!(stage("afterResultSelector"), json!({"risk": "low"}));
    assert_eq!(stage("afterResultPath"), json!({"id": 7, "check": {"risk": "low"}}));

    // Errors: tried again, caught, and neither.
    let error =
        |name: &str, retries: u32| json!({"mock": {"as": "error", "error": name, "cause": "so"}, "retries": retries});
    let test = house.get("test_state", ask("Check", error("Busy", 1))).await;
    assert_eq!(
        (&test["status"], &test["retry_index"], &test["retry_seconds"]),
        (&json!("RETRIABLE"), &json!(0), &json!(2.0))
    );
    let test = house.get("test_state", ask("Check", error("Broken", 0))).await;
    assert_eq!((&test["status"], &test["catch_index"]), (&json!("CAUGHT_ERROR"), &json!(0)));
    assert_eq!((&test["next_state"], &test["error"]), (&json!("Refused"), &json!("Broken")));
    let test = house.get("test_state", ask("Check", error("Other", 0))).await;
    assert_eq!((&test["status"], &test["cause"]), (&json!("FAILED"), &json!("so")));

    // Without a mock nothing answers; a mock that the action can't give is refused in AWS's words.
    assert_eq!(house.refused("test_state", ask("Check", json!({}))).await.code, "ValidationException");
    let wrong = json!({"mock": {"as": "result", "result": "{\"StatusCode\": \"x\"}"}});
    let problem = house.refused("test_state", ask("Check", wrong.clone())).await;
    assert_eq!(problem.code, "ValidationException", "{problem:?}");
    let mut unchecked = wrong;
    unchecked["check"] = json!("NONE");
    house.get("test_state", ask("Check", unchecked)).await;

    // A state within, one that leads to several, one that is wrong.
    let test = house.get("test_state", ask("Side by side/Reserve", json!({}))).await;
    assert_eq!((&test["output"], &test["next_state"]), (&json!("1"), &Json::Null));
    let route = json!({"input": "{\"check\": {\"risk\": \"high\"}}"});
    assert_eq!(house.get("test_state", ask("Route", route)).await["next_state"], "Refused");
    let problem = house.refused("test_state", ask("Side by side/Cool down", json!({}))).await;
    assert_eq!(problem.code, "InvalidDefinition");
    assert_eq!(house.refused("test_state", ask("Nobody", json!({}))).await.code, "NO_SUCH_STATE");

    // What is being written is tested in the place of what stands there, and the document stays as it is.
    let mut draft = result;
    draft["draft"] = json!({"pointer": "/ResultSelector", "json": "{\"all.$\": \"$\"}"});
    let test = house.get("test_state", ask("Check", draft.clone())).await;
    let selected =
        test["stages"].as_array().and_then(|all| all.iter().find(|one| one["name"] == "afterResultSelector"));
    assert_eq!(selected.map(|one| one["text"].clone()), Some(json!("{\"all\":{\"Payload\": {\"risk\": \"low\"}}}")));
    draft["draft"] = json!({"pointer": "/ResultSelector", "json": "{"});
    house.refused("test_state", ask("Check", draft.clone())).await;
    let preview = house.get("preview_state", ask("Check", draft)).await;
    assert_eq!((&preview["test"], &preview["refused"]["code"]), (&Json::Null, &json!("INVALID_TEXT")));
    assert_eq!(house.get("document", json!({"document": page.id})).await["status"]["version"], page.version);
}

#[tokio::test(flavor = "multi_thread")]
async fn states_of_a_jsonata_machine_are_tested_in_its_language() {
    let house = House::new().await;
    let yaml = "QueryLanguage: JSONata\nStartAt: Sum\nStates:\n  Sum:\n    Type: Pass\n    Output: '{% $factor * $sum($states.input) %}'\n    Assign:\n      factor: '{% $factor + 1 %}'\n    End: true\n";
    let path = house.write("sum.asl.yaml", yaml);
    let page = house.open(&path).await;
    let args = json!({"document": page.id, "state": "Sum", "input": "[1, 2]", "variables": "{\"factor\": 3}", "level": "DEBUG"});
    let test = house.get("test_state", args.clone()).await;
    assert_eq!((&test["status"], &test["output"]), (&json!("SUCCEEDED"), &json!("9")), "{test}");
    let variables = test["stages"].as_array().and_then(|all| all.last().cloned()).expect("a stage");
    assert_eq!(variables, json!({"name": "variables", "text": "{\"factor\":4}"}));
    let mut short = args;
    short["level"] = json!("INFO");
    assert_eq!(house.get("test_state", short).await["stages"], json!([]));
}

#[tokio::test(flavor = "multi_thread")]
async fn fields_that_are_being_written_are_completed_in_their_place() {
    let house = House::new().await;
    let path = house.write("order.asl.json", ORDER);
    let page = house.open(&path).await;
    let at = |page: &Page, state: &str, pointer: &str, text: &str| {
        let before = text.split('|').next().expect("a caret");
        let position = before.encode_utf16().count();
        let text = text.replace('|', "");
        json!({"document": page.id, "state": state, "pointer": pointer, "text": text, "position": position})
    };
    let labels = |answer: &Json| -> Vec<String> {
        let items = answer["found"]["items"].as_array().cloned().unwrap_or_default();
        items.iter().filter_map(|one| one["label"].as_str().map(str::to_owned)).collect()
    };
    // A half-written template, which the document could not take: the parameters of the action.
    let answer = house.get("complete_draft", at(&page, "Check", "/Parameters", "{\n  \"Invo|")).await;
    assert!(labels(&answer).contains(&"InvocationType".to_owned()), "{answer}");
    assert_eq!((&answer["found"]["word"], &answer["found"]["from"]), (&json!(5), &json!(4)), "in the field's own text");
    // A path in a field that the state does not have yet.
    let answer =
        house.get("complete_draft", at(&page, "Route", "/Assign", "{\"ü\": 1, \"risk.$\": \"$.check.|\"}")).await;
    assert!(labels(&answer).contains(&"risk".to_owned()), "{answer}");
    assert_eq!(answer["found"]["word"], 28);
    let nowhere = house.get("complete_draft", at(&page, "Nobody", "/Assign", "{|}")).await;
    assert_eq!(nowhere["found"], Json::Null);
    assert_eq!(house.get("document", json!({"document": page.id})).await["text"], ORDER);

    let yaml = "QueryLanguage: JSONata\nStartAt: Sum\nStates:\n  Sum:\n    Type: Pass\n    End: true\n";
    let page = house.open(&house.write("sum.asl.yaml", yaml)).await;
    let answer = house.get("complete_draft", at(&page, "Sum", "/Output", "\"{% $states.| %}\"")).await;
    assert!(labels(&answer).contains(&"input".to_owned()), "{answer}");
}

/// Assigns in the machine, in a branch and in a later one that must not be seen, and in the Map around the state.
const ASSIGNS: &str = r#"{"StartAt": "First", "States": {
  "First": {"Type": "Pass", "Assign": {"a": 1, "b": {"deep": 1.0}}, "Next": "Aside"},
  "Aside": {"Type": "Parallel", "Branches": [{"StartAt": "Hidden", "States": {"Hidden": {"Type": "Pass", "Assign": {"hidden": 1}, "End": true}}}],
    "ResultPath": null, "Next": "Again"},
  "Again": {"Type": "Pass", "Assign": {"a": 2}, "Next": "Each"},
  "Each": {"Type": "Map", "ItemsPath": "$.items", "ItemProcessor": {"StartAt": "Note", "States": {
    "Note": {"Type": "Pass", "Assign": {"item.$": "$"}, "Next": "Ask"},
    "Ask": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "Parameters": {"FunctionName": "f"}, "End": true}}},
    "Assign": {"late": 1}, "End": true}}}"#;

#[tokio::test(flavor = "multi_thread")]
async fn executions_lend_what_they_recorded_and_keep_what_was_tested() {
    let mut house = House::new().await;
    let path = house.write("each.asl.json", ASSIGNS);
    let page = house.open(&path).await;
    let mocks = house.work().join("each.mocks.json");
    let visits = |state: &str| json!({"document": page.id, "state": state, "limit": 20});
    assert_eq!(house.get("recorded_visits", visits("Each/Ask")).await, json!({"visits": []}));

    // A mock kept in a file that was not there, and one beside it.
    let keep = |case: &str, answer: Json| json!({"path": mocks, "machine": "each", "case": case, "state": "Ask", "answer": answer});
    let kept = house.get("keep_mock", keep("good", json!({"as": "result", "result": "{\"Payload\": 1.50}"}))).await;
    assert_eq!(kept["response"], "Ask");
    let kept = house.get("keep_mock", keep("bad", json!({"as": "error", "error": "Busy", "cause": "so"}))).await;
    assert_eq!(kept["response"], "Ask 2");
    let kept = house.get("keep_mock", keep("good", json!({"as": "result", "result": "{\"Payload\": 2.50}"}))).await;
    assert_eq!(kept["response"], "Ask 3");
    let text = fs::read_to_string(&mocks).expect("read");
    assert!(
        text.contains("1.50") && text.contains("2.50") && text.contains("\"good\": {\n"),
        "nothing is lost: {text}"
    );
    let problem = house.refused("keep_mock", keep("good", json!({"as": "result", "result": "{"}))).await;
    assert_eq!(problem.code, "MOCK_NOT_JSON");
    assert_eq!(fs::read_to_string(&mocks).expect("read"), text);
    let broken = house.write("broken.mocks.json", "{}");
    let mut elsewhere = keep("good", json!({"as": "result", "result": "1"}));
    elsewhere["path"] = json!(broken);
    house.refused("keep_mock", elsewhere).await;
    assert_eq!(fs::read_to_string(&broken).expect("read"), "{}");

    for (case, name) in [("good", "first"), ("bad", "second")] {
        house
            .run(json!({
                "document": page.id, "input": "{\"items\": [10, 20]}", "time": "skip", "name": name,
                "tasks": {"by": "mocks", "path": mocks, "machine": "each", "case": case}
            }))
            .await;
    }
    let found = house.get("recorded_visits", visits("Each/Ask")).await;
    let found: Vec<_> = found["visits"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|one| (one["run"].as_str().expect("a name").to_owned(), one["iteration"].clone(), one.clone()))
        .collect();
    assert_eq!(found.first().map(|one| one.0.as_str()), Some("second"), "the newest first");
    let (_, _, last) =
        found.iter().find(|(run, iteration, _)| run == "first" && *iteration == json!([1])).expect("there");
    let visit = |one: &Json| json!({"arn": one["arn"], "state": "Each/Ask", "entered": one["entered"]});
    let data = house.get("recorded_visit", visit(last)).await;
    assert_eq!(data["input"], "20");
    let variables: Json = serde_json::from_str(data["variables"].as_str().expect("some")).expect("JSON");
    assert_eq!(variables, json!({"a": 2, "b": {"deep": 1.0}, "item": 20}));
    assert_eq!(data["answer"], json!({"as": "result", "result": "{\"Payload\":2.50}"}));
    let context: Json = serde_json::from_str(data["context"].as_str().expect("some")).expect("JSON");
    assert_eq!((&context["Execution"]["Name"], &context["State"]["Name"]), (&json!("first"), &json!("Ask")));
    let failed = found.iter().find(|(run, _, one)| run == "second" && one["mark"] == "failed").expect("there");
    let failed = house.get("recorded_visit", visit(&failed.2)).await;
    assert_eq!(failed["answer"], json!({"as": "error", "error": "Busy", "cause": "so"}));

    // What was recorded is what a test takes.
    let test = house
        .get(
            "test_state",
            json!({
                "document": page.id, "state": "Each/Ask", "input": data["input"], "variables": data["variables"],
                "context": data["context"], "mock": data["answer"], "level": "DEBUG"
            }),
        )
        .await;
    assert_eq!(test["status"], "SUCCEEDED", "{test}");
    let mut gone = visit(last);
    gone["entered"] = json!(1);
    assert_eq!(house.refused("recorded_visit", gone).await.code, "NO_SUCH_VISIT");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_person_answers_tasks_and_earlier_runs_are_there_after_a_restart() {
    let mut house = House::new().await;
    let path = house.write("order.asl.json", ORDER);
    let page = house.open(&path).await;
    let ask = json!({
        "document": page.id, "input": "{\"items\": []}", "time": "skip", "name": "asked", "tasks": {"by": "person"}
    });
    let run = house.get("start_run", ask.clone()).await;
    let arn = run["arn"].clone();
    house.event("advanced", |data| data["arn"] == arn && data["waiting"] == 1).await;
    let waiting = house.get("waiting_tasks", json!({"arn": arn})).await;
    let task = &waiting["tasks"][0];
    assert_eq!((&task["state"], &task["resource"]), (&json!("Check"), &json!("arn:aws:states:::lambda:invoke")));
    assert!(task["parameters"]["preview"].as_str().is_some_and(|text| text.contains("\"FunctionName\"")), "{task}");
    let answer = |answer: Json| json!({"arn": arn, "task": task["task"], "answer": answer});
    let problem = house.refused("answer_task", answer(json!({"as": "result", "result": "{oops"}))).await;
    assert_eq!(problem.code, "NOT_JSON");
    assert_eq!(house.refused("start_run", ask).await.code, "HISTORY_EXECUTION_EXISTS");
    let problem = house.refused("delete_runs", json!({"arns": [arn]})).await;
    assert!(problem.message.contains("running") || problem.message.contains("RUNNING"), "{problem:?}");

    // The first try fails for the person; the second is asked after a restart.
    house.get("answer_task", answer(json!({"as": "error", "error": "Busy", "cause": "try again"}))).await;
    let asked_again = async {
        while house.get("waiting_tasks", json!({"arn": arn})).await["tasks"][0]["attempt"] != 1 {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    };
    tokio::time::timeout(HUNG, asked_again).await.expect("it is asked again");
    let mut house = house.restart().await;
    let notices = house.get("session", json!({})).await["notices"].clone();
    assert_eq!(notices[0]["code"], "RUN_RESUMED", "{notices}");
    let listed = async {
        loop {
            let listed = house.get("runs", json!({"offset": 0, "limit": 10})).await;
            // Its driver takes a moment to put the task to the person again.
            if listed["runs"][0]["waiting"] == 1 {
                return listed;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    };
    let listed = tokio::time::timeout(HUNG, listed).await.expect("it waits again");
    assert_eq!((&listed["total"], &listed["runs"][0]["arn"]), (&json!(1), &arn));
    assert_eq!(listed["runs"][0]["status"], "RUNNING");
    let waiting = house.get("waiting_tasks", json!({"arn": arn})).await;
    let task = &waiting["tasks"][0];
    assert_eq!(task["attempt"], 1, "{waiting}");
    let good = json!({"as": "result", "result": "{\"Payload\": {\"risk\": \"low\"}}"});
    house.get("answer_task", json!({"arn": arn, "task": task["task"], "answer": good})).await;
    let status = house.event("advanced", |data| data["arn"] == arn && data["status"] != "RUNNING").await;
    assert_eq!(status["status"], "SUCCEEDED");
    let before = house.get("frames", json!({"arn": arn, "from": 0, "count": 500})).await;

    let house = house.restart().await;
    let listed = house.get("runs", json!({"workflow": path, "offset": 0, "limit": 10})).await;
    assert_eq!(listed["runs"][0]["status"], "SUCCEEDED");
    assert_eq!(house.get("runs", json!({"workflow": "/other", "offset": 0, "limit": 10})).await["total"], 0);
    assert_eq!(house.get("frames", json!({"arn": arn, "from": 0, "count": 500})).await, before, "told the same again");
    house.get("delete_runs", json!({"arns": [arn]})).await;
    assert_eq!(house.get("runs", json!({"offset": 0, "limit": 10})).await["total"], 0);
    assert_eq!(house.refused("run", json!({"arn": arn})).await.code, "HISTORY_UNKNOWN_EXECUTION");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_run_can_be_stopped() {
    let mut house = House::new().await;
    let path = house.write("order.asl.json", ORDER);
    let page = house.open(&path).await;
    let args = with_mocks(&house, &page, "silent");
    let mut args = args;
    args["time"] = "real".into();
    let run = house.get("start_run", args).await;
    let arn = run["arn"].clone();
    house.event("advanced", |data| data["arn"] == arn).await;
    let stopped = house.get("stop_run", json!({"arn": arn, "error": "Enough", "cause": "of this"})).await;
    assert_eq!((&stopped["status"], &stopped["error"]), (&json!("ABORTED"), &json!("Enough")));
    let problem = house.refused("stop_run", json!({"arn": arn})).await;
    assert!(!problem.message.is_empty(), "{problem:?}");
    assert_eq!(house.get("run", json!({"arn": arn})).await["run"]["status"], "ABORTED");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_request_that_is_none_is_said() {
    let house = House::new().await;
    assert_eq!(house.refused("no_such_command", json!({})).await.code, "BAD_REQUEST");
    assert_eq!(house.refused("open_workflow", json!({"file": 1})).await.code, "BAD_REQUEST");
    let path = house.write("order.asl.json", ORDER);
    let page = house.open(&path).await;
    let edits = json!([{"edit": "no_such_edit"}]);
    let problem = house.refused("edit", json!({"document": page.id, "version": 1, "edits": edits})).await;
    assert_eq!(problem.code, "UNKNOWN_EDIT");
    let again = house.open(&path).await;
    assert_eq!(again.id, page.id, "a file is open once");
}
