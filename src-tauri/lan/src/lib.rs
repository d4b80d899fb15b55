//! The screens in a browser: the chair's on the same laptop, over HTTP on loopback; those of stations over HTTPS on a cable.
//!
//! Invariant: nothing is answered to a request without a key, from another site, or for another host; the key of the hall
//! can see the hall's screen and do nothing (architecture, invariant 12). Nothing here is a rule of the meeting.

use std::fmt;
use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;

use axum::serve::ListenerExt;
use axum::{Router, middleware};
use record::office::Office;
use tokio::net::TcpListener;
use tokio::sync::Semaphore;
use tokio::task::JoinHandle;

mod cable;
mod guard;
mod keys;
mod pages;
pub mod stick;
mod verbs;
mod watch;

pub use cable::{Caller, Stations};

/// More screens than one laptop shows; each keeps a connection open.
const MOST_WATCHES: usize = 256;

/// What every request needs.
#[derive(Clone)]
struct Room {
    office: Office,
    keys: Arc<keys::Keys>,
    port: u16,
    watches: Arc<Semaphore>,
}

/// A running server. Dropping it leaves it running; [`Served::stop`] ends it.
pub struct Served {
    /// The chair's screen; the key is in the fragment, which browsers never send.
    pub chair_url: String,
    /// The hall's screen; its key can do nothing.
    pub hall_url: String,
    /// The visitors' screen, which shows nothing of a private session; its key can do nothing.
    pub visitors_url: String,
    /// Ends only with an error of the network, or when stopped.
    pub task: JoinHandle<io::Result<()>>,
}

impl fmt::Debug for Served {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The addresses hold keys, and debug output ends up in logs.
        f.debug_struct("Served").finish_non_exhaustive()
    }
}

impl Served {
    /// Ends the server and every connection. What was acknowledged stands.
    pub async fn stop(self) {
        self.task.abort();
        // It was told to end; how it ended says nothing.
        let _ = self.task.await;
    }
}

/// Serves the screens of `office` on 127.0.0.1; port 0 takes any that is free.
///
/// # Errors
/// Where the port is taken, or the system gives no random keys.
pub async fn serve(office: Office, port: u16) -> io::Result<Served> {
    let listener = TcpListener::bind(SocketAddr::from((Ipv4Addr::LOCALHOST, port))).await?;
    let port = listener.local_addr()?.port();
    let keys = keys::Keys::draw()?;
    let chair_url = format!("http://127.0.0.1:{port}/#key={}", keys.chair());
    let hall_url = format!("http://127.0.0.1:{port}{}", keys.hall_page());
    let visitors_url = format!("http://127.0.0.1:{port}{}", keys.visitors_page());
    let room = Room { office, keys: Arc::new(keys), port, watches: Arc::new(Semaphore::new(MOST_WATCHES)) };
    let listener = listener.tap_io(|stream| {
        // A push that waits for more to send is late; where it cannot be set, it is only late.
        let _ = stream.set_nodelay(true);
    });
    let task = tokio::spawn(async move { axum::serve(listener, router(room)).await });
    Ok(Served { chair_url, hall_url, visitors_url, task })
}

fn router(room: Room) -> Router {
    let verbs = verbs::routes().merge(watch::routes());
    let verbs = verbs.layer(middleware::from_fn_with_state(room.clone(), guard::verbs));
    verbs
        .fallback(pages::page)
        .layer(middleware::from_fn_with_state(room.clone(), guard::everything))
        .with_state(room)
}
