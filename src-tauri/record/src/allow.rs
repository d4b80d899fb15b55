//! The chair decides: what a standing order forbids can be allowed with a recorded reason.
//!
//! Invariant: only a refusal that is overrulable can be allowed; what would falsify a count never is.

use rules::refusal::Refusal;

use crate::halt::Halt;
use crate::transact::Act;

/// The refusal, unless the chair has given a reason for allowing it.
pub(crate) fn unless_allowed(act: &Act<'_>, rule: Result<(), Refusal>) -> Result<(), Halt> {
    match rule {
        Err(refusal) if act.reason.is_none() || !refusal.overrulable => Err(refusal.into()),
        Err(_) => {
            act.allowed.set(true);
            Ok(())
        }
        Ok(()) => Ok(()),
    }
}

/// A text that must say something, trimmed.
pub(crate) fn said(what: &str, text: &str) -> Result<String, Refusal> {
    let text = text.trim();
    if text.is_empty() {
        return Err(Refusal::new("text.empty", format!("The {what} is empty.")));
    }
    if text.len() > 200_000 {
        return Err(Refusal::new("text.too_long", format!("The {what} is longer than 200,000 characters.")));
    }
    Ok(text.to_owned())
}
