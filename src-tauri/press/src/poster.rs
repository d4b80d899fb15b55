//! The colours, for the doors of the hall.

use crate::data::Imprint;
use crate::document::Document;
use crate::house::{CHOICES, INK, SECOND, conference};
use crate::page::{A3_ACROSS, Area};
use crate::text::Style;

const MARGIN: f32 = 20.0;
const WIDE: f32 = A3_ACROSS.width - MARGIN * 2.0;

/// All of it together, in which each slip has an equal share.
const HIGH: f32 = 196.0;
const BETWEEN: f32 = 5.0;

pub(crate) fn set(imprint: &Imprint, abstain_slip: bool) -> Result<Document, String> {
    let [yes, no, abstain] = &CHOICES;
    let (choices, high) = if abstain_slip {
        (vec![yes, no, abstain], (HIGH - BETWEEN * 2.0) / 3.0)
    } else {
        (vec![yes, no], (HIGH - BETWEEN) / 2.0)
    };
    let mut document = Document::new("The colours of the cards")?;
    document.page(A3_ACROSS, |page| {
        page.text(MARGIN, 36.0, "Card vote", Style::new(58.0, INK).bold().loose(-17.0));
        page.text_to(MARGIN + WIDE, 36.0, &conference(imprint), Style::new(20.0, SECOND));
        page.text(
            MARGIN,
            53.0,
            "Listen for the number of the vote. Tear out one slip with that number, and hand it to a teller.",
            Style::new(24.0, INK),
        );
        let mut y = 64.0;
        for choice in choices {
            let middle = y + high / 2.0;
            choice.ground(page, Area::new(MARGIN, y, WIDE, high));
            page.sign(choice.sign, MARGIN + 18.0, middle - 13.5, 27.0, choice.ink);
            page.text(
                MARGIN + 62.0,
                middle + 12.0,
                choice.word,
                Style::new(96.0, choice.ink).bold().loose(-22.0),
            );
            page.text_to(MARGIN + WIDE - 18.0, middle + 11.0, choice.colour, Style::new(44.0, choice.ink));
            y += high + BETWEEN;
        }
        page.text(
            MARGIN,
            274.0,
            "A slip that is not handed in is not counted. A lost book: tell the desk at once.",
            Style::new(17.0, SECOND),
        );
    });
    Ok(document)
}
