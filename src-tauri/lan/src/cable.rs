//! Stations on a cable: other computers that see and do what their office may, over HTTPS, until they are revoked.
//!
//! Invariant: nothing listens, and nothing of TLS is made, until the chair turns it on. Who a station is follows from the
//! key in its cookie and the conference file alone; what it may do is decided in `record::permissions`, and once more
//! within the transaction of its act. `THREATS.md` says what this stops and what it does not.

use std::collections::{BTreeMap, HashMap};
use std::fmt;
use std::io;
use std::net::IpAddr;
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use record::cable::{AddressShown, Cable, CableErrand, CableShown, CodeShown, FileBrought, Heard};
use record::command::{Command, NewStation, Way};
use record::desk::Desk;
use record::halt::{Fault, Halt};
use record::ids::StationId;
use record::office::{self, Office};
use record::stations::{self, Seat};
use record::transact::{Actor, Answer, Envelope, Role};
use ring::digest::SHA256;
use rules::refusal::Refusal;
use serde_json::{Value, json};
use tokio::runtime::Handle;
use tokio::sync::{Notify, Semaphore, watch};

pub(crate) use certificate::write_secret;

use certificate::Certificate;
use codes::{Codes, Tried};
use pace::{Pace, Rate};

use crate::stick;

mod caller;
mod certificate;
mod codes;
mod door;
mod gate;
mod listen;
mod pace;
mod verbs;

pub use caller::Caller;

/// A station that has said nothing for so long is not connected, ms: its screen says something every second and a half.
const SILENT: i64 = 4_000;
/// Screens of stations open at one time.
const MOST_WATCHES: usize = 256;
/// Somebody who has not been let in yet: a page is some forty files.
const STRANGER: Rate = Rate { at_once: 300, every_ms: 20 };
/// A station: ten cards a second and its screens leave much of it.
const STATION: Rate = Rate { at_once: 200, every_ms: 15 };
/// Codes tried from one address.
const TRIES: Rate = Rate { at_once: 4, every_ms: 8_000 };

/// The cable of this laptop; clones are the same.
#[derive(Clone)]
pub struct Stations(Arc<Inner>);

struct Inner {
    office: Office,
    runtime: Handle,
    listening: Mutex<Option<listen::Listening>>,
    fingerprint: Mutex<Option<String>>,
    codes: Mutex<Codes>,
    notice: Mutex<Option<String>>,
    heard: Mutex<BTreeMap<StationId, LastHeard>>,
    /// Stations by what recognises their key; emptied whenever anything about stations changes.
    seats: Mutex<HashMap<String, Seat>>,
    /// Counts the changes: whoever streams asks again who it streams to.
    changes: watch::Sender<u64>,
    strangers: Mutex<Pace<IpAddr>>,
    tries: Mutex<Pace<IpAddr>>,
    paces: Mutex<Pace<StationId>>,
    watches: Arc<Semaphore>,
    /// Something about the cable is to be shown to the chair.
    news: Notify,
}

/// When and how a station was last heard.
#[derive(Clone)]
struct LastHeard {
    /// ms since 1970.
    at: i64,
    since: i64,
    waiting: u32,
    from: IpAddr,
    connected: bool,
}

impl fmt::Debug for Stations {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Stations").finish_non_exhaustive()
    }
}

impl Stations {
    /// Makes the cable known to the office. It listens when the chair asks for it.
    pub fn attach(office: &Office, runtime: Handle) {
        let stations = Self(Arc::new(Inner {
            office: office.clone(),
            runtime,
            listening: Mutex::default(),
            fingerprint: Mutex::default(),
            codes: Mutex::default(),
            notice: Mutex::default(),
            heard: Mutex::default(),
            seats: Mutex::default(),
            changes: watch::Sender::new(0),
            strangers: Mutex::new(Pace::new(STRANGER)),
            tries: Mutex::new(Pace::new(TRIES)),
            paces: Mutex::new(Pace::new(STATION)),
            watches: Arc::new(Semaphore::new(MOST_WATCHES)),
            news: Notify::new(),
        }));
        office.attach(Arc::new(stations));
    }

    /// Where `folder` is the program's own: what its certificate is recognised by, made if there was none.
    ///
    /// # Errors
    /// Where it can neither be read nor made.
    pub fn fingerprint_of(folder: &Path) -> io::Result<String> {
        Ok(Certificate::of_this_laptop(folder)?.fingerprint())
    }

