//! Books of voting cards: a cover, then three slips for each numbered vote, six votes a page, to be cut or torn apart.

use crate::data::{Book, Imprint, Slips};
use crate::document::Document;
use crate::house::{CHOICES, CUT, Choice, FIRM, HAIR, INK, SECOND, conference, foot};
use crate::page::{A4, Area, Page, Rule};
use crate::text::{POINT, Style};

const MARGIN: f32 = 12.0;
const WIDE: f32 = A4.width - MARGIN * 2.0;
const ROWS: usize = 6;
const HIGH: f32 = 43.6;
const BAND: f32 = 9.5;
const CODE: f32 = 24.0;

/// The books, one after the other; `done` is told how many are set.
///
/// # Errors
/// Where a code cannot be drawn.
pub(crate) fn set(imprint: &Imprint, books: &[Book], done: impl Fn(usize)) -> Result<Document, String> {
    let mut document = Document::new("Books of voting cards")?;
    for (so_many, book) in (1..).zip(books) {
        let pages = book.votes.len().div_ceil(ROWS) + 1;
        document.page(A4, |page| cover(page, imprint, book, pages))?;
        for (number, votes) in (2..).zip(book.votes.chunks(ROWS)) {
            document
                .page(A4, |page| slips(page, imprint, book, votes, &format!("page {number} of {pages}")))?;
        }
        if so_many % 10 == 0 || so_many == books.len() {
            done(so_many);
        }
    }
    Ok(document)
}

fn cover(page: &mut Page<'_>, imprint: &Imprint, book: &Book, pages: usize) -> Result<(), String> {
    let label = Style::new(11.0, SECOND);
    page.text(MARGIN, 15.5, &conference(imprint), label);
    page.text_to(MARGIN + WIDE, 15.5, &imprint.venue, label);
    page.across(MARGIN, 18.5, WIDE, FIRM);

    page.text(MARGIN, 39.0, "Voting cards", Style::new(15.0, SECOND));
    let name = Style::new(34.0, INK).bold().loose(-18.0);
    let name = name.fitted(page.faces(), &book.delegation, WIDE, 2, &[34.0, 28.0, 22.0]);
    let lines = name.lines_at_most(page.faces(), &book.delegation, WIDE, 3);
    let leading = name.size * POINT * 1.12;
    let mut y = page.block(MARGIN, 39.0 + leading, &lines, name, leading) - leading + 8.5;
    let section = book.section.as_ref().map_or_else(String::new, |name| format!(" · {name}"));
    let place = format!("Delegation {}{section}", book.delegation_number);
    page.text(MARGIN, y, &place, Style::new(15.0, INK).columns());
    if let Some(holder) = &book.holder {
        y += 10.0;
        page.text(MARGIN, y, holder, Style::new(20.0, INK).strong());
    }

    y += 15.0;
    let (small, great) = (Style::new(10.0, SECOND), Style::new(46.0, INK).bold().columns().loose(-10.0));
    page.text(MARGIN, y, "Card number", small);
    let number = page.text(MARGIN, y + 16.5, &book.number.to_string(), great);
    if let Some(value) = &book.value {
        let x = MARGIN + number.max(22.0) + 16.0;
        let (figures, unit) = value.split_once(' ').unwrap_or((value, ""));
        let unit = if unit == "vote" { "Vote" } else { "Votes" };
        page.text(x, y, unit, small);
        page.text(x, y + 16.5, figures, great);
    }
    page.code(&book.number.to_string(), MARGIN + WIDE - 26.0, y - 5.0, 26.0)?;
    y += 29.0;
    page.across(MARGIN, y, WIDE, HAIR);
    rules(page, book, y + 9.0);
    receipt(page, book)?;
    foot(page, imprint, MARGIN, &format!("Card {} · page 1 of {pages}", book.number));
    Ok(())
}

/// How the book is used.
fn rules(page: &mut Page<'_>, book: &Book, y: f32) {
    let style = Style::new(12.0, INK);
    let mut y = page.paragraph(
        MARGIN,
        y,
        WIDE,
        "When the chair calls a card vote, the chair says its number. Turn to the slips with that number.",
        style,
    );
    y = page.paragraph(
        MARGIN,
        y + 1.5,
        WIDE,
        if book.signed {
            "Tear out one slip, sign it, and hand it to a teller before the vote is closed. A slip that is not signed is not counted until you have been called:"
        } else {
            "Tear out one slip, and hand it to a teller before the vote is closed:"
        },
        style,
    );
    let shown = shown(book);
    let (gap, many) = (4.0, u8::try_from(shown.len()).map_or(3.0, f32::from));
    let width = (WIDE - gap * (many - 1.0)) / many;
    let mut x = MARGIN;
    for choice in shown {
        choice.ground(page, Area::new(x, y - 1.5, width, 12.0));
        page.sign(choice.sign, x + 4.0, y + 2.6, 3.8, choice.ink);
        page.text(x + 10.5, y + 6.3, choice.word, Style::new(14.0, choice.ink).bold());
        x += width + gap;
    }
    y = page.paragraph(
        MARGIN,
        y + 18.5,
        WIDE,
        "Keep the others. A slip counts only once and only for its own vote. The number of a vote names the slip; it does \
         not say in which order votes are taken.",
        style,
    );
    page.paragraph(
        MARGIN,
        y + 1.5,
        WIDE,
        "If this book is lost, tell the desk at once: its number is cancelled, and another book takes its place.",
        style,
    );
}

