//! The one thread that writes: acts one after another, each answered and told only after COMMIT.
//!
//! Invariant: whatever an act does, fault and panic included, the next one finds the file as the last entry left it.

use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::mpsc::{self, RecvTimeoutError, SyncSender};
use std::time::Duration;

use rules::refusal::Refusal;
use tokio::sync::oneshot;

use crate::account;
use crate::attachments;
use crate::backup;
use crate::capture;
use crate::command::Command;
use crate::db::Db;
use crate::halt::{Done, Fault, Halt};
use crate::journal::undo::Law;
use crate::lock::Lock;
use crate::stations::{self, Seat};
use crate::time::ConferenceClock;
use crate::transact::{Act, Actor, Answer, Header, Pen, Role, UndoRequest, Written};
use crate::watch::News;

/// When nobody has asked for anything for so long, the write-ahead log is carried over.
const IDLE: Duration = Duration::from_secs(2);

/// An act, whatever it is about.
pub(crate) struct Proposal {
    pub(crate) idem: Option<String>,
    pub(crate) actor: Actor,
    pub(crate) at: Option<i64>,
    pub(crate) act: &'static str,
    pub(crate) args: String,
    pub(crate) reason: Option<String>,
    pub(crate) heard: bool,
    pub(crate) carry: Box<dyn FnOnce(&Act<'_>) -> Done + Send>,
}

/// What the thread is asked.
pub(crate) enum Job {
    Act(Box<Proposal>, Reply),
    /// By a station where one is given: it takes back only what it did itself.
    Undo(Box<UndoRequest>, Option<Seat>, Reply),
    /// Content that will be attached to a paper; it is answered with its hash.
    Keep(Vec<u8>, SyncSender<Result<String, Halt>>),
    /// Running sums were found that are not those of their slips.
    AddUp,
    Close,
}

/// Where its answer goes.
pub(crate) enum Reply {
    Waiting(SyncSender<Answer>),
    Later(oneshot::Sender<Answer>),
}

/// The thread's own.
pub(crate) struct Writer {
    pen: Pen,
    clock: Arc<ConferenceClock>,
    news: mpsc::Sender<News>,
    noted: Option<backup::Notes>,
    since_checkpoint: u32,
    lawful: Law,
}

impl Writer {
    pub(crate) fn new(
        pen: Pen,
        clock: Arc<ConferenceClock>,
        news: mpsc::Sender<News>,
        noted: Option<backup::Notes>,
        lawful: Law,
    ) -> Self {
        Self { pen, clock, news, noted, since_checkpoint: 0, lawful }
    }

    /// Runs until told to close, or until nobody is left to ask; the lock goes last.
    pub(crate) fn run(mut self, todo: &mpsc::Receiver<Job>, mut lock: Lock) {
        loop {
            // Time is set only by an act.
            lock.keep(&self.clock.kept().unwrap_or_default());
            match todo.recv_timeout(IDLE) {
                Ok(Job::Act(proposal, reply)) => {
                    let answer = self.answer(|writer| writer.act(*proposal));
                    reply.give(answer);
                }
                Ok(Job::Undo(request, seat, reply)) => {
                    let answer = self.answer(|writer| writer.undo(&request, seat.as_ref()));
                    reply.give(answer);
                }
                Ok(Job::AddUp) => {
                    if let Err(fault) = self.add_up() {
                        fault.while_doing("adding up running sums").log();
                    }
                }
                Ok(Job::Keep(content, reply)) => {
                    // Whoever asked may have gone; what is kept hurts nobody.
                    drop(reply.send(attachments::keep(self.pen.db().conn(), &content)));
                }
                Err(RecvTimeoutError::Timeout) => self.checkpoint("PASSIVE"),
                Ok(Job::Close) | Err(RecvTimeoutError::Disconnected) => break,
            }
        }
        // The backup's own connection must be gone before the log can be carried over whole.
        if let Some(noted) = self.noted.take() {
            noted.finish();
        }
        self.since_checkpoint = 1;
        self.checkpoint("TRUNCATE");
        drop(self);
        drop(lock);
    }

    fn answer(&mut self, work: impl FnOnce(&mut Self) -> Result<Written, Halt>) -> Answer {
        let outcome = catch_unwind(AssertUnwindSafe(|| work(self)));
        let outcome = outcome.unwrap_or_else(|_| {
            self.pen.roll_back()?;
            Err(Fault::new("an act panicked").into())
        });
        Answer::of(outcome.map(|Written { receipt, touched }| {
            if !receipt.repeated {
                self.tell(touched);
            }
            receipt
        }))
    }

