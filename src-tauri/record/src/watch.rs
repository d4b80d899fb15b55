//! The views that somebody is looking at, on a thread and a read-only connection of their own.
//!
//! Invariant: a view is computed only from what is committed; each distinct view once, however many look at it; and it is
//! pushed only when its text has changed. A view that nobody looks at is forgotten. The thread beats by itself: whoever
//! shows a view hears no beat while that view cannot change.

use std::collections::{BTreeMap, BTreeSet};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender};
use std::time::{Duration, Instant};

use tokio::sync::watch;

use crate::db::Db;
use crate::halt::Fault;

/// Where a view's JSON is pushed.
pub type Sink = Arc<watch::Sender<Arc<str>>>;
/// How a view's JSON is computed.
pub(crate) type Compute = Box<dyn Fn(&Db) -> Result<String, Fault> + Send>;

/// What the thread of the views is told.
pub(crate) enum News {
    /// An act that touched these tables is on the disk.
    Touched(BTreeSet<String>),
    /// Somebody looks at a view.
    Look {
        /// Views with the same key are the same.
        key: String,
        compute: Compute,
        sink: Sink,
        /// Told once the sink holds the view.
        seen: SyncSender<()>,
    },
    /// The file is being closed.
    Stop,
}

struct Watched {
    compute: Compute,
    sinks: Vec<Sink>,
    /// The tables it read when last computed; unknown after a fault.
    reads: Option<BTreeSet<String>>,
    text: Arc<str>,
}

/// How often the thread says that it runs.
pub const BEAT: Duration = Duration::from_secs(1);

/// Lateness grows while nobody acts, so every view is computed again when this long has passed without news.
const TICK: Duration = Duration::from_secs(10);

/// Runs until told to stop. `beat` goes with it.
pub(crate) fn run(db: &Db, news: &Receiver<News>, beat: watch::Sender<()>) {
    let mut watched = BTreeMap::<String, Watched>::new();
    let (mut beaten, mut heard) = (Instant::now(), Instant::now());
    loop {
        if beaten.elapsed() >= BEAT {
            beat.send_replace(());
            beaten = Instant::now();
        }
        let first = match news.recv_timeout(BEAT.saturating_sub(beaten.elapsed())) {
            Ok(first) => first,
            Err(RecvTimeoutError::Timeout) if heard.elapsed() < TICK => continue,
            Err(RecvTimeoutError::Timeout) => {
                heard = Instant::now();
                forget(&mut watched);
                let ticked = db.at_rest(|| watched.values_mut().for_each(|view| view.compute(db)));
                if let Err(fault) = ticked {
                    fault.while_doing("computing views").log();
                }
                continue;
            }
            Err(RecvTimeoutError::Disconnected) => return,
        };
        heard = Instant::now();
        let mut touched = BTreeSet::new();
        let mut looks = Vec::new();
        // Whatever has come in meanwhile is answered by one computation.
        for item in std::iter::once(first).chain(news.try_iter()) {
            match item {
                News::Touched(tables) => touched.extend(tables),
                News::Look { key, compute, sink, seen } => looks.push((key, compute, sink, seen)),
                News::Stop => return,
            }
        }
        let done = db.at_rest(|| {
            refresh(db, &mut watched, &touched);
            for (key, compute, sink, seen) in looks {
                look(db, &mut watched, key, compute, sink);
                // Whoever asked may have gone.
                let _ = seen.send(());
            }
        });
        if let Err(fault) = done {
            fault.while_doing("computing views").log();
        }
    }
}

/// Views that nobody looks at any more.
fn forget(watched: &mut BTreeMap<String, Watched>) {
    watched.retain(|_, view| {
        view.sinks.retain(|sink| sink.receiver_count() > 0);
        !view.sinks.is_empty()
    });
}

fn refresh(db: &Db, watched: &mut BTreeMap<String, Watched>, touched: &BTreeSet<String>) {
    forget(watched);
    for view in watched.values_mut() {
        if view.reads.as_ref().is_none_or(|reads| !reads.is_disjoint(touched)) {
            view.compute(db);
        }
    }
}

fn look(db: &Db, watched: &mut BTreeMap<String, Watched>, key: String, compute: Compute, sink: Sink) {
    let view = watched.entry(key).or_insert_with(|| {
        let mut view = Watched { compute, sinks: Vec::new(), reads: None, text: Arc::from("") };
        view.compute(db);
        view
    });
    push(&sink, &view.text);
    if !view.sinks.iter().any(|known| Arc::ptr_eq(known, &sink)) {
        view.sinks.push(sink);
    }
}

impl Watched {
    fn compute(&mut self, db: &Db) {
        let (outcome, reads) = db.observe(|| catch_unwind(AssertUnwindSafe(|| (self.compute)(db))));
        let outcome = outcome.unwrap_or_else(|_| Err(Fault::new("a view panicked")));
        self.reads = outcome.is_ok().then_some(reads);
        let text = outcome.unwrap_or_else(|fault| {
            fault.log();
            shown(&fault)
        });
        if *self.text != *text {
            self.text = Arc::from(text);
            for sink in &self.sinks {
                push(sink, &self.text);
            }
        }
    }
}

fn push(sink: &Sink, text: &Arc<str>) {
    sink.send_if_modified(|held| {
        let changed = **held != **text;
        *held = Arc::clone(text);
        changed
    });
}

/// A view that could not be computed, as JSON: `{"fault":{"sentence":…,"detail":…}}`.
fn shown(fault: &Fault) -> String {
    serde_json::json!({ "fault": fault.shown() }).to_string()
}
