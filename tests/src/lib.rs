//! What the tests of the whole share: a conference file that is thrown away, stories told to it, random acts done to it.
//!
//! Invariant: nothing here is part of the program, and everything reaches it as a user would, through the desk.

pub mod altered;
pub mod chance;
pub mod house;
pub mod program;
pub mod secrecy;
pub mod sim;
pub mod story;
pub mod whole;
pub mod world;

/// What a test's tool gives, or in words what is wrong.
pub type Outcome<T = ()> = Result<T, String>;

/// Whatever went wrong, in words.
///
/// # Errors
/// The error's own words.
pub fn told<T, E: std::fmt::Display>(outcome: Result<T, E>) -> Outcome<T> {
    outcome.map_err(|error| error.to_string())
}
