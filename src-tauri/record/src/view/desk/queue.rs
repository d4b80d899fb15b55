//! The lines of the speakers' queue.

use rules::clock::digits;
use rules::speakers::Role;

use crate::db::Db;
use crate::halt::Fault;
use crate::ids::QuestionId;
use crate::speakers::{self, Request};
use crate::view::parts::{RequestLine, RequestState};
use crate::view::shown;

/// Who waits, with the proposal of the standing orders.
pub(super) fn waiting(db: &Db, question: QuestionId) -> Result<Vec<RequestLine>, Fault> {
    let suggestion = shown::plain(speakers::suggestion(db, question))?;
    let mut lines = Vec::new();
    for request in speakers::waiting(db, question)? {
        let mut line = line(db, request, RequestState::Waiting)?;
        if let Some(proposed) = suggestion.as_ref().filter(|s| s.request == line.id.0) {
            line.suggested = true;
            line.reason = proposed.reason.clone();
        }
        lines.push(line);
    }
    Ok(lines)
}

/// Who was heard.
pub(super) fn heard(db: &Db, question: QuestionId) -> Result<Vec<RequestLine>, Fault> {
    speakers::heard(db, question)?.into_iter().map(|request| line(db, request, RequestState::Heard)).collect()
}

fn line(db: &Db, request: Request, state: RequestState) -> Result<RequestLine, Fault> {
    let (speeches, used) = speakers::speeches_of(db, &request)?;
    let note = match (request.role, state) {
        (Role::Mover, RequestState::Waiting) => "to move".to_owned(),
        (Role::Seconder, RequestState::Waiting) => "to second".to_owned(),
        (Role::Reply, RequestState::Waiting) => "right of reply".to_owned(),
        (_, RequestState::Waiting) if speeches == 0 => "first speech".to_owned(),
        (_, RequestState::Waiting) => format!("spoke {}, {}", times(speeches), digits(used)),
        (_, RequestState::Heard | RequestState::Speaking | RequestState::Withdrawn) => {
            digits(request.used_ms)
        }
    };
    Ok(RequestLine {
        id: request.id,
        delegate: request.delegate,
        name: request.name,
        body: request.body,
        side: request.side,
        role: request.role,
        state,
        note,
        suggested: false,
        reason: String::new(),
        seconds: (state == RequestState::Heard)
            .then(|| u64::try_from(request.used_ms / 1000).unwrap_or_default()),
    })
}

fn times(count: u32) -> String {
    match count {
        1 => "once".to_owned(),
        2 => "twice".to_owned(),
        n => format!("{n} times"),
    }
}
