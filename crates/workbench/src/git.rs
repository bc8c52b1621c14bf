//! What the last commit has of a file, by the `git` command.

use std::io::ErrorKind;
use std::path::Path;
use std::process::{Command, Stdio};

use crate::document::check_size;
use crate::schema::Problem;

/// A file's text in the last commit.
#[derive(Debug)]
pub(crate) struct Committed {
    /// The commit, shortened.
    pub commit: String,
    /// How long ago it was made, in git's words.
    pub age: String,
    /// The text.
    pub text: String,
}

/// The file as HEAD has it.
///
/// # Errors
/// `GIT_MISSING`, `NOT_IN_REPOSITORY`, `NO_COMMIT`, `NOT_IN_HEAD`, `GIT_FAILED`, `FILE_TOO_LARGE`, `NOT_TEXT`: each says what to do.
pub(crate) fn head(path: &Path) -> Result<Committed, Problem> {
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let folder = path.parent().unwrap_or(Path::new("."));
    if run(folder, &["rev-parse", "--is-inside-work-tree"])?.is_none() {
        let message = format!(
            "{name} is in no git repository, so there is no commit to compare it with. Compare it with another file, or begin a repository with `git init`."
        );
        return Err(Problem::new("NOT_IN_REPOSITORY", message).at(path.display().to_string()));
    }
    let Some(commit) = run(folder, &["log", "-1", "--format=%h%n%ar", "HEAD"])? else {
        let message = "The repository has no commit yet; commit the file first, or compare it with another file.";
        return Err(Problem::new("NO_COMMIT", message));
    };
    let commit = String::from_utf8_lossy(&commit).into_owned();
    let (commit, age) = commit.trim_end().split_once('\n').unwrap_or((commit.trim_end(), ""));
    // Plumbing: `cat-file` neither filters nor converts, so that nothing the repository names is run.
    let Some(bytes) = run(folder, &["cat-file", "blob", &format!("HEAD:./{name}")])? else {
        let message =
            format!("{name} is not in the last commit ({commit}); commit it first, or compare it with another file.");
        return Err(Problem::new("NOT_IN_HEAD", message).at(path.display().to_string()));
    };
    check_size(bytes.len() as u64, &name)?;
    let text = String::from_utf8(bytes)
        .map_err(|_| Problem::new("NOT_TEXT", format!("What the last commit has of {name} is not UTF-8 text.")))?;
    Ok(Committed { commit: commit.to_owned(), age: age.to_owned(), text })
}

/// What git prints; none where it says no.
fn run(folder: &Path, arguments: &[&str]) -> Result<Option<Vec<u8>>, Problem> {
    let mut command = Command::new("git");
    // Nothing that the repository's configuration names may run, and nothing is fetched.
    command.args(["-c", "core.fsmonitor=false", "-c", "log.showSignature=false", "--no-pager"]);
    command.args(arguments).current_dir(folder).stdin(Stdio::null()).stderr(Stdio::piped()).stdout(Stdio::piped());
    command.env("LC_ALL", "C").env("GIT_NO_LAZY_FETCH", "1").env("GIT_OPTIONAL_LOCKS", "0");
    for inherited in ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY"] {
        command.env_remove(inherited);
    }
    let output = command.output().map_err(|error| match error.kind() {
        ErrorKind::NotFound => Problem::new(
            "GIT_MISSING",
            "The git command was not found on this machine. Install git to compare with commits, or compare with another file.",
        ),
        _ => Problem::new("GIT_FAILED", format!("git could not be run: {error}.")),
    })?;
    if output.status.success() {
        return Ok(Some(output.stdout));
    }
    let said = String::from_utf8_lossy(&output.stderr);
    if said.contains("dubious ownership") {
        let message = "git refuses this repository because it belongs to somebody else; `git config --global --add safe.directory` with its folder allows it.";
        return Err(Problem::new("GIT_FAILED", message));
    }
    Ok(None)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    fn git(folder: &Path, arguments: &[&str]) {
        let mut command = Command::new("git");
        command.args(["-c", "user.name=A", "-c", "user.email=a@example.com", "-c", "commit.gpgsign=false"]);
        let status = command.args(arguments).current_dir(folder).stdout(Stdio::null()).stderr(Stdio::null()).status();
        assert!(status.expect("git").success(), "{arguments:?}");
    }

    #[test]
    fn the_last_commit_is_read() {
        let folder = tempfile::tempdir().expect("folder");
        let root = folder.path();
        let inner = root.join("in here");
        fs::create_dir(&inner).expect("folder");
        let file = inner.join("a b.asl.json");
        fs::write(&file, "one\r\n").expect("written");
        assert_eq!(head(&file).expect_err("refused").code, "NOT_IN_REPOSITORY");
        git(root, &["init", "-q"]);
        assert_eq!(head(&file).expect_err("refused").code, "NO_COMMIT");
        fs::write(root.join("other"), "x").expect("written");
        git(root, &["add", "other"]);
        git(root, &["commit", "-qm", "first"]);
        assert_eq!(head(&file).expect_err("refused").code, "NOT_IN_HEAD");
        git(root, &["add", "."]);
        git(root, &["commit", "-qm", "second"]);
        fs::write(&file, "two").expect("written");
        let committed = head(&file).expect("committed");
        assert_eq!(committed.text, "one\r\n");
        assert!(committed.commit.len() >= 7 && committed.age.contains("ago"), "{committed:?}");
    }

    /// A repository that somebody else made names programs to run; none of them is.
    #[test]
    fn what_a_repository_names_is_not_run() {
        let folder = tempfile::tempdir().expect("folder");
        let root = folder.path();
        fs::write(root.join("a.json"), "text").expect("written");
        fs::write(root.join(".gitattributes"), "*.json diff=bad filter=bad\n").expect("written");
        git(root, &["init", "-q"]);
        git(root, &["add", "."]);
        git(root, &["commit", "-qm", "first"]);
        let trap = root.join("trap").display().to_string();
        for key in [
            "diff.bad.textconv",
            "diff.bad.command",
            "filter.bad.smudge",
            "filter.bad.clean",
            "core.fsmonitor",
            "core.pager",
        ] {
            git(root, &["config", key, &format!("touch {trap}; cat")]);
        }
        assert_eq!(head(&root.join("a.json")).expect("committed").text, "text");
        assert!(!root.join("trap").exists());
    }
}
