//! The conference file: one SQLite file in which every act is one transaction, journalled and hash-chained.
//!
//! Invariant: what was acknowledged is on the disk, and what is in the tables follows from the journal.

mod attachments;
pub mod backup;
pub mod capture;
pub mod command;
pub mod db;
pub mod demo;
pub mod desk;
pub mod file;
pub mod halt;
pub mod ids;
pub mod journal;
pub mod lawful;
pub mod lock;
pub mod office;
pub mod settings;
pub mod standing_orders;
pub mod time;
pub mod transact;
pub mod view;
pub mod watch;
pub mod when;

mod allow;
mod cards;
mod challenges;
mod composites;
mod consequences;
mod credentials;
mod delegates;
mod delegations;
mod emergencies;
mod envelope;
mod errand;
mod franchise;
mod hall;
mod meeting;
mod motions;
mod notes;
mod parts;
mod plans;
mod priorities;
mod programme;
mod questions;
mod reports;
mod rulings;
mod set_up;
mod speakers;
mod speeches;
mod sql;
mod substitutions;
mod tellers;
mod texts;
mod votes;
mod writer;
