//! What becomes of a composite's sources (§1 *Composite*), and what of them it takes over.

use std::ops::Range;

use crate::motion::State;

/// Whether a composite that comes to stand here has fallen apart, so that its sources stand again where they stood (§1: it
/// replaces them). Once conference has dealt with it, it has dealt with them; what is taken back, ruled out or moved by
/// nobody was never dealt with.
#[must_use]
pub fn falls_apart(to: State) -> bool {
    match to {
        State::Withdrawn | State::NotMoved | State::RuledOut => true,
        State::Submitted
        | State::RuledIn
        | State::Printed
        | State::Composited
        | State::OnAgenda
        | State::Moved
        | State::Carried
        | State::Lost
        | State::NotCarried
        | State::Remitted
        | State::ReferredBack
        | State::NextBusiness
        | State::Adjourned
        | State::Guillotined
        | State::Falls
        | State::NotReached
        | State::RemittedToExecutive
        | State::Lapsed => false,
    }
}

/// Where a source stands when its composite has fallen apart: where it stood. An amendment whose paper can no longer be
/// decided has fallen with it meanwhile.
#[must_use]
pub fn stands_again(was: State, its_paper: Option<State>) -> State {
    let waits = |paper: State| {
        paper.is_undecided()
            || paper.is_with_committee()
            || matches!(paper, State::Composited | State::Guillotined | State::NotReached)
    };
    if its_paper.is_none_or(waits) { was } else { State::Falls }
}

/// What of a source's paragraph a composite takes over: its text in passages, and whether each is in the composite.
#[must_use]
pub fn taken_over(text: &str, found: &[Range<usize>]) -> Vec<(String, bool)> {
    let mut taken = vec![false; text.len()];
    for range in found {
        taken.get_mut(range.clone()).unwrap_or_default().fill(true);
    }
    let mut passages: Vec<(String, bool)> = Vec::new();
    for (at, character) in text.char_indices() {
        let now = taken.get(at) == Some(&true);
        match passages.last_mut().filter(|(_, was)| *was == now) {
            Some((passage, _)) => passage.push(character),
            None => passages.push((character.to_string(), now)),
        }
    }
    passages
}

#[cfg(test)]
mod tests {
    use super::{falls_apart, stands_again, taken_over};
    use crate::motion::State;
    use crate::tracing::{Source, Sources};

    #[test]
    fn what_would_be_lost_of_a_source() {
        let source = "1. Conference instructs the committee to write to every council, “at once”.";
        for (composite, kept) in [
            (source, "[1. Conference instructs the committee to write to every council, “at once”.]"),
            (
                "We write to every council now.",
                "1. Conference instructs the committee to [write to every council,] “at once”.",
            ),
            (
                "Every council, at once, acts.",
                "1. Conference instructs the committee to write to [every council, “at once”.]",
            ),
            ("Nothing of it.", "1. Conference instructs the committee to write to every council, “at once”."),
        ] {
            let sources = [Source { paper: 0, paragraph: 1, text: source.to_owned() }];
            let found: Vec<_> = Sources::read(&sources)
                .trace(composite)
                .into_iter()
                .filter_map(|passage| Some(passage.from?.at))
                .collect();
            let shown = taken_over(source, &found).into_iter();
            let shown = shown.map(|(text, taken)| if taken { format!("[{text}]") } else { text });
            assert_eq!(shown.collect::<String>(), kept, "{composite}");
        }
    }

    #[test]
    fn a_composite_that_falls_apart_gives_its_place_back() {
        let apart: Vec<_> = State::ALL.into_iter().filter(|state| falls_apart(*state)).collect();
        assert_eq!(apart, [State::RuledOut, State::Withdrawn, State::NotMoved]);
        for (was, its_paper, stands) in [
            (State::OnAgenda, None, State::OnAgenda),
            (State::Printed, None, State::Printed),
            (State::OnAgenda, Some(State::OnAgenda), State::OnAgenda),
            (State::OnAgenda, Some(State::Composited), State::OnAgenda),
            (State::Printed, Some(State::RuledIn), State::Printed),
            (State::OnAgenda, Some(State::Guillotined), State::OnAgenda),
            (State::OnAgenda, Some(State::Carried), State::Falls),
            (State::OnAgenda, Some(State::Withdrawn), State::Falls),
        ] {
            assert_eq!(stands_again(was, its_paper), stands, "{was:?} of {its_paper:?}");
        }
    }
}
