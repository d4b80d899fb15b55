//! The journal: one entry an act, one change a row, chained by hashes.
//!
//! Invariant: entries and changes are only ever added; what erasing drops from them leaves the chain whole.

pub mod chain;
mod found;
mod links;
pub mod replay;
pub mod result;
pub mod undo;
pub mod verify;

/// Bits of a change's id that count within its entry.
const COUNT_BITS: u32 = 20;

/// The first id that a change of this entry may have.
pub fn first_change(seq: i64) -> i64 {
    seq.saturating_mul(1 << COUNT_BITS)
}

/// The entry that a change belongs to.
pub fn entry_of(change: i64) -> i64 {
    change >> COUNT_BITS
}