    fn listen(&self, addresses: &[String], port: u16) -> Result<Value, Halt> {
        let mut listening = lock(&self.0.listening);
        if listening.is_some() {
            return Err(Refusal::new("cable.on", "It listens already.")
                .allowed_by("Turn it off first.")
                .into());
        }
        let addresses = chosen(addresses)?;
        let certificate = Certificate::of_this_laptop(self.0.office.folder())
            .map_err(|error| Fault::of("the certificate of this laptop", error))?;
        *lock(&self.0.fingerprint) = Some(certificate.fingerprint());
        let began = listen::begin(self, &addresses, port, &certificate);
        *listening = Some(began.map_err(|error| cannot_listen(port, &error))?);
        let at = listening.as_ref().map(listen::Listening::shown).unwrap_or_default();
        Ok(json!({ "listening": at }))
    }

    fn desk(&self) -> Result<(&Office, Desk), Refusal> {
        Ok((&self.0.office, self.0.office.desk().ok_or_else(office::no_file)?))
    }

    fn stop(&self) {
        let listening = lock(&self.0.listening).take();
        if let Some(listening) = listening {
            listening.end();
        }
        lock(&self.0.codes).clear();
        *lock(&self.0.notice) = None;
        for heard in lock(&self.0.heard).values_mut() {
            heard.connected = false;
        }
    }

    fn offer(&self, role: Role) -> Result<Value, Halt> {
        if lock(&self.0.listening).is_none() {
            return Err(Refusal::new("cable.off", "No station could come: the cable is off.")
                .allowed_by("Turn it on first.")
                .into());
        }
        if self.0.office.desk().is_none() {
            return Err(office::no_file().into());
        }
        if matches!(role, Role::Chair | Role::Desk | Role::Script) {
            return Err(Refusal::new(
                "station.office",
                "The chair’s office is not given to another computer.",
            )
            .into());
        }
        *lock(&self.0.notice) = None;
        let code = lock(&self.0.codes).offer(role, now());
        match code.map_err(|error| Fault::of("drawing a code", error))? {
            Some(code) => Ok(json!(code)),
            None => Err(Refusal::new("cable.codes", "Twelve codes wait already.")
                .allowed_by("Use them, or withdraw one.")
                .into()),
        }
    }

    /// Lets a station in with a code; its key, which nobody sees again.
    async fn pair(&self, typed: &str, person: &str, from: IpAddr) -> Result<(String, Seat), Refusal> {
        if person.trim().is_empty() || person.chars().count() > 80 {
            return Err(Refusal::new("station.person", "Say who sits here, in at most 80 characters."));
        }
        let code = self.tried(typed, from)?;
        let put_back = |refusal: Refusal| {
            lock(&self.0.codes).put_back(code.clone());
            refusal
        };
        let key = crate::keys::key().map_err(|_| put_back(out_of_order()))?;
        let digest = digest(&key);
        let station = NewStation {
            person: person.trim().to_owned(),
            role: code.role,
            way: Way::Cable,
            key: digest.clone(),
        };
        let actor = Actor { role: Role::Desk, station: "desk".to_owned(), name: None };
        let command = Command::AdmitStation { station };
        let envelope = Envelope { idem: None, actor, at: None, command, reason: None };
        match self.0.office.dispatch_async(envelope).await {
            Answer::Receipt(_) => {}
            Answer::Refusal(refusal) => return Err(put_back(refusal)),
            Answer::Fault(_) => return Err(put_back(out_of_order())),
        }
        self.0.news.notify_one();
        match self.seat(&digest).await {
            Some(seat) => Ok((key, seat)),
            None => Err(out_of_order()),
        }
    }

    fn tried(&self, typed: &str, from: IpAddr) -> Result<CodeShown, Refusal> {
        if !lock(&self.0.tries).may(&from, now()) {
            return Err(Refusal::new("station.too_often", "Too many codes were tried from here.")
                .allowed_by("Wait half a minute, and look at the chair’s screen for the code."));
        }
        let tried = lock(&self.0.codes).try_out(typed, now());
        let wrong = Refusal::new("station.code", "That code is not known, or has run out.")
            .allowed_by("Ask the chair for a new one. A code is good for five minutes, and for one station.");
        match tried {
            Tried::Right(code) => {
                lock(&self.0.tries).give_back(&from);
                Ok(code)
            }
            Tried::Wrong => Err(wrong),
            Tried::AllWithdrawn => {
                let notice = format!(
                    "Wrong codes were tried too often, the last time from {from}: every code was withdrawn."
                );
                *lock(&self.0.notice) = Some(notice);
                self.0.news.notify_one();
                Err(wrong)
            }
        }
    }

