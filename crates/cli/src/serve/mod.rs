//! `stepwell serve --ui`: the page in a browser, on this machine only.
//!
//! Who may ask: requests that name 127.0.0.1 or localhost as host (so that no name of a foreign page leads here), come
//! from this page's own origin, and carry the token printed in the URL.

mod events;
mod guard;
mod page;

use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::{DefaultBodyLimit, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router, middleware};
use stepwell_workbench::schema::Problem;
use stepwell_workbench::{HistoryPlace, Places, Workbench};

use crate::arguments;
use crate::exit::{Exit, Unusable, print, say};

/// The largest request: a text of 8 MiB with room for its escapes.
const MOST_BYTES: usize = 32 << 20;

/// What every request needs.
#[derive(Debug, Clone)]
struct Shared {
    workbench: Arc<Workbench>,
    token: Arc<str>,
    port: u16,
}

/// Serves until interrupted.
pub(crate) fn serve(arguments: &arguments::Serve) -> Result<Exit, Unusable> {
    if !page::is_built() {
        return Err(Unusable(
            "the page is not in this build: run `npm ci && npm run build`, then build the command again".to_owned(),
        ));
    }
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .map_err(|error| Unusable(format!("no threads could be started: {error}")))?;
    runtime.block_on(serve_until_interrupted(arguments))
}

async fn serve_until_interrupted(arguments: &arguments::Serve) -> Result<Exit, Unusable> {
    let places = match &arguments.home {
        Some(home) => Places::under(home),
        None => Places::of_user(),
    };
    let history = arguments.db.clone().map_or(HistoryPlace::Default, HistoryPlace::File);
    let workbench = Workbench::open(places, history).await.map_err(Unusable::new)?;
    if let Some(path) = &arguments.path {
        workbench.open_first(path.clone()).await;
    }
    let address = SocketAddr::from((Ipv4Addr::LOCALHOST, arguments.port));
    let listener = tokio::net::TcpListener::bind(address)
        .await
        .map_err(|error| Unusable(format!("127.0.0.1:{} can't be listened on: {error}", arguments.port)))?;
    let port = listener.local_addr().map_err(Unusable::new)?.port();
    let shared = Shared { workbench: Arc::clone(&workbench), token: guard::new_token()?.into(), port };
    print(format!("http://127.0.0.1:{port}/?token={}\n", shared.token).as_bytes())?;
    say("open the address above in a browser; Ctrl+C ends it.");
    axum::serve(listener, router(shared))
        .with_graceful_shutdown(interrupted())
        .await
        .map_err(|error| Unusable(format!("serving ended: {error}")))?;
    workbench.close().await;
    Ok(Exit::Done)
}

async fn interrupted() {
    let terminated = async {
        match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
            Ok(mut signal) => {
                signal.recv().await;
            }
            Err(_) => std::future::pending().await,
        }
    };
    tokio::select! {
        // Without a handler the signal's own effect, ending the process, is what is wanted.
        _ = tokio::signal::ctrl_c() => {}
        () = terminated => {}
    }
}

fn router(shared: Shared) -> Router {
    let api = Router::new()
        .route("/api/call", post(call))
        .route("/api/events", get(events::events))
        .layer(DefaultBodyLimit::max(MOST_BYTES))
        .route_layer(middleware::from_fn_with_state(shared.clone(), guard::token));
    Router::new()
        .merge(api)
        .fallback(page::file)
        .layer(middleware::from_fn_with_state(shared.clone(), guard::host_and_origin))
        .with_state(shared)
}

/// A request from the page, and its answer.
async fn call(State(shared): State<Shared>, body: Bytes) -> Response {
    let request = match serde_json::from_slice(&body) {
        Ok(request) => request,
        Err(error) => {
            let problem = Problem::new("BAD_REQUEST", format!("The request is not JSON: {error}"));
            return (StatusCode::BAD_REQUEST, Json(problem)).into_response();
        }
    };
    match shared.workbench.call_json(request).await {
        Ok(answer) => Json(answer).into_response(),
        Err(problem) => (StatusCode::UNPROCESSABLE_ENTITY, Json(problem)).into_response(),
    }
}
