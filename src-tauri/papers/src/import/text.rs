//! Bytes into text, whatever a spreadsheet wrote.
//!
//! Invariant: a byte that does not belong to the encoding is never passed over: the row it stands in is named.

use encoding_rs::{UTF_16BE, UTF_16LE, WINDOWS_1252};

use super::MOST_BYTES;

/// A file as text.
pub(super) struct Text {
    pub(super) text: String,
    pub(super) encoding: &'static str,
    /// Some rows are in another encoding than the rest.
    pub(super) mixed: bool,
}

/// The file as text, or why it is none.
pub(super) fn decode(bytes: &[u8]) -> Result<Text, String> {
    if bytes.len() > MOST_BYTES {
        return Err(format!("The file is larger than {} MB.", MOST_BYTES / 1024 / 1024));
    }
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(&[0xD0, 0xCF, 0x11, 0xE0]) {
        return Err(
            "This is a spreadsheet, not a table of text. Save it there as CSV and import that.".to_owned()
        );
    }
    if bytes.starts_with(b"%PDF") {
        return Err("This is a PDF, not a table of text. It cannot be imported.".to_owned());
    }
    let text = if let Some(rest) = bytes.strip_prefix(&[0xEF, 0xBB, 0xBF]) {
        utf_8(rest, "UTF-8 with a mark")
    } else if bytes.starts_with(&[0xFF, 0xFE]) {
        let (text, _, _) = UTF_16LE.decode(bytes);
        Text { mixed: text.contains('\u{FFFD}'), text: text.into_owned(), encoding: "UTF-16 with a mark" }
    } else if bytes.starts_with(&[0xFE, 0xFF]) {
        let (text, _, _) = UTF_16BE.decode(bytes);
        Text { mixed: text.contains('\u{FFFD}'), text: text.into_owned(), encoding: "UTF-16 with a mark" }
    } else {
        unmarked(bytes)
    };
    if text.text.chars().all(|c| c.is_whitespace() || c == '\0') {
        return Err("The file is empty.".to_owned());
    }
    // No text has it; a picture, a program and a text in UTF-16 without its mark do, near their beginning.
    if text.text.chars().take(4_096).any(|c| c == '\0') {
        return Err(
            "This is no text: it is another kind of file, or in an encoding that is not known.".to_owned()
        );
    }
    Ok(text)
}

fn utf_8(bytes: &[u8], encoding: &'static str) -> Text {
    let text = String::from_utf8_lossy(bytes);
    Text { mixed: text.contains('\u{FFFD}'), text: text.into_owned(), encoding }
}

/// No mark: UTF-8 where that fits, or fits most lines that are not plain ASCII; otherwise Windows-1252.
fn unmarked(bytes: &[u8]) -> Text {
    if std::str::from_utf8(bytes).is_ok() {
        return utf_8(bytes, "UTF-8");
    }
    let lines = || bytes.split(|b| *b == b'\n').filter(|line| !line.is_ascii());
    let fitting = lines().filter(|line| std::str::from_utf8(line).is_ok()).count();
    let others = lines().count() - fitting;
    if fitting > others {
        return utf_8(bytes, "UTF-8");
    }
    let (text, _) = WINDOWS_1252.decode_without_bom_handling(bytes);
    Text { text: text.into_owned(), encoding: GUESSED, mixed: fitting > 0 }
}

/// Nothing but a guess says that a text without a mark is in it: its letters are to be looked at.
pub(super) const GUESSED: &str = "Windows-1252";

/// What to look at in a file that is taken for Windows-1252: its sentence begins so.
pub(super) const DOUBT: &str = "It is read as Windows-1252. Letters that look wrong come from another encoding: save the file as UTF-8, and import that.";

/// A sign that hardly stands in a name, of those that are letters in encodings like it: Š, š, Ž, ž, Œ, œ, Ÿ and € in
/// ISO-8859-15.
pub(super) fn hardly_a_letter(cell: &str) -> Option<char> {
    cell.chars().find(|c| matches!(c, '¨' | '´' | '¸' | '¼' | '½' | '¾' | '¤' | '¦'))
}

/// What is wrong with the letters of a cell, if anything.
pub(super) fn fault(cell: &str, text: &Text) -> Option<String> {
    if cell.contains('\u{FFFD}') {
        return Some(format!("has letters that are not {}", text.encoding));
    }
    if text.mixed && text.encoding == GUESSED && reads_as_utf_8(cell) {
        return Some(format!("is in UTF-8 and the rest of the file in Windows-1252: “{}”", brief(cell)));
    }
    let odd = cell.chars().find(|c| is_invisible(*c))?;
    Some(format!("has a character that cannot be seen (U+{:04X})", u32::from(odd)))
}

fn reads_as_utf_8(cell: &str) -> bool {
    if cell.is_ascii() {
        return false;
    }
    let (bytes, _, failed) = WINDOWS_1252.encode(cell);
    !failed && std::str::from_utf8(&bytes).is_ok()
}

fn is_invisible(c: char) -> bool {
    let line_end = matches!(c, '\n' | '\r' | '\t');
    let zero_width =
        matches!(c, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}');
    (c.is_control() && !line_end) || zero_width
}

/// The beginning of a cell, for a sentence.
pub(super) fn brief(cell: &str) -> String {
    let cell = super::squeeze(cell);
    if cell.chars().count() <= 40 { cell } else { cell.chars().take(39).chain(['…']).collect() }
}
