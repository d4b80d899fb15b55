//! Where the words of a composite come from (§1 *Composite*): its words must come from the papers it is made of.
//!
//! Invariant: the passages of a paragraph, put together, are the paragraph to the letter; each is in its source word for
//! word, whatever the capitals and the marks, and words that are in no source are said to come from nowhere.

use std::cmp::Reverse;
use std::collections::{BinaryHeap, HashMap, HashSet};
use std::ops::Range;

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

/// What stands for a word that is in no source, and between two sources: neither is ever looked up.
const UNKNOWN: usize = usize::MAX;
const END: usize = usize::MAX - 1;

/// The sources, their words numbered and in one row: read once for all the paragraphs that are traced to them.
#[derive(Debug)]
pub struct Sources<'a> {
    /// One number for every word that is compared alike.
    numbers: HashMap<String, usize>,
    /// The words of every source in turn, [`END`] behind each.
    row: Vec<usize>,
    /// Of each place in the row its source, and the bytes of the word there.
    stands: Vec<(&'a Source, Range<usize>)>,
    /// Of each number the places in the row, in order.
    places: Vec<Vec<usize>>,
    /// Sources of fewer words than [`LEAST`], which count where they stand whole.
    short: HashSet<Vec<usize>>,
}

impl<'a> Sources<'a> {
    /// Reads them.
    #[must_use]
    pub fn read(sources: &'a [Source]) -> Self {
        let mut read = Self {
            numbers: HashMap::new(),
            row: Vec::new(),
            stands: Vec::new(),
            places: Vec::new(),
            short: HashSet::new(),
        };
        for source in sources {
            let words = words(&source.text);
            let from = read.row.len();
            for word in words {
                let next = read.numbers.len();
                let number = *read.numbers.entry(word.plain).or_insert(next);
                if number == read.places.len() {
                    read.places.push(Vec::new());
                }
                if let Some(places) = read.places.get_mut(number) {
                    places.push(read.row.len());
                }
                read.row.push(number);
                read.stands.push((source, word.at..word.end));
            }
            read.short.extend(read.row.get(from..).filter(|all| all.len() < LEAST).map(<[_]>::to_vec));
            read.row.push(END);
            read.stands.push((source, 0..0));
        }
        read
    }

    /// The passages of one paragraph. The longest run of words that stands in a source is found first, then the longest on
    /// either side of it; of equal runs the first in the text, from the first source. A shorter run than [`LEAST`] counts
    /// where it is all of a source's paragraph.
    #[must_use]
    pub fn trace(&self, text: &str) -> Vec<Traced> {
        let own = words(text);
        let numbers: Vec<_> =
            own.iter().map(|word| self.numbers.get(&word.plain).copied().unwrap_or(UNKNOWN)).collect();
        let mut passages = Vec::new();
        let mut at = 0;
        let begins = |word: usize| own.get(word).map_or(text.len(), |word| word.at);
        let mut push = |from: usize, to: usize, source: Option<Found>| {
            if let Some(text) = text.get(from..to).filter(|text| !text.is_empty()) {
                passages.push(Traced { text: text.to_owned(), from: source });
            }
        };
        for range in self.chosen(&numbers) {
            let found = numbers.get(range.clone()).and_then(|run| self.first(run));
            let (first, next) = (begins(range.start), begins(range.end));
            // Marks in front of the first word belong to it.
            let first = if range.start == 0 { 0 } else { first };
            push(at, first, None);
            push(first, next, found);
            at = next;
        }
        push(at, text.len(), None);
        passages
    }

    /// The runs of a paragraph that come from sources, in order: always the longest of what is left, of equal ones the first.
    fn chosen(&self, own: &[usize]) -> Vec<Range<usize>> {
        let runs = self.runs(own);
        let mut waiting: BinaryHeap<_> = (0..)
            .zip(&runs)
            .map(|(start, room)| (self.counts(own, start, *room), Reverse(start)))
            .filter(|(length, _)| *length > 0)
            .collect();
        let mut taken = vec![false; own.len()];
        let mut chosen = Vec::new();
        while let Some((length, Reverse(start))) = waiting.pop() {
            let Some(all) = taken.get_mut(start..start + length) else { continue };
            let free = all.iter().take_while(|taken| !**taken).count();
            if free == length {
                all.fill(true);
                chosen.push(start..start + length);
            } else {
                // A longer run has taken its end meanwhile, or all of it.
                let left = self.counts(own, start, free);
                waiting.extend(Some((left, Reverse(start))).filter(|(left, _)| *left > 0));
            }
        }
        chosen.sort_unstable_by_key(|range| range.start);
        chosen
    }

    /// For each word of a paragraph, how many from it on stand in a source in the same order.
    fn runs(&self, own: &[usize]) -> Vec<usize> {
        let mut runs = vec![0; own.len()];
        // How far what stands from each place of the row on is the same as the paragraph from the word behind on. Only the
        // places of that word are more than nought.
        let mut same = vec![0_usize; self.row.len()];
        let mut behind = UNKNOWN;
        for (run, word) in runs.iter_mut().zip(own).rev() {
            for place in self.places_of(*word) {
                let length = same.get(place + 1).copied().unwrap_or_default() + 1;
                if let Some(same) = same.get_mut(*place) {
                    *same = length;
                }
                *run = length.max(*run);
            }
            if behind != *word {
                for place in self.places_of(behind) {
                    if let Some(same) = same.get_mut(*place) {
                        *same = 0;
                    }
                }
            }
            behind = *word;
        }
        runs
    }

