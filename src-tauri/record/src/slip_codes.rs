//! The codes on printed slips: sealed with the conference's secret, and proved by it when they are scanned.
//!
//! Invariant: the secret is made with the conference, which is never taken back, so that what was printed stays good. It
//! leaves the file in no view; whoever has the file can print slips, and nobody else.

use ring::hmac::{HMAC_SHA256, Key, sign};
use rules::refusal::Refusal;
use rules::slip_code::{self, Scanned, Slip};

use crate::db::Db;
use crate::halt::{Fault, Halt};
use crate::transact::Act;

/// Seals the codes of one conference.
pub struct Seals(Key);

impl Seals {
    /// Those of a file.
    ///
    /// # Errors
    /// A fault where the file has no secret, as before a conference is set up.
    pub fn of(db: &Db) -> Result<Self, Fault> {
        let secret = db.row("SELECT secret FROM slip_secret", [], |r| r.get::<_, String>(0))?;
        let secret = secret.ok_or_else(|| Fault::new("no secret to seal slips with"))?;
        Ok(Self(Key::new(HMAC_SHA256, secret.as_bytes())))
    }

    fn authenticate(&self, text: &str) -> [u8; 32] {
        let mut seal = [0; 32];
        seal.copy_from_slice(sign(&self.0, text.as_bytes()).as_ref());
        seal
    }

    /// The code that is printed on a slip.
    #[must_use]
    pub fn code(&self, slip: Slip) -> String {
        slip.encode(&self.authenticate(&slip.to_be_sealed()))
    }

    /// The slip that was scanned.
    ///
    /// # Errors
    /// `slip.unreadable` where it is no code, `slip.made_up` where this conference has not printed it.
    pub fn slip(&self, typed: &str) -> Result<Slip, Refusal> {
        let scanned: Scanned = slip_code::parse(typed)?;
        scanned.proved(&self.authenticate(&scanned.to_be_sealed()))
    }
}

/// The slip of this conference that was scanned.
///
/// # Errors
/// As [`Seals::slip`], or a fault where the file cannot be read.
pub fn read(db: &Db, typed: &str) -> Result<Slip, Halt> {
    Ok(Seals::of(db)?.slip(typed)?)
}

/// A hundred and twenty-eight bits that nobody knows.
pub(crate) fn make_secret(act: &Act<'_>) -> Result<(), Fault> {
    let secret: String = act.chance.salt().iter().map(|byte| format!("{byte:02x}")).collect();
    act.db.run("INSERT INTO slip_secret(id, secret) VALUES (1, ?1)", [secret])?;
    Ok(())
}
