//! A text voted on in parts (§1 *Parts*, §6.3): which parts it can be divided into, what is left without those that fell,
//! and how the record tells it.
//!
//! Invariant: no word stands in two parts, and what remains is the text without the parts that fell, to the letter but
//! for the spaces around a gap.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::refusal::Refusal;
use crate::share::{capital, counted};

/// A run of characters of one paragraph.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema, TS)]
pub struct Span {
    /// The first character, from 0.
    pub from: u32,
    /// The character after the last.
    pub to: u32,
}

impl Span {
    fn meets(self, other: Self) -> bool {
        self.from < other.to && other.from < self.to
    }
}

/// What is voted on by itself: a run of paragraphs of the text as it stands, or a passage within one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
pub struct Part {
    /// Its first paragraph, from 1.
    pub first: u32,
    /// Its last; the same where it is a passage.
    pub last: u32,
    /// The passage; none where the paragraphs are whole.
    #[serde(default)]
    pub words: Option<Span>,
}

impl Part {
    fn meets(self, other: Self) -> bool {
        let share = self.first <= other.last && other.first <= self.last;
        share
            && match (self.words, other.words) {
                (Some(these), Some(those)) => these.meets(those),
                (None, _) | (_, None) => true,
            }
    }

    /// The same; a passage that is all of its paragraph is the paragraph.
    #[must_use]
    pub fn settled(self, text: &[String]) -> Self {
        let all =
            |words: Span| paragraph(text, self.first).is_some_and(|text| without(text, &[words]).is_none());
        Self { words: self.words.filter(|words| !all(*words)), ..self }
    }

    /// `the last paragraph`, `paragraph 2`, `paragraphs 1 and 2`, `the words “and later” in paragraph 2`
    #[must_use]
    pub fn in_words(self, text: &[String]) -> String {
        let Self { first, last, words } = self;
        if let Some(words) = words {
            let said = paragraph(text, first).map(|text| cut(text, words)).unwrap_or_default();
            return format!("the words “{}” in paragraph {first}", abridged(&said));
        }
        let end = u32::try_from(text.len()).unwrap_or(u32::MAX);
        match last.saturating_sub(first) {
            0 if last == end && end > 1 => "the last paragraph".to_owned(),
            0 => format!("paragraph {first}"),
            1 => format!("paragraphs {first} and {last}"),
            _ => format!("paragraphs {first}–{last}"),
        }
    }
}

fn paragraph(text: &[String], number: u32) -> Option<&String> {
    usize::try_from(number).ok().and_then(|number| number.checked_sub(1)).and_then(|at| text.get(at))
}

/// The words of a passage; fewer where the text ends before it does.
#[must_use]
pub fn cut(text: &str, words: Span) -> String {
    let (from, to) = (index(words.from), index(words.to));
    text.chars().skip(from).take(to.saturating_sub(from)).collect()
}

fn index(character: u32) -> usize {
    usize::try_from(character).unwrap_or(usize::MAX)
}

/// Words at either end of a passage that is named in the record.
const NAMED: usize = 4;

fn abridged(said: &str) -> String {
    let words: Vec<&str> = said.split_whitespace().collect();
    match (words.get(..NAMED), words.len().checked_sub(NAMED).and_then(|from| words.get(from..))) {
        (Some(first), Some(last)) if words.len() > 2 * NAMED + 1 => {
            format!("{} … {}", first.join(" "), last.join(" "))
        }
        _ => words.join(" "),
    }
}

/// Whether a text can be divided into these parts, beside those that are asked for already.
///
/// # Errors
/// `parts.none`, `parts.no_such_paragraph`, `parts.no_words`, `parts.within_a_word`, `parts.overlap`; `parts.everything`
/// where one part is the whole text, which is put as it is.
pub fn check(text: &[String], asked: &[Part], new: &[Part]) -> Result<(), Refusal> {
    if new.is_empty() {
        return Err(Refusal::new("parts.none", "No part is named that would be voted on by itself."));
    }
    let mut before = asked.to_vec();
    for part in new {
        exists(text, *part)?;
        if let Some(old) = before.iter().find(|old| old.meets(*part)) {
            let (old, new) = (old.in_words(text), part.in_words(text));
            let sentence = format!("{} and {new} have words in common.", capital(&old));
            return Err(Refusal::new("parts.overlap", sentence)
                .allowed_by("Divide the text so that no word stands in two parts."));
        }
        before.push(*part);
    }
    Ok(())
}

