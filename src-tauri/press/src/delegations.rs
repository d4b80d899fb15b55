//! How each delegation voted: a list for the notice board, section by section.

use crate::data::{DelegationCast, Delegations, Imprint};
use crate::document::Document;
use crate::house::{CHOICES, FIRM, HAIR, INK, SECOND, counted, foot, head, thousands};
use crate::page::{A4, Page};
use crate::text::Style;

const MARGIN: f32 = 15.0;
const WIDE: f32 = A4.width - MARGIN * 2.0;
const RIGHT: f32 = MARGIN + WIDE;
const ROW: f32 = 6.6;
const TOP: f32 = 26.0;
const LAST: f32 = 279.0;
/// Where the figures end: for, against, abstained, not cast, votes.
const COLUMNS: [f32; 5] = [RIGHT - 88.0, RIGHT - 66.0, RIGHT - 44.0, RIGHT - 20.0, RIGHT];

const CORRECTED: &str = "The result was corrected afterwards: these are the cards as they were counted.";

/// What a page is made of, from the top.
enum Part<'a> {
    Title,
    Heading(Option<&'a str>),
    Line(&'a DelegationCast),
    Total(&'a [&'a DelegationCast]),
}

impl Part<'_> {
    fn high(&self, title: f32) -> f32 {
        match self {
            Self::Title => title,
            Self::Heading(_) => 15.0,
            Self::Line(_) => ROW,
            Self::Total(_) => ROW + 3.0,
        }
    }
}

pub(crate) fn set(imprint: &Imprint, list: &Delegations) -> Result<Document, String> {
    let title = format!("{} · how each delegation voted", list.label);
    let mut document = Document::new(&title)?;
    let mut subject = Style::new(12.0, INK).lines_at_most(document.faces(), &list.subject, WIDE, 3);
    if list.corrected {
        subject.push(CORRECTED.to_owned());
    }
    let title_high = 14.0 + u8::try_from(subject.len()).map_or(0.0, f32::from) * 6.0;
    let mut sections: Vec<(Option<&str>, Vec<&DelegationCast>)> = Vec::new();
    for cast in &list.delegations {
        let name = cast.section.as_deref();
        match sections.last_mut() {
            Some((last, lines)) if *last == name => lines.push(cast),
            Some(_) | None => sections.push((name, vec![cast])),
        }
    }
    let pages = in_pages(&sections, title_high);
    let many = pages.len();
    for (number, parts) in (1..).zip(pages) {
        document.page(A4, |page| {
            head(page, imprint, MARGIN, &title);
            let mut y = TOP;
            for part in &parts {
                match part {
                    Part::Title => {
                        page.text(
                            MARGIN,
                            y + 4.0,
                            "How each delegation voted",
                            Style::new(22.0, INK).bold().loose(-13.0),
                        );
                        page.block(MARGIN, y + 12.0, &subject, Style::new(12.0, INK), 6.0);
                    }
                    Part::Heading(name) => heading(page, y, *name),
                    Part::Line(cast) => line(page, y, cast),
                    Part::Total(lines) => total(page, y, lines),
                }
                y += part.high(title_high);
            }
            foot(page, imprint, MARGIN, &format!("Page {number} of {many}"));
        });
    }
    Ok(document)
}

/// A section's heading stands above every page of it, and never alone at the foot.
fn in_pages<'a>(
    sections: &'a [(Option<&'a str>, Vec<&'a DelegationCast>)],
    title: f32,
) -> Vec<Vec<Part<'a>>> {
    let mut pages = vec![vec![Part::Title]];
    let mut y = TOP + title;
    for (name, lines) in sections {
        let mut headed = false;
        for (place, part) in lines.iter().map(|cast| Part::Line(cast)).chain([Part::Total(lines)]).enumerate()
        {
            let high = part.high(title);
            // The last line keeps its total beside it.
            let with = if place + 1 == lines.len() { Part::Total(lines).high(title) } else { 0.0 };
            let need =
                if headed { high + with } else { high + with + Part::Heading(*name).high(title) + ROW };
            if y + need > LAST {
                pages.push(Vec::new());
                y = TOP;
                headed = false;
            }
            let Some(page) = pages.last_mut() else { continue };
            if !headed {
                page.push(Part::Heading(*name));
                y += Part::Heading(*name).high(title);
                headed = true;
            }
            page.push(part);
            y += high;
        }
    }
    pages
}

fn heading(page: &mut Page<'_>, y: f32, name: Option<&str>) {
    let small = Style::new(8.5, SECOND);
    page.text(MARGIN, y + 7.4, name.unwrap_or("All delegations"), Style::new(12.0, INK).strong());
    page.text(MARGIN, y + 13.0, "Delegation", small);
    let labels = CHOICES.iter().map(|choice| choice.word).chain(["Not cast", "Votes"]);
    for (x, label) in COLUMNS.into_iter().zip(labels) {
        page.text_to(x, y + 13.0, label, small);
    }
    page.across(MARGIN, y + 15.0, WIDE, HAIR);
}

/// Blank where there is nothing: a column is read down for what stands in it.
fn figures(page: &mut Page<'_>, low: f32, of: [u64; 5], style: Style) {
    for (x, many) in COLUMNS.into_iter().zip(of) {
        page.text_to(x, low, &if many == 0 { "–".to_owned() } else { thousands(many) }, style);
    }
}

fn line(page: &mut Page<'_>, y: f32, cast: &DelegationCast) {
    let (low, style) = (y + 4.6, Style::new(10.0, INK).columns());
    let name = style.lines_at_most(page.faces(), &cast.delegation, COLUMNS[0] - 18.0 - MARGIN, 1);
    page.block(MARGIN, low, &name, style, 0.0);
    let (yes, against, abstain) = cast.votes;
    figures(page, low, [yes, against, abstain, cast.not_cast, cast.value], style);
    page.across(MARGIN, y + ROW, WIDE, HAIR);
}

fn total(page: &mut Page<'_>, y: f32, lines: &[&DelegationCast]) {
    page.across(MARGIN, y, WIDE, FIRM);
    let style = Style::new(10.0, INK).strong().columns();
    page.text(MARGIN, y + 5.4, &counted(lines.len(), "delegation", "delegations"), style);
    let sum = |of: fn(&DelegationCast) -> u64| lines.iter().map(|cast| of(cast)).sum();
    let all =
        [sum(|c| c.votes.0), sum(|c| c.votes.1), sum(|c| c.votes.2), sum(|c| c.not_cast), sum(|c| c.value)];
    figures(page, y + 5.4, all, style);
}
