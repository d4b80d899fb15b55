//! Edits, and the change as it is shown. `[-out-]` goes out, `{+in+}` comes in.

use super::{
    Amendment, Edit, MarkedParagraph, Operation, Origin, Paragraph, Passage, PassageKind, Settled, Text,
    UNDECIDED, placed, word_diff,
};
use crate::refusal::Refusal;
use Operation::{Delete, InsertAfter, Replace};

fn text(paragraphs: &[&str]) -> Vec<String> {
    paragraphs.iter().map(|&words| words.to_owned()).collect()
}

fn edit(paragraph: u32, operation: Operation, words: &str) -> Edit {
    Edit { paragraph, operation, text: words.to_owned() }
}

fn shown(passages: &[Passage]) -> String {
    passages
        .iter()
        .map(|p| match p.kind {
            PassageKind::Same | PassageKind::Part => p.text.clone(),
            PassageKind::Deleted => format!("[-{}-]", p.text),
            PassageKind::Inserted => format!("{{+{}+}}", p.text),
        })
        .collect()
}

fn without(passages: &[Passage], kind: PassageKind) -> String {
    passages.iter().filter(|p| p.kind != kind).map(|p| p.text.as_str()).collect()
}

/// What holds of every change: both texts come back, no passage is empty, no run is cut in two.
fn holds(old: &str, new: &str) -> Vec<Passage> {
    let passages = word_diff(old, new);
    assert_eq!(without(&passages, PassageKind::Inserted), old);
    assert_eq!(without(&passages, PassageKind::Deleted), new);
    assert!(passages.iter().all(|p| !p.text.is_empty()));
    assert!(passages.windows(2).all(|pair| pair[0].kind != pair[1].kind));
    let turned = |p: &[Passage]| p[0].kind == PassageKind::Inserted && p[1].kind == PassageKind::Deleted;
    assert!(!passages.windows(2).any(turned), "{old:?} {new:?}");
    passages
}

#[test]
fn changes_by_words() {
    for (old, new, expect) in [
        ("", "", ""),
        ("one", "one", "one"),
        ("", "one two", "{+one two+}"),
        ("one two", "", "[-one two-]"),
        ("call a Convention soon", "call a Conference soon", "call a [-Convention-]{+Conference+} soon"),
        ("in late spring now", "in early summer now", "in [-late spring-]{+early summer+} now"),
        ("end", "end of it", "end{+ of it+}"),
        ("to call a meeting", "to call a large meeting", "to call a {+large +}meeting"),
        ("a  b", "a b", "a[- -] b"),
        ("été à Köln", "été à Bonn", "été à [-Köln-]{+Bonn+}"),
        ("x y ", "z y ", "[-x-]{+z+} y "),
        ("x ", "z ", "[-x-]{+z+} "),
    ] {
        assert_eq!(shown(&holds(old, new)), expect);
    }
}

#[test]
fn changes_between_random_texts() {
    let mut state: u64 = 0x5eed;
    let mut next = |n: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(state >> 33).unwrap() % n
    };
    let tokens = ["a", "b", "c", "the", " ", "  ", "\n", "\u{a0}", ".", "é", "Köln,", "\t"];
    for _ in 0..3_000 {
        let mut draw = || (0..next(24)).map(|_| tokens[next(tokens.len())]).collect::<String>();
        let (old, new) = (draw(), draw());
        holds(&old, &new);
    }
}

fn handed_in(paragraphs: &[String]) -> Vec<Paragraph> {
    let named = |(n, text): (i64, &String)| Paragraph { origin: Origin::Handed(n), text: text.clone() };
    (1..).zip(paragraphs).map(named).collect()
}

fn words(text: &Text) -> Vec<String> {
    text.paragraphs().into_iter().map(|paragraph| paragraph.text).collect()
}

/// A motion whose amendments are handed in, put and carried one by one.
struct Paper {
    handed_in: Vec<Paragraph>,
    carried: Vec<Amendment>,
    edits: i64,
}

impl Paper {
    fn of(paragraphs: &[&str]) -> Self {
        Self { handed_in: handed_in(&text(paragraphs)), carried: Vec::new(), edits: 0 }
    }

    fn stands(&self) -> Text {
        Text::stand(&self.handed_in, &self.carried).unwrap()
    }

