//! What the page is told unasked, over a WebSocket.

use axum::extract::State;
use axum::extract::ws::{Message, WebSocket, WebSocketUpgrade};
use axum::response::Response;
use stepwell_workbench::Events;

use super::Shared;

/// Opens the channel.
pub(super) async fn events(State(shared): State<Shared>, upgrade: WebSocketUpgrade) -> Response {
    let events = shared.workbench.subscribe();
    upgrade.on_upgrade(move |socket| tell(socket, events))
}

/// Passes events on until either side goes away.
async fn tell(mut socket: WebSocket, mut events: Events) {
    loop {
        tokio::select! {
            event = events.next() => {
                let Some(event) = event else { return };
                // Events are plain data; one that can't be written would be a defect in the schema, not in the page.
                let Ok(text) = serde_json::to_string(&event) else { continue };
                if socket.send(Message::Text(text.into())).await.is_err() {
                    return;
                }
            }
            message = socket.recv() => {
                match message {
                    Some(Ok(Message::Close(_)) | Err(_)) | None => return,
                    Some(Ok(_)) => {}
                }
            }
        }
    }
}
