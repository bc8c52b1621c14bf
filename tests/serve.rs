//! `stepwell serve --ui` as a browser, and as a foreign page, meets it.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use futures_util::StreamExt as _;
use serde_json::{Value as Json, json};
use tokio_tungstenite::tungstenite::client::IntoClientRequest as _;

const ORDER: &str = include_str!("fixtures/order.asl.json");
const HUNG: Duration = Duration::from_secs(60);

fn page_is_built() -> bool {
    let built = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../ui/dist/index.html").exists();
    if !built {
        eprintln!("the page is not built: serving was not tried (run `npm run build`)");
    }
    built
}

/// A server of its own, ended when it is dropped.
struct Server {
    child: Child,
    port: u16,
    token: String,
    root: tempfile::TempDir,
}

impl Server {
    fn start() -> Self {
        let root = tempfile::tempdir().expect("a folder");
        let work = root.path().join("work");
        std::fs::create_dir(&work).expect("a folder");
        std::fs::write(work.join("order.asl.json"), ORDER).expect("written");
        let mut child = Command::new(env!("CARGO_BIN_EXE_stepwell"))
            .args(["serve", "--ui", "--home"])
            .arg(root.path().join("home"))
            .arg(&work)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("it runs");
        let mut line = String::new();
        BufReader::new(child.stdout.take().expect("its output")).read_line(&mut line).expect("a line");
        let (port, token) = line
            .trim()
            .strip_prefix("http://127.0.0.1:")
            .and_then(|rest| rest.split_once("/?token="))
            .unwrap_or_else(|| panic!("it printed {line:?}"));
        Self { child, port: port.parse().expect("a port"), token: token.to_owned(), root }
    }

    fn own_host(&self) -> String {
        format!("127.0.0.1:{}", self.port)
    }

