//! One page, in millimetres from its top left corner.

use pdf_writer::{Content, Name, Str};

use crate::code;
use crate::faces::{Faces, Run};
use crate::text::{Ink, POINT, Style};

/// Of a sheet of paper, in mm.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Size {
    pub(crate) width: f32,
    pub(crate) height: f32,
}

pub(crate) const A4: Size = Size { width: 210.0, height: 297.0 };
pub(crate) const A3_ACROSS: Size = Size { width: 420.0, height: 297.0 };

/// A part of a page, in mm.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Area {
    pub(crate) x: f32,
    pub(crate) y: f32,
    pub(crate) width: f32,
    pub(crate) height: f32,
}

impl Area {
    pub(crate) const fn new(x: f32, y: f32, width: f32, height: f32) -> Self {
        Self { x, y, width, height }
    }
}

/// A line: how thick in points, whether it is to be cut along.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Rule {
    pub(crate) thick: f32,
    pub(crate) ink: Ink,
    pub(crate) dashed: bool,
}

/// What a choice is known by where there is no colour.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Sign {
    Up,
    Down,
    Round,
}

/// How far from its middle the sides of a circle bend.
const BEND: f32 = 0.552_284_7;

/// A page that is being set.
pub(crate) struct Page<'a> {
    faces: &'a mut Faces,
    content: Content,
    height: f32,
}

impl<'a> Page<'a> {
    pub(crate) fn new(faces: &'a mut Faces, size: Size) -> Self {
        Self { faces, content: Content::new(), height: size.height }
    }

    pub(crate) fn content(self) -> Content {
        self.content
    }

    pub(crate) fn faces(&mut self) -> &mut Faces {
        self.faces
    }

    fn at(&self, x: f32, y: f32) -> (f32, f32) {
        (x / POINT, (self.height - y) / POINT)
    }

    fn fill_with(&mut self, ink: Ink) {
        let [red, green, blue] = ink.map(share);
        self.content.set_fill_rgb(red, green, blue);
    }

    fn draw_with(&mut self, rule: Rule) {
        let [red, green, blue] = rule.ink.map(share);
        self.content.set_stroke_rgb(red, green, blue).set_line_width(rule.thick);
        let dashes: &[f32] = if rule.dashed { &[2.6, 2.0] } else { &[] };
        self.content.set_dash_pattern(dashes.iter().copied(), 0.0);
    }

    /// A surface.
    pub(crate) fn fill(&mut self, area: Area, ink: Ink) {
        self.fill_with(ink);
        let (x, y) = self.at(area.x, area.y + area.height);
        self.content.rect(x, y, area.width / POINT, area.height / POINT).fill_nonzero();
    }

    /// A frame.
    pub(crate) fn frame(&mut self, area: Area, rule: Rule) {
        self.draw_with(rule);
        let (x, y) = self.at(area.x, area.y + area.height);
        self.content.rect(x, y, area.width / POINT, area.height / POINT).stroke();
    }

    /// A line.
    pub(crate) fn line(&mut self, from: (f32, f32), to: (f32, f32), rule: Rule) {
        self.draw_with(rule);
        let ((x, y), (to_x, to_y)) = (self.at(from.0, from.1), self.at(to.0, to.1));
        self.content.move_to(x, y).line_to(to_x, to_y).stroke();
    }

    /// A line across.
    pub(crate) fn across(&mut self, x: f32, y: f32, width: f32, rule: Rule) {
        self.line((x, y), (x + width, y), rule);
    }

