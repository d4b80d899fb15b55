//! The packages of the system that building and testing need, installed where apt-get is.

use crate::Outcome;
use crate::programs::{self, command, is_there, succeeds};
use std::io::IsTerminal;

/// A package of the system, and how to see that it is there whoever installed it.
#[derive(Clone, Copy)]
struct Package {
    debian: &'static str,
    why: &'static str,
    proof: Proof,
}

#[derive(Clone, Copy)]
enum Proof {
    Program(&'static str),
    PkgConfig(&'static str),
    File(&'static str),
}

const BUILD: &[Package] = &[
    Package { debian: "pkg-config", why: "finds the libraries", proof: Proof::Program("pkg-config") },
    Package {
        debian: "libwebkit2gtk-4.1-dev",
        why: "the window the screens are shown in (about 230 MB to fetch)",
        proof: Proof::PkgConfig("webkit2gtk-4.1"),
    },
];

const TEST: &[Package] = &[
    Package { debian: "xvfb", why: "a display without a screen", proof: Proof::Program("Xvfb") },
    Package { debian: "xauth", why: "belongs to xvfb", proof: Proof::Program("xauth") },
    Package {
        debian: "xdotool",
        why: "sees whether a window has appeared",
        proof: Proof::Program("xdotool"),
    },
    Package {
        debian: "xserver-xorg-core",
        why: "a display server with outputs, for a projector that is plugged in",
        proof: Proof::Program("Xorg"),
    },
    Package {
        debian: "xserver-xorg-video-dummy",
        why: "outputs without a card",
        proof: Proof::File("/usr/lib/xorg/modules/drivers/dummy_drv.so"),
    },
    Package { debian: "x11-xserver-utils", why: "plugs it in", proof: Proof::Program("xrandr") },
    Package {
        debian: "dbus-daemon",
        why: "the session over which a second start finds the first",
        proof: Proof::Program("dbus-daemon"),
    },
    Package {
        debian: "webkit2gtk-driver",
        why: "lets tests press the keys of the real window",
        proof: Proof::Program("WebKitWebDriver"),
    },
    Package {
        debian: "poppler-utils",
        why: "turns what was printed into pictures",
        proof: Proof::Program("pdftoppm"),
    },
    Package {
        debian: "zbar-tools",
        why: "reads the codes on printed slips",
        proof: Proof::Program("zbarimg"),
    },
    Package {
        debian: "chromium",
        why: "the same screens in a browser (about 110 MB)",
        proof: Proof::Program("chromium"),
    },
];

/// What building the program with its window needs.
pub(crate) fn ensure_build() -> Outcome {
    ensure(&[BUILD])
}

/// What every test needs, and a measurement of the window.
pub(crate) fn ensure_test() -> Outcome {
    ensure(&[BUILD, TEST])
}

/// The words that come before a command that only the administrator may give.
pub(crate) fn as_administrator() -> Option<&'static [&'static str]> {
    if programs::output(command("id").arg("-u")).is_ok_and(|id| id.trim() == "0") {
        return Some(&[]);
    }
    let may_ask = std::io::stdin().is_terminal() && std::io::stderr().is_terminal();
    let sudo = is_there("sudo") && (may_ask || succeeds(command("sudo").args(["-n", "true"])));
    sudo.then_some(&["sudo"])
}

/// Gives a command as the administrator, who does not wish to be asked questions by packages.
pub(crate) fn administer(before: &[&str], words: &[&str]) -> Outcome {
    let line: Vec<&str> = before
        .iter()
        .copied()
        .chain(["env", "DEBIAN_FRONTEND=noninteractive"])
        .chain(words.iter().copied())
        .collect();
    match line.split_first() {
        Some((program, rest)) => programs::prepare(command(program).args(rest)),
        None => Ok(()),
    }
}

fn ensure(lists: &[&[Package]]) -> Outcome {
    let missing: Vec<Package> =
        lists.iter().flat_map(|list| list.iter()).copied().filter(is_missing).collect();
    if missing.is_empty() {
        return Ok(());
    }
    eprintln!("These packages of the system are missing:");
    for package in &missing {
        eprintln!("  {:24} {}", package.debian, package.why);
    }
    let mut install = vec!["apt-get", "install", "--yes", "--no-install-recommends"];
    install.extend(missing.iter().map(|package| package.debian));
    if !is_there("apt-get") {
        return Err(
            "this is not a Debian system: install what corresponds to them and start again".to_owned()
        );
    }
    let Some(before) = as_administrator() else {
        return Err(format!(
            "installing them needs the administrator. Give this command, then start again:\n\n  sudo {}",
            install.join(" ")
        ));
    };
    eprintln!("Installing them: {}", install.join(" "));
    // Without a list of packages, or with an old one, the first attempt fails.
    if administer(before, &install).is_err() {
        administer(before, &["apt-get", "update"])?;
        administer(before, &install)?;
    }
    match missing.iter().find(|package| is_missing(package)) {
        Some(package) => Err(format!("{} was installed and is still not to be found", package.debian)),
        None => Ok(()),
    }
}

fn is_missing(package: &Package) -> bool {
    match package.proof {
        Proof::Program(name) => !is_there(name),
        Proof::File(path) => !std::path::Path::new(path).exists(),
        Proof::PkgConfig(library) => !succeeds(command("pkg-config").args(["--exists", library])),
    }
}
