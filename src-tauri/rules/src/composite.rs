//! Where the words of a composite come from (§1 *Composite*): its words must come from the papers it is made of.
//!
//! Invariant: the passages of a paragraph, put together, are the paragraph to the letter; each is in its source word for
//! word, whatever the capitals and the marks, and words that are in no source are said to come from nowhere.

use std::ops::Range;

use crate::motion::State;

/// Words that must stand together in a source before they are said to come from there.
pub const LEAST: usize = 4;

/// A paragraph that a passage may come from. `paper` and `paragraph` are the caller's own numbers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// Which paper.
    pub paper: usize,
    /// Which of its paragraphs, from 1.
    pub paragraph: u32,
    /// What it says.
    pub text: String,
}

/// A passage of the composite and where it comes from; none for words from nowhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Traced {
    /// The passage with its own spaces; never empty.
    pub text: String,
    /// Where in which source.
    pub from: Option<Found>,
}

/// Where in a source a passage stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// Which paper.
    pub paper: usize,
    /// Which of its paragraphs, from 1.
    pub paragraph: u32,
    /// Its bytes there, from its first word to its last, with the mark behind that.
    pub at: Range<usize>,
}

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
    let taken = |at: usize| found.iter().any(|range| range.contains(&at));
    let mut passages: Vec<(String, bool)> = Vec::new();
    for (at, character) in text.char_indices() {
        match passages.last_mut().filter(|(_, was)| *was == taken(at)) {
            Some((passage, _)) => passage.push(character),
            None => passages.push((character.to_string(), taken(at))),
        }
    }
    passages
}

/// A word as it is compared, and where it begins and ends in its text.
struct Word {
    at: usize,
    end: usize,
    plain: String,
}

fn words(text: &str) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::new();
    let mut within = false;
    for (at, character) in text.char_indices() {
        let part = character.is_alphanumeric() || matches!(character, '’' | '\'' if within);
        if part && !within {
            words.push(Word { at, end: at, plain: String::new() });
        }
        within = part;
        // A mark right behind a word belongs to it.
        let behind = !character.is_whitespace() && words.last().is_some_and(|word| word.end == at);
        if let Some(word) = words.last_mut().filter(|_| part || behind) {
            word.end = at + character.len_utf8();
            if character.is_alphanumeric() {
                word.plain.extend(character.to_lowercase());
            }
        }
    }
    words
}

/// The passages of one paragraph. The longest run of words that stands in a source is found first, then the longest on
/// either side of it; of equal runs the first in the text, from the first source. A shorter run than [`LEAST`] counts where
/// it is all of a source's paragraph.
#[must_use]
pub fn trace(text: &str, sources: &[Source]) -> Vec<Traced> {
    let own = words(text);
    let spread: Vec<(&Source, Vec<Word>)> =
        sources.iter().map(|source| (source, words(&source.text))).collect();
    let mut runs = Vec::new();
    find(&own, 0..own.len(), &spread, &mut runs);
    runs.sort_by_key(|(range, _)| range.start);
    let mut passages = Vec::new();
    let mut at = 0;
    let begins = |word: usize| own.get(word).map_or(text.len(), |word| word.at);
    let mut push = |from: usize, to: usize, source: Option<Found>| {
        if let Some(text) = text.get(from..to).filter(|text| !text.is_empty()) {
            passages.push(Traced { text: text.to_owned(), from: source });
        }
    };
    for (range, source) in &runs {
        let (first, next) = (begins(range.start), begins(range.end));
        // Marks in front of the first word belong to it.
        let first = if range.start == 0 { 0 } else { first };
        push(at, first, None);
        push(first, next, Some(source.clone()));
        at = next;
    }
    push(at, text.len(), None);
    passages
}

type Run = (Range<usize>, Found);

fn find(own: &[Word], within: Range<usize>, sources: &[(&Source, Vec<Word>)], runs: &mut Vec<Run>) {
    let Some((range, from)) = longest(own, &within, sources) else { return };
    find(own, within.start..range.start, sources, runs);
    find(own, range.end..within.end, sources, runs);
    runs.push((range, from));
}

