//! The watches of each window's page.
//!
//! Invariant: no watch outlives the page that asked for it, whether it is reloaded, closed or forgets to say so. A page
//! asks for what comes next and is answered when it is there; nothing is pushed into the page as a script, because WebKit
//! would then run a JavaScript engine in this process too, for the answer that nobody reads. An answer comes every second
//! at the least, for as long as the views can change: a screen knows within two that nobody answers.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::sync::watch;

/// What comes next in a watch.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Next {
    /// The view, as JSON.
    View(Arc<str>),
    /// Nothing yet.
    Beat,
    /// No more: the watch is no longer there.
    Ended,
}

/// Every watch there is.
#[derive(Debug, Default)]
pub(crate) struct Watches(Mutex<Kept>);

#[derive(Debug, Default)]
struct Kept {
    last: u64,
    running: BTreeMap<u64, Watch>,
}

#[derive(Debug)]
struct Watch {
    /// Whose it is.
    window: String,
    pushed: Arc<tokio::sync::Mutex<watch::Receiver<Arc<str>>>>,
    /// Gone with the watch: whoever waits for what comes next is told.
    alive: watch::Sender<()>,
}

impl Watches {
    /// Keeps a watch of a window; the answer is its number. What is there already comes next.
    pub(crate) fn keep(&self, window: &str, mut pushed: watch::Receiver<Arc<str>>) -> u64 {
        pushed.mark_changed();
        let pushed = Arc::new(tokio::sync::Mutex::new(pushed));
        let watch = Watch { window: window.to_owned(), pushed, alive: watch::Sender::new(()) };
        let mut kept = self.lock();
        kept.last += 1;
        let id = kept.last;
        kept.running.insert(id, watch);
        id
    }

    /// What comes next in a window's own watch, when it comes; `beat` comes back while the views are alive.
    pub(crate) async fn next(&self, window: &str, id: u64, beat: impl Future<Output = ()>) -> Next {
        let (pushed, mut alive) = {
            let kept = self.lock();
            let Some(watch) = kept.running.get(&id).filter(|watch| watch.window == window) else {
                return Next::Ended;
            };
            (Arc::clone(&watch.pushed), watch.alive.subscribe())
        };
        let mut pushed = pushed.lock().await;
        tokio::select! {
            // A view before a beat, where both are there.
            biased;
            changed = pushed.changed() => match changed {
                Ok(()) => Next::View(Arc::clone(&pushed.borrow_and_update())),
                Err(_) => Next::Ended,
            },
            _ = alive.changed() => Next::Ended,
            () = beat => Next::Beat,
        }
    }

    /// Ends one watch, if it is this window's.
    pub(crate) fn end(&self, window: &str, id: u64) {
        let mut kept = self.lock();
        if kept.running.get(&id).is_some_and(|watch| watch.window == window) {
            kept.running.remove(&id);
        }
    }

    /// Ends all watches of a window.
    pub(crate) fn end_all(&self, window: &str) {
        self.lock().running.retain(|_, watch| watch.window != window);
    }

    fn lock(&self) -> MutexGuard<'_, Kept> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::future::{pending, ready};

    fn desk() -> watch::Sender<Arc<str>> {
        watch::Sender::new(Arc::from("1"))
    }

    fn next(watches: &Watches, window: &str, id: u64) -> Option<String> {
        match tauri::async_runtime::block_on(watches.next(window, id, ready(()))) {
            Next::View(text) => Some(text.to_string()),
            Next::Beat => Some("beat".to_owned()),
            Next::Ended => None,
        }
    }

    #[test]
    fn what_is_there_comes_first_and_then_the_latest() {
        let (watches, desk) = (Watches::default(), desk());
        let id = watches.keep("chair", desk.subscribe());
        assert_eq!(next(&watches, "chair", id).as_deref(), Some("1"));
        desk.send_replace(Arc::from("2"));
        desk.send_replace(Arc::from("3"));
        assert_eq!(next(&watches, "chair", id).as_deref(), Some("3"));
        assert_eq!(next(&watches, "chair", id).as_deref(), Some("beat"));
        drop(desk);
        assert_eq!(next(&watches, "chair", id), None);
    }

    #[test]
    fn a_window_sees_and_ends_only_its_own() {
        let (watches, desk) = (Watches::default(), desk());
        let (chairs, halls) =
            (watches.keep("chair", desk.subscribe()), watches.keep("hall", desk.subscribe()));
        watches.end("hall", chairs);
        assert_eq!(next(&watches, "hall", chairs), None);
        assert_eq!(next(&watches, "chair", chairs).as_deref(), Some("1"));
        watches.end("hall", halls);
        assert_eq!(next(&watches, "hall", halls), None);
    }

    #[test]
    fn nothing_outlives_a_page() {
        let (watches, desk) = (Arc::new(Watches::default()), desk());
        let (chairs, halls) =
            (watches.keep("chair", desk.subscribe()), watches.keep("hall", desk.subscribe()));
        assert!(next(&watches, "chair", chairs).is_some());
        let waits = Arc::clone(&watches);
        let waiting =
            tauri::async_runtime::spawn(async move { waits.next("chair", chairs, pending()).await });
        watches.end_all("chair");
        assert_eq!(tauri::async_runtime::block_on(waiting).ok(), Some(Next::Ended));
        assert_eq!(next(&watches, "hall", halls).as_deref(), Some("1"));
    }
}
