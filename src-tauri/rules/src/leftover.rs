//! What is left of a change to a paragraph when another has changed the paragraph since it was written (§6.2).
//!
//! Invariant: it is worked out only where a word that neither change touches stands between everything that the one does and
//! everything that the other does, and neither writes most of the paragraph anew; then each keeps its own words to the letter.
//! All else is for a person.

use std::ops::Range;

/// A word and its bytes.
struct Word<'a> {
    text: &'a str,
    at: Range<usize>,
}

fn words(text: &str) -> Vec<Word<'_>> {
    let mut words: Vec<Word<'_>> = Vec::new();
    for (from, character) in text.char_indices().filter(|(_, character)| !character.is_whitespace()) {
        let to = from + character.len_utf8();
        let first = match words.last().filter(|word| word.at.end == from) {
            Some(word) => word.at.start,
            None => from,
        };
        if first != from {
            words.pop();
        }
        words.push(Word { text: text.get(first..to).unwrap_or_default(), at: first..to });
    }
    words
}

/// One change: words of the paragraph as it was written upon, and the words that stand there instead.
struct Change {
    out: Range<usize>,
    new: Range<usize>,
    /// The words that it touches. Taking the first of two equal words out is taking the second out: both are touched.
    touches: Range<usize>,
}

fn changes(before: &[Word<'_>], after: &[Word<'_>]) -> Vec<Change> {
    let old: Vec<&str> = before.iter().map(|word| word.text).collect();
    let new: Vec<&str> = after.iter().map(|word| word.text).collect();
    let ops = similar::capture_diff_slices(similar::Algorithm::Myers, &old, &new);
    let changed = ops.into_iter().filter(|op| op.tag() != similar::DiffTag::Equal);
    let whole = changed.map(|op| {
        let (out, new_words) = (op.old_range(), op.new_range());
        let block = if out.is_empty() { new.get(new_words.clone()) } else { old.get(out.clone()) };
        let block = block.filter(|_| out.is_empty() || new_words.is_empty()).unwrap_or_default();
        let (left, right) = slides(&old, &out, block);
        Change { touches: out.start - left..out.end + right, out, new: new_words }
    });
    whole.collect()
}

/// How many words a block that comes in or goes out could stand further to the left, and to the right, to the same effect.
fn slides(old: &[&str], out: &Range<usize>, block: &[&str]) -> (usize, usize) {
    if block.is_empty() {
        return (0, 0);
    }
    let before = old.get(..out.start).unwrap_or_default().iter().rev();
    let behind = old.get(out.end..).unwrap_or_default().iter();
    let left = before.zip(block.iter().rev().cycle()).take_while(|(word, other)| word == other).count();
    let right = behind.zip(block.iter().cycle()).take_while(|(word, other)| word == other).count();
    (left, right)
}

/// The paragraph with both changes; none where that is for a person to say. `stands` and `asks` are two texts of the
/// paragraph that read `written_upon`.
#[must_use]
pub fn with_both(written_upon: &str, stands: &str, asks: &str) -> Option<String> {
    let (before, now, wanted) = (words(written_upon), words(stands), words(asks));
    let (theirs, own) = (changes(&before, &now), changes(&before, &wanted));
    let anew = |all: &[Change]| all.iter().map(|change| change.out.len()).sum::<usize>() * 2 > before.len();
    if anew(&theirs) || anew(&own) {
        return None;
    }
    let apart = |one: &Change, other: &Change| {
        one.touches.end < other.touches.start || other.touches.end < one.touches.start
    };
    if !own.iter().all(|change| theirs.iter().all(|other| apart(change, other))) {
        return None;
    }
    let mut text = stands.to_owned();
    for change in own.iter().rev() {
        let earlier = theirs.iter().filter(|other| other.out.end <= change.out.start);
        let (gone, come) = earlier.fold((0, 0), |(gone, come), c| (gone + c.out.len(), come + c.new.len()));
        let moved = |word: usize| (word + come).checked_sub(gone);
        put(&mut text, &now, moved(change.out.start)?..moved(change.out.end)?, asks, &wanted, &change.new)?;
    }
    Some(text)
}

