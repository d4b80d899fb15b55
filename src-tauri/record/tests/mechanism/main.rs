//! The mechanism beneath the conference, tried on a little schema of its own.

mod file;
mod journal;
mod little;
mod tamper;
