//! An amendment as a text that may itself be amended (§2.2 `amend.of_amendment`; The ABC of Chairmanship, chapter 6: it then
//! stands where the motion stood).
//!
//! Invariant: its paragraphs are its edits, one by one; whatever is carried to them, what it changes in its own paper stays where
//! it was written.

use crate::amendment::{Edit, Operation, Origin, Paragraph, Placed, Text};

/// The paragraphs of an amendment: what each edit puts in. An edit that only takes out says so.
#[must_use]
pub fn paragraphs(edits: &[Placed]) -> Vec<Paragraph> {
    let says = |placed: &Placed| match placed.edit.operation {
        Operation::Replace | Operation::InsertAfter => placed.edit.text.clone(),
        Operation::Delete => format!("[Paragraph {} is deleted.]", placed.edit.paragraph),
    };
    let paragraph = |placed: &Placed| Paragraph { origin: Origin::Edit(placed.id), text: says(placed) };
    edits.iter().map(paragraph).collect()
}

/// The edits of an amendment as its text now stands. `base` is the text that it was written upon.
#[must_use]
pub fn edits(written: &[Placed], text: &Text, base: &[Paragraph]) -> Vec<Placed> {
    let mut edits = Vec::new();
    let mut last: Option<(Option<Origin>, u32)> = None;
    for (first, now) in text.places() {
        let own = written.iter().find(|placed| Origin::Edit(placed.id) == first);
        if let Some(own) = own {
            last = Some((own.onto, own.edit.paragraph));
        }
        let Some(now) = now else { continue };
        match (own, now.origin) {
            (Some(own), origin) if origin == first => edits.push(own.clone()),
            (_, Origin::Handed(_)) => {}
            (own, Origin::Edit(id)) => {
                let (onto, paragraph) = last.unwrap_or_else(|| above(written, base));
                let operation = match own.map(|own| own.edit.operation) {
                    Some(Operation::Replace | Operation::Delete) => Operation::Replace,
                    Some(Operation::InsertAfter) | None => Operation::InsertAfter,
                };
                edits.push(Placed { id, onto, edit: Edit { paragraph, operation, text: now.text } });
            }
        }
    }
    edits
}

/// Where a paragraph goes that comes in above all that an amendment changes.
fn above(written: &[Placed], base: &[Paragraph]) -> (Option<Origin>, u32) {
    let Some(first) = written.first() else { return (None, 0) };
    if first.edit.operation == Operation::InsertAfter {
        return (first.onto, first.edit.paragraph);
    }
    let at = base.iter().position(|paragraph| Some(paragraph.origin) == first.onto).unwrap_or_default();
    let before = at.checked_sub(1).and_then(|before| base.get(before)).map(|paragraph| paragraph.origin);
    (before, first.edit.paragraph.saturating_sub(1))
}

#[cfg(test)]
mod tests {
    use super::{edits, paragraphs};
    use crate::amendment::{Amendment, Edit, Operation, Origin, Paragraph, Placed, Text, UNDECIDED, placed};
    use Operation::{Delete, InsertAfter, Replace};

    fn edit(paragraph: u32, operation: Operation, text: &str) -> Edit {
        Edit { paragraph, operation, text: text.to_owned() }
    }

    fn named(mut edits: Vec<Placed>, from: i64) -> Vec<Placed> {
        for (id, edit) in (from..).zip(&mut edits) {
            edit.id = id;
        }
        edits
    }

    fn carried(edits: Vec<Placed>, decided: i64) -> Amendment {
        Amendment { name: String::new(), upon: 0, decided, edits, settled: Vec::new() }
    }

    /// A motion of three paragraphs; an amendment that replaces the first, puts one in after the second and deletes the third.
    #[test]
    fn the_amendment_goes_on_as_amended() {
        let motion: Vec<Paragraph> = (1..)
            .zip(["One.", "Two.", "Three."])
            .map(|(n, text)| Paragraph { origin: Origin::Handed(n), text: text.to_owned() })
            .collect();
        let own = [edit(1, Replace, "I."), edit(2, InsertAfter, "Two and a half."), edit(3, Delete, "")];
        let own = named(placed(&motion, &own).unwrap(), 10);
        let words = |text: &Text| text.paragraphs().into_iter().map(|p| p.text).collect::<Vec<_>>();
        assert_eq!(
            paragraphs(&own).iter().map(|p| p.text.as_str()).collect::<Vec<_>>(),
            ["I.", "Two and a half.", "[Paragraph 3 is deleted.]"]
        );
        for (upon_it, reads) in [
            (vec![], vec!["I.", "Two.", "Two and a half."]),
            // Another word in what it puts in another's place.
            (vec![edit(1, Replace, "Eins.")], vec!["Eins.", "Two.", "Two and a half."]),
            (vec![edit(2, Replace, "2½.")], vec!["I.", "Two.", "2½."]),
            // What it no longer does: the motion's own text stays.
            (vec![edit(1, Delete, "")], vec!["One.", "Two.", "Two and a half."]),
            (vec![edit(2, Delete, "")], vec!["I.", "Two."]),
            (vec![edit(3, Delete, "")], vec!["I.", "Two.", "Two and a half.", "Three."]),
            // Another text in place of what it would take out.
            (vec![edit(3, Replace, "III.")], vec!["I.", "Two.", "Two and a half.", "III."]),
            // More of it, behind each and above all.
            (vec![edit(1, InsertAfter, "More.")], vec!["I.", "More.", "Two.", "Two and a half."]),
            (vec![edit(2, InsertAfter, "More.")], vec!["I.", "Two.", "Two and a half.", "More."]),
            (vec![edit(0, InsertAfter, "Top.")], vec!["Top.", "I.", "Two.", "Two and a half."]),
            (
                vec![edit(1, Delete, ""), edit(1, InsertAfter, "More.")],
                vec!["One.", "More.", "Two.", "Two and a half."],
            ),
        ] {
            let second = named(placed(&paragraphs(&own), &upon_it).unwrap(), 20);
            let text = Text::stand(&paragraphs(&own), &[carried(second, 1)]).unwrap();
            let as_amended = edits(&own, &text, &motion);
            let mut stands = Text::stand(&motion, &[]).unwrap();
            stands.amend(&carried(as_amended, UNDECIDED)).unwrap();
            assert_eq!(words(&stands), reads, "{upon_it:?}");
        }
    }

    #[test]
    fn nothing_is_left_of_it() {
        let motion = [Paragraph { origin: Origin::Handed(1), text: "One.".to_owned() }];
        let own = named(placed(&motion, &[edit(1, Replace, "I.")]).unwrap(), 10);
        let second = named(placed(&paragraphs(&own), &[edit(1, Delete, "")]).unwrap(), 20);
        let text = Text::stand(&paragraphs(&own), &[carried(second, 1)]).unwrap();
        assert_eq!(edits(&own, &text, &motion), []);
    }
}
