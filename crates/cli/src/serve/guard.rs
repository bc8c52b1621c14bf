//! Who may ask.

use axum::extract::{Request, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use super::Shared;
use crate::exit::Unusable;

/// A token nobody can guess: 256 random bits.
pub(super) fn new_token() -> Result<String, Unusable> {
    let mut bytes = [0_u8; 32];
    getrandom::fill(&mut bytes).map_err(|error| Unusable(format!("no random token could be made: {error}")))?;
    Ok(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}

fn is_own_host(host: &str, port: u16) -> bool {
    host == format!("127.0.0.1:{port}") || host == format!("localhost:{port}")
}

fn text(headers: &HeaderMap, name: header::HeaderName) -> Option<&str> {
    headers.get(name).and_then(|value| value.to_str().ok())
}

/// Refuses requests under a foreign name (DNS rebinding) or from a foreign page.
pub(super) async fn host_and_origin(State(shared): State<Shared>, request: Request, next: Next) -> Response {
    let headers = request.headers();
    let host = text(headers, header::HOST).is_some_and(|host| is_own_host(host, shared.port));
    let origin = match headers.get(header::ORIGIN).map(|origin| origin.to_str()) {
        None => true,
        Some(Ok(origin)) => origin.strip_prefix("http://").is_some_and(|host| is_own_host(host, shared.port)),
        Some(Err(_)) => false,
    };
    if !host || !origin {
        return (StatusCode::FORBIDDEN, "stepwell answers only its own page on this machine").into_response();
    }
    next.run(request).await
}

/// Refuses requests without the token, as a bearer or, where a browser can't send one, in the query.
pub(super) async fn token(State(shared): State<Shared>, request: Request, next: Next) -> Response {
    let bearer = text(request.headers(), header::AUTHORIZATION).and_then(|value| value.strip_prefix("Bearer "));
    let query = request.uri().query().and_then(|query| query.split('&').find_map(|part| part.strip_prefix("token=")));
    let known = bearer.or(query).is_some_and(|token| same(token, &shared.token));
    if !known {
        return (StatusCode::UNAUTHORIZED, "the token is missing or wrong; open the printed address").into_response();
    }
    next.run(request).await
}

/// Compares without telling by its time where the first difference is.
fn same(given: &str, wanted: &str) -> bool {
    given.len() == wanted.len() && given.bytes().zip(wanted.bytes()).fold(0, |all, (a, b)| all | (a ^ b)) == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_this_machine_by_its_own_names() {
        assert!(is_own_host("127.0.0.1:80", 80) && is_own_host("localhost:80", 80));
        for foreign in ["127.0.0.1", "127.0.0.1:81", "evil.example:80", "localhost.evil.example:80", ""] {
            assert!(!is_own_host(foreign, 80), "{foreign}");
        }
    }

    #[test]
    fn tokens_are_long_and_differ() {
        let (one, other) = (new_token().expect("made"), new_token().expect("made"));
        assert_eq!(one.len(), 64);
        assert_ne!(one, other);
        assert!(same(&one, &one) && !same(&one, &other) && !same(&one, &one[1..]));
    }
}
