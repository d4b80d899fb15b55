//! The tellers' list: every card with its delegation, and a box for each choice and each teller.

use crate::data::{Imprint, SheetCard, SheetSection, Sheets};
use crate::document::Document;
use crate::flow::{Section, in_pages};
use crate::headers::box_to_tick;
use crate::house::{FIRM, HAIR, INK, SECOND, choices, counted, foot, head};
use crate::page::{A4, Page, Rule};
use crate::text::Style;

const MARGIN: f32 = 15.0;
const WIDE: f32 = A4.width - MARGIN * 2.0;
const ROW: f32 = 7.4;
const TOP: f32 = 26.0;
const LAST: f32 = 279.0;
/// The column of numbers ends here, the names begin after it, and the votes end before the boxes.
const NUMBER: f32 = MARGIN + 15.0;
const NAME: f32 = NUMBER + 4.0;
const BOX: f32 = 8.5;

const HOW: &str = "Mark one box for each slip that came back. A card with no slip stays \
                   blank: blank is not nought. Two slips of one card, or a number that is not here, go to the queries.";

/// The boxes of the two tellers: one a choice, wherever the list has a slip for it.
#[derive(Clone, Copy)]
struct Boxes {
    abstain_slip: bool,
}

impl Boxes {
    /// The letters over one teller's boxes.
    fn letters(self) -> impl Iterator<Item = &'static str> {
        choices(self.abstain_slip).iter().map(|choice| choice.letter)
    }

    fn each(self) -> u8 {
        if self.abstain_slip { 3 } else { 2 }
    }

    /// How wide one teller's stand.
    fn wide(self) -> f32 {
        BOX * f32::from(self.each())
    }

    /// Where the first begins.
    fn left(self) -> f32 {
        MARGIN + WIDE - self.wide() * 2.0
    }

    /// Where the column of votes ends.
    fn votes(self) -> f32 {
        self.left() - 3.0
    }

    fn how(self) -> String {
        let b = if self.abstain_slip { " · B abstain" } else { "" };
        format!("F for · A against{b}. {HOW}")
    }
}

