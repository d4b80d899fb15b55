//! The mechanism beneath the conference, tried on a little schema of its own.

#[cfg(test)]
mod file;
#[cfg(test)]
mod journal;
#[cfg(test)]
mod little;
#[cfg(test)]
mod tamper;