/// The choices that there are slips for.
fn shown(book: &Book) -> &'static [Choice] {
    let many = book.votes.first().map_or(CHOICES.len(), |slips| slips.codes.len());
    CHOICES.get(..many).unwrap_or(&CHOICES)
}

fn receipt(page: &mut Page<'_>, book: &Book) -> Result<(), String> {
    page.across(0.0, 250.0, A4.width, CUT);
    page.text(MARGIN, 256.5, "Receipt, kept by the desk", Style::new(9.5, INK).strong());
    let holder = book.holder.as_ref().map_or_else(String::new, |name| format!(" · {name}"));
    let whose = format!("Card {} · {} {}{holder}", book.number, book.delegation_number, book.delegation);
    let style = Style::new(9.5, INK).columns();
    let whose = style.lines_at_most(page.faces(), &whose, WIDE - 28.0, 1);
    page.block(MARGIN, 261.5, &whose, style, 0.0);
    let mut x = MARGIN;
    for (label, width) in [("Name", 64.0), ("Signature", 52.0), ("Time", 30.0)] {
        page.across(x, 274.0, width, HAIR);
        page.text(x, 277.8, label, Style::new(8.0, SECOND));
        x += width + 5.0;
    }
    page.code(&book.number.to_string(), MARGIN + WIDE - 20.0, 255.0, 20.0)
}

fn slips(
    page: &mut Page<'_>,
    imprint: &Imprint,
    book: &Book,
    votes: &[Slips],
    which: &str,
) -> Result<(), String> {
    let across = shown(book);
    let width = WIDE / u8::try_from(across.len()).map_or(3.0, f32::from);
    let mut y = MARGIN;
    for vote in votes {
        let mut x = MARGIN;
        for (choice, code) in across.iter().zip(&vote.codes) {
            slip(page, Area::new(x, y, width, HIGH), book, (vote.vote, code), choice)?;
            x += width;
        }
        y += HIGH;
    }
    cuts(page, across.len(), votes.len(), width);
    foot(page, imprint, MARGIN, &format!("Card {} · {which}", book.number));
    Ok(())
}

/// Where to cut: lines between the slips, and marks in the margin for a guillotine.
fn cuts(page: &mut Page<'_>, columns: usize, rows: usize, width: f32) {
    let mark = Rule { dashed: false, ..CUT };
    let (mut x, mut y) = (MARGIN, MARGIN);
    let bottom = MARGIN + HIGH * u8::try_from(rows).map_or(0.0, f32::from);
    for _ in 0..=rows {
        page.across(MARGIN, y, WIDE, CUT);
        page.across(3.0, y, 6.0, mark);
        page.across(A4.width - 9.0, y, 6.0, mark);
        y += HIGH;
    }
    for _ in 0..=columns {
        page.line((x, MARGIN), (x, bottom), CUT);
        page.line((x, 3.0), (x, 9.0), mark);
        page.line((x, bottom + 2.5), (x, bottom + 6.5), mark);
        x += width;
    }
}

fn slip(
    page: &mut Page<'_>,
    area: Area,
    book: &Book,
    (vote, code): (u32, &str),
    choice: &Choice,
) -> Result<(), String> {
    let Area { x, y, width, height } = area;
    let (left, right) = (x + 3.0, x + width - 3.0);
    choice.ground(page, Area::new(x + 0.6, y + 0.6, width - 1.2, BAND - 0.6));
    page.sign(choice.sign, left, y + 3.2, 3.4, choice.ink);
    page.text(left + 5.6, y + 6.7, choice.word, Style::new(14.5, choice.ink).bold());
    page.text_to(right, y + 6.5, &format!("Vote {vote}"), Style::new(11.0, choice.ink).strong().columns());

    let card = page.text(left, y + 17.0, "Card ", Style::new(8.0, SECOND));
    page.text(left + card + 0.8, y + 17.0, &book.number.to_string(), Style::new(15.0, INK).bold().columns());
    let mut line = y + 22.0;
    if let Some(value) = &book.value {
        page.text(left, line, value, Style::new(9.5, INK).columns());
        line += 5.0;
    }
    // However long its name is, what has to be counted stands above it.
    let room = width - 6.0 - CODE - 2.0;
    let name = format!("{} {}", book.delegation_number, book.delegation);
    let style = Style::new(10.0, INK).strong().columns();
    let style = style.fitted(page.faces(), &name, room, 2, &[10.0, 8.5, 7.5]);
    // A line to sign on has its room under the name.
    let most = match (book.signed, &book.holder) {
        (false, _) => 3,
        (true, None) => 2,
        (true, Some(_)) => 1,
    };
    let lines = style.lines_at_most(page.faces(), &name, room, most);
    line = page.block(left, line, &lines, style, style.size * POINT * 1.16);
    if let Some(holder) = &book.holder {
        let style = Style::new(8.0, INK);
        let holder = style.lines_at_most(page.faces(), holder, room, 1);
        page.block(left, line, &holder, style, 0.0);
    }
    if book.signed {
        let low = y + height - 6.4;
        let label = page.text(left, low, "Signed ", Style::new(7.0, SECOND));
        page.across(left + label, low, room - label, Rule { thick: 0.6, ink: INK, dashed: false });
    }
    page.code(code, right - CODE, y + BAND + 2.7, CODE)?;
    page.spelt(left, y + height - 1.9, code, Style::new(6.0, SECOND).loose(20.0));
    Ok(())
}
