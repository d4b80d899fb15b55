//! The office around the desk: which file is open, what was opened lately, and the errands that change it.
//!
//! Invariant: at most one file is open; a screen's watch outlives it, showing `null` while nothing is open.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};

use rules::refusal::Refusal;
use serde_json::{Value, json};
use tokio::sync::watch;

pub use self::pack::no_pack;
use crate::backup;
use crate::cable::{Cable, CableErrand};
use crate::command::Command;
use crate::desk::{Desk, Options};
pub use crate::errand::{Errand, OpenFile, Profile, StartView};
use crate::halt::{Fault, Halt};
use crate::journal::replay;
use crate::packing::Packed;
use crate::printing;
use crate::settings::{HallWindow, Settings};
use crate::stations::Seat;
use crate::time::wall;
use crate::transact::{Actor, Answer, Envelope, Role, Sent, TakenBack, UndoRequest};
use crate::view::View;
use crate::watch::Sink;
use crate::{standing_orders, tried, when};

/// A handle upon the office; clones are the same office.
#[derive(Clone)]
pub struct Office(Arc<Room>);

struct Room {
    folder: PathBuf,
    options: Options,
    settings: Mutex<Settings>,
    desk: Mutex<Option<Desk>>,
    /// A count pack in which a teller types; never while a conference is open.
    pack: Mutex<Option<Packed>>,
    /// Held while a file is registered with a desk, so that no watch falls between two files.
    sinks: Mutex<BTreeMap<View, Sink>>,
    problem: Mutex<Option<String>>,
    /// One errand at a time.
    errand: Mutex<()>,
    cable: Mutex<Option<Arc<dyn Cable>>>,
    /// Held by whoever prints.
    press: Mutex<()>,
    /// How many books are set, of how many.
    set: Mutex<Option<(u64, u64)>>,
}

impl Office {
    /// Opens the office; its settings are kept in `folder`, and files are opened with `options`.
    pub fn open(folder: &Path, mut options: Options) -> Result<Self, Fault> {
        let settings = Settings::read(folder)?;
        // A copy that a killed program left is a conference that nobody knows is there.
        tried::sweep(folder);
        let room = Arc::new_cyclic(|room: &Weak<Room>| {
            let room = Weak::clone(room);
            options.on_status = Some(Arc::new(move || {
                if let Some(room) = room.upgrade() {
                    room.push_start();
                }
            }));
            Room {
                folder: folder.to_owned(),
                options,
                settings: Mutex::new(settings),
                desk: Mutex::default(),
                pack: Mutex::default(),
                sinks: Mutex::default(),
                problem: Mutex::default(),
                errand: Mutex::default(),
                cable: Mutex::default(),
                press: Mutex::default(),
                set: Mutex::default(),
            }
        });
        Ok(Self(room))
    }

    /// The open desk.
    pub fn desk(&self) -> Option<Desk> {
        lock(&self.0.desk).clone()
    }

    /// Where the program keeps what belongs to this laptop and to no conference.
    pub fn folder(&self) -> &Path {
        &self.0.folder
    }

    /// What the program remembers.
    pub fn settings(&self) -> Settings {
        lock(&self.0.settings).clone()
    }

    /// Keeps where the hall's window is for the next start.
    pub fn keep_hall_window(&self, window: HallWindow) {
        if lock(&self.0.settings).hall == window {
            return;
        }
        // It can be lost without loss: what the chair sees of it is the window itself.
        if let Err(Halt::Fault(fault)) = self.0.remember(|settings| settings.hall = window) {
            fault.log();
        }
    }

    /// Does one act at the open desk. Not from async code.
    pub fn dispatch(&self, envelope: Envelope) -> Answer {
        match (self.desk(), self.pack()) {
            (Some(desk), _) => desk.dispatch(envelope),
            (None, Some(pack)) => self.told(pack.dispatch(envelope)),
            (None, None) => nothing_open(),
        }
    }

    /// Does one act at the open desk.
    pub async fn dispatch_async(&self, envelope: Envelope) -> Answer {
        match (self.desk(), self.pack()) {
            (Some(desk), _) => desk.dispatch_async(envelope).await,
            (None, Some(pack)) => self.told(pack.dispatch_async(envelope).await),
            (None, None) => nothing_open(),
        }
    }