fn exists(text: &[String], part: Part) -> Result<(), Refusal> {
    let there = u32::try_from(text.len()).unwrap_or(u32::MAX);
    if part.first == 0 || part.last < part.first || part.last > there {
        let has = counted(u64::from(there), "paragraph", "paragraphs");
        return Err(Refusal::new("parts.no_such_paragraph", format!("The text has {has}.")));
    }
    if part.first == 1 && part.last == there && part.words.is_none() {
        return Err(Refusal::new("parts.everything", "That is the whole text, and not a part of it.")
            .allowed_by("Put the question on the whole."));
    }
    let (Some(words), Some(paragraph)) = (part.words, paragraph(text, part.first)) else { return Ok(()) };
    let said = cut(paragraph, words);
    if part.first != part.last || !said.chars().any(char::is_alphanumeric) {
        let sentence = format!("No words are chosen in paragraph {}.", part.first);
        return Err(Refusal::new("parts.no_words", sentence).allowed_by("Choose words within one paragraph."));
    }
    if cuts(paragraph, words.from) || cuts(paragraph, words.to) {
        let sentence = format!("“{}” begins or ends within a word.", abridged(&said));
        return Err(Refusal::new("parts.within_a_word", sentence).allowed_by("Choose whole words."));
    }
    Ok(())
}

/// The place lies within a word.
fn cuts(text: &str, at: u32) -> bool {
    let mut around = text.chars().skip(index(at).saturating_sub(1)).take(2);
    at > 0
        && around.next().is_some_and(char::is_alphanumeric)
        && around.next().is_some_and(char::is_alphanumeric)
}

/// What is left of a paragraph without these passages; none where no word is.
#[must_use]
pub fn without(text: &str, gone: &[Span]) -> Option<String> {
    let mut left = String::new();
    let mut gap = false;
    for (at, character) in (0_u32..).zip(text.chars()) {
        if gone.iter().any(|span| span.from <= at && at < span.to) {
            gap = true;
            continue;
        }
        if std::mem::take(&mut gap) {
            let open = left.is_empty() || left.ends_with(char::is_whitespace);
            if character.is_whitespace() && open {
                gap = true;
                continue;
            }
            if matches!(character, ',' | '.' | ';' | ':' | '?' | '!' | ')') {
                left.truncate(left.trim_end().len());
            }
        }
        left.push(character);
    }
    let left = left.trim().to_owned();
    left.chars().any(char::is_alphanumeric).then_some(left)
}

/// How a vote in parts is told: `Last paragraph lost. The remaining motion carried.`
///
/// `parts` are the parts in words with what became of each, `lost` where it fell; `paper` is `motion` or `composite`.
#[must_use]
pub fn account(parts: &[(String, &str)], paper: &str, outcome: &str) -> String {
    let mut told: Vec<String> = parts
        .iter()
        .map(|(words, fate)| format!("{} {fate}.", capital(words.strip_prefix("the ").unwrap_or(words))))
        .collect();
    told.push(format!(
        "{} {outcome}.",
        capital(&remainder(parts.iter().any(|(_, fate)| *fate != "carried"), paper))
    ));
    told.join(" ")
}

/// What is put when the parts have been voted on: `the remaining motion`; where none fell, `the motion as a whole`.
#[must_use]
pub fn remainder(any_fell: bool, paper: &str) -> String {
    if any_fell { format!("the remaining {paper}") } else { format!("the {paper} as a whole") }
}

#[cfg(test)]
mod tests {
    use super::{Part, Span, account, check, without};

    fn text() -> Vec<String> {
        ["We note pay.", "We demand a tenth, and later more.", "We strike."].map(str::to_owned).to_vec()
    }

    /// `2`, `1-2`, `2:18-33`
    fn part(text: &str) -> Part {
        let run = |text: &str| {
            let (a, b) = text.split_once('-').unwrap_or((text, text));
            (a.parse().unwrap(), b.parse().unwrap())
        };
        let (paragraphs, words) = text.split_once(':').map_or((text, None), |(p, w)| (p, Some(w)));
        let ((first, last), words) = (run(paragraphs), words.map(run));
        Part { first, last, words: words.map(|(from, to)| Span { from, to }) }
    }