    /// After COMMIT, and only then.
    fn tell(&mut self, touched: BTreeSet<String>) {
        if touched.contains("conference") {
            match is_rehearsal(self.pen.db()) {
                Ok(rehearsal) => self.clock.rehearse(rehearsal),
                Err(fault) => fault.log(),
            }
        }
        self.since_checkpoint = self.since_checkpoint.saturating_add(1);
        if let Some(noted) = &self.noted {
            noted.act();
        }
        // Without a thread for views there is nobody to tell.
        let _ = self.news.send(News::Touched(touched));
    }

    /// No act, and no entry: what was journalled is not touched.
    fn add_up(&mut self) -> Result<(), Fault> {
        let sums = self.pen.db().conn().unchecked_transaction()?;
        account::add_up(&sums)?;
        sums.commit()?;
        self.since_checkpoint = self.since_checkpoint.saturating_add(1);
        let touched = capture::DERIVED.map(str::to_owned).into();
        // Without a thread for views there is nobody to tell.
        let _ = self.news.send(News::Touched(touched));
        Ok(())
    }

    fn act(&mut self, proposal: Proposal) -> Result<Written, Halt> {
        let Proposal { idem, actor, at: said, act, args, reason, heard, carry } = proposal;
        let at = self.time_for(&actor, said)?;
        let header = Header {
            idem: idem.as_deref(),
            actor: &actor,
            at,
            act,
            args: Some(&args),
            reason: reason.as_deref(),
            heard,
            undoes: None,
        };
        let written = self.pen.transact(&header, carry)?;
        if !written.receipt.repeated {
            self.clock.entered(at, said.is_some());
        }
        Ok(written)
    }

    fn undo(&mut self, request: &UndoRequest, seat: Option<&Seat>) -> Result<Written, Halt> {
        if let Some(seat) = seat {
            stations::may_take_back(self.pen.db(), seat, request.seq)?;
        }
        let at = self.time_for(&request.actor, None)?;
        let written = self.pen.take_back(
            request,
            at,
            |db, args| {
                // An act that this version no longer knows is guarded by the rows it touched alone.
                serde_json::from_str::<Command>(args).map_or(Ok(()), |command| command.may_take_back(db))
            },
            self.lawful,
        )?;
        self.clock.entered(at, false);
        Ok(written)
    }

    fn time_for(&self, actor: &Actor, said: Option<i64>) -> Result<i64, Refusal> {
        if actor.role == Role::Hall {
            return Err(Refusal::new("hall.silent", "The hall’s screen shows; it does nothing."));
        }
        match said {
            None => Ok(self.clock.now()),
            // The program itself says when a new rehearsal begins: its file does not say yet that it is one.
            Some(at) if matches!(actor.role, Role::Script | Role::Desk) || self.clock.rehearsal() => {
                self.clock.within_reach(at)
            }
            Some(_) => {
                Err(Refusal::new("time.given", "Only a script or a rehearsal may say what time it is."))
            }
        }
    }

    fn checkpoint(&mut self, how: &str) {
        if self.since_checkpoint > 0 {
            self.since_checkpoint = 0;
            let checkpoint = format!("PRAGMA wal_checkpoint({how})");
            if let Err(error) = self.pen.db().conn().query_row(&checkpoint, [], |_| Ok(())) {
                Fault::of("carrying over the log", error).log();
            }
        }
    }
}

impl Reply {
    fn give(self, answer: Answer) {
        // Whoever asked may have gone; the act stands.
        match self {
            Self::Waiting(reply) => drop(reply.send(answer)),
            Self::Later(reply) => drop(reply.send(answer)),
        }
    }
}

/// Stands in for a writer whose connection could not be armed: whatever is asked is answered with that fault, for what is
/// not journalled is not done. The file can still be looked at.
pub(crate) fn unarmed(fault: &Fault, todo: &mpsc::Receiver<Job>, noted: Option<backup::Notes>, lock: Lock) {
    fault.log();
    let again = || Fault::new(fault.shown().detail);
    for job in todo {
        match job {
            Job::Act(_, reply) | Job::Undo(_, _, reply) => reply.give(Answer::of(Err(again().into()))),
            Job::Keep(_, reply) => drop(reply.send(Err(again().into()))),
            Job::AddUp => {}
            Job::Close => break,
        }
    }
    if let Some(noted) = noted {
        noted.finish();
    }
    drop(lock);
}

/// Whether the file says that it is a rehearsal; a file without a conference does not.
pub(crate) fn is_rehearsal(db: &Db) -> Result<bool, Fault> {
    let known = "SELECT count(*) FROM pragma_table_info('conference') WHERE name = 'rehearsal'";
    if db.one(known, [], |row| row.get::<_, i64>(0))? == 0 {
        return Ok(false);
    }
    Ok(db.row("SELECT rehearsal FROM conference LIMIT 1", [], |row| row.get(0))?.unwrap_or(false))
}
