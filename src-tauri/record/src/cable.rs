//! What the office asks of whoever serves stations over a cable, and what it shows of them.
//!
//! Invariant: nothing listens until the chair asks for it; none of this is in the conference file, because it is true only
//! while the program runs.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use ts_rs::TS;

use crate::desk::Desk;
use crate::halt::Halt;
use crate::ids::{StationId, VoteId};
use crate::transact::Role;

/// Whoever serves stations.
pub trait Cable: Send + Sync {
    /// How it stands.
    fn shown(&self) -> CableShown;
    /// Does what the chair asks. May wait; never called from async code.
    ///
    /// # Errors
    /// A refusal where it cannot be: a port that is taken, an address that is not this laptop's.
    fn ask(&self, asked: CableErrand) -> Result<Value, Halt>;
}

/// What the chair can ask.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(tag = "what", rename_all = "snake_case", deny_unknown_fields)]
pub enum CableErrand {
    /// On which addresses it could listen; the answer is `{"addresses":[…]}`.
    Addresses,
    /// Listen on these addresses, and on no other.
    Listen {
        /// Addresses of this laptop, `192.168.1.5`.
        addresses: Vec<String>,
        /// On which port; 0 for any that is free.
        port: u16,
    },
    /// Listen no longer; every station is cut off, and comes back when it is turned on again.
    Stop,
    /// Offer a code with which one station can be let in.
    Offer {
        /// In what office.
        role: Role,
    },
    /// Offer a code no longer.
    Withdraw {
        /// Which.
        code: String,
    },
    /// Make a count pack for a laptop with no cable; the answer is `{"pack": text, "desk": fingerprint}`, or it is
    /// written to a place.
    MakePack {
        /// What is to be counted.
        vote: VoteId,
        /// In what office: teller or head teller.
        role: Role,
        /// Who takes it.
        person: String,
        /// Where it is written; nothing may be there.
        #[serde(default)]
        path: Option<String>,
    },
    /// What a count return would do; nothing is done.
    LookAtReturn {
        /// The file.
        file: FileBrought,
    },
    /// Take a count return in: each act in it once.
    TakeInReturn {
        /// The file.
        file: FileBrought,
    },
    /// What a count pack is, before it is opened; nothing is done. The answer is `{"pack": …, "cards": n}`.
    LookAtPack {
        /// The file.
        file: FileBrought,
    },
    /// Open a count pack on this laptop, where no conference is open, and type in it.
    OpenPack {
        /// The file.
        file: FileBrought,
    },
    /// Go on with a pack that is kept on this laptop.
    GoOnWithPack {
        /// Its mark.
        mark: String,
    },
    /// Sign what was typed so far; the answer is `{"return": text, "acts": n}`, or it is written to a place.
    WriteReturn {
        /// Where it is written; nothing may be there.
        #[serde(default)]
        path: Option<String>,
    },
    /// Close the pack that is open.
    LeavePack {
        /// Keep nothing of it on this laptop.
        forget: bool,
    },
}

/// A file that somebody brought: what stands in it, or where it is on this laptop.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
pub enum FileBrought {
    /// Its text.
    Text(String),
    /// Where it is.
    Path(String),
}

/// An address of this laptop.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
pub struct AddressShown {
    /// `192.168.1.5`
    pub address: String,
    /// What it is plugged into, as the system calls it: `enp0s25`.
    pub network: String,
    /// Only this laptop reaches it.
    pub only_here: bool,
}

/// How the cable stands.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema, TS)]
pub struct CableShown {
    /// Where stations find it, `https://192.168.1.5:8443`; empty while it does not listen.
    pub listening: Vec<String>,
    /// SHA-256 of the certificate in sixteen groups of four, as browsers show it too; none before it was first made.
    pub fingerprint: Option<String>,
    /// What this desk's count packs are recognised by; none where it has made none yet.
    pub desk: Option<String>,
    /// Codes that wait for a station.
    pub codes: Vec<CodeShown>,
    /// Stations that were heard since the program started.
    pub heard: Vec<Heard>,
    /// What the chair should know: that somebody tried codes that were not given.
    pub notice: Option<String>,
}

impl CableShown {
    /// Without the stations that were revoked: nobody waits for one of them to come back.
    pub(crate) fn without_revoked(mut self, desk: Option<&Desk>) -> Self {
        let admitted = |desk: &Desk| {
            desk.read(|db| db.rows("SELECT id FROM station WHERE revoked_at IS NULL", [], |r| r.get(0)))
        };
        match desk.map(admitted) {
            Some(Ok(admitted)) => self.heard.retain(|heard| admitted.contains(&heard.station)),
            Some(Err(Halt::Fault(fault))) => fault.log(),
            Some(Err(Halt::Refusal(_))) | None => {}
        }
        self
    }
}

/// A code that lets one station in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
pub struct CodeShown {
    /// `K7M-Q2X`
    pub code: String,
    /// In what office.
    pub role: Role,
    /// Until when, by the laptop's clock: ms since 1970 UTC.
    #[ts(type = "number")]
    pub until: i64,
}

/// A station as it is heard.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
pub struct Heard {
    /// Which.
    pub station: StationId,
    /// Its screen is open now.
    pub connected: bool,
    /// When it was last heard, by the laptop's clock: ms since 1970 UTC; while connected, when its screen was opened.
    #[ts(type = "number")]
    pub at: i64,
    /// Acts that it has and that were not sent yet, as it said itself when it was last heard.
    pub waiting: u32,
    /// From where.
    pub from: String,
}