/// Puts words of `asks` where words of `text` stand. Where words only come in or go out, the space behind them does too; at
/// the end of the paragraph, the space before them.
fn put(
    text: &mut String,
    now: &[Word<'_>],
    out: Range<usize>,
    asks: &str,
    wanted: &[Word<'_>],
    new: &Range<usize>,
) -> Option<()> {
    let starts = |words: &[Word<'_>], word: usize| words.get(word).map(|word| word.at.start);
    let ends = |words: &[Word<'_>], word: usize| {
        word.checked_sub(1).map_or(Some(0), |word| words.get(word).map(|word| word.at.end))
    };
    let (there, here) = if !out.is_empty() && !new.is_empty() {
        (starts(now, out.start)?..ends(now, out.end)?, starts(wanted, new.start)?..ends(wanted, new.end)?)
    } else if let (Some(to), Some(until)) = (starts(now, out.end), starts(wanted, new.end)) {
        (starts(now, out.start)?..to, starts(wanted, new.start)?..until)
    } else {
        (ends(now, out.start)?..ends(now, out.end)?, ends(wanted, new.start)?..ends(wanted, new.end)?)
    };
    text.replace_range(there, asks.get(here)?);
    Some(())
}

#[cfg(test)]
mod tests {
    use super::with_both;

    const WRITTEN_UPON: &str =
        "Conference calls on every council to set a budget that meets need, and to publish it in May.";

    #[test]
    fn each_change_keeps_its_own_words() {
        for (stands, asks, both) in [
            // A word for a word, at either end.
            (
                "Conference urges every council to set a budget that meets need, and to publish it in May.",
                "Conference calls on every council to set a budget that meets need, and to publish it in June.",
                "Conference urges every council to set a budget that meets need, and to publish it in June.",
            ),
            // Words that come in, and words that go out.
            (
                "Conference calls on every council to set a legal budget that meets need, and to publish it in May.",
                "Conference calls on every council to set a budget that meets need.",
                "Conference calls on every council to set a legal budget that meets need.",
            ),
            (
                "Conference calls on every council to set a legal budget that meets need, and to publish it in May.",
                "Conference calls on every council to set a budget that meets need, and to publish it.",
                "Conference calls on every council to set a legal budget that meets need, and to publish it.",
            ),
            // One on both sides of the other.
            (
                "Conference calls on every council to set a budget that meets all need, and to publish it in May.",
                "This conference calls on every council to set a budget that meets need, and to publish it in early May.",
                "This conference calls on every council to set a budget that meets all need, and to publish it in early May.",
            ),
            // Behind the end, and at the beginning.
            (
                "Conference calls on every council to set a budget that meets need, and to publish it in May. Nothing less will do.",
                "Today Conference calls on every council to set a budget that meets need, and to publish it in May.",
                "Today Conference calls on every council to set a budget that meets need, and to publish it in May. Nothing less will do.",
            ),
            // Nothing was done to it.
            (WRITTEN_UPON, "Conference calls on nobody.", ""),
        ] {
            let found = with_both(WRITTEN_UPON, stands, asks);
            assert_eq!(found.as_deref(), Some(both).filter(|both| !both.is_empty()), "{asks}");
            let turned = with_both(WRITTEN_UPON, asks, stands);
            assert_eq!(turned, found, "whichever was carried first: {asks}");
        }
    }

    #[test]
    fn what_is_for_a_person() {
        for (written_upon, stands, asks) in [
            // The same word, to another and to the same.
            (
                "We call a meeting in May at noon.",
                "We call a meeting in June at noon.",
                "We call a meeting in July at noon.",
            ),
            (
                "We call a meeting in May at noon.",
                "We call a meeting in June at noon.",
                "We call a meeting in June at noon.",
            ),
            // Words beside each other.
            (
                "We call a meeting in May at noon.",
                "We call a meeting on May at noon.",
                "We call a meeting in June at noon.",
            ),
            (
                "We call a meeting in May at noon.",
                "We call a large meeting in May at noon.",
                "We call a short meeting in May at noon.",
            ),
            (
                "We call a meeting in May at noon.",
                "We call a meeting in May at noon. Now.",
                "We call a meeting in May at noon. Soon.",
            ),
            (
                "We call a meeting in May at noon.",
                "We call a big meeting in May at noon.",
                "We call a rally in May at noon.",
            ),
            // Which of two equal words goes out nobody can say.
            (
                "We will never never give up the fight.",
                "We will never give up the fight.",
                "We will indeed never never give up the fight.",
            ),
            (
                "We will never never give up the fight.",
                "We will never give up the fight.",
                "We will never never ever give up the fight.",
            ),
            // Most of it is written anew.
            (
                "We demand the end of the war.",
                "We demand the end of all the war.",
                "Conference regrets the length of the meeting.",
            ),
            ("One.", "Two.", "Three."),
            ("One.", "One. Two.", "Three."),
        ] {
            assert_eq!(with_both(written_upon, stands, asks), None, "{stands} | {asks}");
            assert_eq!(with_both(written_upon, asks, stands), None, "{asks} | {stands}");
        }
    }

    /// Whatever two people do to a text: what is worked out has both changes whole, and whoever is carried first does not
    /// matter; where only one changes it, that change is what is left.
    #[test]
    fn random_changes_to_random_texts() {
        let mut state: u64 = 0x5eed;
        let mut next = |n: usize| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            usize::try_from(state >> 33).unwrap() % n
        };
        let mut worked_out = 0;
        for _ in 0..4_000 {
            let length = 6 + next(20);
            let text: Vec<String> = (0..length).map(|_| format!("w{}", next(8))).collect();
            let mut changed = |mark: &str| {
                let mut words = text.clone();
                for _ in 0..=next(2) {
                    let at = next(words.len());
                    match next(3) {
                        0 => words.insert(at, format!("{mark}{}", next(9))),
                        1 if words.len() > 2 => drop(words.remove(at)),
                        _ => words[at] = format!("{mark}{}", next(9)),
                    }
                }
                words.join(" ")
            };
            let (one, other) = (changed("a"), changed("b"));
            let text = text.join(" ");
            let both = with_both(&text, &one, &other);
            assert_eq!(both, with_both(&text, &other, &one), "{text} | {one} | {other}");
            let Some(both) = both else { continue };
            worked_out += 1;
            let count =
                |text: &str, mark: char| text.split(' ').filter(|word| word.starts_with(mark)).count();
            assert_eq!(count(&both, 'a'), count(&one, 'a'), "{text} | {one} | {other} | {both}");
            assert_eq!(count(&both, 'b'), count(&other, 'b'), "{text} | {one} | {other} | {both}");
            assert_eq!(both.split(' ').count() + length, one.split(' ').count() + other.split(' ').count());
            assert!(!both.contains("  ") && both.trim() == both, "{both}");
        }
        assert!(worked_out > 500, "{worked_out}");
    }
}
