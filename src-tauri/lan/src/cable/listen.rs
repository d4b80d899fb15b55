//! Listening: one server an address, the tasks beside it, and the end of all of them.

use std::io;
use std::net::{IpAddr, SocketAddr, TcpListener};
use std::sync::Arc;
use std::time::Duration;

use axum::extract::ConnectInfo;
use axum::{Router, middleware};
use axum_server::tls_rustls::{RustlsAcceptor, RustlsConfig};
use axum_server::{Control, Handle, Server};
use hyper_util::rt::TokioTimer;
use record::view::View;
use tokio::task::JoinHandle;

use super::certificate::Certificate;
use super::gate::Gate;
use super::{Stations, door, verbs};
use crate::pages;

/// How long a handshake, the first request and the head of each later one may take.
const PATIENCE: Duration = Duration::from_secs(10);
/// Bytes of the head of a request.
const HEAD: usize = 16 * 1024;
/// Things that change together are shown to the chair together.
const TOGETHER: Duration = Duration::from_millis(60);

/// A cable that is on.
pub(super) struct Listening {
    control: Control,
    addresses: Vec<SocketAddr>,
    tasks: Vec<JoinHandle<()>>,
    codes: usize,
}

impl Listening {
    pub(super) fn shown(&self) -> Vec<String> {
        self.addresses.iter().map(|address| format!("https://{address}")).collect()
    }

    /// Notes how many codes wait; whether they are fewer than before.
    pub(super) fn codes(&mut self, now: usize) -> bool {
        let fewer = now < self.codes;
        self.codes = now;
        fewer
    }

    /// Every connection is cut at once. What was acknowledged stands.
    pub(super) fn end(self) {
        self.control.shutdown();
        for task in self.tasks {
            task.abort();
        }
    }
}

/// What every request on the cable needs.
#[derive(Clone)]
pub(super) struct Cabled {
    pub(super) stations: Stations,
    /// The names under which stations know this laptop: nothing else is answered.
    pub(super) hosts: Arc<[String]>,
}

/// Binds every address before it serves any: all or none.
pub(super) fn begin(
    stations: &Stations,
    addresses: &[IpAddr],
    port: u16,
    certificate: &Certificate,
) -> io::Result<Listening> {
    let mut listeners = Vec::new();
    let mut port = port;
    for address in addresses {
        let listener = TcpListener::bind(SocketAddr::new(*address, port))?;
        listener.set_nonblocking(true)?;
        // Any that is free for the first is asked for by the others: one port to read out.
        port = listener.local_addr()?.port();
        listeners.push(listener);
    }
    let bound = listeners.iter().map(TcpListener::local_addr).collect::<io::Result<Vec<_>>>()?;
    let hosts: Arc<[String]> = bound.iter().flat_map(names).collect();
    let (control, config) = (Control::new(), certificate.config()?);
    let router = router(Cabled { stations: stations.clone(), hosts });
    let _inside = stations.0.runtime.enter();
    let mut tasks = Vec::new();
    for listener in listeners {
        let acceptor =
            RustlsAcceptor::new(RustlsConfig::from_config(Arc::clone(&config))).handshake_timeout(PATIENCE);
        let gate = Gate::new(acceptor);
        let mut server = Server::<SocketAddr>::from_listener(tokio::net::TcpListener::from_std(listener)?)
            .acceptor(gate)
            .handle(Handle::with_control(control.clone()))
            .first_request_timeout(PATIENCE)
            .http1_only();
        server
            .http_builder()
            .http1()
            .timer(TokioTimer::new())
            .header_read_timeout(2 * PATIENCE)
            .max_buf_size(HEAD)
            .max_headers(64);
        let service = router.clone().into_make_service_with_connect_info::<SocketAddr>();
        tasks.push(stations.0.runtime.spawn(async move {
            if let Err(error) = server.serve(service).await {
                record::halt::Fault::of("serving stations", error).log();
            }
        }));
    }
    tasks.push(stations.0.runtime.spawn(tell(stations.clone())));
    tasks.push(stations.0.runtime.spawn(watch_stations(stations.clone())));
    tasks.push(stations.0.runtime.spawn(listen_for_silence(stations.clone())));
    Ok(Listening { control, addresses: bound, tasks, codes: 0 })
}

fn names(address: &SocketAddr) -> Vec<String> {
    let mut names = vec![address.to_string()];
    if address.port() == 443 {
        names.push(address.ip().to_string());
    }
    if address.ip().is_loopback() {
        names.push(format!("localhost:{}", address.port()));
    }
    names
}

fn router(cabled: Cabled) -> Router {
    verbs::routes(&cabled)
        .fallback(pages::page)
        .layer(middleware::from_fn_with_state(cabled.clone(), door::everything))
        .with_state(cabled)
}

/// Shows the chair what has changed.
async fn tell(stations: Stations) {
    loop {
        stations.0.news.notified().await;
        tokio::time::sleep(TOGETHER).await;
        let office = stations.0.office.clone();
        // A push that panicked has been reported by its own thread.
        let _ = tokio::task::spawn_blocking(move || office.cable_changed()).await;
    }
}

/// Notices every change in the list of stations, and every other file that is opened.
async fn watch_stations(stations: Stations) {
    let office = stations.0.office.clone();
    let watching = tokio::task::spawn_blocking(move || office.watch(View::Stations)).await;
    let Ok(Ok(mut watching)) = watching else {
        record::halt::Fault::new("the list of stations cannot be watched").log();
        return;
    };
    loop {
        stations.changed();
        if watching.changed().await.is_err() {
            return;
        }
        watching.borrow_and_update();
    }
}

async fn listen_for_silence(stations: Stations) {
    let mut second = tokio::time::interval(Duration::from_secs(1));
    loop {
        second.tick().await;
        stations.listen_for_silence();
    }
}

/// From where a request came.
pub(super) fn from(info: &ConnectInfo<SocketAddr>) -> IpAddr {
    info.0.ip()
}