    /// Takes back, or does again, at the open desk. Not from async code.
    pub fn undo(&self, request: UndoRequest) -> Answer {
        match (self.desk(), self.pack()) {
            (Some(desk), _) => desk.undo(request),
            (None, Some(pack)) => self.told(pack.undo(request)),
            (None, None) => nothing_open(),
        }
    }

    /// Takes back, or does again, at the open desk.
    pub async fn undo_async(&self, request: UndoRequest) -> Answer {
        match (self.desk(), self.pack()) {
            (Some(desk), _) => desk.undo_async(request).await,
            (None, Some(pack)) => self.told(pack.undo_async(request).await),
            (None, None) => nothing_open(),
        }
    }

    /// The first screen says how much of a pack is on no stick yet.
    fn told(&self, answer: Answer) -> Answer {
        self.0.push_start();
        answer
    }

    /// Does one act of a station at the open desk.
    pub async fn dispatch_from(&self, seat: &Seat, sent: Sent) -> Answer {
        match self.desk() {
            Some(desk) => desk.dispatch_from(seat, sent).await,
            None => nothing_open(),
        }
    }

    /// Takes back, or does again, what a station did itself.
    pub async fn undo_from(&self, seat: &Seat, taken: TakenBack) -> Answer {
        match self.desk() {
            Some(desk) => desk.undo_from(seat, taken).await,
            None => nothing_open(),
        }
    }

    /// Who serves stations over a cable, from now on.
    pub fn attach(&self, cable: Arc<dyn Cable>) {
        *lock(&self.0.cable) = Some(cable);
        self.0.push_start();
    }

    /// Something about the cable has changed: the first screen shows it.
    pub fn cable_changed(&self) {
        self.0.push_start();
    }

    /// A view as it is now, as JSON; `null` with nothing open.
    pub fn show(&self, view: &View) -> Result<String, Halt> {
        if *view == View::Start {
            return Ok(self.0.start()?);
        }
        match (self.desk(), self.pack()) {
            (Some(desk), _) => desk.show(view),
            (None, Some(pack)) if pack.shows(view) => pack.desk.show(view),
            (None, _) => Ok("null".into()),
        }
    }

    /// A view as it is now and whenever it changes, whichever file is open.
    pub fn watch(&self, view: View) -> Result<watch::Receiver<Arc<str>>, Halt> {
        let mut sinks = lock(&self.0.sinks);
        let desk = self.desk();
        sinks.retain(|_, sink| sink.receiver_count() > 0);
        let sink =
            sinks.entry(view.clone()).or_insert_with(|| Arc::new(watch::Sender::new(Arc::from("null"))));
        let (sink, receiver) = (Arc::clone(sink), sink.subscribe());
        if view == View::Start {
            sink.send_replace(Arc::from(self.0.start()?));
        } else if let Some(desk) = desk {
            desk.watch_into(view, sink)?;
        } else if let Some(pack) = self.pack().filter(|pack| pack.shows(&view)) {
            pack.desk.watch_into(view, sink)?;
        }
        Ok(receiver)
    }

    /// Does an errand. Not from async code: a large file may take a moment.
    pub fn errand(&self, errand: Errand) -> Result<Value, Halt> {
        if let Errand::Cable { ask } = errand {
            // It touches no file, and must be possible while one is being opened.
            let cable = lock(&self.0.cable).clone().ok_or_else(no_cable)?;
            let outcome = cable.ask(ask);
            self.0.push_start();
            return outcome;
        }
        // A thousand books take a while, in which other errands go on; and why they were not printed is no problem of a file.
        if matches!(errand, Errand::Print { .. } | Errand::Printing) {
            return self.0.errand(errand);
        }
        let _one = lock(&self.0.errand);
        let outcome = self.0.errand(errand);
        *lock(&self.0.problem) = outcome.as_ref().err().map(|halt| match halt {
            Halt::Refusal(refusal) => refusal.to_string(),
            Halt::Fault(fault) => {
                fault.log();
                fault.shown().sentence
            }
        });
        self.0.push_start();
        outcome
    }

