//! A display for programs that open windows: a private one without a screen, whatever display there is outside.
//!
//! Invariant: nothing started on it sees or leaves anything in the user's own settings.

use crate::Outcome;
use crate::programs::{Group, command};
use std::fs::{self, DirBuilder};
use std::io::{BufRead, BufReader};
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// An X server of our own with a private home. Everything is gone when it is dropped.
pub(crate) struct Screen {
    // Dropped first: the server writes into the folder.
    _server: Group,
    folder: Folder,
    display: String,
}

struct Folder(PathBuf);

impl Screen {
    /// Starts a server on a free number, `size` as `1366x768`.
    pub(crate) fn start(size: &str) -> Outcome<Screen> {
        let folder = Folder::make()?;
        let screen = format!("{size}x24");
        let mut server = Group::start(
            // The server itself picks a free display number and says it.
            command("Xvfb")
                .args(["-displayfd", "1", "-screen", "0", &screen, "-nolisten", "tcp", "-noreset"])
                .stdin(Stdio::null())
                .stdout(Stdio::piped())
                .stderr(Stdio::null()),
        )?;
        let mut number = String::new();
        if let Some(stdout) = server.stdout() {
            BufReader::new(stdout).read_line(&mut number).map_err(|e| format!("Xvfb: {e}"))?;
        }
        match number.trim() {
            "" => Err("Xvfb did not start".to_owned()),
            number => Ok(Screen { _server: server, folder, display: format!(":{number}") }),
        }
    }

    /// Lets a command open its windows here.
    pub(crate) fn lend<'a>(&self, command: &'a mut Command) -> &'a mut Command {
        command
            .env("DISPLAY", &self.display)
            .env_remove("WAYLAND_DISPLAY")
            .env_remove("DBUS_SESSION_BUS_ADDRESS")
            .env("GDK_BACKEND", "x11")
            .env("NO_AT_BRIDGE", "1")
            .env("XDG_RUNTIME_DIR", self.folder("runtime"))
            .env("XDG_CONFIG_HOME", self.folder("config"))
            .env("XDG_DATA_HOME", self.folder("data"))
            .env("XDG_CACHE_HOME", self.folder("cache"))
            .env("XDG_STATE_HOME", self.folder("state"))
    }

    /// A place for files that need not outlive this.
    pub(crate) fn folder(&self, name: &str) -> PathBuf {
        let folder = self.folder.0.join(name);
        // Made when asked for; a failure shows itself in whatever wanted to write there.
        let _ = private().create(&folder);
        folder
    }
}

impl Folder {
    fn make() -> Outcome<Folder> {
        // Short, because the names of sockets may have 108 bytes.
        let name = std::env::temp_dir().join(format!("rostrum-screen-{}", std::process::id()));
        let free = (0..100).map(|n| name.with_extension(n.to_string())).find(|f| private_new(f));
        free.map(Folder).ok_or_else(|| format!("cannot make {}", name.display()))
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn private() -> DirBuilder {
    let mut builder = DirBuilder::new();
    builder.mode(0o700).recursive(true);
    builder
}

fn private_new(folder: &Path) -> bool {
    DirBuilder::new().mode(0o700).create(folder).is_ok()
}
