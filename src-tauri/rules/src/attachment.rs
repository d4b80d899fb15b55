//! What may be attached to a paper: costings, a rule book, a table.
//!
//! Invariant: an attachment has a name without a folder, some content, and no more of it than the file of a conference can carry
//! on every backup; what kind of file it is, its name says.

use crate::refusal::Refusal;

/// The most that one attachment may have, in bytes.
pub const MOST_BYTES: usize = 10 * 1024 * 1024;
/// The longest name, in characters.
const LONGEST_NAME: usize = 200;

/// Whether content of that size may be kept.
///
/// # Errors
/// `attachment.empty` or `attachment.too_large`.
pub fn may_be_kept(size: usize) -> Result<(), Refusal> {
    if size == 0 {
        return Err(Refusal::new("attachment.empty", "There is nothing in that file."));
    }
    if size > MOST_BYTES {
        let sentence = format!(
            "It is {}: more than {} is not attached to a paper.",
            size_in_words(size),
            size_in_words(MOST_BYTES)
        );
        return Err(Refusal::new("attachment.too_large", sentence)
            .allowed_by("Attach a smaller copy, or a page that says where the whole can be had."));
    }
    Ok(())
}

/// The name without the folders before it.
///
/// # Errors
/// `attachment.name` where none is left, or it cannot be the name of a file everywhere.
pub fn name(given: &str) -> Result<String, Refusal> {
    let name = given.rsplit(['/', '\\']).next().unwrap_or_default().trim();
    let refused = |why: &str| Err(Refusal::new("attachment.name", why));
    if name.is_empty() || name.chars().all(|c| c == '.') {
        return refused("An attachment has the name of a file.");
    }
    if name.chars().count() > LONGEST_NAME {
        return refused("The name is longer than 200 characters.");
    }
    if name.chars().any(|c| c.is_control() || matches!(c, '<' | '>' | ':' | '"' | '|' | '?' | '*')) {
        return refused("The name has a character that not every computer can have in a name.");
    }
    Ok(name.to_owned())
}

/// What kind of file it is, by the ending of its name.
#[must_use]
pub fn media_type(name: &str) -> &'static str {
    let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_lowercase()).unwrap_or_default();
    match ending.as_str() {
        "pdf" => "application/pdf",
        "txt" | "md" => "text/plain",
        "csv" => "text/csv",
        "odt" => "application/vnd.oasis.opendocument.text",
        "ods" => "application/vnd.oasis.opendocument.spreadsheet",
        "doc" => "application/msword",
        "docx" => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "xlsx" => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        _ => "application/octet-stream",
    }
}

/// `812 bytes`, `212 KB`, `10.0 MB`; rounded down, for reading only.
#[must_use]
pub fn size_in_words(size: usize) -> String {
    const KB: usize = 1024;
    const MB: usize = 1024 * KB;
    match size {
        1 => "1 byte".to_owned(),
        ..KB => format!("{size} bytes"),
        KB..MB => format!("{} KB", size / KB),
        MB.. => format!("{}.{} MB", size / MB, (size % MB) * 10 / MB),
    }
}

#[cfg(test)]
mod tests {
    use super::{MOST_BYTES, may_be_kept, media_type, name, size_in_words};

    #[test]
    fn what_may_be_kept() {
        for (size, code) in [
            (0, Some("attachment.empty")),
            (1, None),
            (MOST_BYTES, None),
            (MOST_BYTES + 1, Some("attachment.too_large")),
        ] {
            assert_eq!(may_be_kept(size).err().as_ref().map(|refusal| refusal.code.as_str()), code, "{size}");
        }
        let refusal = may_be_kept(12 * 1024 * 1024 + 512 * 1024).unwrap_err();
        assert_eq!(refusal.sentence, "It is 12.5 MB: more than 10.0 MB is not attached to a paper.");
    }

    #[test]
    fn the_names_of_files() {
        for (given, kept) in [
            ("Costings.pdf", Some("Costings.pdf")),
            (" C:\\Papers\\Costings 2.PDF ", Some("Costings 2.PDF")),
            ("/home/ann/papers/règles.odt", Some("règles.odt")),
            ("", None),
            ("papers/", None),
            ("..", None),
            ("a\nb.pdf", None),
            ("a:b.pdf", None),
            ("what?.pdf", None),
        ] {
            assert_eq!(name(given).ok().as_deref(), kept, "{given}");
        }
        assert!(name(&"a".repeat(200)).is_ok() && name(&"a".repeat(201)).is_err());
    }

    #[test]
    fn kinds_and_sizes() {
        for (name, kind) in [
            ("Costings.PDF", "application/pdf"),
            ("table.csv", "text/csv"),
            ("page.html", "application/octet-stream"),
            ("picture.svg", "application/octet-stream"),
            ("pdf", "application/octet-stream"),
        ] {
            assert_eq!(media_type(name), kind, "{name}");
        }
        for (size, words) in
            [(1, "1 byte"), (812, "812 bytes"), (1024, "1 KB"), (1_048_575, "1023 KB"), (1_572_864, "1.5 MB")]
        {
            assert_eq!(size_in_words(size), words);
        }
    }
}
