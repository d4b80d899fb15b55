//! A cable that can be pulled: a relay that drops every line and every new one until it is plugged in again.

use std::sync::Arc;
use std::time::Duration;

use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;

pub(crate) struct Relay {
    pub(crate) address: String,
    plugged: Arc<watch::Sender<bool>>,
}

impl Relay {
    pub(crate) async fn to(host: &str) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap().to_string();
        let plugged = Arc::new(watch::Sender::new(true));
        let (host, state) = (host.to_owned(), Arc::clone(&plugged));
        tokio::spawn(async move {
            while let Ok((near, _)) = listener.accept().await {
                if *state.borrow() {
                    tokio::spawn(carry(near, host.clone(), state.subscribe()));
                }
            }
        });
        Self { address, plugged }
    }

    pub(crate) fn pull(&self) {
        self.plugged.send_replace(false);
    }

    pub(crate) fn plug(&self) {
        self.plugged.send_replace(true);
    }
}

async fn carry(mut near: TcpStream, host: String, mut plugged: watch::Receiver<bool>) {
    let Ok(mut far) = TcpStream::connect(host).await else { return };
    let pulled = async {
        while plugged.wait_for(|plugged| !plugged).await.is_err() {
            tokio::time::sleep(Duration::from_secs(1)).await;
        }
    };
    tokio::select! {
        _ = tokio::io::copy_bidirectional(&mut near, &mut far) => {}
        () = pulled => {}
    }
}
