//! The sign of life of a screen that has nothing new.
//!
//! Invariant: with a file open it comes from the thread that works its views out, so that a screen never stands as if it were
//! true while it cannot change.

use std::time::Duration;

use tokio::time::sleep;

use super::Office;
use crate::watch::BEAT;

/// How soon it is looked again what is open, while a file is being closed.
const CLOSING: Duration = Duration::from_millis(100);

impl Office {
    /// Comes back within about a second for as long as the screens can change: with a file open only when the thread of its
    /// views says so. For a screen that has nothing new, this is how it knows that what it shows is still so.
    pub async fn beat(&self) {
        loop {
            let desk = self.desk().or_else(|| self.pack().map(|pack| pack.desk));
            let Some(mut beats) = desk.map(|desk| desk.beats()) else { return sleep(BEAT).await };
            if beats.changed().await.is_ok() {
                return;
            }
            // The file is being closed, and another may follow.
            sleep(CLOSING).await;
        }
    }
}
