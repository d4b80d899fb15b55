//! What comes in on paper or goes out on it: so far the import of a register, of delegates or a programme from a table of text.
//!
//! Invariant: nothing here writes to a conference. A file is read into a preview; only the command in the preview, once
//! somebody accepts it, changes anything.

pub mod import;
