//! A style, and text that is longer than its line.

use crate::faces::{Faces, Weight};

/// Millimetres of one point.
pub(crate) const POINT: f32 = 25.4 / 72.0;

/// A colour, as a screen would say it.
pub(crate) type Ink = [u8; 3];

/// How text is set.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Style {
    pub(crate) weight: Weight,
    /// In points.
    pub(crate) size: f32,
    pub(crate) ink: Ink,
    /// Figures stand in columns.
    pub(crate) columns: bool,
    /// More or less room between letters, in thousandths of the size.
    pub(crate) loose: f32,
}

impl Style {
    pub(crate) const fn new(size: f32, ink: Ink) -> Self {
        Self { weight: Weight::Regular, size, ink, columns: false, loose: 0.0 }
    }

    pub(crate) const fn strong(self) -> Self {
        Self { weight: Weight::Strong, ..self }
    }

    pub(crate) const fn bold(self) -> Self {
        Self { weight: Weight::Bold, ..self }
    }

    pub(crate) const fn columns(self) -> Self {
        Self { columns: true, ..self }
    }

    pub(crate) const fn loose(self, loose: f32) -> Self {
        Self { loose, ..self }
    }

    pub(crate) const fn size(self, size: f32) -> Self {
        Self { size, ..self }
    }

    /// How wide text is in it, in mm.
    pub(crate) fn width(self, faces: &mut Faces, text: &str) -> f32 {
        let run = faces.run(self.weight, self.columns, text);
        let letters = u16::try_from(run.letters.len()).map_or(0.0, f32::from);
        (run.width + letters * self.loose) / 1000.0 * self.size * POINT
    }

    /// The lines of a text that may be `width` mm wide; a word that is longer than a line is broken.
    pub(crate) fn lines(self, faces: &mut Faces, text: &str, width: f32) -> Vec<String> {
        let mut lines = Vec::new();
        let mut line = String::new();
        for word in text.split_whitespace() {
            let longer = if line.is_empty() { word.to_owned() } else { format!("{line} {word}") };
            if self.width(faces, &longer) <= width {
                line = longer;
                continue;
            }
            if !line.is_empty() {
                lines.push(std::mem::take(&mut line));
            }
            for letter in word.chars() {
                line.push(letter);
                if self.width(faces, &line) > width && line.chars().count() > 1 {
                    line.pop();
                    lines.push(std::mem::replace(&mut line, letter.to_string()));
                }
            }
        }
        if !line.is_empty() {
            lines.push(line);
        }
        lines
    }

    /// At most so many lines; what is cut off ends in three dots.
    pub(crate) fn lines_at_most(self, faces: &mut Faces, text: &str, width: f32, most: usize) -> Vec<String> {
        let mut lines = self.lines(faces, text, width);
        if lines.len() > most {
            lines.truncate(most);
            if let Some(last) = lines.last_mut() {
                while !last.is_empty() && self.width(faces, &format!("{last}…")) > width {
                    last.pop();
                }
                *last = format!("{}…", last.trim_end());
            }
        }
        lines
    }

    /// The first of these sizes in which a text takes no more than `most` lines; the last, if none does.
    pub(crate) fn fitted(
        self,
        faces: &mut Faces,
        text: &str,
        width: f32,
        most: usize,
        sizes: &[f32],
    ) -> Self {
        let fits = sizes.iter().find(|size| self.size(**size).lines(faces, text, width).len() <= most);
        self.size(*fits.or(sizes.last()).unwrap_or(&self.size))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_broken_between_words_and_a_long_word_within() {
        let mut faces = Faces::new().unwrap();
        let style = Style::new(10.0, [0, 0, 0]);
        for (text, width, expect) in [
            ("Leeds", 50.0, vec!["Leeds"]),
            ("Leeds  North\nWest", 50.0, vec!["Leeds North West"]),
            ("Leeds North West", 22.0, vec!["Leeds North", "West"]),
            ("Llanfairpwllgwyngyll", 20.0, vec!["Llanfairpwll", "gwyngyll"]),
            ("", 20.0, vec![]),
        ] {
            assert_eq!(style.lines(&mut faces, text, width), expect, "{text}");
        }
        assert_eq!(style.lines_at_most(&mut faces, "Leeds North West", 22.0, 1), ["Leeds Nort…"]);
        assert!(style.width(&mut faces, "Leeds") < style.bold().width(&mut faces, "Leeds"));
        let columns = style.columns();
        assert!((columns.width(&mut faces, "11") - columns.width(&mut faces, "00")).abs() < 0.001);
    }

    #[test]
    fn a_letter_that_no_font_has_is_named() {
        let mut faces = Faces::new().unwrap();
        Style::new(10.0, [0, 0, 0]).width(&mut faces, "Łódź, Αθήνα, Київ");
        assert_eq!(faces.missing(), "");
        Style::new(10.0, [0, 0, 0]).width(&mut faces, "東京");
        assert_eq!(faces.missing(), "京東");
    }
}
