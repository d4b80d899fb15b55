//! What the printed code on a voting slip says: `.RS1.7.123.F.0B4G29…`, which is card vote 7, card 123, for, and a seal.
//!
//! Invariant: a code whose seal is another than the conference's own is not a slip, whatever it says. It is written in
//! signs that a scanner which poses as a keyboard types alike on English and German layouts, and that a person can type. It
//! begins with a sign that is no key of the tellers' desk, so that the desk knows a scan from typing at its first sign.

use crate::refusal::Refusal;

/// What every code begins with: slips of Rostrum, first form.
const MARK: &str = ".RS1";

/// On one key with no other key held, on English and German keyboards alike, and among the signs of a dense QR code.
const BETWEEN: char = '.';

/// Sixteen signs for four bits each: no letter that another layout moves, none that looks like a figure.
const SIGNS: &[u8; 16] = b"0123456789BCDEFG";

/// Six bytes of the code's authentication go into the seal: one guess in 281 million million is right.
const SEAL_BYTES: usize = 6;

/// How the chair names the slips (§3.1 "Call"): in the colours in which they are printed.
pub const SLIPS: &str = "For: blue. Against: orange. Abstain: white.";

/// The same of books that have no slip for abstentions.
pub const SLIPS_WITHOUT_ABSTAIN: &str = "For: blue. Against: orange.";

/// The slips as the chair names them, by whether there is one for abstentions.
#[must_use]
pub fn slips(abstain: bool) -> &'static str {
    if abstain { SLIPS } else { SLIPS_WITHOUT_ABSTAIN }
}

/// What a slip is printed for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Mark {
    /// For.
    For,
    /// Against.
    Against,
    /// An abstention.
    Abstain,
}

impl Mark {
    /// As it stands in the code: the key that a teller would press.
    #[must_use]
    pub fn letter(self) -> char {
        match self {
            Self::For => 'F',
            Self::Against => 'A',
            Self::Abstain => 'B',
        }
    }

    fn of(letter: &str) -> Option<Self> {
        match letter {
            "F" => Some(Self::For),
            "A" => Some(Self::Against),
            "B" => Some(Self::Abstain),
            _ => None,
        }
    }
}

/// One slip of one book.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Slip {
    /// The number of the card vote that it is for.
    pub vote: u32,
    /// The card's number.
    pub card: u32,
    /// What it says.
    pub mark: Mark,
}

/// A code as it was read: what it says is not to be believed before [`Scanned::proved`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scanned {
    slip: Slip,
    seal: String,
}

impl Slip {
    /// What the conference's secret is to seal.
    #[must_use]
    pub fn to_be_sealed(self) -> String {
        format!("{MARK}{BETWEEN}{}{BETWEEN}{}{BETWEEN}{}", self.vote, self.card, self.mark.letter())
    }

    /// The whole code; `authentication` is the HMAC-SHA-256 of [`Slip::to_be_sealed`].
    #[must_use]
    pub fn encode(self, authentication: &[u8; 32]) -> String {
        format!("{}{BETWEEN}{}", self.to_be_sealed(), seal(authentication))
    }
}

impl Scanned {
    /// What is to be sealed again, for the comparison.
    #[must_use]
    pub fn to_be_sealed(&self) -> String {
        self.slip.to_be_sealed()
    }

    /// The slip, if its seal is the conference's own.
    ///
    /// # Errors
    /// `slip.made_up` where it is not.
    pub fn proved(&self, authentication: &[u8; 32]) -> Result<Slip, Refusal> {
        if seal(authentication) == self.seal {
            return Ok(self.slip);
        }
        Err(Refusal::new(
            "slip.made_up",
            format!("The code of this slip of card {} was not printed by this conference.", self.slip.card),
        )
        .allowed_by("Put the slip aside for the scrutineers, and ask where it came from."))
    }
}

fn seal(authentication: &[u8; 32]) -> String {
    let nibbles = authentication.iter().take(SEAL_BYTES).flat_map(|byte| [byte >> 4, byte & 15]);
    nibbles.filter_map(|nibble| SIGNS.get(usize::from(nibble))).map(|sign| char::from(*sign)).collect()
}

/// Whether what was typed is the code of a slip and no number: told by its first letters, in whatever case.
#[must_use]
pub fn is_code(typed: &str) -> bool {
    typed.trim().get(..MARK.len()).is_some_and(|start| start.eq_ignore_ascii_case(MARK))
}

/// Reads what a scanner typed. Capitals or not: a keyboard's lock may be on.
///
/// # Errors
/// `slip.unreadable` where it is not the code of a slip.
pub fn parse(typed: &str) -> Result<Scanned, Refusal> {
    read(typed).ok_or_else(|| {
        Refusal::new("slip.unreadable", "That is not the code of a voting slip.")
            .allowed_by("Scan it again, or type the number of the card and the key of its choice.")
    })
}

