//! The result slip: what the chair reads out, in type for a lectern.

use crate::data::{Imprint, Outcome, Section, Vote};
use crate::document::Document;
use crate::house::{CHOICES, Choice, FIRM, HAIR, INK, SECOND, foot, head, thousands};
use crate::page::{A4, Page, Rule};
use crate::text::{POINT, Style};

const MARGIN: f32 = 18.0;
const WIDE: f32 = A4.width - MARGIN * 2.0;
const RIGHT: f32 = MARGIN + WIDE;
/// Where the signatures begin: what does not fit above goes on to another page.
const SIGNED: f32 = 241.0;

/// Where the columns of the sections end.
const COLUMNS: [f32; 7] =
    [RIGHT - 107.0, RIGHT - 83.0, RIGHT - 61.0, RIGHT - 46.0, RIGHT - 31.0, RIGHT - 15.0, RIGHT];

pub(crate) fn set(imprint: &Imprint, vote: &Vote) -> Result<Document, String> {
    let mut document = Document::new(&format!("{} · result", vote.label))?;
    let Some(result) = &vote.result else { return Err("it has no result".to_owned()) };
    let short = document.page(A4, |page| {
        head(page, imprint, MARGIN, &format!("{} · result", vote.label));
        let y = top(page, vote);
        let y = figures(page, y, result);
        let y = read_out(page, y, vote);
        let short = y + words(page, None, vote, result) <= SIGNED - 4.0;
        if short {
            words(page, Some(y), vote, result);
            signed(page, result);
        }
        foot(page, imprint, MARGIN, if short { "Page 1 of 1" } else { "Page 1 of 2" });
        short
    });
    if !short {
        document.page(A4, |page| {
            head(page, imprint, MARGIN, &format!("{} · result: {}", vote.label, vote.announced));
            words(page, Some(28.0), vote, result);
            signed(page, result);
            foot(page, imprint, MARGIN, "Page 2 of 2");
        });
    }
    Ok(document)
}

fn top(page: &mut Page<'_>, vote: &Vote) -> f32 {
    page.text(MARGIN, 27.0, &vote.label, Style::new(15.0, SECOND));
    let asked = Style::new(22.0, INK).strong().loose(-13.0);
    let asked = asked.fitted(page.faces(), &vote.wording, WIDE, 3, &[22.0, 18.0, 15.0, 12.0]);
    let lines = asked.lines_at_most(page.faces(), &vote.wording, WIDE, 6);
    let mut y = page.block(MARGIN, 37.0, &lines, asked, asked.size * POINT * 1.34);
    page.across(MARGIN, y, WIDE, FIRM);
    y += 8.0;
    let declared = vote.state == "declared";
    let state = if declared { "Declared" } else { "Counted; to be declared by the chair" };
    page.text(MARGIN, y, state, Style::new(11.0, SECOND));
    page.text_to(RIGHT, y, &vote.majority, Style::new(11.0, SECOND));
    y += 18.0;
    let word = Style::new(44.0, INK).bold().loose(-18.0);
    let word = word.fitted(page.faces(), &vote.announced, WIDE, 1, &[44.0, 32.0, 24.0]);
    page.text(MARGIN, y, &vote.announced, word);
    y + 9.0
}

fn figures(page: &mut Page<'_>, mut y: f32, result: &Outcome) -> f32 {
    let weighted = result.sections.len() > 1;
    // Beside the votes of all sections together a weighted share would read as theirs: it stands under the sections.
    let percent = result.percent.as_ref().filter(|_| !weighted);
    if let Some(counted) = &result.counted {
        let rows = [
            (Some(counted.yes), percent.map(|(yes, _)| yes)),
            (Some(counted.against), percent.map(|(_, against)| against)),
            (counted.abstain, None),
        ];
        for (choice, (many, percent)) in CHOICES.iter().zip(rows) {
            let Some(many) = many else { continue };
            y = row(page, y, choice, many, percent.map(String::as_str));
        }
    }
    if weighted {
        y = sections(page, y + 10.0, result);
    }
    y + 9.0
}

fn row(page: &mut Page<'_>, y: f32, choice: &Choice, many: u64, percent: Option<&str>) -> f32 {
    let low = y + 9.0;
    page.sign(choice.sign, MARGIN, low - 4.3, 4.3, choice.strong);
    page.text(MARGIN + 7.5, low, choice.word, Style::new(17.0, INK).strong());
    page.text_to(RIGHT - 34.0, low, &thousands(many), Style::new(26.0, INK).bold().columns());
    if let Some(percent) = percent {
        page.text_to(RIGHT, low, &format!("{percent} %"), Style::new(17.0, SECOND).columns());
    }
    page.across(MARGIN, y + 13.0, WIDE, HAIR);
    y + 13.0
}

