//! Files and folders that are not as they should be: a clear message, nothing lost.

use std::fs;
use std::path::Path;
use std::process::Command;

use stepwell_history::{Commit, EventRecord, Filter, History, HistoryError, NewExecution, Notice, Options, Payload};

const NOW: i64 = 1_700_000_000_000;

fn execution() -> NewExecution {
    NewExecution { arn: "arn:e".into(), status: "RUNNING".into(), ..NewExecution::default() }
}

fn owner(path: &Path) -> History {
    let opened = History::open(path, Options::owner(), NOW).unwrap();
    assert_eq!(opened.notice, None);
    opened.history
}

fn fill(history: &mut History, events: u64) -> Result<u64, HistoryError> {
    let mut last = history.last_event_id("arn:e")?;
    for _ in 0..events {
        last += 1;
        let body = format!("{last} ").repeat(200);
        let payload = Payload::new(format!("payload {body}"));
        let event = EventRecord { id: last, at: 0, kind: "k".into(), body };
        history.append("arn:e", &Commit { events: vec![event], payloads: vec![payload], ..Commit::default() })?;
    }
    Ok(last)
}

#[test]
fn a_second_owner_is_refused_by_name_and_a_reader_is_welcome() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("deep/er/history.db");
    let mut first = owner(&path);
    first.create(&execution()).unwrap();
    let error = History::open(&path, Options::owner(), NOW).unwrap_err();
    assert_eq!(error.code(), "HISTORY_OWNED_ELSEWHERE");
    assert!(error.to_string().contains(&path.display().to_string()), "{error}");

    let mut reader = History::open(&path, Options::reader(), NOW).unwrap().history;
    assert_eq!(reader.executions(&Filter::default(), None, 9).unwrap().executions.len(), 1);
    fill(&mut first, 3).unwrap();
    assert_eq!(reader.last_event_id("arn:e").unwrap(), 3, "a reader sees what comes later");
    assert_eq!(reader.create(&execution()).unwrap_err().code(), "HISTORY_NOT_OWNER");
    assert_eq!(reader.delete(["arn:e"]).unwrap_err().code(), "HISTORY_NOT_OWNER");
    drop(first);
    owner(&path);
}

#[test]
fn a_copy_of_the_closed_file_is_the_whole_history() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("history.db");
    let mut history = owner(&path);
    history.create(&execution()).unwrap();
    fill(&mut history, 50).unwrap();
    // A reader that stays open keeps SQLite from tidying up by itself.
    let reader = history.another_reader().unwrap();
    drop(history);
    let copy = folder.path().join("copy.db");
    fs::copy(&path, &copy).unwrap();
    let copied = History::open(&copy, Options::reader(), 0).unwrap().history;
    assert_eq!(copied.last_event_id(&execution().arn).unwrap(), 50);
    drop(reader);
}

#[test]
fn a_reader_makes_no_database() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("none.db");
    assert_eq!(History::open(&path, Options::reader(), NOW).unwrap_err().code(), "HISTORY_NOT_FOUND");
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
}

/// Damages a filled database, opens it, and says what was set aside.
fn damaged_by(damage: impl FnOnce(&mut Vec<u8>)) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("history.db");
    {
        let mut history = owner(&path);
        history.create(&execution()).unwrap();
        fill(&mut history, 200).unwrap();
    }
    let mut bytes = fs::read(&path).unwrap();
    damage(&mut bytes);
    fs::write(&path, &bytes).unwrap();

    let opened = History::open(&path, Options::owner(), NOW).unwrap();
    let Some(Notice::SetAside { kept_as, .. }) = &opened.notice else { panic!("no notice") };
    assert_eq!(kept_as, &folder.path().join("history.db.damaged-20231114T221320Z"));
    assert_eq!(fs::read(kept_as).unwrap(), bytes, "the old file is kept as it was");
    let mut history = opened.history;
    assert!(history.execution("arn:e").unwrap().is_none());
    history.create(&execution()).unwrap();
    fill(&mut history, 3).unwrap();
    drop(history);
    assert_eq!(owner(&path).last_event_id("arn:e").unwrap(), 3, "the new one is a good one");
}

#[test]
fn a_database_with_another_head_is_set_aside() {
    damaged_by(|bytes| bytes[..16].copy_from_slice(b"no database here"));
}

#[test]
fn a_file_of_anything_is_set_aside() {
    damaged_by(|bytes| *bytes = (0..100_000u32).map(|n| (n * 7919 % 251) as u8).collect());
}

#[test]
fn a_database_cut_short_is_set_aside() {
    damaged_by(|bytes| bytes.truncate(bytes.len() / 2));
}

#[test]
fn a_database_with_holes_is_set_aside() {
    damaged_by(|bytes| {
        for page in bytes.chunks_mut(4096).skip(3).step_by(2) {
            page.fill(0x55);
        }
    });
}

#[test]
fn other_programs_databases_and_newer_ones_are_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let foreign = folder.path().join("foreign.db");
    let other = rusqlite::Connection::open(&foreign).unwrap();
    other.execute_batch("CREATE TABLE theirs (a)").unwrap();
    drop(other);
    let before = fs::read(&foreign).unwrap();
    assert_eq!(History::open(&foreign, Options::owner(), NOW).unwrap_err().code(), "HISTORY_FOREIGN_DATABASE");
    assert_eq!(fs::read(&foreign).unwrap(), before);

    let newer = folder.path().join("newer.db");
    drop(owner(&newer));
    let connection = rusqlite::Connection::open(&newer).unwrap();
    connection.pragma_update(None, "user_version", 99).unwrap();
    drop(connection);
    for options in [Options::owner(), Options::reader()] {
        assert_eq!(History::open(&newer, options, NOW).unwrap_err().code(), "HISTORY_NEWER_LAYOUT");
    }
    assert!(newer.exists());
}

