//! The screens for a browser on this computer.

use std::io;
use std::net::SocketAddr;
use std::path::Path;

use record::cable::CableErrand;
use record::desk::Options;
use record::office::{Errand, Office};

use crate::stop::{Stop, say};

/// Serves until Ctrl+C or SIGTERM, then closes the file well.
pub(crate) fn serve(
    file: Option<&Path>,
    port: u16,
    stations: Option<SocketAddr>,
    settings: Option<&Path>,
) -> Result<(), Stop> {
    // Settings of their own: what is served here is not what the desktop program was left with.
    let passing = tempfile::tempdir().map_err(|error| Stop::while_doing("a folder for settings", error))?;
    let office = Office::open(settings.unwrap_or(passing.path()), Options::default())?;
    if let Some(file) = file {
        office.errand(Errand::Open { path: file.to_string_lossy().into_owned() })?;
    }
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    let runtime = runtime.map_err(|error| Stop::while_doing("the runtime", error))?;
    lan::Stations::attach(&office, runtime.handle().clone());
    let outcome = runtime.block_on(until_told(office.clone(), port, stations));
    // Requests still running hold nothing that an acknowledged act needs.
    runtime.shutdown_background();
    office.leave();
    outcome
}

async fn until_told(office: Office, port: u16, stations: Option<SocketAddr>) -> Result<(), Stop> {
    let served = lan::serve(office.clone(), port).await.map_err(|error| {
        if [io::ErrorKind::AddrInUse, io::ErrorKind::PermissionDenied].contains(&error.kind()) {
            Stop::Refused(format!("Port {port} cannot be had ({error}). Choose another, or leave it out."))
        } else {
            Stop::while_doing("the server", error)
        }
    })?;
    say(format!("{}\n{}\n{}\n", served.chair_url, served.hall_url, served.visitors_url))?;
    if let Some(stations) = stations {
        let listening = tokio::task::spawn_blocking(move || listen(&office, stations)).await;
        say(listening.map_err(|error| Stop::while_doing("listening for stations", error))??)?;
    }
    told().await.map_err(|error| Stop::while_doing("waiting for a signal", error))?;
    served.stop().await;
    Ok(())
}

/// Where stations find it, and what its certificate is recognised by.
fn listen(office: &Office, at: SocketAddr) -> Result<String, Stop> {
    let ask = CableErrand::Listen { addresses: vec![at.ip().to_string()], port: at.port() };
    let listening = office.errand(Errand::Cable { ask })?;
    let address = listening["listening"][0].as_str().unwrap_or_default();
    let fingerprint = lan::Stations::fingerprint_of(office.folder())
        .map_err(|error| Stop::while_doing("the certificate", error))?;
    Ok(format!("{address}\n{fingerprint}\n"))
}

#[cfg(unix)]
async fn told() -> io::Result<()> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut terminate = signal(SignalKind::terminate())?;
    tokio::select! {
        pressed = tokio::signal::ctrl_c() => pressed,
        _ = terminate.recv() => Ok(()),
    }
}

#[cfg(not(unix))]
async fn told() -> io::Result<()> {
    tokio::signal::ctrl_c().await
}
