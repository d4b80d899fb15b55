//! Who it was that spoke in the name of a body ("Southwark moves"): a badge is put to its line.
//!
//! Invariant: it is a fact that the chair was told, and never guessed: the right to speak counts it from then on.

use crate::refusal::Refusal;

/// A line of the queue, and the person whose badge is put to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Naming<'a> {
    /// The body that the line is in the name of: `Southwark`.
    pub body: &'a str,
    /// `Nadia Walsh (Southwark)`
    pub person: &'a str,
    /// Who the record says it was, where somebody has said so.
    pub stands: Option<&'a str>,
    /// The person is of that body.
    pub of_the_body: bool,
}

/// Whether this badge may be put to the line.
///
/// # Errors
/// `speaker.named`, `speaker.of_another_body`: the chair may allow each, and give what was wrong as the reason.
pub fn may_be_named(naming: &Naming<'_>) -> Result<(), Refusal> {
    let Naming { body, person, stands, of_the_body } = *naming;
    if let Some(stands) = stands {
        return Err(Refusal::new("speaker.named", format!("The record has it that this is {stands}."))
            .allowed_by("Take that back; or put it right, and say what was wrong.")
            .by_reason());
    }
    if !of_the_body {
        return Err(Refusal::new("speaker.of_another_body", format!("{person} is no delegate of {body}."))
            .allowed_by("Read the badge again; where somebody speaks for another body, say so as the reason.")
            .by_reason());
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_badge_is_put_once_and_to_its_own_body() {
        let line = Naming { body: "Southwark", person: "Ann Bell (Leeds)", stands: None, of_the_body: true };
        for (naming, expect) in [
            (line, None),
            (
                Naming { of_the_body: false, ..line },
                Some(("speaker.of_another_body", "Ann Bell (Leeds) is no delegate of Southwark.")),
            ),
            (
                Naming { stands: Some("Nadia Walsh (Southwark)"), of_the_body: false, ..line },
                Some(("speaker.named", "The record has it that this is Nadia Walsh (Southwark).")),
            ),
        ] {
            let found = may_be_named(&naming);
            assert!(found.as_ref().err().is_none_or(|refusal| refusal.overrulable));
            let found = found.err().map(|refusal| (refusal.code, refusal.sentence));
            assert_eq!(found, expect.map(|(code, words)| (code.to_owned(), words.to_owned())), "{naming:?}");
        }
    }
}
