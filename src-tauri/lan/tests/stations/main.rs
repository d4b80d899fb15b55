//! The cable, as stations and strangers on it find it.
#![expect(clippy::unwrap_used, reason = "a test may stop where it stands")]

mod blind;
mod fuzz;
mod hall;
mod offices;
mod pairing;
mod relay;
mod stick;
mod strangers;
mod torn;
mod typed;
