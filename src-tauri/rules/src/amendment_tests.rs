//! Edits, and the change as it is shown. `[-out-]` goes out, `{+in+}` comes in.

use super::{Edit, Operation, Passage, PassageKind, apply, marked, word_diff};
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
            PassageKind::Same => p.text.clone(),
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
        ("a  b", "a b", "a[-  -]{+ +}b"),
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

#[test]
fn edits_of_a_text() {
    let old = text(&["one", "two", "three"]);
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
        let new = apply(&old, &edits).unwrap();
        assert_eq!(new, expect);
        let marks = marked(&old, &edits).unwrap();
        let side = |kind| -> Vec<String> {
            marks.iter().map(|m| without(&m.passages, kind)).filter(|words| !words.is_empty()).collect()
        };
        assert_eq!((side(PassageKind::Inserted), side(PassageKind::Deleted)), (old.clone(), new));
    }
    assert_eq!(apply(&[], &[edit(0, InsertAfter, "only")]).unwrap(), ["only"]);
}

#[test]
fn the_change_is_marked() {
    let old = text(&["one", "to call a meeting", "three"]);
    let edits = [edit(2, Replace, "to call a march"), edit(2, InsertAfter, "at once"), edit(3, Delete, "")];
    let marks: Vec<_> = marked(&old, &edits)
        .unwrap()
        .into_iter()
        .map(|m| (m.number, shown(&m.passages), m.touched))
        .collect();
    assert_eq!(
        marks,
        [
            (Some(1), "one".to_owned(), false),
            (Some(2), "to call a [-meeting-]{+march+}".to_owned(), true),
            (None, "{+at once+}".to_owned(), true),
            (Some(3), "[-three-]".to_owned(), true),
        ]
    );
}

#[test]
fn refusals() {
    let old = text(&["one", "two"]);
    for (edits, code) in [
        (vec![edit(3, Delete, "")], "amendment.no_such_paragraph"),
        (vec![edit(0, Delete, "")], "amendment.no_such_paragraph"),
        (vec![edit(0, Replace, "x")], "amendment.no_such_paragraph"),
        (vec![edit(u32::MAX, InsertAfter, "x")], "amendment.no_such_paragraph"),
        (vec![edit(1, Replace, " ")], "amendment.no_text"),
        (vec![edit(0, InsertAfter, "")], "amendment.no_text"),
        (vec![edit(1, Replace, "x"), edit(1, Delete, "")], "amendment.collides"),
    ] {
        assert_eq!(apply(&old, &edits).unwrap_err().code, code);
        assert_eq!(marked(&old, &edits).unwrap_err().code, code);
    }
}