fn longest(own: &[Word], within: &Range<usize>, sources: &[(&Source, Vec<Word>)]) -> Option<Run> {
    let mine = own.get(within.clone())?;
    let mut best: Option<Run> = None;
    for (source, theirs) in sources {
        // Runs that end at the word before, by their place in the source.
        let mut before = vec![0_usize; theirs.len() + 1];
        for (i, word) in mine.iter().enumerate() {
            let mut ending = vec![0_usize; theirs.len() + 1];
            for (j, other) in theirs.iter().enumerate() {
                if word.plain != other.plain {
                    continue;
                }
                let length = before.get(j).copied().unwrap_or_default() + 1;
                if let Some(slot) = ending.get_mut(j + 1) {
                    *slot = length;
                }
                let end = within.start + i + 1;
                let range = end - length..end;
                let whole = length == theirs.len();
                let better = best.as_ref().is_none_or(|(old, _)| {
                    length > old.len() || (length == old.len() && range.start < old.start)
                });
                if better && (length >= LEAST || whole) {
                    let first = theirs.get(j + 1 - length).map_or(0, |word| word.at);
                    let at = first..other.end;
                    best = Some((range, Found { paper: source.paper, paragraph: source.paragraph, at }));
                }
            }
            before = ending;
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use super::{Source, falls_apart, stands_again, taken_over, trace};
    use crate::motion::State;

    fn told(text: &str, sources: &[&str]) -> String {
        let sources: Vec<_> = (1..)
            .zip(sources)
            .map(|(paper, text)| Source { paper, paragraph: 1, text: (*text).to_owned() })
            .collect();
        let passages = trace(text, &sources);
        assert_eq!(passages.iter().map(|passage| passage.text.as_str()).collect::<String>(), text);
        let mark = |p: &super::Traced| p.from.as_ref().map_or("?".to_owned(), |from| from.paper.to_string());
        passages.iter().map(|p| format!("{}[{}]", mark(p), p.text.trim())).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn every_passage_is_traced_to_its_source() {
        let one = "We oppose every cut to libraries and baths.";
        let two = "Councils should set budgets that meet need.";
        for (text, traced) in [
            (one, "1[We oppose every cut to libraries and baths.]"),
            ("", ""),
            ("Nothing of it.", "?[Nothing of it.]"),
            // Capitals and marks are no words.
            ("we oppose, every CUT to libraries", "1[we oppose, every CUT to libraries]"),
            // Three words are chance; four are not.
            ("to libraries and", "?[to libraries and]"),
            ("cut to libraries and", "1[cut to libraries and]"),
            (
                "We oppose every cut to schools, and councils should set budgets that meet need.",
                "1[We oppose every cut to] ?[schools, and] 2[councils should set budgets that meet need.]",
            ),
            (
                "Councils should set budgets that meet need. We oppose every cut.",
                "2[Councils should set budgets that meet need.] 1[We oppose every cut.]",
            ),
            ("“We oppose every cut” now", "1[“We oppose every cut”] ?[now]"),
        ] {
            assert_eq!(told(text, &[one, two]), traced, "{text}");
        }
    }

    #[test]
    fn the_longest_run_comes_first_then_the_first_source() {
        assert_eq!(told("a b c d e f", &["a b c d", "c d e f", "b c d e f"]), "?[a] 3[b c d e f]");
        assert_eq!(told("a b c d", &["a b c d e", "a b c d"]), "1[a b c d]");
        assert_eq!(told("a b c d e f g h", &["e f g h", "a b c d"]), "2[a b c d] 1[e f g h]");
        // A short paragraph counts whole.
        assert_eq!(told("We strike. At once.", &["We strike."]), "1[We strike.] ?[At once.]");
    }

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
            let found: Vec<_> =
                trace(composite, &sources).into_iter().filter_map(|passage| Some(passage.from?.at)).collect();
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