    /// Whose key has this digest.
    async fn seat(&self, digest: &str) -> Option<Seat> {
        if let Some(seat) = lock(&self.0.seats).get(digest) {
            return Some(seat.clone());
        }
        let before = *self.0.changes.borrow();
        let (office, key) = (self.0.office.clone(), digest.to_owned());
        let looked = tokio::task::spawn_blocking(move || {
            office.desk().map(|desk| desk.read(|db| stations::seat(db, Way::Cable, &key)))
        });
        let seat = match looked.await {
            Ok(Some(Ok(seat))) => seat?,
            Ok(Some(Err(Halt::Fault(fault)))) => {
                fault.log();
                return None;
            }
            Ok(None | Some(Err(Halt::Refusal(_)))) | Err(_) => return None,
        };
        // Nothing is remembered that may have been read before the change it is forgotten for.
        let mut seats = lock(&self.0.seats);
        if *self.0.changes.borrow() == before {
            seats.insert(digest.to_owned(), seat.clone());
        }
        Some(seat)
    }

    /// Something about stations changed, or another file is open.
    fn changed(&self) {
        let mut seats = lock(&self.0.seats);
        self.0.changes.send_modify(|changes| *changes += 1);
        seats.clear();
        drop(seats);
        // Who was revoked is no longer shown as one that was cut off.
        self.0.news.notify_one();
    }

    fn heard(&self, station: StationId, from: IpAddr, waiting: Option<u32>) {
        let now = now();
        let mut all = lock(&self.0.heard);
        let new = LastHeard { at: now, since: now, waiting: 0, from, connected: false };
        let heard = all.entry(station).or_insert(new);
        let is_news = !heard.connected || waiting.is_some_and(|waiting| waiting != heard.waiting);
        if !heard.connected {
            heard.since = now;
        }
        (heard.at, heard.from, heard.connected) = (now, from, true);
        heard.waiting = waiting.unwrap_or(heard.waiting);
        drop(all);
        if is_news {
            self.0.news.notify_one();
        }
    }

    /// Who has fallen silent since it was last asked; called every second.
    fn listen_for_silence(&self) {
        let now = now();
        let mut fell_silent = false;
        for heard in lock(&self.0.heard).values_mut() {
            if heard.connected && now - heard.at > SILENT {
                heard.connected = false;
                fell_silent = true;
            }
        }
        let codes = lock(&self.0.codes).waiting(now).len();
        let fewer = lock(&self.0.listening).as_mut().is_some_and(|listening| listening.codes(codes));
        if fell_silent || fewer {
            self.0.news.notify_one();
        }
    }

    fn is_silent(&self, station: StationId) -> bool {
        lock(&self.0.heard).get(&station).is_none_or(|heard| now() - heard.at > 3 * SILENT)
    }
}

impl Cable for Stations {
    fn shown(&self) -> CableShown {
        let listening = lock(&self.0.listening).as_ref().map(listen::Listening::shown).unwrap_or_default();
        let said = |(station, heard): (&StationId, &LastHeard)| Heard {
            station: *station,
            connected: heard.connected,
            at: if heard.connected { heard.since } else { heard.at },
            waiting: heard.waiting,
            from: heard.from.to_string(),
        };
        let heard = lock(&self.0.heard).iter().map(said).collect();
        CableShown {
            listening,
            fingerprint: lock(&self.0.fingerprint).clone(),
            desk: stick::desks_code(self.0.office.folder()),
            codes: lock(&self.0.codes).waiting(now()),
            heard,
            notice: lock(&self.0.notice).clone(),
        }
    }

