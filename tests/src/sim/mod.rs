//! Random conferences.