    fn base(&self, upon: i64) -> Vec<Paragraph> {
        let then: Vec<_> = self.carried.iter().filter(|a| a.decided <= upon).cloned().collect();
        Text::stand(&self.handed_in, &then).unwrap().paragraphs()
    }

    fn hand_in(&mut self, edits: &[Edit]) -> Result<Amendment, Refusal> {
        let mut edits = placed(&self.stands().paragraphs(), edits)?;
        for edit in &mut edits {
            self.edits += 1;
            edit.id = self.edits;
        }
        let upon = self.carried.last().map_or(0, |last| last.decided);
        let name = format!("amendment {}", self.edits);
        Ok(Amendment { name, upon, decided: UNDECIDED, edits, settled: Vec::new() })
    }

    /// What the hall reads; the text that it agrees to is what then stands, to the letter.
    fn carry(&mut self, amendment: &Amendment) -> Result<Vec<MarkedParagraph>, Refusal> {
        let before = self.stands();
        let marks = before.marked(amendment, &self.base(amendment.upon))?;
        let decided = self.carried.last().map_or(1, |last| last.decided + 1);
        self.carried.push(Amendment { decided, ..amendment.clone() });
        assert_eq!(without_all(&marks, PassageKind::Inserted), words(&before));
        assert_eq!(without_all(&marks, PassageKind::Deleted), words(&self.stands()));
        Ok(marks)
    }
}

fn without_all(marks: &[MarkedParagraph], kind: PassageKind) -> Vec<String> {
    marks.iter().map(|m| without(&m.passages, kind)).filter(|words| !words.is_empty()).collect()
}

#[test]
fn edits_of_a_text() {
    for (edits, expect) in [
        (vec![], vec!["one", "two", "three"]),
        (vec![edit(2, Replace, "2")], vec!["one", "2", "three"]),
        (vec![edit(1, Delete, "")], vec!["two", "three"]),
        (vec![edit(0, InsertAfter, "top")], vec!["top", "one", "two", "three"]),
        (vec![edit(3, InsertAfter, "x"), edit(3, InsertAfter, "y")], vec!["one", "two", "three", "x", "y"]),
        (
            vec![
                edit(1, Delete, ""),
                edit(1, InsertAfter, "new"),
                edit(3, Replace, "3"),
                edit(0, InsertAfter, "t"),
            ],
            vec!["t", "new", "two", "3"],
        ),
        ((1..=3).map(|n| edit(n, Delete, "")).collect(), vec![]),
    ] {
        let mut paper = Paper::of(&["one", "two", "three"]);
        let amendment = paper.hand_in(&edits).unwrap();
        paper.carry(&amendment).unwrap();
        assert_eq!(words(&paper.stands()), expect);
    }
    let mut nothing = Paper::of(&[]);
    let only = nothing.hand_in(&[edit(0, InsertAfter, "only")]).unwrap();
    nothing.carry(&only).unwrap();
    assert_eq!(words(&nothing.stands()), ["only"]);
}

/// Each amendment is handed in upon what the one before it left.
#[test]
fn written_upon_the_text_as_it_stands() {
    let rows: [(&[Edit], &[&str]); 6] = [
        (&[edit(1, InsertAfter, "x"), edit(2, Delete, "")], &["one", "two", "three"]),
        (&[edit(1, InsertAfter, "x"), edit(3, Delete, "")], &["one", "x", "three"]),
        (&[edit(2, Replace, "2"), edit(2, Replace, "II")], &["one", "II", "three"]),
        (&[edit(1, InsertAfter, "x"), edit(1, InsertAfter, "y")], &["one", "y", "x", "two", "three"]),
        (&[edit(0, InsertAfter, "x"), edit(1, Replace, "y")], &["y", "one", "two", "three"]),
        (&[edit(1, Delete, ""), edit(0, InsertAfter, "x")], &["x", "two", "three"]),
    ];
    for (edits, expect) in rows {
        let mut paper = Paper::of(&["one", "two", "three"]);
        for edit in edits {
            let amendment = paper.hand_in(std::slice::from_ref(edit)).unwrap();
            paper.carry(&amendment).unwrap();
        }
        assert_eq!(words(&paper.stands()), expect);
    }
}