    /// A sign in a square whose top left corner is given.
    pub(crate) fn sign(&mut self, sign: Sign, x: f32, y: f32, side: f32, ink: Ink) {
        self.fill_with(ink);
        let (left, top) = self.at(x, y);
        let side = side / POINT;
        let (right, low, middle) = (left + side, top - side, left + side / 2.0);
        match sign {
            Sign::Up => self.content.move_to(left, low).line_to(right, low).line_to(middle, top),
            Sign::Down => self.content.move_to(left, top).line_to(right, top).line_to(middle, low),
            Sign::Round => {
                let (half, bent) = (side / 2.0, side / 2.0 * BEND);
                let y = top - half;
                self.content
                    .move_to(left, y)
                    .cubic_to(left, y + bent, middle - bent, top, middle, top)
                    .cubic_to(middle + bent, top, right, y + bent, right, y)
                    .cubic_to(right, y - bent, middle + bent, low, middle, low)
                    .cubic_to(middle - bent, low, left, y - bent, left, y)
            }
        };
        self.content.close_path().fill_nonzero();
    }

    /// A code whose top left corner is given; all of it is one drawing, so that no viewer shows a seam.
    ///
    /// # Errors
    /// Where the text is longer than a code can say.
    pub(crate) fn code(&mut self, text: &str, x: f32, y: f32, side: f32) -> Result<(), String> {
        let squares = code::squares(text)?;
        self.fill_with([0, 0, 0]);
        let (left, top) = self.at(x, y);
        let unit = side / POINT / f32::from(squares.side);
        self.content.save_state().transform([unit, 0.0, 0.0, -unit, left, top]);
        for run in squares.runs {
            self.content.rect(f32::from(run.x), f32::from(run.y), f32::from(run.long), 1.0);
        }
        self.content.fill_nonzero().restore_state();
        Ok(())
    }

    /// A line of text upon the line `y`; how wide it is.
    pub(crate) fn text(&mut self, x: f32, y: f32, text: &str, style: Style) -> f32 {
        let run = self.faces.run(style.weight, style.columns, text);
        self.show(x, y, &run, style);
        style.width(self.faces, text)
    }

    /// As [`Page::text`], ending at `x`.
    pub(crate) fn text_to(&mut self, x: f32, y: f32, text: &str, style: Style) -> f32 {
        let width = style.width(self.faces, text);
        self.text(x - width, y, text, style)
    }

    /// A code, spelt for a person who has to type it.
    pub(crate) fn spelt(&mut self, x: f32, y: f32, text: &str, style: Style) {
        let run = self.faces.spelt(style.weight, text);
        self.show(x, y, &run, style);
    }

    fn show(&mut self, x: f32, y: f32, run: &Run, style: Style) {
        self.fill_with(style.ink);
        let (left, low) = self.at(x, y);
        self.content.begin_text().set_font(Name(style.weight.names().0), style.size).next_line(left, low);
        let mut line: Vec<u8> = Vec::new();
        let mut shown = self.content.show_positioned();
        let mut items = shown.items();
        for letter in &run.letters {
            if letter.right != 0.0 {
                items.show(Str(&std::mem::take(&mut line)));
                items.adjust(-letter.right);
            }
            line.extend(letter.cid.to_be_bytes());
            let moved = letter.width - letter.advance - style.loose + letter.right;
            if moved.abs() > 0.01 {
                items.show(Str(&std::mem::take(&mut line)));
                items.adjust(moved);
            }
        }
        if !line.is_empty() {
            items.show(Str(&line));
        }
        drop(items);
        drop(shown);
        self.content.end_text();
    }

    /// Text in lines from the line `y` down, `leading` mm from one to the next; the line after the last.
    pub(crate) fn block(&mut self, x: f32, y: f32, lines: &[String], style: Style, leading: f32) -> f32 {
        let mut at = y;
        for line in lines {
            self.text(x, at, line, style);
            at += leading;
        }
        at
    }

    /// As [`Page::block`], broken to a width.
    pub(crate) fn paragraph(&mut self, x: f32, y: f32, width: f32, text: &str, style: Style) -> f32 {
        let lines = style.lines(self.faces, text, width);
        self.block(x, y, &lines, style, style.size * POINT * 1.4)
    }
}

fn share(of: u8) -> f32 {
    f32::from(of) / 255.0
}
