//! The desk of one open conference: dispatch, undo, watch.
//!
//! Invariant: one thread owns the writing connection; an answer is given, and a view pushed, only after COMMIT. Nothing
//! here knows what an act or a view is about.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle};

use rules::refusal::Refusal;
use tokio::sync::{oneshot, watch};

use crate::attachments;
use crate::backup::{self, BackupPlan, BackupStatus};
use crate::db::Db;
use crate::file::{self, MIGRATIONS, Migrations, Opened};
use crate::halt::{Fault, Halt};
use crate::journal::undo::Law;
use crate::journal::verify::{self, Verification};
use crate::permissions;
use crate::stations::{self, Seat};
use crate::time::{Clock, ClockFacts, ConferenceClock};
use crate::transact::{Act, Answer, Envelope, Pen, Sent, TakenBack, UndoRequest, head};
use crate::tried::Aside;
use crate::view::View;
use crate::watch::{Compute, News, Sink, run};
use crate::writer::{self, Job, Proposal, Reply, Writer, is_rehearsal};

/// How a file is to be opened.
#[derive(Clone)]
pub struct Options {
    /// Where time comes from.
    pub clock: Clock,
    /// Makes salts and lots repeatable, for tests.
    pub seed: Option<u64>,
    /// Automatic backups; `None` for none.
    pub backups: Option<BackupPlan>,
    /// Verify the whole record behind the desk as soon as the file is open.
    pub verify: bool,
    /// The schemas.
    pub migrations: Migrations,
    /// What must be so after an act of the past was taken back.
    pub lawful: Law,
    /// Called from any thread when the verification or the backups have something new to say.
    pub on_status: Option<Arc<dyn Fn() + Send + Sync>>,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            clock: Clock::Real,
            seed: None,
            backups: Some(BackupPlan::default()),
            verify: true,
            migrations: MIGRATIONS,
            lawful: crate::lawful::LAW,
            on_status: None,
        }
    }
}

/// A handle upon an open conference; clones are the same desk.
#[derive(Clone)]
pub struct Desk(Arc<Inner>);

struct Inner {
    path: PathBuf,
    clock: Arc<ConferenceClock>,
    jobs: mpsc::Sender<Job>,
    news: mpsc::Sender<News>,
    beats: watch::Receiver<()>,
    /// `None` once closed.
    reader: Mutex<Option<Db>>,
    verification: Arc<watch::Sender<Verification>>,
    backups: Option<backup::Handle>,
    on_status: Arc<dyn Fn() + Send + Sync>,
    closing: Arc<AtomicBool>,
    threads: Mutex<Threads>,
}

#[derive(Default)]
struct Threads {
    writer: Option<JoinHandle<()>>,
    views: Option<JoinHandle<()>>,
    verifying: Vec<JoinHandle<()>>,
}

impl Desk {
    /// Makes a new file and opens it.
    pub fn create(path: &Path, options: Options) -> Result<Self, Halt> {
        Self::begin(file::create(path, options.migrations)?, options)
    }

    /// Opens a file.
    pub fn open(path: &Path, options: Options) -> Result<Self, Halt> {
        Self::begin(file::open(path, options.migrations)?, options)
    }

    fn begin(opened: Opened, options: Options) -> Result<Self, Halt> {
        let Opened { conn, lock, path } = opened;
        let reader = file::reader(&path)?;
        let newest = head(reader.conn())?;
        let (rehearsal, left) = (is_rehearsal(&reader)?, Some(lock.left()));
        let clock = Arc::new(ConferenceClock::new(options.clock, newest.at, rehearsal, left));
        let (jobs, todo) = mpsc::channel();
        let (news, heard) = mpsc::channel();
        let on_status = options.on_status.unwrap_or_else(|| Arc::new(|| {}));
        let backups = match options.backups {
            Some(plan) => Some(backup::start(&path, plan, Arc::clone(&clock), Arc::clone(&on_status))?),
            None => None,
        };
        let noted = backups.as_ref().map(backup::Handle::notes);
        let (told, time, seed, lawful) = (news.clone(), Arc::clone(&clock), options.seed, options.lawful);
        // Arming takes as long as the first screen, and that need not wait for it: only the first act does.
        let begin = move || match Pen::new(conn, seed) {
            Ok(pen) => Writer::new(pen, time, told, noted, lawful).run(&todo, lock),
            Err(fault) => writer::unarmed(&fault, &todo, noted, lock),
        };
        let writer = thread::Builder::new().name("desk".into()).spawn(begin)?;
        let views = file::reader(&path)?;
        let (beat, beats) = watch::channel(());
        let views = thread::Builder::new().name("views".into()).spawn(move || run(&views, &heard, beat))?;
        let desk = Self(Arc::new(Inner {
            reader: Mutex::new(Some(reader)),
            path,
            clock,
            jobs,
            news,
            beats,
            verification: Arc::new(watch::Sender::new(Verification::default())),
            backups,
            on_status,
            closing: Arc::default(),
            threads: Mutex::new(Threads { writer: Some(writer), views: Some(views), verifying: Vec::new() }),
        }));
        if options.verify {
            desk.verify()?;
        }
        Ok(desk)
    }