/// What a page is made of, from the top.
#[derive(Clone, Copy)]
enum Part<'a> {
    Title,
    Heading(&'a SheetSection),
    Card(&'a SheetCard),
    Total(&'a SheetSection),
    How,
}

impl Part<'_> {
    fn high(&self, title: f32) -> f32 {
        match self {
            Self::Title => title,
            Self::Heading(_) => 16.0,
            Self::Card(_) => ROW,
            Self::Total(_) => ROW + 2.0,
            Self::How => 14.0,
        }
    }
}

pub(crate) fn set(imprint: &Imprint, list: &Sheets) -> Result<Document, String> {
    let boxes = Boxes { abstain_slip: list.abstain_slip };
    let title = list.label.as_deref().unwrap_or("Card vote");
    let mut document = Document::new(&format!("{title} · teller sheet"))?;
    let asked = Style::new(12.0, INK);
    let wording = list.wording.as_deref().unwrap_or_default();
    let wording = asked.lines_at_most(document.faces(), wording, WIDE, 4);
    let title_high = 26.0 + u8::try_from(wording.len()).map_or(0.0, f32::from) * 6.0;
    let how = Section { heading: None, lines: vec![Part::How] };
    let sections = list.sections.iter().map(|section| Section {
        heading: Some(Part::Heading(section)),
        lines: section.cards.iter().map(Part::Card).chain([Part::Total(section)]).collect(),
    });
    let sections: Vec<_> = sections.chain([how]).collect();
    let pages = in_pages((TOP, LAST), Part::Title, &sections, |part| part.high(title_high));
    let many = pages.len();
    for (number, parts) in (1..).zip(pages) {
        document.page(A4, |page| {
            head(page, imprint, MARGIN, &format!("{title} · teller sheet"));
            let mut y = TOP;
            for part in &parts {
                match part {
                    Part::Title => top(page, y, list, &wording),
                    Part::Heading(section) => heading(page, y, section, boxes),
                    Part::Card(card) => line(page, y, card, boxes),
                    Part::Total(section) => total(page, y, section, boxes),
                    Part::How => {
                        page.paragraph(MARGIN, y + 6.0, WIDE, &boxes.how(), Style::new(9.5, SECOND));
                    }
                }
                y += part.high(title_high);
            }
            foot(page, imprint, MARGIN, &format!("Page {number} of {many}"));
        });
    }
    Ok(document)
}

fn top(page: &mut Page<'_>, y: f32, list: &Sheets, wording: &[String]) {
    let title = Style::new(22.0, INK).bold().loose(-13.0);
    let mut at = y + 4.0;
    let said = page.text(MARGIN, at, list.label.as_deref().unwrap_or("Card vote"), title);
    if list.label.is_none() {
        page.across(MARGIN + said + 3.0, at + 0.6, 34.0, Rule { thick: 0.8, ink: INK, dashed: false });
    }
    at = page.block(MARGIN, at + 8.0, wording, Style::new(12.0, INK), 6.0) + 5.0;
    let mut x = MARGIN;
    for teller in ["Teller 1", "Teller 2"] {
        let said = page.text(x, at, teller, Style::new(9.5, INK));
        page.across(x + said + 2.0, at + 0.5, WIDE / 2.0 - said - 8.0, HAIR);
        x += WIDE / 2.0 + 3.0;
    }
}

fn heading(page: &mut Page<'_>, y: f32, section: &SheetSection, boxes: Boxes) {
    let small = Style::new(8.5, SECOND);
    let name = section.name.as_deref().unwrap_or("All cards");
    page.text(MARGIN, y + 7.4, name, Style::new(12.0, INK).strong());
    for (x, teller) in [(boxes.left(), "Teller 1"), (boxes.left() + boxes.wide(), "Teller 2")] {
        let half = small.width(page.faces(), teller) / 2.0;
        page.text(x + boxes.wide() / 2.0 - half, y + 7.4, teller, small);
    }
    page.text_to(NUMBER, y + 14.0, "Card", small);
    page.text(NAME, y + 14.0, "Delegation", small);
    page.text_to(boxes.votes(), y + 14.0, "Votes", small);
    for (place, letter) in (0_u8..).zip(boxes.letters().chain(boxes.letters())) {
        let middle = boxes.left() + (f32::from(place) + 0.5) * BOX;
        let half = small.width(page.faces(), letter) / 2.0;
        page.text(middle - half, y + 14.0, letter, small);
    }
    page.across(MARGIN, y + 16.0, WIDE, HAIR);
    walls(page, boxes, y + 9.5, y + 16.0);
}

/// Between what is printed and what each teller writes.
fn walls(page: &mut Page<'_>, boxes: Boxes, from: f32, to: f32) {
    for x in [boxes.left(), boxes.left() + boxes.wide()] {
        page.line((x, from), (x, to), Rule { thick: 0.8, ink: INK, dashed: false });
    }
}

fn line(page: &mut Page<'_>, y: f32, card: &SheetCard, boxes: Boxes) {
    let low = y + 5.1;
    let ink = if card.cancelled { SECOND } else { INK };
    let style = Style::new(10.0, ink).columns();
    page.text_to(NUMBER, low, &card.number.to_string(), style.strong());
    let value = page.text_to(boxes.votes(), low, &card.value, style);
    let name = style.lines_at_most(page.faces(), &card.delegation, boxes.votes() - value - 3.0 - NAME, 1);
    page.block(NAME, low, &name, style, 0.0);
    if card.cancelled {
        page.across(
            NUMBER - 9.0,
            low - 1.2,
            boxes.votes() - NUMBER + 9.0,
            Rule { thick: 0.6, ink: SECOND, dashed: false },
        );
        page.text(boxes.left() + 4.0, low, "cancelled: do not count", Style::new(9.0, SECOND));
    } else {
        for place in 0..boxes.each() * 2 {
            box_to_tick(
                page,
                boxes.left() + f32::from(place) * BOX + (BOX - 4.2) / 2.0,
                y + (ROW - 4.2) / 2.0,
            );
        }
    }
    page.across(MARGIN, y + ROW, WIDE, HAIR);
    if !card.cancelled {
        walls(page, boxes, y, y + ROW);
    }
}

fn total(page: &mut Page<'_>, y: f32, section: &SheetSection, boxes: Boxes) {
    page.across(MARGIN, y, WIDE, FIRM);
    let style = Style::new(10.0, INK).strong().columns();
    let live = section.cards.iter().filter(|card| !card.cancelled).count();
    page.text(NAME, y + 5.6, &counted(live, "card", "cards"), style);
    page.text_to(boxes.votes(), y + 5.6, &section.votes, style);
    walls(page, boxes, y, y + ROW);
}
