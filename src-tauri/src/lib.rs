//! The desktop host: a window over the workbench.
//!
//! It translates between Tauri and [`stepwell_workbench`]: one command for all requests, one event channel. It decides
//! nothing, and is the only crate that knows of Tauri.

use std::ffi::OsString;
use std::path::PathBuf;
use std::sync::Arc;

use stepwell_workbench::schema::Problem;
use stepwell_workbench::{HistoryPlace, Places, Workbench};
use tauri::{Emitter, Manager, WebviewUrl, WebviewWindowBuilder};

/// The channel on which the page is told what it did not ask for.
const CHANNEL: &str = "workbench";

/// What the command line asks for.
#[derive(Debug, Default, PartialEq, Eq)]
struct Options {
    path: Option<PathBuf>,
    home: Option<PathBuf>,
    db: Option<PathBuf>,
}

/// Why the window can't be shown.
#[derive(Debug)]
pub struct StartError(String);

impl std::fmt::Display for StartError {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl std::error::Error for StartError {}

const USAGE: &str = "usage: stepwell-desktop [--home DIR] [--db PATH] [FOLDER or FILE]";

fn options(arguments: impl Iterator<Item = OsString>) -> Result<Options, StartError> {
    let mut options = Options::default();
    let mut arguments = arguments;
    while let Some(argument) = arguments.next() {
        let place = match argument.to_str() {
            Some("--home") => &mut options.home,
            Some("--db") => &mut options.db,
            Some(text) if text.starts_with("--") => {
                return Err(StartError(format!("{text} is not known; {USAGE}")));
            }
            _ => {
                options.path = Some(argument.into());
                continue;
            }
        };
        *place = Some(arguments.next().ok_or_else(|| StartError(format!("a path is missing; {USAGE}")))?.into());
    }
    Ok(options)
}

/// A request from the page, and its answer.
#[tauri::command]
async fn bridge(
    workbench: tauri::State<'_, Arc<Workbench>>,
    request: serde_json::Value,
) -> Result<serde_json::Value, Problem> {
    Arc::clone(&workbench).call_json(request).await
}

/// Opens the window and stays until it is closed.
///
/// # Errors
/// When the arguments are wrong or the window system is not there.
pub fn run(arguments: impl Iterator<Item = OsString>) -> Result<(), StartError> {
    let options = options(arguments)?;
    let places = match &options.home {
        Some(home) => Places::under(home),
        None => Places::of_user(),
    };
    let history = options.db.clone().map_or(HistoryPlace::Default, HistoryPlace::File);
    let workbench = tauri::async_runtime::block_on(Workbench::open(places, history))
        .map_err(|problem| StartError(problem.message))?;
    if let Some(path) = options.path {
        // What can't be opened is said in the window.
        tauri::async_runtime::block_on(workbench.open_first(path));
    }
    let events = workbench.subscribe();
    let at_end = Arc::clone(&workbench);
    let home = options.home;
    let app = tauri::Builder::default()
        .plugin(tauri_plugin_dialog::init())
        .manage(workbench)
        .invoke_handler(tauri::generate_handler![bridge])
        .setup(move |app| {
            let handle = app.handle().clone();
            let mut window = WebviewWindowBuilder::new(app, "main", WebviewUrl::default())
                .title("Stepwell")
                .inner_size(1440.0, 900.0)
                .min_inner_size(960.0, 600.0);
            if let Some(home) = home {
                window = window.data_directory(home.join("webview"));
            }
            window.build()?;
            tauri::async_runtime::spawn(tell(handle, events));
            Ok(())
        })
        .build(tauri::generate_context!())
        .map_err(|error| StartError(format!("the window could not be opened: {error}")))?;
    app.run(move |_, event| {
        if let tauri::RunEvent::Exit = event {
            tauri::async_runtime::block_on(at_end.close());
        }
    });
    Ok(())
}

/// Passes the workbench's events on to the page.
async fn tell(handle: tauri::AppHandle, mut events: stepwell_workbench::Events) {
    while let Some(event) = events.next().await {
        if let Some(window) = handle.get_webview_window("main")
            && let Err(error) = window.emit(CHANNEL, event)
        {
            eprintln!("stepwell-desktop: the page could not be told: {error}");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(arguments: &[&str]) -> Result<Options, StartError> {
        options(arguments.iter().map(OsString::from))
    }

    #[test]
    fn a_path_and_places_are_taken() {
        let options = parse(&["--home", "/h", "a.asl.json"]).expect("taken");
        assert_eq!(options, Options { path: Some("a.asl.json".into()), home: Some("/h".into()), db: None });
    }

    #[test]
    fn wrong_arguments_are_said() {
        assert!(parse(&["--nope"]).expect_err("refused").to_string().contains("usage"));
        assert!(parse(&["--home"]).expect_err("refused").to_string().contains("missing"));
    }
}