    /// Does one act; blocks until it is on the disk. Not from async code.
    pub fn dispatch(&self, envelope: Envelope) -> Answer {
        match proposal(envelope) {
            Ok(proposal) => self.act(proposal),
            Err(fault) => Answer::of(Err(fault.into())),
        }
    }

    /// Does one act.
    pub async fn dispatch_async(&self, envelope: Envelope) -> Answer {
        match proposal(envelope) {
            Ok(proposal) => self.later(|reply| Job::Act(Box::new(proposal), reply)).await,
            Err(fault) => Answer::of(Err(fault.into())),
        }
    }

    /// Takes an act back, or does it again; blocks until it is on the disk. Not from async code.
    pub fn undo(&self, request: UndoRequest) -> Answer {
        self.wait(|reply| Job::Undo(Box::new(request), None, reply))
    }

    /// Takes an act back, or does it again.
    pub async fn undo_async(&self, request: UndoRequest) -> Answer {
        self.later(|reply| Job::Undo(Box::new(request), None, reply)).await
    }

    /// Does one act of a station, if its office may and it is still admitted when the act is done.
    pub async fn dispatch_from(&self, seat: &Seat, sent: Sent) -> Answer {
        match from_station(seat, sent) {
            Ok(proposal) => self.later(|reply| Job::Act(Box::new(proposal), reply)).await,
            Err(halt) => Answer::of(Err(halt)),
        }
    }

    /// The same; blocks until it is on the disk. Not from async code.
    pub fn act_from(&self, seat: &Seat, sent: Sent) -> Answer {
        match from_station(seat, sent) {
            Ok(proposal) => self.act(proposal),
            Err(halt) => Answer::of(Err(halt)),
        }
    }

    /// Takes back, or does again, an act of this station.
    pub async fn undo_from(&self, seat: &Seat, taken: TakenBack) -> Answer {
        match taking_back(seat, taken) {
            Ok(request) => self.later(|reply| Job::Undo(request, Some(seat.clone()), reply)).await,
            Err(refusal) => Answer::Refusal(refusal),
        }
    }

    /// The same; blocks until it is on the disk. Not from async code.
    pub fn take_back_from(&self, seat: &Seat, taken: TakenBack) -> Answer {
        match taking_back(seat, taken) {
            Ok(request) => self.wait(|reply| Job::Undo(request, Some(seat.clone()), reply)),
            Err(refusal) => Answer::Refusal(refusal),
        }
    }

    pub(crate) fn act(&self, proposal: Proposal) -> Answer {
        self.wait(|reply| Job::Act(Box::new(proposal), reply))
    }

    fn wait(&self, job: impl FnOnce(Reply) -> Job) -> Answer {
        let (reply, answer) = mpsc::sync_channel(1);
        let sent = self.0.jobs.send(job(Reply::Waiting(reply)));
        sent.ok().and_then(|()| answer.recv().ok()).unwrap_or_else(closed)
    }

    async fn later(&self, job: impl FnOnce(Reply) -> Job) -> Answer {
        let (reply, answer) = oneshot::channel();
        let sent = self.0.jobs.send(job(Reply::Later(reply)));
        if sent.is_err() {
            return closed();
        }
        answer.await.unwrap_or_else(|_| closed())
    }

