//! Batch headers: laid upon each batch of slips from the hall to the last count, four a page.

use crate::data::{Headers, Imprint};
use crate::document::Document;
use crate::house::{CUT, HAIR, INK, SECOND, choices, conference};
use crate::page::{A4, Page, Rule};
use crate::text::Style;

const WIDE: f32 = A4.width / 2.0;
const HIGH: f32 = A4.height / 2.0;
const INSET: f32 = 11.0;

/// Where each of four stands on a page.
const PLACES: [(f32, f32); 4] = [(0.0, 0.0), (WIDE, 0.0), (0.0, HIGH), (WIDE, HIGH)];

pub(crate) fn set(imprint: &Imprint, wanted: &Headers) -> Result<Document, String> {
    let mut document = Document::new("Batch headers")?;
    let numbers: Vec<u32> = (1..=wanted.batches).collect();
    for four in numbers.chunks(PLACES.len()) {
        document.page(A4, |page| {
            for (number, (x, y)) in four.iter().zip(PLACES) {
                header(page, imprint, wanted, *number, (x + INSET, y));
            }
            page.line((WIDE, 0.0), (WIDE, A4.height), CUT);
            page.across(0.0, HIGH, A4.width, CUT);
        });
    }
    Ok(document)
}

fn header(page: &mut Page<'_>, imprint: &Imprint, wanted: &Headers, number: u32, (x, y): (f32, f32)) {
    let width = WIDE - INSET * 2.0;
    let whose = Style::new(9.0, SECOND);
    let whose_lines = whose.lines_at_most(page.faces(), &conference(imprint), width, 1);
    page.block(x, y + 15.0, &whose_lines, whose, 0.0);
    let title = Style::new(15.0, INK).strong();
    match wanted.label.as_deref() {
        Some(label) => page.text(x, y + 22.5, label, title),
        None => {
            let said = page.text(x, y + 22.5, "Card vote", title);
            page.across(x + said + 2.0, y + 23.0, 24.0, Rule { thick: 0.8, ink: INK, dashed: false });
            said
        }
    };
    let batch = page.text(x, y + 45.0, "Batch", Style::new(13.0, SECOND));
    page.text(x + batch + 4.0, y + 45.0, &number.to_string(), Style::new(54.0, INK).bold().columns());

    let mut at = x;
    for choice in choices(wanted.abstain_slip) {
        box_to_tick(page, at, y + 52.0);
        page.sign(choice.sign, at + 6.0, y + 52.4, 3.4, choice.strong);
        at += 10.6 + page.text(at + 10.6, y + 55.6, choice.word, Style::new(12.0, INK)) + 4.4;
    }
    let half = (width - 6.0) / 2.0;
    let blanks = [
        ("Slips in it", "Collected from"),
        ("First entry: teller", "at"),
        ("Second entry: another teller", "at"),
        ("Queries taken out", "Sealed by"),
    ];
    let mut line = y + 72.0;
    for (one, other) in blanks {
        for (x, label) in [(x, one), (x + half + 6.0, other)] {
            page.across(x, line, half, HAIR);
            page.text(x, line + 3.6, label, Style::new(8.0, SECOND));
        }
        line += 17.0;
    }
    let imprint = format!("Record {} · printed {}", imprint.head, imprint.printed);
    page.text(x, y + HIGH - 10.0, &imprint, Style::new(7.0, SECOND));
}

/// A box for a pen.
pub(crate) fn box_to_tick(page: &mut Page<'_>, x: f32, y: f32) {
    page.frame(crate::page::Area::new(x, y, 4.2, 4.2), Rule { thick: 0.7, ink: INK, dashed: false });
}