fn read(typed: &str) -> Option<Scanned> {
    let typed = typed.trim().to_ascii_uppercase();
    let parts: Vec<&str> = typed.split(BETWEEN).collect();
    let ["", "RS1", vote, card, letter, seal] = parts.as_slice() else { return None };
    let slip = Slip { vote: number(vote)?, card: number(card)?, mark: Mark::of(letter)? };
    let whole = seal.len() == SEAL_BYTES * 2 && seal.bytes().all(|sign| SIGNS.contains(&sign));
    whole.then(|| Scanned { slip, seal: (*seal).to_owned() })
}

/// A number as it is printed: not nought, no sign, no leading noughts, so that one slip has one code.
fn number(text: &str) -> Option<u32> {
    let plain = !text.is_empty() && !text.starts_with('0') && text.bytes().all(|b| b.is_ascii_digit());
    if plain { text.parse().ok() } else { None }
}

#[cfg(test)]
mod tests {
    use super::{Mark, Slip, is_code, parse};

    const AUTHENTICATION: [u8; 32] = [
        0x00, 0x1a, 0xbc, 0xde, 0xf9, 0x42, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7,
        7, 7, 7, 7,
    ];

    fn slip(vote: u32, card: u32, mark: Mark) -> Slip {
        Slip { vote, card, mark }
    }

    #[test]
    fn a_code_is_read_as_it_was_written() {
        for (slip, expect) in [
            (slip(7, 123, Mark::For), ".RS1.7.123.F.001BCDEFG942"),
            (slip(1, 9_999_999, Mark::Against), ".RS1.1.9999999.A.001BCDEFG942"),
            (slip(u32::MAX, 1, Mark::Abstain), ".RS1.4294967295.1.B.001BCDEFG942"),
        ] {
            let code = slip.encode(&AUTHENTICATION);
            assert_eq!(code, expect);
            for typed in [code.clone(), code.to_lowercase(), format!(" {code}\r\n")] {
                assert!(is_code(&typed));
                let scanned = parse(&typed).unwrap();
                assert_eq!(scanned.to_be_sealed(), slip.to_be_sealed());
                assert_eq!(scanned.proved(&AUTHENTICATION), Ok(slip));
            }
        }
    }

    #[test]
    fn every_sign_is_one_that_a_dense_code_and_a_keyboard_have() {
        let code = slip(40, 120, Mark::Against).encode(&[0xef; 32]);
        assert!(code.chars().all(|sign| sign.is_ascii_uppercase() || sign.is_ascii_digit() || sign == '.'));
        assert!(code.len() <= 31, "{code}");
    }

    #[test]
    fn a_seal_that_is_not_the_conferences_is_refused() {
        let code = slip(7, 123, Mark::For).encode(&AUTHENTICATION);
        let other = parse(&code).unwrap().proved(&[9; 32]).unwrap_err();
        assert_eq!(other.code, "slip.made_up");
        assert!(other.sentence.contains("card 123"), "{other}");
        // One sign of the seal changed.
        let forged = code.replace("942", "943");
        assert_eq!(parse(&forged).unwrap().proved(&AUTHENTICATION).unwrap_err().code, "slip.made_up");
    }

    #[test]
    fn what_is_not_a_code() {
        for typed in [
            "",
            "123",
            ".RS1",
            ".RS1.7.123.F",
            ".RS1.7.123.F.001BCDEFG94",
            ".RS1.7.123.F.001BCDEFG9422",
            ".RS1.7.123.F.001BCDEFA942",
            ".RS1.7.123.X.001BCDEFG942",
            ".RS1.7.123.F.001BCDEFG942.",
            ".RS1.0.123.F.001BCDEFG942",
            ".RS1.07.123.F.001BCDEFG942",
            ".RS1.7.0123.F.001BCDEFG942",
            ".RS1.7.+123.F.001BCDEFG942",
            ".RS1.7.99999999999.F.001BCDEFG942",
            ".RS1:7:123:F:001BCDEFG942",
            "RS1.7.123.F.001BCDEFG942",
            "..RS1.7.123.F.001BCDEFG942",
            ".RS2.7.123.F.001BCDEFG942",
            ".RS1.7.123.F.001BCDEFG94é",
            "é",
        ] {
            assert_eq!(parse(typed).unwrap_err().code, "slip.unreadable", "{typed}");
        }
        for (typed, expect) in [
            ("RS1.7", false),
            (".RS1.7", true),
            (".rs1.7.1", true),
            ("123", false),
            ("R", false),
            ("éé", false),
        ] {
            assert_eq!(is_code(typed), expect, "{typed}");
        }
    }
}
