//! The lines of the speakers' queue.

use rules::clock::digits;
use rules::speakers::Role;

use crate::db::Db;
use crate::halt::Fault;
use crate::ids::QuestionId;
use crate::set_up;
use crate::speakers::{self, Request};
use crate::view::parts::{RequestLine, RequestState};
use crate::view::shown;

/// Who waits, with the proposal of the standing orders.
pub(super) fn waiting(db: &Db, question: QuestionId, now: i64) -> Result<Vec<RequestLine>, Fault> {
    let suggestion = shown::plain(speakers::suggestion(db, question, now))?;
    let today = shown::plain(set_up::today(db, now))?;
    let mut lines = Vec::new();
    for request in speakers::waiting(db, question)? {
        let (speeches, used) = speakers::speeches_of(db, &request, &today)?;
        let moves = shown::moves(db, &request)?;
        let joint = moves.as_ref().map_or_else(String::new, |paper| format!(" {paper}"));
        let note = match (request.role, speeches) {
            (Role::Mover, _) => format!("to move{joint}"),
            (Role::Seconder, _) => format!("to second{joint}"),
            (Role::Reply, _) => "right of reply".to_owned(),
            _ if request.reserved => "reserved at the seconding".to_owned(),
            // Nobody said who spoke in the name of their body: the chair asks, where it matters.
            _ if speakers::perhaps_has_spoken(db, question, request.delegate, request.delegation)? => {
                format!("{} has spoken: was it they?", request.body)
            }
            (_, 0) => "first speech today".to_owned(),
            (_, speeches) => format!("spoke {} today, {}", times(speeches), digits(used)),
        };
        let mut line = RequestLine { moves, ..line(request, RequestState::Waiting, note) };
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
    let mut lines = Vec::new();
    for request in speakers::heard(db, question)? {
        let (moves, note) = (shown::moves(db, &request)?, digits(request.used_ms));
        lines.push(RequestLine { moves, ..line(request, RequestState::Heard, note) });
    }
    Ok(lines)
}

fn line(request: Request, state: RequestState, note: String) -> RequestLine {
    RequestLine {
        id: request.id,
        delegate: request.delegate,
        name: request.name,
        body: request.body,
        side: request.side,
        role: request.role,
        state,
        note,
        reserved: request.reserved,
        moves: None,
        suggested: false,
        reason: String::new(),
        seconds: (state == RequestState::Heard)
            .then(|| u64::try_from(request.used_ms / 1000).unwrap_or_default()),
    }
}

fn times(count: u32) -> String {
    match count {
        1 => "once".to_owned(),
        2 => "twice".to_owned(),
        n => format!("{n} times"),
    }
}