/// All were handed in before the conference; they are carried in the order given.
#[test]
fn written_upon_the_text_as_handed_in() {
    let rows: [(&[Edit], &[&str]); 5] = [
        (&[edit(1, InsertAfter, "x"), edit(3, Delete, "")], &["one", "x", "two"]),
        (&[edit(1, InsertAfter, "x"), edit(1, InsertAfter, "y")], &["one", "x", "y", "two", "three"]),
        (&[edit(0, InsertAfter, "x"), edit(0, InsertAfter, "y")], &["x", "y", "one", "two", "three"]),
        (&[edit(2, Delete, ""), edit(2, InsertAfter, "x")], &["one", "x", "three"]),
        (&[edit(2, Delete, ""), edit(1, InsertAfter, "x")], &["one", "x", "three"]),
    ];
    for (edits, expect) in rows {
        let mut paper = Paper::of(&["one", "two", "three"]);
        let all: Vec<_> = edits.iter().map(|e| paper.hand_in(std::slice::from_ref(e)).unwrap()).collect();
        for amendment in &all {
            paper.carry(amendment).unwrap();
        }
        assert_eq!(words(&paper.stands()), expect);
    }
}

#[test]
fn what_was_changed_since_is_named_and_refused() {
    for first in [Replace, Delete] {
        for second in [Replace, Delete] {
            let mut paper = Paper::of(&["one", "two"]);
            let early = paper.hand_in(&[edit(2, first, "2")]).unwrap();
            let late = paper.hand_in(&[edit(2, second, "II")]).unwrap();
            paper.carry(&early).unwrap();
            let why = paper.carry(&late).unwrap_err();
            assert_eq!(why.code, "amendment.collides");
            assert_eq!(why.sentence, "Paragraph 2 was changed by amendment 1 since it was written.");
        }
    }
    // A correction took out the amendment that had put the paragraph in.
    let mut paper = Paper::of(&["one"]);
    let first = paper.hand_in(&[edit(1, InsertAfter, "x")]).unwrap();
    paper.carry(&first).unwrap();
    let second = paper.hand_in(&[edit(2, Replace, "y")]).unwrap();
    paper.carried.clear();
    assert_eq!(paper.carry(&second).unwrap_err().code, "amendment.collides");
}

/// Two amendments to one paragraph that keep apart: both stand, whichever is carried first, and the hall is shown only what
/// the second still changes.
#[test]
fn what_is_left_of_it_is_worked_out() {
    let asks = |first: &str, second: &str, from: &str| {
        let mut paper = Paper::of(&["Notes.", "We call a meeting in May at noon."]);
        let one = paper.hand_in(&[edit(2, Replace, first), edit(2, InsertAfter, from)]).unwrap();
        let other = paper.hand_in(&[edit(2, Replace, second)]).unwrap();
        paper.carry(&one).unwrap();
        let marks = paper.carry(&other).map(|marks| shown(&marks[1].passages));
        (words(&paper.stands()).join("|"), marks.map_err(|why| why.code))
    };
    for (first, second, stands, marks) in [
        (
            "We call a mass meeting in May at noon.",
            "We call a meeting in May at one.",
            "Notes.|We call a mass meeting in May at one.|Soon.",
            Ok("We call a mass meeting in May at [-noon.-]{+one.+}"),
        ),
        (
            "We call a meeting in June at noon.",
            "We urge a meeting in May at noon.",
            "Notes.|We urge a meeting in June at noon.|Soon.",
            Ok("We [-call-]{+urge+} a meeting in June at noon."),
        ),
        (
            "We call a meeting in June at noon.",
            "We call a meeting in July at noon.",
            "Notes.|We call a meeting in June at noon.|Soon.",
            Err("amendment.collides"),
        ),
    ] {
        let (stood, seen) = asks(first, second, "Soon.");
        assert_eq!(stood, stands);
        assert_eq!(seen.as_deref().map_err(String::as_str), marks, "{second}");
    }
}

