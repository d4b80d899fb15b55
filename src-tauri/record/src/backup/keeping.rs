//! When backups are made, and what becomes of those that cannot be: a thread beside the desk.
//!
//! Invariant: what could not be made is told, and tried again until it is; a disk that fails does not keep the other from
//! its copy.

use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use tokio::sync::watch;

use super::{BackupPlan, BackupStatus, back_up, back_up_into, copy_to, folder_of};
use crate::halt::Fault;
use crate::time::ConferenceClock;
use crate::transact::Head;

/// The thread that makes the backups of one open file.
pub(crate) struct Handle {
    notes: Notes,
    status: Arc<watch::Sender<BackupStatus>>,
    second: Arc<Mutex<Option<PathBuf>>>,
}

/// Where the writer says that an act is on the disk.
#[derive(Clone)]
pub(crate) struct Notes {
    sender: mpsc::Sender<Note>,
    thread: Arc<Mutex<Option<JoinHandle<()>>>>,
}

enum Note {
    Act,
    /// Another second folder was named.
    Second,
    Finish,
}

/// What the last try left to be done.
enum Left {
    Nothing,
    Backup,
    /// The second copy of this backup.
    Second(PathBuf, Head),
}

impl Handle {
    pub(crate) fn notes(&self) -> Notes {
        self.notes.clone()
    }

    pub(crate) fn status(&self) -> watch::Receiver<BackupStatus> {
        self.status.subscribe()
    }

    pub(crate) fn second(&self, folder: Option<PathBuf>) {
        *self.second.lock().unwrap_or_else(PoisonError::into_inner) = folder;
        // Without a thread there are no backups, and its status says so.
        let _ = self.notes.sender.send(Note::Second);
    }
}

impl Notes {
    pub(crate) fn act(&self) {
        // Without a thread there are no backups, and its status says so.
        let _ = self.sender.send(Note::Act);
    }

    /// A last backup if one is due; afterwards the thread and its connections are gone.
    pub(crate) fn finish(self) {
        let _ = self.sender.send(Note::Finish);
        let thread = self.thread.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(thread) = thread {
            let _ = thread.join();
        }
    }
}

/// Starts making backups of an open file.
pub(crate) fn start(
    path: &Path,
    plan: BackupPlan,
    clock: Arc<ConferenceClock>,
    on_status: Arc<dyn Fn() + Send + Sync>,
) -> Result<Handle, Fault> {
    let (sender, notes) = mpsc::channel();
    let status = Arc::new(watch::Sender::new(BackupStatus::default()));
    let second = Arc::new(Mutex::new(plan.second.clone()));
    let keeper = Keeper {
        path: path.to_owned(),
        plan,
        clock,
        status: Arc::clone(&status),
        second: Arc::clone(&second),
        on_status,
    };
    let thread = thread::Builder::new().name("backup".into()).spawn(move || keeper.run(&notes))?;
    let thread = Arc::new(Mutex::new(Some(thread)));
    Ok(Handle { notes: Notes { sender, thread }, status, second })
}

struct Keeper {
    path: PathBuf,
    plan: BackupPlan,
    clock: Arc<ConferenceClock>,
    status: Arc<watch::Sender<BackupStatus>>,
    second: Arc<Mutex<Option<PathBuf>>>,
    on_status: Arc<dyn Fn() + Send + Sync>,
}

impl Keeper {
    fn run(self, notes: &mpsc::Receiver<Note>) {
        let mut last = None::<Instant>;
        // Acts without a backup, and since when.
        let mut pending = None::<(u32, Instant)>;
        let mut left = Left::Nothing;
        let mut newest = None::<(PathBuf, Head)>;
        loop {
            let due = pending.map(|(acts, since)| self.due(acts, since, last, &left));
            let again = match left {
                Left::Nothing => None,
                Left::Backup | Left::Second(..) => last.map(|last| last + self.plan.again),
            };
            let next = due.into_iter().chain(again).min();
            let wait =
                next.map_or(Duration::from_secs(3600), |next| next.saturating_duration_since(Instant::now()));
            let mut ending = false;
            match notes.recv_timeout(wait) {
                Ok(Note::Act) => {
                    let (acts, since) = pending.unwrap_or((0, Instant::now()));
                    pending = Some((acts + 1, since));
                    continue;
                }
                Ok(Note::Second) => {
                    let what = self.owed(newest.clone(), &left, pending.is_some());
                    if matches!(what, Left::Backup) {
                        (last, pending) = (Some(Instant::now()), None);
                    }
                    if !matches!(what, Left::Nothing) {
                        left = self.tried(what, &mut newest);
                    }
                    continue;
                }
                Ok(Note::Finish) | Err(RecvTimeoutError::Disconnected) => ending = true,
                Err(RecvTimeoutError::Timeout) => {}
            }
            let now = Instant::now();
            if pending.is_some() && (ending || due.is_some_and(|due| due <= now)) {
                left = self.tried(Left::Backup, &mut newest);
                (last, pending) = (Some(now), None);
            } else if ending || again.is_some_and(|again| again <= now) {
                left = self.tried(left, &mut newest);
                last = Some(now);
            }
            if ending {
                return;
            }
        }
    }

