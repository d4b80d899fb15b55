//! What every sheet has in common: the colours, the head and the foot.

use crate::data::Imprint;
use crate::page::{A4, Area, Page, Rule, Sign};
use crate::text::{Ink, Style};

pub(crate) const INK: Ink = [0x1a, 0x1c, 0x20];
pub(crate) const SECOND: Ink = [0x5b, 0x61, 0x6b];
pub(crate) const WHITE: Ink = [0xff, 0xff, 0xff];

pub(crate) const HAIR: Rule = Rule { thick: 0.4, ink: [0x9d, 0xa2, 0xaa], dashed: false };
pub(crate) const FIRM: Rule = Rule { thick: 1.2, ink: INK, dashed: false };
/// Where scissors go.
pub(crate) const CUT: Rule = Rule { thick: 0.5, ink: [0x6a, 0x70, 0x79], dashed: true };

/// A choice: its word, its sign, its colour.
pub(crate) struct Choice {
    pub(crate) word: &'static str,
    pub(crate) letter: &'static str,
    /// What the chair calls its colour.
    pub(crate) colour: &'static str,
    pub(crate) sign: Sign,
    pub(crate) ground: Ink,
    pub(crate) ink: Ink,
    /// The sign upon white paper.
    pub(crate) strong: Ink,
}

/// For, against, abstain. Dark, middling and white: told apart by a copier without colours, by whoever sees none, and under
/// a bad lamp; and by word and sign besides.
pub(crate) const CHOICES: [Choice; 3] = [
    Choice {
        word: "For",
        letter: "F",
        colour: "blue",
        sign: Sign::Up,
        ground: [0x0a, 0x4c, 0x86],
        ink: WHITE,
        strong: [0x0a, 0x4c, 0x86],
    },
    Choice {
        word: "Against",
        letter: "A",
        colour: "orange",
        sign: Sign::Down,
        ground: [0xf2, 0xa3, 0x4c],
        ink: INK,
        strong: [0xc2, 0x6a, 0x0c],
    },
    Choice {
        word: "Abstain",
        letter: "B",
        colour: "white",
        sign: Sign::Round,
        ground: WHITE,
        ink: INK,
        strong: [0x5b, 0x61, 0x6b],
    },
];

/// What a slip can say: without an abstention where the books have no slip for one.
pub(crate) fn choices(abstain_slip: bool) -> &'static [Choice] {
    let [yes_and_no @ .., _] = &CHOICES;
    if abstain_slip { &CHOICES } else { yes_and_no }
}

impl Choice {
    /// Its colour; white has a frame.
    pub(crate) fn ground(&self, page: &mut Page<'_>, area: Area) {
        page.fill(area, self.ground);
        if self.ground == WHITE {
            page.frame(area, Rule { thick: 0.9, ink: INK, dashed: false });
        }
    }
}

/// `1,234,567`
pub(crate) fn thousands(n: u64) -> String {
    let digits = n.to_string();
    let mut out = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// `1 card`, `1,234 cards`
pub(crate) fn counted(n: usize, one: &str, many: &str) -> String {
    let shown = thousands(u64::try_from(n).unwrap_or(u64::MAX));
    format!("{shown} {}", if n == 1 { one } else { many })
}

/// `Spring conference · rehearsal`
pub(crate) fn conference(imprint: &Imprint) -> String {
    let rehearsal = if imprint.rehearsal { " · rehearsal" } else { "" };
    format!("{}{rehearsal}", imprint.conference)
}

/// What stands at the foot of an A4 page, between `margin` and the other.
pub(crate) fn foot(page: &mut Page<'_>, imprint: &Imprint, margin: f32, right: &str) {
    let style = Style::new(7.5, SECOND).columns();
    let width = A4.width - margin * 2.0;
    page.across(margin, 283.0, width, HAIR);
    page.text(margin, 287.0, &format!("Record {}", imprint.head), style);
    let printed = format!("Printed {}", imprint.printed);
    let middle = (A4.width + style.width(page.faces(), &printed)) / 2.0;
    page.text_to(middle, 287.0, &printed, style);
    page.text_to(A4.width - margin, 287.0, right, style);
}

/// What stands at the head of an A4 page.
pub(crate) fn head(page: &mut Page<'_>, imprint: &Imprint, margin: f32, right: &str) {
    let style = Style::new(8.5, SECOND);
    page.text(margin, 14.0, &conference(imprint), style);
    page.text_to(A4.width - margin, 14.0, right, style);
    page.across(margin, 16.5, A4.width - margin * 2.0, HAIR);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_grouped() {
        for (n, expect) in [(0, "0"), (999, "999"), (1_000, "1,000"), (1_234_567, "1,234,567")] {
            assert_eq!(thousands(n), expect);
        }
        assert_eq!(
            (counted(1, "card", "cards"), counted(0, "card", "cards")),
            ("1 card".into(), "0 cards".into())
        );
    }

    /// What a copier makes of a colour, of 255.
    fn grey([red, green, blue]: Ink) -> u32 {
        (u32::from(red) * 299 + u32::from(green) * 587 + u32::from(blue) * 114) / 1000
    }

    #[test]
    fn choices_are_told_apart_without_colour() {
        for pair in CHOICES.windows(2) {
            let [one, other] = pair else { panic!("a pair") };
            assert!(grey(one.ground).abs_diff(grey(other.ground)) > 70, "{} and {}", one.word, other.word);
        }
        for choice in &CHOICES {
            assert!(
                grey(choice.ground).abs_diff(grey(choice.ink)) > 120,
                "{} is read on its colour",
                choice.word
            );
        }
    }
}