    /// A view as it is now, as JSON.
    pub fn show(&self, view: &View) -> Result<String, Halt> {
        let now = self.now();
        self.read(|db| view.json(db, now))
    }

    /// Keeps content that is then attached to a paper, and names it by its SHA-256. Blocks until it is on the disk. Not from
    /// async code.
    ///
    /// # Errors
    /// `attachment.empty`, `attachment.too_large`; a fault where it cannot be written.
    pub fn keep(&self, content: Vec<u8>) -> Result<String, Halt> {
        let (reply, answer) = mpsc::sync_channel(1);
        let sent = self.0.jobs.send(Job::Keep(content, reply));
        sent.ok().and_then(|()| answer.recv().ok()).unwrap_or_else(|| Err(is_closed().into()))
    }

    /// Content that was kept, by its SHA-256; none where there is none.
    ///
    /// # Errors
    /// A fault where it is no longer what its hash says.
    pub fn content(&self, sha256: &str) -> Result<Option<Vec<u8>>, Halt> {
        self.read(|db| attachments::content(db, sha256))
    }

    /// Reads facts in one state of the file.
    pub fn read<T>(&self, f: impl FnOnce(&Db) -> Result<T, Fault>) -> Result<T, Halt> {
        let reader = lock(&self.0.reader);
        let db = reader.as_ref().ok_or_else(is_closed)?;
        Ok(db.at_rest(|| f(db))??)
    }

    /// A view as it is now and whenever it changes, as JSON; a view that cannot be computed is `{"fault":{…}}`.
    pub fn watch(&self, view: View) -> Result<watch::Receiver<Arc<str>>, Halt> {
        let (sink, receiver) = watch::channel(Arc::from("null"));
        self.watch_into(view, Arc::new(sink))?;
        Ok(receiver)
    }

    /// Pushes a view into `sink` for as long as anybody listens to it.
    pub fn watch_into(&self, view: View, sink: Sink) -> Result<(), Halt> {
        let key = serde_json::to_string(&view)?;
        let clock = Arc::clone(&self.0.clock);
        self.look(key, Box::new(move |db| view.json(db, clock.now())), sink)
    }

    /// Changes every [`BEAT`](crate::watch::BEAT) for as long as the thread of the views runs and hangs on nothing; ends with
    /// that thread.
    pub fn beats(&self) -> watch::Receiver<()> {
        let mut beats = self.0.beats.clone();
        beats.mark_unchanged();
        beats
    }

    pub(crate) fn look(&self, key: String, compute: Compute, sink: Sink) -> Result<(), Halt> {
        let (seen, done) = mpsc::sync_channel(1);
        let sent = self.0.news.send(News::Look { key, compute, sink, seen });
        let done = sent.ok().and_then(|()| done.recv().ok());
        done.ok_or_else(|| is_closed().into())
    }

    /// Conference time, ms since 1970 UTC.
    pub fn now(&self) -> i64 {
        self.0.clock.now()
    }

    /// Conference time, and how far the laptop's clock is from it.
    pub fn clock(&self) -> ClockFacts {
        self.0.clock.facts()
    }

    /// Where the file is.
    pub fn path(&self) -> &Path {
        &self.0.path
    }

    /// How the verification of the record is getting on.
    pub fn verification(&self) -> watch::Receiver<Verification> {
        self.0.verification.subscribe()
    }

    /// How the automatic backups are; `None` where there are none.
    pub fn backups(&self) -> Option<watch::Receiver<BackupStatus>> {
        self.0.backups.as_ref().map(backup::Handle::status)
    }

    /// Makes a second copy of every backup in this folder from now on, or in none.
    pub fn second_backup(&self, folder: Option<PathBuf>) {
        if let Some(backups) = &self.0.backups {
            backups.second(folder);
        }
    }

    /// Verifies the whole record from the start, behind the desk.
    pub fn verify(&self) -> Result<(), Halt> {
        let mut threads = lock(&self.0.threads);
        threads.verifying.retain(|thread| !thread.is_finished());
        if !threads.verifying.is_empty() {
            return Ok(());
        }
        let (path, said) = (self.0.path.clone(), Arc::clone(&self.0.verification));
        let (closing, on_status) = (Arc::clone(&self.0.closing), Arc::clone(&self.0.on_status));
        let jobs = self.0.jobs.clone();
        let behind = move || {
            let sums = verify::behind(&path, &closing, |now| {
                said.send_replace(now);
                on_status();
            });
            if sums {
                // Whoever would do it may have gone with the file.
                let _ = jobs.send(Job::AddUp);
            }
        };
        threads.verifying.push(thread::Builder::new().name("verify".into()).spawn(behind)?);
        Ok(())
    }