    fn parts(text: &str) -> Vec<Part> {
        text.split_whitespace().map(part).collect()
    }

    #[test]
    fn what_a_text_can_be_divided_into() {
        for (asked, new, code) in [
            ("", "3", ""),
            ("", "1 2 3", ""),
            ("", "2:17-33", ""),
            ("", "2:0-17 2:17-33", ""),
            ("1", "2 3", ""),
            ("", "", "parts.none"),
            ("", "4", "parts.no_such_paragraph"),
            ("", "0", "parts.no_such_paragraph"),
            ("", "3-2", "parts.no_such_paragraph"),
            ("", "1-3", "parts.everything"),
            ("", "2:17-17", "parts.no_words"),
            ("", "2:33-34", "parts.no_words"),
            ("", "2:90-99", "parts.no_words"),
            ("", "1-2:0-7", "parts.no_words"),
            ("", "2:4-9", "parts.within_a_word"),
            ("", "2:3-7", "parts.within_a_word"),
            ("", "2 1-2", "parts.overlap"),
            ("", "2 2:17-33", "parts.overlap"),
            ("2:0-9", "2:3-17", "parts.overlap"),
            ("3", "3", "parts.overlap"),
        ] {
            let found = check(&text(), &parts(asked), &parts(new)).err().map_or(String::new(), |r| r.code);
            assert_eq!(found, code, "{asked} then {new}");
        }
    }

    #[test]
    fn a_part_in_words() {
        for (named, words) in [
            ("3", "the last paragraph"),
            ("2", "paragraph 2"),
            ("1-2", "paragraphs 1 and 2"),
            ("1-3", "paragraphs 1–3"),
            ("2:19-33", "the words “and later more” in paragraph 2"),
            // All of a paragraph is the paragraph.
            ("2:0-34", "paragraph 2"),
            ("2:0-33", "paragraph 2"),
        ] {
            assert_eq!(part(named).settled(&text()).in_words(&text()), words, "{named}");
        }
        let long = vec!["One two three four five six seven eight nine ten.".to_owned(), String::new()];
        let whole = Part { first: 1, last: 1, words: Some(Span { from: 0, to: 48 }) };
        assert_eq!(
            whole.in_words(&long),
            "the words “One two three four … seven eight nine ten” in paragraph 1"
        );
    }

    #[test]
    fn what_is_left() {
        let text = "We demand a tenth, and later more.";
        for (gone, left) in [
            ("", Some("We demand a tenth, and later more.")),
            ("0-34", None),
            ("0-33", None),
            ("17-33", Some("We demand a tenth.")),
            ("0-10", Some("a tenth, and later more.")),
            ("10-17", Some("We demand, and later more.")),
            ("3-9", Some("We a tenth, and later more.")),
            ("3-10", Some("We a tenth, and later more.")),
            ("23-28 29-33", Some("We demand a tenth, and.")),
            ("12-17", Some("We demand a, and later more.")),
        ] {
            let gone: Vec<_> =
                gone.split_whitespace().filter_map(|span| part(&format!("1:{span}")).words).collect();
            assert_eq!(without(text, &gone).as_deref(), left, "{gone:?}");
        }
    }

    #[test]
    fn in_the_words_of_the_meeting() {
        let told = |parts: &[(&str, &'static str)], outcome| {
            let parts: Vec<_> = parts.iter().map(|(words, fate)| ((*words).to_owned(), *fate)).collect();
            account(&parts, "motion", outcome)
        };
        // UCU 2019.
        assert_eq!(
            told(&[("the last paragraph", "lost")], "carried"),
            "Last paragraph lost. The remaining motion carried."
        );
        assert_eq!(
            told(&[("paragraph 1", "carried"), ("paragraph 2", "not carried")], "lost"),
            "Paragraph 1 carried. Paragraph 2 not carried. The remaining motion lost."
        );
        assert_eq!(
            told(&[("paragraph 1", "carried")], "carried"),
            "Paragraph 1 carried. The motion as a whole carried."
        );
    }
}