    fn places_of(&self, word: usize) -> &[usize] {
        self.places.get(word).map_or(&[], Vec::as_slice)
    }

    /// Of so many words from `start` on, which stand in a source, how many count as coming from there; nought for none.
    fn counts(&self, own: &[usize], start: usize, room: usize) -> usize {
        if room >= LEAST {
            return room;
        }
        let whole =
            |length: &usize| own.get(start..start + length).is_some_and(|run| self.short.contains(run));
        (1..=room).rev().find(whole).unwrap_or_default()
    }

    /// Where a run first stands; one that is shorter than [`LEAST`], where it is all that stands there.
    fn first(&self, run: &[usize]) -> Option<Found> {
        let stands = |place: &usize| {
            let end = place + run.len();
            let alone = || {
                let before = place.checked_sub(1).and_then(|before| self.row.get(before));
                before.is_none_or(|before| *before == END) && self.row.get(end) == Some(&END)
            };
            self.row.get(*place..end) == Some(run) && (run.len() >= LEAST || alone())
        };
        let place = *self.places_of(*run.first()?).iter().find(|place| stands(place))?;
        let (source, first) = self.stands.get(place)?;
        let (_, last) = self.stands.get(place + run.len() - 1)?;
        Some(Found { paper: source.paper, paragraph: source.paragraph, at: first.start..last.end })
    }
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

#[cfg(test)]
mod tests {
    use super::{Found, LEAST, Source, Sources, Traced, Word, words};

    fn told(text: &str, sources: &[&str]) -> String {
        let sources: Vec<_> = (1..)
            .zip(sources)
            .map(|(paper, text)| Source { paper, paragraph: 1, text: (*text).to_owned() })
            .collect();
        let passages = Sources::read(&sources).trace(text);
        assert_eq!(passages.iter().map(|passage| passage.text.as_str()).collect::<String>(), text);
        let mark = |p: &Traced| p.from.as_ref().map_or("?".to_owned(), |from| from.paper.to_string());
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

    /// The same as it is defined, slowly: every run against every place of every source.
    fn longest(own: &[Word], from: usize, to: usize, sources: &[Source]) -> Option<(usize, usize, Found)> {
        let mut best: Option<(usize, usize, Found)> = None;
        for start in from..to {
            for length in 1..=to - start {
                for source in sources {
                    let theirs = words(&source.text);
                    if length < LEAST && length != theirs.len() || length > theirs.len() {
                        continue;
                    }
                    for place in 0..=theirs.len() - length {
                        let (mine, others) = (&own[start..start + length], &theirs[place..place + length]);
                        let alike = mine.iter().zip(others).all(|(mine, other)| mine.plain == other.plain);
                        if alike && best.as_ref().is_none_or(|(_, longest, _)| length > *longest) {
                            let at = others[0].at..others[length - 1].end;
                            let found = Found { paper: source.paper, paragraph: source.paragraph, at };
                            best = Some((start, length, found));
                        }
                    }
                }
            }
        }
        best
    }

    fn slowly(
        own: &[Word],
        from: usize,
        to: usize,
        sources: &[Source],
        found: &mut Vec<(usize, usize, Found)>,
    ) {
        let Some((start, length, at)) = longest(own, from, to, sources) else { return };
        slowly(own, from, start, sources, found);
        found.push((start, length, at));
        slowly(own, start + length, to, sources, found);
    }

    #[test]
    fn it_is_the_same_as_looking_at_every_run() {
        let mut seed = 1_u64;
        let mut draw = |below: u64| {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (seed >> 33) % below
        };
        let mut runs = 0;
        for round in 0..200 {
            let letters = 2 + round % 4;
            let mut text = |most: u64| {
                let words = (0..draw(most))
                    .map(|_| ["a", "b", "C,", "d", "e."][usize::try_from(draw(letters)).unwrap()]);
                words.collect::<Vec<_>>().join(" ")
            };
            let own = text(40);
            let said: Vec<_> = (0..4).map(|_| text(if letters == 3 { 6 } else { 20 })).collect();
            let sources: Vec<_> = (0..)
                .zip(said)
                .map(|(at, text)| Source { paper: at / 2, paragraph: u32::from(at % 2 == 1) + 1, text })
                .collect();
            let mut found = Vec::new();
            let spread = words(&own);
            slowly(&spread, 0, spread.len(), &sources, &mut found);
            let expected: Vec<_> = found.into_iter().map(|(_, length, at)| (length, at)).collect();
            let traced = Sources::read(&sources).trace(&own);
            assert_eq!(traced.iter().map(|passage| passage.text.as_str()).collect::<String>(), own);
            let traced: Vec<_> = traced
                .into_iter()
                .filter_map(|passage| Some((words(&passage.text).len(), passage.from?)))
                .collect();
            assert_eq!(traced, expected, "{own} from {sources:?}");
            runs += expected.len();
        }
        assert!(runs > 200, "{runs} runs are too few to say anything");
    }
}