    fn ask(&self, asked: CableErrand) -> Result<Value, Halt> {
        match asked {
            CableErrand::Addresses => {
                let addresses =
                    addresses().map_err(|error| Fault::of("the addresses of this laptop", error))?;
                Ok(json!({ "addresses": addresses }))
            }
            CableErrand::Listen { addresses, port } => self.listen(&addresses, port),
            CableErrand::Stop => {
                self.stop();
                Ok(json!({}))
            }
            CableErrand::Offer { role } => self.offer(role),
            CableErrand::Withdraw { code } => {
                if lock(&self.0.codes).withdraw(&code) {
                    return Ok(json!({}));
                }
                Err(Refusal::new("cable.no_code", "That code waits no longer.")
                    .allowed_by("Nobody can use it any more; offer another where one is wanted.")
                    .into())
            }
            CableErrand::MakePack { vote, role, person, path } => {
                let (office, desk) = self.desk()?;
                let pack = stick::make(&desk, office.folder(), vote, role, &person)?;
                let (_, desk) = stick::open(&pack)?;
                match path {
                    Some(path) => {
                        stick::save(Path::new(&path), &pack)?;
                        Ok(json!({ "saved": path, "desk": desk }))
                    }
                    None => Ok(json!({ "pack": pack, "desk": desk })),
                }
            }
            CableErrand::LookAtReturn { file } => {
                let (office, desk) = self.desk()?;
                Ok(json!(stick::look(&desk, office.folder(), &text_of(file)?)?))
            }
            CableErrand::TakeInReturn { file } => {
                let (office, desk) = self.desk()?;
                Ok(json!(stick::take_in(&desk, office.folder(), &text_of(file)?)?))
            }
            CableErrand::LookAtPack { file } => stick::look_here(&self.0.office, &text_of(file)?),
            CableErrand::OpenPack { file } => stick::open_here(&self.0.office, &text_of(file)?),
            CableErrand::GoOnWithPack { mark } => stick::go_on(&self.0.office, &mark),
            CableErrand::WriteReturn { path } => {
                stick::write_return(&self.0.office, path.as_deref().map(Path::new))
            }
            CableErrand::LeavePack { forget } => {
                self.0.office.leave_pack(forget)?;
                Ok(json!({}))
            }
        }
    }
}

/// What somebody brought on a stick.
fn text_of(file: FileBrought) -> Result<String, Halt> {
    let path = match file {
        FileBrought::Text(text) => return Ok(text),
        FileBrought::Path(path) => path,
    };
    let not_read = |error: io::Error| {
        Refusal::new("pack.not_read", format!("{path} cannot be read ({error})."))
            .allowed_by("Put the stick in again, and choose the file once more.")
    };
    Ok(std::fs::read_to_string(&path).map_err(not_read)?)
}

/// What the file keeps of a key.
fn digest(key: &str) -> String {
    ring::digest::digest(&SHA256, key.as_bytes()).as_ref().iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Every address of this laptop, those that others reach first.
fn addresses() -> io::Result<Vec<AddressShown>> {
    let mut found: Vec<AddressShown> = if_addrs::get_if_addrs()?
        .into_iter()
        // Addresses of IPv6 that hold on one cable alone need the name of that cable, which no browser takes.
        .filter(|interface| interface.ip().is_ipv4())
        .map(|interface| AddressShown {
            address: interface.ip().to_string(),
            network: interface.name.clone(),
            only_here: interface.is_loopback(),
        })
        .collect();
    found.sort_by(|a, b| (a.only_here, &a.network, &a.address).cmp(&(b.only_here, &b.network, &b.address)));
    Ok(found)
}

/// Addresses to listen on: at least one, and each this laptop's own. "Every address" is not one of them.
fn chosen(addresses: &[String]) -> Result<Vec<IpAddr>, Halt> {
    if addresses.is_empty() {
        return Err(Refusal::new("cable.address", "No address was chosen.")
            .allowed_by("Choose the cable that the stations are on.")
            .into());
    }
    let mut chosen: Vec<IpAddr> = Vec::new();
    for text in addresses {
        let address = text.parse::<IpAddr>().ok().filter(|address| !address.is_unspecified());
        let address = address.ok_or_else(|| {
            Refusal::new("cable.address", format!("{text} is no address of this laptop."))
                .allowed_by("Choose among the addresses that are listed under Stations.")
        })?;
        if !chosen.contains(&address) {
            chosen.push(address);
        }
    }
    Ok(chosen)
}

#[expect(clippy::wildcard_enum_match_arm, reason = "the system knows many more ways to fail")]
fn cannot_listen(port: u16, error: &io::Error) -> Halt {
    let refusal = match error.kind() {
        io::ErrorKind::AddrInUse => {
            Refusal::new("cable.port", format!("Port {port} is in use by another program."))
                .allowed_by("Choose another port.")
        }
        io::ErrorKind::PermissionDenied => {
            Refusal::new("cable.port", format!("The system does not give port {port} to programs."))
                .allowed_by("Choose a port above 1023.")
        }
        io::ErrorKind::AddrNotAvailable => {
            Refusal::new("cable.address", "That address is no longer this laptop's.")
                .allowed_by("Is the cable plugged in? Choose an address again.")
        }
        _ => return Fault::of("listening for stations", error.to_string()).into(),
    };
    refusal.into()
}

fn out_of_order() -> Refusal {
    Refusal::new("lan.fault", "Something went wrong on the chair’s laptop. Try again.")
}

/// By the laptop's clock, ms since 1970.
fn now() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or(Duration::ZERO);
    i64::try_from(since.as_millis()).unwrap_or(i64::MAX)
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