fn sections(page: &mut Page<'_>, mut y: f32, result: &Outcome) -> f32 {
    let (small, figures) = (Style::new(9.0, SECOND), Style::new(11.0, INK).columns());
    for (x, over) in [(COLUMNS[2], "votes"), (COLUMNS[4], "% of the section"), (COLUMNS[6], "% of the whole")]
    {
        page.text_to(x, y, over, small);
    }
    y += 4.4;
    page.text(MARGIN, y, "Section", small);
    for (x, label) in
        COLUMNS.into_iter().zip(["Weight", "For", "Against", "For", "Against", "For", "Against"])
    {
        page.text_to(x, y, label, small);
    }
    page.across(MARGIN, y + 2.2, WIDE, HAIR);
    for part in &result.sections {
        y += 7.6;
        let name = part.name.as_deref().unwrap_or("All");
        let strong = Style::new(11.0, INK).strong();
        let name = strong.lines_at_most(page.faces(), name, COLUMNS[0] - MARGIN - 16.0, 1);
        page.block(MARGIN, y, &name, strong, 0.0);
        for (x, said) in COLUMNS.into_iter().zip(row_of(part)) {
            page.text_to(x, y, &said, figures);
        }
        page.across(MARGIN, y + 2.4, WIDE, HAIR);
    }
    if let (Some(counted), Some((yes, no))) = (&result.counted, &result.percent) {
        y += 7.6;
        let strong = Style::new(11.0, INK).bold().columns();
        page.text(MARGIN, y, "Together", strong);
        let all = [thousands(counted.yes), thousands(counted.against)];
        for (x, said) in
            [COLUMNS[1], COLUMNS[2], COLUMNS[5], COLUMNS[6]].into_iter().zip(all.iter().chain([yes, no]))
        {
            page.text_to(x, y, said, strong);
        }
        page.across(MARGIN, y + 2.4, WIDE, FIRM);
    }
    y + 2.0
}

fn row_of(part: &Section) -> [String; 7] {
    [
        part.weight.to_string(),
        thousands(part.counted.yes),
        thousands(part.counted.against),
        part.for_percent.clone(),
        part.against_percent.clone(),
        part.weighted.0.clone(),
        part.weighted.1.clone(),
    ]
}

/// What the chair reads out, on the page of the figures whatever else has to go on to another.
fn read_out(page: &mut Page<'_>, y: f32, vote: &Vote) -> f32 {
    if vote.say.is_empty() {
        return y;
    }
    let style = Style::new(14.0, INK).strong();
    let lines = style.lines_at_most(page.faces(), &format!("“{}”", vote.say), WIDE - 5.0, 9);
    let leading = style.size * POINT * 1.4;
    page.text(MARGIN, y - 3.0, "To be read out", Style::new(9.0, SECOND));
    page.block(MARGIN + 5.0, y + 4.0, &lines, style, leading);
    let low = y + 4.0 + u8::try_from(lines.len()).map_or(0.0, f32::from) * leading;
    page.line((MARGIN + 0.7, y), (MARGIN + 0.7, low - 4.0), Rule { thick: 2.0, ink: INK, dashed: false });
    low + 3.0
}

/// The reason, what was wrong before, what would have changed it, and what either outcome does; only measured where no place is given. How high it is.
fn words(page: &mut Page<'_>, at: Option<f32>, vote: &Vote, result: &Outcome) -> f32 {
    let (reason, small) = (Style::new(11.0, INK), Style::new(10.0, SECOND));
    let correction = result.correction.as_ref().map(|why| format!("Correction. {why}"));
    let published = vote.line_items.map(|published| {
        let how = if published { "is published" } else { "is not published" };
        format!("How each delegation voted {how} under the standing orders.")
    });
    let turning = (!result.turning.is_empty()).then(|| result.turning.join(" "));
    let parts = [
        (Some(result.reason.clone()), reason, 0.0),
        (correction, Style::new(11.0, INK), 4.0),
        (turning, small, 0.0),
        (Some(format!("If carried: {}", vote.if_carried)), small, 0.0),
        (Some(format!("If lost: {}", vote.if_lost)), small, 0.0),
        (published, small, 0.0),
    ];
    let mut high = 0.0;
    for (text, style, inset) in parts {
        let Some(text) = text else { continue };
        let lines = style.lines_at_most(page.faces(), &text, WIDE - inset, 28);
        let leading = style.size * POINT * 1.4;
        let tall = u8::try_from(lines.len()).map_or(0.0, f32::from) * leading;
        if let Some(top) = at {
            let y = top + high;
            page.block(MARGIN + inset, y, &lines, style, leading);
            if inset > 0.0 {
                let bar = Rule { thick: 2.0, ink: INK, dashed: false };
                page.line((MARGIN + 0.5, y - 4.0), (MARGIN + 0.5, y + tall - 4.0), bar);
            }
        }
        high += tall + 2.0;
    }
    high
}

fn signed(page: &mut Page<'_>, result: &Outcome) {
    let half = (WIDE - 10.0) / 2.0;
    for x in [MARGIN, MARGIN + half + 10.0] {
        page.across(x, 248.0, half, HAIR);
        page.text(x, 252.0, "Teller or scrutineer", Style::new(9.0, SECOND));
    }
    page.text(MARGIN, 264.0, "Code of the result", Style::new(9.0, SECOND));
    let code = Style::new(24.0, INK).bold().columns().loose(25.0);
    let wide = page.text(MARGIN, 274.5, &result.code, code);
    let said = "The same code stands beside this result in the record. If it does not, this slip is not of that result.";
    page.paragraph(MARGIN + wide + 8.0, 269.0, WIDE - wide - 8.0, said, Style::new(9.5, SECOND));
}
