//! Who may open how many connections.
//!
//! Invariant: one address never takes the places of the others; a connection counts until it is closed.

use std::collections::HashMap;
use std::future::Future;
use std::io;
use std::net::IpAddr;
use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll};

use axum_server::accept::Accept;
use axum_server::tls_rustls::RustlsAcceptor;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;

use super::lock;

/// From one address: a screen needs two or three, a shared one behind another laptop more.
const MOST_FROM_ONE: usize = 64;
/// From all of them.
const MOST: usize = 512;

/// Opens to those there is a place for, and then to TLS.
#[derive(Clone)]
pub(super) struct Gate {
    tls: RustlsAcceptor,
    open: Arc<Mutex<HashMap<IpAddr, usize>>>,
}

/// A place that is taken until it is dropped.
struct Place {
    open: Arc<Mutex<HashMap<IpAddr, usize>>>,
    from: IpAddr,
}

/// A connection with its place.
pub(super) struct Placed<S> {
    stream: S,
    _place: Place,
}

impl Gate {
    pub(super) fn new(tls: RustlsAcceptor) -> Self {
        Self { tls, open: Arc::default() }
    }

    fn place(&self, from: IpAddr) -> Option<Place> {
        let mut open = lock(&self.open);
        let all: usize = open.values().sum();
        let mine = open.get(&from).copied().unwrap_or_default();
        if all >= MOST || mine >= MOST_FROM_ONE {
            return None;
        }
        open.insert(from, mine + 1);
        Some(Place { open: Arc::clone(&self.open), from })
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut open = lock(&self.open);
        match open.get_mut(&self.from) {
            Some(mine) if *mine > 1 => *mine -= 1,
            Some(_) | None => drop(open.remove(&self.from)),
        }
    }
}

impl<S: Send + 'static> Accept<TcpStream, S> for Gate {
    type Stream = Placed<tokio_rustls::server::TlsStream<TcpStream>>;
    type Service = axum_server::tls::TlsService<S>;
    type Future = Pin<Box<dyn Future<Output = io::Result<(Self::Stream, Self::Service)>> + Send>>;

    fn accept(&self, stream: TcpStream, service: S) -> Self::Future {
        // An answer that waits for more to send is late; where it cannot be set, it is only late.
        let _ = stream.set_nodelay(true);
        let place = stream.peer_addr().ok().and_then(|from| self.place(from.ip()));
        let Some(place) = place else {
            return Box::pin(async { Err(io::Error::other("too many connections from there")) });
        };
        let handshake = self.tls.accept(stream, service);
        Box::pin(async move {
            let (stream, service) = handshake.await?;
            Ok((Placed { stream, _place: place }, service))
        })
    }
}

impl<S: AsyncRead + Unpin> AsyncRead for Placed<S> {
    fn poll_read(self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.get_mut().stream).poll_read(cx, buf)
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for Placed<S> {
    fn poll_write(self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &[u8]) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.get_mut().stream).poll_write(cx, buf)
    }

    fn poll_flush(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.get_mut().stream).poll_flush(cx)
    }

    fn poll_shutdown(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.get_mut().stream).poll_shutdown(cx)
    }
}