    /// What another second folder calls for. Whoever has put a stick in waits for its copy, and it must hold everything: where
    /// the newest backup does not, a new one is made. With no folder, what stood of the last one is wiped.
    fn owed(&self, newest: Option<(PathBuf, Head)>, left: &Left, pending: bool) -> Left {
        let failed = matches!(left, Left::Backup);
        match (self.second_folder(), newest) {
            (Some(_), Some((place, head))) if !failed && !pending => Left::Second(place, head),
            (Some(_), _) => Left::Backup,
            (None, Some((place, head))) if !failed => Left::Second(place, head),
            (None, _) => Left::Nothing,
        }
    }

    /// When acts that are in no backup yet are to be in one.
    fn due(&self, acts: u32, since: Instant, last: Option<Instant>, left: &Left) -> Instant {
        let failed = matches!(left, Left::Backup);
        let soonest =
            last.map_or(since, |last| last + if failed { self.plan.again } else { self.plan.apart });
        if failed || acts >= self.plan.acts { soonest } else { soonest.max(since + self.plan.every) }
    }

    /// Tries what is to be done; what of it is left.
    fn tried(&self, what: Left, newest: &mut Option<(PathBuf, Head)>) -> Left {
        let left = match what {
            Left::Nothing => return Left::Nothing,
            Left::Backup => self.make(newest),
            Left::Second(place, head) => self.copy_again(place, head),
        };
        (self.on_status)();
        left
    }

    fn make(&self, newest: &mut Option<(PathBuf, Head)>) -> Left {
        let (at, keep) = (self.clock.now(), self.plan.keep);
        match back_up(&self.path, &folder_of(&self.path), at, keep) {
            Ok((place, head)) => {
                *newest = Some((place.clone(), head));
                self.status.send_modify(|status| {
                    let place = Some(place.display().to_string());
                    *status =
                        BackupStatus { last_at: head.at, seq: head.seq, place, second: None, problem: None };
                });
                self.copy_again(place, head)
            }
            Err(fault) => {
                let problem = Some(told("The backup could not be made", &fault));
                // The other disk may have the room, or be whole: it is copied to from the file itself.
                let second = self.second_folder().map(|folder| back_up_into(&self.path, &folder, at, keep));
                self.status.send_modify(|status| match second {
                    Some(Ok((second, head))) => {
                        let second = Some(second.display().to_string());
                        *status =
                            BackupStatus { last_at: head.at, seq: head.seq, place: None, second, problem };
                    }
                    Some(Err(fault)) => {
                        fault.log();
                        status.problem = problem;
                    }
                    None => status.problem = problem,
                });
                Left::Backup
            }
        }
    }

    /// The second copy of a backup that stands.
    fn copy_again(&self, place: PathBuf, head: Head) -> Left {
        let copied =
            self.second_folder().map(|folder| copy_to(&place, &folder, &head, &self.path, self.plan.keep));
        let (second, problem, left) = match copied {
            None => (None, None, Left::Nothing),
            Some(Ok(second)) => (Some(second.display().to_string()), None, Left::Nothing),
            Some(Err(fault)) => {
                let problem = told("The second backup could not be made", &fault);
                (None, Some(problem), Left::Second(place, head))
            }
        };
        self.status.send_modify(|status| (status.second, status.problem) = (second, problem));
        left
    }

    fn second_folder(&self) -> Option<PathBuf> {
        self.second.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

fn told(what: &str, fault: &Fault) -> String {
    fault.log();
    format!("{what}: {fault}")
}