#[test]
fn an_empty_file_is_a_new_history() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("history.db");
    fs::write(&path, "").unwrap();
    owner(&path).create(&execution()).unwrap();
}

/// A full disk by SQLite's own ceiling on the file, which answers with the same error: runs everywhere.
#[test]
fn at_the_ceiling_a_commit_is_refused_whole_and_the_rest_is_kept() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("history.db");
    let limited = Options { max_bytes: Some(400_000), ..Options::owner() };
    let mut history = History::open(&path, limited, NOW).unwrap().history;
    history.create(&execution()).unwrap();
    let error = fill(&mut history, 10_000).unwrap_err();
    assert!(matches!(error, HistoryError::DiskFull { .. }), "{error:?}");
    let kept = history.last_event_id("arn:e").unwrap();
    assert!(kept > 10);
    assert_eq!(history.events("arn:e", 1, 10_000).unwrap().len() as u64, kept);
    drop(history);
    let mut history = owner(&path);
    assert_eq!(fill(&mut history, 5).unwrap(), kept + 5, "with room again it goes on where it stopped");
}

/// Runs one of the ignored tests below in a mount namespace of its own, with a tmpfs of the given size at
/// the path it finds in STEPWELL_TMPFS. Says so where the system does not allow such a namespace.
fn on_a_small_disk(test: &str, size: &str) {
    let folder = tempfile::tempdir().unwrap();
    let namespace = ["--mount", "--map-root-user"];
    if !Command::new("unshare").args(namespace).arg("true").status().is_ok_and(|status| status.success()) {
        eprintln!("skipped: no mount namespaces here; the ceiling test stands for it");
        return;
    }
    let output = Command::new("unshare")
        .args(namespace)
        .args([
            "sh",
            "-ec",
            "mount -t tmpfs -o size=$3 none \"$1\"; exec \"$2\" --exact $4 --ignored --nocapture",
            "sh",
        ])
        .arg(folder.path())
        .arg(std::env::current_exe().unwrap())
        .args([size, test])
        .env("STEPWELL_TMPFS", folder.path())
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success() && said.contains("1 passed"), "{said}");
}

#[test]
fn a_really_full_disk() {
    on_a_small_disk("full_disk_inside", "1m");
}

#[test]
#[ignore = "run by a_really_full_disk"]
fn full_disk_inside() {
    let folder = std::path::PathBuf::from(std::env::var_os("STEPWELL_TMPFS").unwrap());
    let path = folder.join("history.db");
    let ballast = folder.join("ballast");
    fs::write(&ballast, vec![0; 200_000]).unwrap();
    let mut history = owner(&path);
    history.create(&execution()).unwrap();
    let error = fill(&mut history, 100_000).unwrap_err();
    assert!(matches!(error, HistoryError::DiskFull { .. }), "{error:?}");
    let kept = history.last_event_id("arn:e").unwrap();
    assert!(kept > 10);
    assert!(matches!(fill(&mut history, 1), Err(HistoryError::DiskFull { .. })), "refused again, not worse");
    assert_eq!(history.events("arn:e", 1, 100_000).unwrap().len() as u64, kept);

    fs::remove_file(&ballast).unwrap();
    assert_eq!(fill(&mut history, 1).unwrap(), kept + 1, "with room again it goes on where it stopped");
    drop(history);
    assert_eq!(owner(&path).events("arn:e", 1, 100_000).unwrap().len() as u64, kept + 1);
}

#[test]
fn a_disk_too_full_to_begin() {
    on_a_small_disk("no_room_inside", "1m");
}

#[test]
#[ignore = "run by a_disk_too_full_to_begin"]
fn no_room_inside() {
    use std::io::Write;
    let folder = std::path::PathBuf::from(std::env::var_os("STEPWELL_TMPFS").unwrap());
    let mut ballast = fs::File::create(folder.join("ballast")).unwrap();
    while ballast.write_all(&[0; 4096]).is_ok() {}
    let error = History::open(&folder.join("history.db"), Options::owner(), NOW).unwrap_err();
    assert!(matches!(error, HistoryError::DiskFull { .. }), "{error:?}");
}

#[test]
fn a_read_only_disk() {
    on_a_small_disk("read_only_inside", "4m");
}

#[test]
#[ignore = "run by a_read_only_disk"]
fn read_only_inside() {
    let folder = std::path::PathBuf::from(std::env::var_os("STEPWELL_TMPFS").unwrap());
    let path = folder.join("history.db");
    let mut history = owner(&path);
    history.create(&execution()).unwrap();
    fill(&mut history, 5).unwrap();
    drop(history);
    let status = Command::new("mount").args(["-o", "remount,ro"]).arg(&folder).status().unwrap();
    assert!(status.success());
    for name in ["history.db", "another.db"] {
        let error = History::open(&folder.join(name), Options::owner(), NOW).unwrap_err();
        assert!(matches!(error, HistoryError::ReadOnly { .. }), "{error:?}");
    }
    let reader = History::open(&path, Options::reader(), NOW).unwrap().history;
    assert_eq!(reader.last_event_id("arn:e").unwrap(), 5, "it can still be read");
}

#[cfg(unix)]
#[test]
fn a_folder_without_write_permission() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o500)).unwrap();
    let path = folder.path().join("history.db");
    let result = History::open(&path, Options::owner(), NOW);
    let root = fs::write(folder.path().join("probe"), "").is_ok();
    fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o700)).unwrap();
    if root {
        eprintln!("permissions do not bind root; read_only_inside stands for it");
    } else {
        assert!(matches!(result, Err(HistoryError::ReadOnly { .. })), "{result:?}");
    }
}