    /// Does something upon a copy of the file as it is now, which is gone afterwards: the file itself is not touched. Blocks;
    /// not from async code.
    ///
    /// # Errors
    /// A fault where the copy cannot be made in `folder`.
    pub fn tried<T>(&self, folder: &Path, work: impl FnOnce(&Self) -> T) -> Result<T, Halt> {
        let aside = Aside::make(folder)?;
        let copy = aside.file();
        backup::copy(&self.0.path, &copy)?;
        let options = Options { backups: None, verify: false, ..Options::default() };
        let desk = Self::open(&copy, options)?;
        let done = work(&desk);
        desk.close();
        Ok(done)
    }

    /// Closes the file: a last backup, one file without a log beside it, the lock removed. Every clone is closed too.
    pub fn close(self) {
        self.0.close();
    }
}

impl Inner {
    fn close(&self) {
        self.closing.store(true, Ordering::Release);
        let Threads { writer, views, verifying } = std::mem::take(&mut *lock(&self.threads));
        // Whoever cannot be told has gone already.
        let _ = self.news.send(News::Stop);
        for thread in verifying.into_iter().chain(views) {
            let _ = thread.join();
        }
        lock(&self.reader).take();
        if let Some(writer) = writer {
            let _ = self.jobs.send(Job::Close);
            let _ = writer.join();
        }
    }
}

impl Drop for Inner {
    fn drop(&mut self) {
        self.close();
    }
}

fn is_closed() -> Refusal {
    Refusal::new("desk.closed", "The conference file is closed.")
        .allowed_by("Open it again on the first screen of the chair’s laptop.")
}

fn closed() -> Answer {
    Answer::Refusal(is_closed())
}

fn proposal(envelope: Envelope) -> Result<Proposal, Fault> {
    let Envelope { idem, actor, at, command, reason } = envelope;
    let (act, heard, args) = (command.name(), command.is_heard(), serde_json::to_string(&command)?);
    Ok(Proposal {
        idem,
        actor,
        at,
        act,
        args,
        reason,
        heard,
        carry: Box::new(move |act| command.carry_out(act)),
    })
}

/// The act is the station's office's, the actor is who was recognised, and the station is asked for again within the
/// transaction: a revocation that is on the disk before it stands before it.
fn from_station(seat: &Seat, sent: Sent) -> Result<Proposal, Halt> {
    permissions::may_send(seat.role, &sent.command)?;
    let idem = Some(marked(seat, &sent.idem)?);
    let command = seat.own(sent.command);
    let envelope = Envelope { idem, actor: seat.actor(), at: None, command, reason: None };
    let Proposal { carry, idem, actor, at, act, args, reason, heard } = proposal(envelope)?;
    let seat = seat.clone();
    let carry = Box::new(move |act: &Act<'_>| {
        stations::still_admitted(act.db, &seat)?;
        carry(act)
    });
    Ok(Proposal { carry, idem, actor, at, act, args, reason, heard })
}

fn taking_back(seat: &Seat, taken: TakenBack) -> Result<Box<UndoRequest>, Refusal> {
    let TakenBack { idem, seq, redo } = taken;
    let idem = Some(marked(seat, &idem)?);
    Ok(Box::new(UndoRequest { actor: seat.actor(), seq, redo, idem }))
}

/// A station's mark for an act is its own: what another sent cannot be asked for with it.
fn marked(seat: &Seat, idem: &str) -> Result<String, Refusal> {
    let plain = |b: u8| b.is_ascii_alphanumeric() || b == b'-';
    if idem.is_empty() || idem.len() > 64 || !idem.bytes().all(plain) {
        return Err(Refusal::new(
            "station.mark",
            "An act of a station needs a mark of its own to be sent by.",
        ));
    }
    Ok(format!("{}/{idem}", seat.name))
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests;
