//! Where an amendment first touches a text as it stands: what the order by position in the text goes by (§2.2 `amend.order`).
//!
//! Invariant: every amendment is measured on one text, whatever text it was written upon.

use crate::amendment::{Operation, Placed, Text};

/// Where an amendment first touches a text. Earlier in the text is less.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Touch {
    /// The place of the paragraph in the text, from 1; 0 is the top.
    pub place: u32,
    /// It only inserts, after that paragraph.
    pub after: bool,
    /// Of a paragraph that it writes anew, how many words stand before the first that it changes.
    pub word: u32,
}

/// Where the first of the edits touches the text. An edit of what never stood in it counts by the number it was written with.
#[must_use]
pub fn first_touch(text: &Text, edits: &[Placed]) -> Touch {
    edits.iter().map(|placed| touch(text, placed)).min().unwrap_or_default()
}

fn touch(text: &Text, placed: &Placed) -> Touch {
    let after = placed.edit.operation == Operation::InsertAfter;
    let found = placed.onto.and_then(|onto| text.place_of(onto));
    let Some((place, said, now)) = found else {
        return Touch { place: placed.edit.paragraph, after, word: 0 };
    };
    let word = match (placed.edit.operation, said) {
        (Operation::Replace, Some(said)) => {
            let (said, new) = (words(said), words(&placed.edit.text));
            let same = said.iter().zip(&new).take_while(|(old, new)| old == new).count();
            now.map_or(same, |now| stands_at(&said, &words(now), same))
        }
        (Operation::Replace | Operation::Delete | Operation::InsertAfter, _) => 0,
    };
    Touch { place: number(place), after, word: number(word) }
}

fn words(text: &str) -> Vec<&str> {
    text.split_whitespace().collect()
}

fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

/// Where the word that stood at `word` when it was written stands now.
fn stands_at(said: &[&str], now: &[&str], word: usize) -> usize {
    if said == now {
        return word;
    }
    let ops = similar::capture_diff_slices(similar::Algorithm::Myers, said, now);
    let within = ops.iter().find(|op| op.old_range().contains(&word));
    within.map_or(now.len(), |op| match op.tag() {
        similar::DiffTag::Equal => op.new_range().start + (word - op.old_range().start),
        similar::DiffTag::Replace | similar::DiffTag::Delete | similar::DiffTag::Insert => {
            op.new_range().start
        }
    })
}

#[cfg(test)]
mod tests {
    use super::{Touch, first_touch};
    use crate::amendment::{Amendment, Edit, Operation, Origin, Paragraph, Placed, Text};
    use Operation::{Delete, InsertAfter, Replace};

    fn placed(id: i64, onto: Option<Origin>, number: u32, operation: Operation, text: &str) -> Placed {
        Placed { id, onto, edit: Edit { paragraph: number, operation, text: text.to_owned() } }
    }

    fn handed_in() -> Vec<Paragraph> {
        let one = |(id, text): (i64, &str)| Paragraph { origin: Origin::Handed(id), text: text.to_owned() };
        [(11, "We call a meeting in May at noon."), (12, "All are welcome.")].into_iter().map(one).collect()
    }

    #[test]
    fn by_paragraph_and_then_by_word() {
        let text = Text::stand(&handed_in(), &[]).unwrap();
        let (one, two) = (Some(Origin::Handed(11)), Some(Origin::Handed(12)));
        for (edits, expect) in [
            (vec![placed(0, None, 0, InsertAfter, "First.")], (0, true, 0)),
            (vec![placed(0, one, 1, Delete, "")], (1, false, 0)),
            (vec![placed(0, one, 1, Replace, "We urge a meeting in May at noon.")], (1, false, 1)),
            (vec![placed(0, one, 1, Replace, "We call a meeting in June at noon.")], (1, false, 5)),
            (vec![placed(0, one, 1, Replace, "We call a meeting in May at noon. Come.")], (1, false, 8)),
            (vec![placed(0, one, 1, InsertAfter, "Come.")], (1, true, 0)),
            (vec![placed(0, two, 2, Replace, "All are welcome here.")], (2, false, 2)),
            // The first of several, in whatever order they were written.
            (
                vec![placed(0, two, 2, Delete, ""), placed(0, one, 1, Replace, "We call a meeting.")],
                (1, false, 3),
            ),
            // What it would change never stood in this text.
            (vec![placed(0, Some(Origin::Edit(9)), 7, Replace, "x")], (7, false, 0)),
            (Vec::new(), (0, false, 0)),
        ] {
            let found = first_touch(&text, &edits);
            assert_eq!((found.place, found.after, found.word), expect, "{edits:?}");
        }
    }

    /// An amendment from before, and one written upon the text that another had changed, are measured alike.
    #[test]
    fn whatever_text_it_was_written_upon() {
        let (one, two) = (Some(Origin::Handed(11)), Some(Origin::Handed(12)));
        let carried = Amendment {
            name: "amendment 1.1".to_owned(),
            upon: 0,
            decided: 5,
            edits: vec![
                placed(1, None, 0, InsertAfter, "Spring is here."),
                placed(2, one, 1, Replace, "We gladly and at once call a meeting in May at noon."),
            ],
            settled: Vec::new(),
        };
        let text = Text::stand(&handed_in(), &[carried]).unwrap();
        // Paragraph 2 of the text as handed in is the third now; of the text as it stands, 3 is 3.
        for (edit, expect) in [
            (placed(0, two, 2, Delete, ""), (3, false, 0)),
            (placed(0, two, 3, Delete, ""), (3, false, 0)),
            (placed(0, one, 1, Replace, "We call a meeting in June at noon."), (2, false, 9)),
            (
                placed(
                    0,
                    Some(Origin::Edit(2)),
                    2,
                    Replace,
                    "We gladly and at once urge a meeting in May at noon.",
                ),
                (2, false, 5),
            ),
            (placed(0, Some(Origin::Edit(1)), 1, Replace, "Summer is here."), (1, false, 0)),
        ] {
            let found = first_touch(&text, &[edit]);
            assert_eq!(found, Touch { place: expect.0, after: expect.1, word: expect.2 });
        }
    }
}
