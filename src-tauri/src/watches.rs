//! The watches of each window's page.
//!
//! Invariant: no watch outlives the page that asked for it, whether it is reloaded, closed or forgets to say so.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use tauri::async_runtime::JoinHandle;

/// Every watch there is.
#[derive(Debug, Default)]
pub(crate) struct Watches(Mutex<Kept>);

#[derive(Debug, Default)]
struct Kept {
    last: u64,
    /// By number: whose it is, and the task that forwards it.
    running: BTreeMap<u64, (String, JoinHandle<()>)>,
}

impl Watches {
    /// Keeps a running watch of a window; the answer is its number.
    pub(crate) fn keep(&self, window: &str, task: JoinHandle<()>) -> u64 {
        let mut kept = self.lock();
        kept.last += 1;
        let id = kept.last;
        kept.running.insert(id, (window.to_owned(), task));
        id
    }

    /// Ends one watch, if it is this window's.
    pub(crate) fn end(&self, window: &str, id: u64) {
        let mut kept = self.lock();
        if kept.running.get(&id).is_some_and(|(whose, _)| whose == window)
            && let Some((_, task)) = kept.running.remove(&id)
        {
            task.abort();
        }
    }

    /// Ends all watches of a window.
    pub(crate) fn end_all(&self, window: &str) {
        self.lock().running.retain(|_, (whose, task)| {
            let stays = whose != window;
            if !stays {
                task.abort();
            }
            stays
        });
    }

    fn lock(&self) -> MutexGuard<'_, Kept> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn waiting() -> JoinHandle<()> {
        tauri::async_runtime::spawn(std::future::pending())
    }

    fn left(watches: &Watches) -> Vec<u64> {
        watches.lock().running.keys().copied().collect()
    }

    #[test]
    fn a_window_ends_only_its_own() {
        let watches = Watches::default();
        let (chairs, halls) = (watches.keep("chair", waiting()), watches.keep("hall", waiting()));
        watches.end("hall", chairs);
        assert_eq!(left(&watches), [chairs, halls]);
        watches.end("hall", halls);
        assert_eq!(left(&watches), [chairs]);
    }

    #[test]
    fn nothing_outlives_a_page() {
        let watches = Watches::default();
        let _ = (watches.keep("chair", waiting()), watches.keep("chair", waiting()));
        let hall = watches.keep("hall", waiting());
        watches.end_all("chair");
        assert_eq!(left(&watches), [hall]);
    }
}