    /// Closes what is open, keeping in mind that it was: it is opened again at the next start.
    pub fn leave(&self) {
        let cable = lock(&self.0.cable).take();
        if let Some(cable) = cable
            && let Err(Halt::Fault(fault)) = cable.ask(CableErrand::Stop)
        {
            fault.log();
        }
        let _one = lock(&self.0.errand);
        self.0.put(None);
    }
}

impl Room {
    fn errand(&self, errand: Errand) -> Result<Value, Halt> {
        match errand {
            Errand::New { path, setup } => {
                let at = when::begins(&setup);
                let command = Command::SetUp { conference: setup };
                let envelope = Envelope { at, ..by_the_desk(command) };
                self.made(Path::new(&path), |desk| done(desk.dispatch(envelope)))
            }
            Errand::Demo { path } => self.made(Path::new(&path), crate::demo::build),
            Errand::Open { path } => self.open(Path::new(&path)),
            Errand::Close => {
                self.put(None);
                self.remember(|settings| settings.last = None)
            }
            Errand::Restore { backup, path } => self.restore(Path::new(&backup), Path::new(&path)),
            Errand::Backups { path } => self.backups(path.map(PathBuf::from)),
            Errand::SecondBackup { folder } => self.second_backup(folder.as_deref()),
            Errand::Verify => self.present()?.verify().map(|()| json!({})),
            Errand::Replay { path } => {
                let (desk, target) = (self.present()?, PathBuf::from(path));
                let entries = replay::replay(desk.path(), &target, self.options.migrations)?;
                Ok(json!({ "entries": entries, "differences": replay::compare(desk.path(), &target)? }))
            }
            Errand::Forget { path } => {
                self.remember(|settings| settings.recent.retain(|recent| recent.path != path))
            }
            Errand::Print { print, path } => {
                let _one = lock(&self.press);
                *lock(&self.set) = None;
                let place = path.as_deref().map(Path::new);
                let told = |done, of| *lock(&self.set) = Some((done, of));
                let printed = printing::print(&self.present()?, &print, place, told);
                *lock(&self.set) = None;
                printed
            }
            Errand::Printing => {
                let set = *lock(&self.set);
                Ok(set.map_or_else(|| json!({}), |(set, of)| json!({ "set": set, "of": of })))
            }
            Errand::Theme { theme } => self.remember(|settings| settings.theme = theme),
            Errand::Cable { .. } => Err(no_cable().into()),
        }
    }

    fn present(&self) -> Result<Desk, Refusal> {
        lock(&self.desk).clone().ok_or_else(no_file)
    }

    fn options(&self) -> Options {
        let mut options = self.options.clone();
        if let Some(plan) = &mut options.backups {
            plan.second = lock(&self.settings).second_backup.as_ref().map(PathBuf::from);
        }
        options
    }

    /// A new file; if it cannot be filled it is not there.
    fn made(&self, path: &Path, fill: impl FnOnce(&Desk) -> Result<(), Halt>) -> Result<Value, Halt> {
        let desk = Desk::create(path, self.options())?;
        if let Err(halt) = fill(&desk) {
            desk.close();
            std::fs::remove_file(path)?;
            return Err(halt);
        }
        self.take(desk)
    }

    fn open(&self, path: &Path) -> Result<Value, Halt> {
        if let Some(desk) = &*lock(&self.desk)
            && path.canonicalize().is_ok_and(|path| path == desk.path())
        {
            return Ok(json!({ "opened": desk.path() }));
        }
        let desk = Desk::open(path, self.options())?;
        back_again(&desk);
        self.take(desk)
    }

    fn take(&self, desk: Desk) -> Result<Value, Halt> {
        let (path, name) = (desk.path().display().to_string(), name_of(&desk));
        self.put(Some(desk));
        self.remember(|settings| settings.opened(&path, &name, wall()))?;
        Ok(json!({ "opened": path }))
    }

    /// Closes what is open, and shows this instead on every screen.
    fn put(&self, desk: Option<Desk>) {
        // Taken out of the lock before it is closed: its threads may be asking what is open.
        let before = lock(&self.desk).take();
        if let Some(before) = before {
            before.close();
        }
        self.put_by();
        let sinks = lock(&self.sinks);
        for (view, sink) in sinks.iter().filter(|(view, _)| **view != View::Start) {
            match &desk {
                Some(desk) => {
                    if let Err(halt) = desk.watch_into(view.clone(), Arc::clone(sink)) {
                        Fault::of("a watch", halt).log();
                    }
                }
                None => drop(sink.send_replace(Arc::from("null"))),
            }
        }
        *lock(&self.desk) = desk;
        drop(sinks);
        self.push_start();
    }

