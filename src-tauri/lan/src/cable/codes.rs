//! Codes with which stations are let in: short, for one station each, for a few minutes, and gone after a few wrong tries.
//!
//! Invariant: a code opens once. Time comes in with every call; chance only when a code is drawn.

use std::io;

use rand::TryRngCore;
use rand::rngs::OsRng;
use record::cable::CodeShown;
use record::transact::Role;

use crate::keys::same;

/// Nothing that is read or heard as another: no 0 O, 1 I L, 2 Z, 5 S, 8 B, U V.
const LETTERS: &[u8; 22] = b"34679ACDEFGHJKMNPQRTWX";
const LENGTH: usize = 6;
/// How long a code waits for its station, in ms.
const LASTS: i64 = 5 * 60 * 1000;
/// Codes at one time.
const MOST: usize = 12;
/// Wrong tries, from anywhere, after which every code is withdrawn.
const WRONG: u32 = 8;

/// The codes that wait.
#[derive(Default)]
pub(crate) struct Codes {
    waiting: Vec<CodeShown>,
    wrong: u32,
}

/// What a code that somebody typed comes to.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Tried {
    /// It was right, and is used up.
    Right(CodeShown),
    /// It was wrong, or has run out.
    Wrong,
    /// It was wrong once too often: every code is withdrawn.
    AllWithdrawn,
}

impl Codes {
    /// A new code; none where too many wait already.
    pub(crate) fn offer(&mut self, role: Role, now: i64) -> io::Result<Option<CodeShown>> {
        self.forget(now);
        if self.waiting.len() >= MOST {
            return Ok(None);
        }
        let code = CodeShown { code: draw()?, role, until: now + LASTS };
        self.waiting.push(code.clone());
        Ok(Some(code))
    }

    /// Puts back a code whose station could not be let in after all.
    pub(crate) fn put_back(&mut self, code: CodeShown) {
        self.waiting.push(code);
    }

    /// Whether it was there.
    pub(crate) fn withdraw(&mut self, code: &str) -> bool {
        let before = self.waiting.len();
        self.waiting.retain(|waiting| waiting.code != code);
        self.waiting.len() < before
    }

    pub(crate) fn clear(&mut self) {
        self.waiting.clear();
        self.wrong = 0;
    }

    pub(crate) fn waiting(&mut self, now: i64) -> Vec<CodeShown> {
        self.forget(now);
        self.waiting.clone()
    }

    /// Somebody types a code: dashes, spaces and small letters are as good as none.
    pub(crate) fn try_out(&mut self, typed: &str, now: i64) -> Tried {
        self.forget(now);
        let typed = plain(typed);
        // Every code is looked at, and each whole, however soon one is found.
        let right: Vec<bool> =
            self.waiting.iter().map(|code| same(typed.as_bytes(), plain(&code.code).as_bytes())).collect();
        if let Some(at) = right.iter().position(|right| *right) {
            self.wrong = 0;
            return Tried::Right(self.waiting.remove(at));
        }
        if self.waiting.is_empty() {
            return Tried::Wrong;
        }
        self.wrong += 1;
        if self.wrong < WRONG {
            return Tried::Wrong;
        }
        self.clear();
        Tried::AllWithdrawn
    }

    fn forget(&mut self, now: i64) {
        self.waiting.retain(|code| now < code.until);
        if self.waiting.is_empty() {
            self.wrong = 0;
        }
    }
}

fn plain(typed: &str) -> String {
    typed.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_uppercase()).take(32).collect()
}

/// `K7M-Q9X`: each letter as likely as any other.
fn draw() -> io::Result<String> {
    let mut code = String::new();
    while code.len() <= LENGTH {
        let mut byte = [0];
        OsRng.try_fill_bytes(&mut byte).map_err(io::Error::other)?;
        // 242 is the largest multiple of 22: what lies beyond would favour the first letters.
        if byte[0] >= 242 {
            continue;
        }
        if code.len() == LENGTH / 2 {
            code.push('-');
        }
        code.push(char::from(LETTERS[usize::from(byte[0]) % LETTERS.len()]));
    }
    Ok(code)
}

#[cfg(test)]
mod tests {
    use super::{Codes, LASTS, MOST, Tried, WRONG, draw};
    use record::transact::Role;

    fn offered(codes: &mut Codes, now: i64) -> String {
        codes.offer(Role::Teller, now).unwrap().unwrap().code
    }

    #[test]
    fn a_code_opens_once_however_it_is_typed() {
        let mut codes = Codes::default();
        let code = offered(&mut codes, 0);
        let typed = code.replace('-', " ").to_lowercase();
        assert!(matches!(codes.try_out(&typed, 1), Tried::Right(right) if right.code == code));
        assert_eq!(codes.try_out(&typed, 2), Tried::Wrong);
    }

    #[test]
    fn a_code_runs_out_and_can_be_withdrawn() {
        let mut codes = Codes::default();
        let code = offered(&mut codes, 0);
        assert_eq!(codes.waiting(LASTS - 1).len(), 1);
        assert_eq!(codes.try_out(&code, LASTS), Tried::Wrong);
        let code = offered(&mut codes, 0);
        assert!(codes.withdraw(&code) && !codes.withdraw(&code));
        assert_eq!(codes.try_out(&code, 1), Tried::Wrong);
    }

    #[test]
    fn wrong_tries_withdraw_every_code() {
        let mut codes = Codes::default();
        let (one, other) = (offered(&mut codes, 0), offered(&mut codes, 0));
        for _ in 1..WRONG {
            assert_eq!(codes.try_out("AAA-AAA", 1), Tried::Wrong);
        }
        assert_eq!(codes.try_out("", 1), Tried::AllWithdrawn);
        assert_eq!((codes.try_out(&one, 1), codes.try_out(&other, 1)), (Tried::Wrong, Tried::Wrong));
    }

    #[test]
    fn only_so_many_wait_and_each_is_another() {
        let mut codes = Codes::default();
        let all: std::collections::BTreeSet<_> = (0..MOST).map(|_| offered(&mut codes, 0)).collect();
        assert_eq!(all.len(), MOST);
        assert!(codes.offer(Role::Teller, 0).unwrap().is_none());
        assert!((0..200).all(|_| draw().unwrap().len() == 7));
    }
}