    /// Sends a request as it stands; gives status, head and body.
    fn send(&self, line: &str, headers: &[(&str, &str)], body: &str) -> (u16, String, String) {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).expect("connected");
        stream.set_read_timeout(Some(HUNG)).expect("a timeout");
        let mut request = format!("{line} HTTP/1.1\r\nConnection: close\r\nContent-Length: {}\r\n", body.len());
        for (name, value) in headers {
            request.push_str(&format!("{name}: {value}\r\n"));
        }
        request.push_str("\r\n");
        request.push_str(body);
        stream.write_all(request.as_bytes()).expect("sent");
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).expect("answered");
        let answer = String::from_utf8_lossy(&answer).into_owned();
        let (head, body) = answer.split_once("\r\n\r\n").unwrap_or((&answer, ""));
        let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or_else(|| panic!("{head}"));
        (status, head.to_owned(), body.to_owned())
    }

    /// Calls a command as the page does.
    fn call(&self, command: &str, args: Json) -> (u16, Json) {
        let bearer = format!("Bearer {}", self.token);
        let body = json!({"command": command, "args": args}).to_string();
        let headers =
            [("Host", self.own_host()), ("Authorization", bearer), ("Origin", format!("http://{}", self.own_host()))];
        let headers: Vec<(&str, &str)> = headers.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let (status, _, body) = self.send("POST /api/call", &headers, &body);
        (status, serde_json::from_str(&body).unwrap_or_else(|error| panic!("{error}: {body}")))
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

#[test]
fn only_the_own_page_with_the_token_is_answered() {
    if !page_is_built() {
        return;
    }
    let server = Server::start();
    let (host, port) = (server.own_host(), server.port);
    let local = format!("localhost:{port}");
    let bearer = format!("Bearer {}", server.token);
    let session = json!({"command": "session", "args": {}}).to_string();
    let status = |headers: &[(&str, &str)]| server.send("POST /api/call", headers, &session).0;
    assert_eq!(status(&[("Host", &host), ("Authorization", &bearer)]), 200);
    assert_eq!(status(&[("Host", &local), ("Authorization", &bearer), ("Origin", &format!("http://{local}"))]), 200);
    assert_eq!(status(&[("Host", &host)]), 401, "without a token");
    assert_eq!(status(&[("Host", &host), ("Authorization", "Bearer 0000")]), 401);
    assert_eq!(status(&[("Host", &host), ("Authorization", &server.token)]), 401, "not as a bearer");
    let (almost, _) = bearer.split_at(bearer.len() - 1);
    assert_eq!(status(&[("Host", &host), ("Authorization", almost)]), 401);
    for foreign in ["evil.example", &format!("evil.example:{port}"), "127.0.0.1", &format!("127.0.0.1:{}", port ^ 1)] {
        assert_eq!(status(&[("Host", foreign), ("Authorization", &bearer)]), 403, "host {foreign}");
    }
    for foreign in
        ["http://evil.example", "null", &format!("https://{host}"), &format!("http://{host}.evil.example"), ""]
    {
        let headers = [("Host", host.as_str()), ("Authorization", &bearer), ("Origin", foreign)];
        assert_eq!(status(&headers), 403, "origin {foreign:?}");
    }
    assert_eq!(server.send("GET /", &[("Host", "evil.example")], "").0, 403, "the page itself too");
    assert_eq!(server.send("GET /api/events", &[("Host", &host)], "").0, 401);
    assert_eq!(server.send("GET /api/call", &[("Host", &host), ("Authorization", &bearer)], "").0, 405);
    // Nothing of it is reachable from other machines.
    let listening = std::fs::read_to_string("/proc/net/tcp").unwrap_or_default();
    let here = listening.lines().filter(|line| line.contains(&format!(":{port:04X} 00000000:0000 0A")));
    assert!(here.clone().all(|line| line.contains(&format!("0100007F:{port:04X}"))), "{:?}", here.collect::<Vec<_>>());
}

#[test]
fn the_page_comes_with_its_policy_and_calls_are_answered() {
    if !page_is_built() {
        return;
    }
    let server = Server::start();
    let host = server.own_host();
    let (status, head, body) = server.send(&format!("GET /?token={}", server.token), &[("Host", &host)], "");
    let head = head.to_lowercase();
    assert_eq!(status, 200);
    assert!(head.contains("text/html") && head.contains("content-security-policy: default-src 'self'"), "{head}");
    assert!(head.contains("referrer-policy: no-referrer"), "the token must not leave with a link: {head}");
    assert!(body.contains("<div id=") && !body.contains(&server.token), "{body}");
    assert_eq!(server.send("GET /no/such.js", &[("Host", &host)], "").0, 404);
    assert_eq!(server.send("GET /../../Cargo.toml", &[("Host", &host)], "").0, 404);

    let (status, session) = server.call("session", json!({}));
    assert_eq!((status, &session["folder"]["name"]), (200, &json!("work")));
    let path = &session["folder"]["workflows"][0]["path"];
    let (_, view) = server.call("open_workflow", json!({"path": path}));
    assert_eq!(view["text"], ORDER);
    let (status, problem) = server.call("open_workflow", json!({"path": "/no/such.json"}));
    assert_eq!((status, &problem["code"]), (422, &json!("FILE_NOT_READ")));
    let (status, problem) = server.call("no_such_command", json!({}));
    assert_eq!((status, &problem["code"]), (422, &json!("BAD_REQUEST")));
    let bearer = format!("Bearer {}", server.token);
    let (status, _, body) = server.send("POST /api/call", &[("Host", &host), ("Authorization", &bearer)], "{oops");
    assert!(status == 400 && body.contains("BAD_REQUEST"), "{status} {body}");
}

#[tokio::test(flavor = "multi_thread")]
async fn events_come_over_a_websocket() {
    if !page_is_built() {
        return;
    }
    let server = Server::start();
    let url = |token: &str| format!("ws://{}/api/events?token={token}", server.own_host());
    let refused = tokio_tungstenite::connect_async(url("guess")).await.expect_err("refused");
    assert!(refused.to_string().contains("401"), "{refused}");
    let mut foreign = url(&server.token).into_client_request().expect("a request");
    foreign.headers_mut().insert("Origin", "http://evil.example".parse().expect("a value"));
    let refused = tokio_tungstenite::connect_async(foreign).await.expect_err("refused");
    assert!(refused.to_string().contains("403"), "{refused}");

    let (mut socket, _) = tokio_tungstenite::connect_async(url(&server.token)).await.expect("connected");
    let file = server.root.path().join("work/order.asl.json");
    let (_, view) = server.call("open_workflow", json!({"path": file}));
    std::fs::write(&file, ORDER.replace("Too risky.", "No.")).expect("written");
    let event = async |name: &str| {
        loop {
            let message = socket.next().await.expect("open").expect("whole");
            let event: Json = serde_json::from_str(message.to_text().expect("text")).expect("JSON");
            if event["event"] == name {
                return event["data"].clone();
            }
        }
    };
    let mut event = event;
    let changed = tokio::time::timeout(HUNG, event("document_changed")).await.expect("told");
    assert_eq!(changed["id"], view["id"]);
    assert!(changed["text"].as_str().is_some_and(|text| text.contains("\"No.\"")));
    let run = json!({"document": view["id"], "input": "{}", "time": "skip", "tasks": {"by": "person"}});
    let (status, run) = server.call("start_run", run);
    assert_eq!(status, 200, "{run}");
    let advanced = tokio::time::timeout(HUNG, event("advanced")).await.expect("told");
    assert_eq!(advanced["arn"], run["arn"]);
}

#[test]
fn it_ends_when_told_to_and_leaves_the_history_free() {
    if !page_is_built() {
        return;
    }
    let mut server = Server::start();
    server.call("session", json!({}));
    let told = Command::new("kill").args(["-TERM", &server.child.id().to_string()]).status().expect("kill runs");
    assert!(told.success());
    let since = std::time::Instant::now();
    let status = loop {
        if let Some(status) = server.child.try_wait().expect("waited") {
            break status;
        }
        assert!(since.elapsed() < HUNG, "it does not end");
        std::thread::sleep(Duration::from_millis(20));
    };
    assert_eq!(status.code(), Some(0));
    let db = server.root.path().join("home/data/history.db");
    let resumed = Command::new(env!("CARGO_BIN_EXE_stepwell")).args(["history", "resume", "--db"]).arg(db).output();
    assert!(resumed.expect("it runs").status.success());
}

#[test]
fn a_port_in_use_is_said() {
    if !page_is_built() {
        return;
    }
    let taken = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    let port = taken.local_addr().expect("an address").port().to_string();
    let home = tempfile::tempdir().expect("a folder");
    let output = Command::new(env!("CARGO_BIN_EXE_stepwell"))
        .args(["serve", "--ui", "--port", &port, "--home"])
        .arg(home.path())
        .output()
        .expect("it runs");
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains(&port));
}

/// A debug build reads `ui/dist` itself; with an empty folder mounted over it the page is missing.
#[test]
#[cfg(debug_assertions)]
fn without_the_page_it_says_what_to_run() {
    let dist = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../ui/dist");
    let stepwell = env!("CARGO_BIN_EXE_stepwell");
    let output = if dist.join("index.html").exists() {
        let hide = format!("mount -t tmpfs none '{}' && exec '{stepwell}' serve --ui", dist.display());
        let probe = Command::new("unshare").args(["-m", "mount", "-t", "tmpfs", "none"]).arg(&dist).output();
        if !probe.is_ok_and(|probe| probe.status.success()) {
            eprintln!("nobody may mount here, and the page is built: its absence was not tried");
            return;
        }
        Command::new("unshare").args(["-m", "sh", "-c", &hide]).output()
    } else {
        Command::new(stepwell).args(["serve", "--ui"]).output()
    };
    let output = output.expect("it runs");
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(2), "{said}");
    assert!(said.contains("npm ci && npm run build"), "{said}");
}