    fn restore(&self, backup: &Path, path: &Path) -> Result<Value, Halt> {
        let target = path.canonicalize().unwrap_or_else(|_| path.to_owned());
        let open = lock(&self.desk).as_ref().is_some_and(|desk| desk.path() == target);
        if open {
            self.put(None);
        }
        let restored = backup::restore(backup, &target, self.options.migrations);
        if restored.is_ok() || open {
            self.open(&target)?;
        }
        Ok(json!({ "opened": target, "aside": restored? }))
    }

    fn remember(&self, change: impl FnOnce(&mut Settings)) -> Result<Value, Halt> {
        let mut settings = lock(&self.settings);
        change(&mut settings);
        settings.write(&self.folder)?;
        Ok(json!({}))
    }

    fn push_start(&self) {
        let sink = lock(&self.sinks).get(&View::Start).cloned();
        if let Some(sink) = sink {
            match self.start() {
                Ok(start) => drop(sink.send_replace(Arc::from(start))),
                Err(fault) => fault.log(),
            }
        }
    }

    fn start(&self) -> Result<String, Fault> {
        let desk = lock(&self.desk).clone();
        let settings = lock(&self.settings).clone();
        let cable = lock(&self.cable).clone();
        let cable = cable.map(|cable| cable.shown().without_revoked(desk.as_ref()));
        let start = StartView {
            version: env!("CARGO_PKG_VERSION").to_owned(),
            open: desk.map(|desk| OpenFile {
                path: desk.path().display().to_string(),
                name: name_of(&desk),
                verification: desk.verification().borrow().clone(),
                backups: desk.backups().map(|status| status.borrow().clone()).unwrap_or_default(),
                clock: desk.clock(),
            }),
            recent: settings.recent,
            problem: lock(&self.problem).clone(),
            second_backup: settings.second_backup,
            theme: settings.theme,
            cable,
            pack: self.pack_shown(),
            packs: pack::kept(&self.folder),
            profiles: standing_orders::profiles()?
                .into_iter()
                .map(|rules::standing_orders::Profile { name, title, line, source, .. }| Profile {
                    name,
                    title,
                    line,
                    source,
                })
                .collect(),
        };
        Ok(serde_json::to_string(&start)?)
    }
}

/// The conference's name, or the file's while there is none.
fn name_of(desk: &Desk) -> String {
    let name = desk.read(|db| db.row("SELECT name FROM conference", [], |row| row.get(0)));
    let stem = || desk.path().file_stem().unwrap_or_default().to_string_lossy().into_owned();
    name.ok().flatten().unwrap_or_else(stem)
}

/// A clock that ran while the program was away is noted for the chair; where none did there is nothing to note.
fn back_again(desk: &Desk) {
    if let Answer::Fault(fault) = desk.dispatch(by_the_desk(Command::NoteAway)) {
        Fault::new(fault.detail).log();
    }
}

fn by_the_desk(command: Command) -> Envelope {
    let actor = Actor { role: Role::Desk, station: "desk".into(), name: None };
    Envelope { idem: None, actor, at: None, command, reason: None }
}

fn done(answer: Answer) -> Result<(), Halt> {
    match answer {
        Answer::Receipt(_) => Ok(()),
        Answer::Refusal(refusal) => Err(refusal.into()),
        Answer::Fault(fault) => Err(Fault::new(fault.detail).into()),
    }
}

/// What is said of everything that needs an open conference.
#[must_use]
pub fn no_file() -> Refusal {
    Refusal::new("office.nothing_open", "No conference is open.")
        .allowed_by("Open one on the first screen of the chair’s laptop, or make a new one there.")
}

fn no_cable() -> Refusal {
    Refusal::new("cable.none", "This program serves no stations.")
        .allowed_by("Open the conference in the desktop program, or with rostrumctl serve.")
}

fn nothing_open() -> Answer {
    Answer::Refusal(no_file())
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

mod backups;
mod beat;
mod pack;

#[cfg(test)]
mod tests;