/// What a person has settled is what is left; where the amendment fits as it was written, it is carried as it was written.
#[test]
fn what_is_left_of_it_was_settled() {
    let mut paper = Paper::of(&["One.", "Two."]);
    let early = paper.hand_in(&[edit(1, Replace, "I.")]).unwrap();
    let mut late = paper.hand_in(&[edit(1, Replace, "Eins."), edit(2, Replace, "Zwei.")]).unwrap();
    paper.carry(&early).unwrap();
    assert_eq!(paper.carry(&late).unwrap_err().code, "amendment.collides");
    let settled = paper.hand_in(&[edit(1, Replace, "I, that is eins."), edit(2, Replace, "Zwei.")]).unwrap();
    late.settled.insert(0, Settled { upon: settled.upon, edits: settled.edits });
    paper.carry(&late).unwrap();
    assert_eq!(words(&paper.stands()), ["I, that is eins.", "Zwei."]);
    // A correction takes the first out: nothing was settled upon that.
    paper.carried.remove(0);
    assert_eq!(words(&paper.stands()), ["Eins.", "Zwei."]);
}

#[test]
fn the_change_is_marked() {
    let mut paper = Paper::of(&["one", "to call a meeting", "three"]);
    let early = [edit(2, Replace, "to call a march"), edit(2, InsertAfter, "at once"), edit(3, Delete, "")];
    let early = paper.hand_in(&early).unwrap();
    let late = paper.hand_in(&[edit(0, InsertAfter, "top"), edit(2, InsertAfter, "soon")]).unwrap();
    let seen = |marks: Vec<MarkedParagraph>| -> Vec<(Option<u32>, String, bool)> {
        marks.into_iter().map(|m| (m.number, shown(&m.passages), m.touched)).collect()
    };
    assert_eq!(
        seen(paper.carry(&early).unwrap()),
        [
            (Some(1), "one".to_owned(), false),
            (Some(2), "to call a [-meeting-]{+march+}".to_owned(), true),
            (None, "{+at once+}".to_owned(), true),
            (Some(3), "[-three-]".to_owned(), true),
        ]
    );
    assert_eq!(
        seen(paper.carry(&late).unwrap()),
        [
            (None, "{+top+}".to_owned(), true),
            (Some(1), "one".to_owned(), false),
            (Some(2), "to call a march".to_owned(), false),
            (None, "at once".to_owned(), false),
            (None, "{+soon+}".to_owned(), true),
        ]
    );
    let now = paper.hand_in(&[edit(4, Replace, "at last")]).unwrap();
    assert_eq!(seen(paper.carry(&now).unwrap())[3], (Some(4), "at [-once-]{+last+}".to_owned(), true));
}

/// Whatever is handed in whenever: what the hall reads is what then stands (asserted in `carry`).
#[test]
fn the_text_put_is_the_text_decided() {
    let mut state: u64 = 0x0a11;
    let mut next = |n: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(state >> 33).unwrap() % n
    };
    let (mut carried, mut collided) = (0, 0);
    for _ in 0..500 {
        let mut paper = Paper::of(&["one", "two", "three", "four"]);
        let mut waiting = Vec::new();
        for n in 0..12 {
            let operation = [Replace, InsertAfter, Delete][next(3)];
            let drawn = edit(u32::try_from(next(6)).unwrap(), operation, &format!("new {n}"));
            waiting.extend(paper.hand_in(&[drawn]).ok());
            if next(2) == 0 && !waiting.is_empty() {
                let put = waiting.swap_remove(next(waiting.len()));
                match paper.carry(&put) {
                    Ok(_) => carried += 1,
                    Err(why) => {
                        assert_eq!(why.code, "amendment.collides");
                        collided += 1;
                    }
                }
            }
        }
    }
    assert!(carried > 1_000 && collided > 50, "{carried} {collided}");
}

#[test]
fn refusals() {
    for (edits, code) in [
        (vec![edit(3, Delete, "")], "amendment.no_such_paragraph"),
        (vec![edit(0, Delete, "")], "amendment.no_such_paragraph"),
        (vec![edit(0, Replace, "x")], "amendment.no_such_paragraph"),
        (vec![edit(u32::MAX, InsertAfter, "x")], "amendment.no_such_paragraph"),
        (vec![edit(1, Replace, " ")], "amendment.no_text"),
        (vec![edit(0, InsertAfter, "")], "amendment.no_text"),
        (vec![edit(1, Replace, "x"), edit(1, Delete, "")], "amendment.collides"),
    ] {
        let mut paper = Paper::of(&["one", "two"]);
        let refused = match paper.hand_in(&edits) {
            Ok(amendment) => paper.carry(&amendment).unwrap_err(),
            Err(why) => why,
        };
        assert_eq!(refused.code, code);
    }
}
