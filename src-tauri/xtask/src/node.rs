//! The screens and the end-to-end tests: what npm installs and vite builds, and when that is needed.

use crate::Outcome;
use crate::house::{once_per, root};
use crate::programs::{command, is_there, output, prepare};
use std::collections::hash_map::DefaultHasher;
use std::fs;
use std::hash::{Hash, Hasher};
use std::path::Path;
use std::process::Command;

/// `npm` in a folder of the repository.
pub(crate) fn npm(folder: &str, words: &[&str]) -> Command {
    let mut npm = command("npm");
    npm.current_dir(root().join(folder)).args(words);
    // Browsers and drivers come from the system, never from a download.
    for refusal in [
        "PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD",
        "PUPPETEER_SKIP_DOWNLOAD",
        "CHROMEDRIVER_SKIP_DOWNLOAD",
        "GECKODRIVER_SKIP_DOWNLOAD",
        "EDGEDRIVER_SKIP_DOWNLOAD",
    ] {
        npm.env(refusal, "1");
    }
    npm.env("npm_config_fund", "false")
        .env("npm_config_audit", "false")
        .env("npm_config_update_notifier", "false");
    npm
}

/// Installs what the folder's lock file names, if that has changed since it was last done.
pub(crate) fn install(folder: &str) -> Outcome {
    ensure_node()?;
    let lock = root().join(folder).join("package-lock.json");
    let state = fs::read_to_string(&lock).map_err(|e| format!("cannot read {}: {e}", lock.display()))?;
    let stamp = format!("npm-{}", folder.replace('/', "-"));
    once_per(&stamp, &state, &root().join(folder).join("node_modules"), || {
        eprintln!("npm ci in {folder}");
        prepare(&mut npm(folder, &["ci"]))
    })
}

/// Builds the screens if anything they are made of has changed. The answer is in `ui/dist`.
pub(crate) fn build_screens() -> Outcome {
    install("ui")?;
    let state = format!("{} {}", fingerprint(&root().join("ui")), fingerprint(&root().join("assets")));
    once_per("ui-build", &state, &root().join("ui/dist/index.html"), || {
        eprintln!("vite build in ui");
        prepare(&mut npm("ui", &["run", "build"]))
    })
}

/// Whether the folder's package.json has a script of this name.
pub(crate) fn has_script(folder: &str, script: &str) -> bool {
    let text = fs::read_to_string(root().join(folder).join("package.json")).unwrap_or_default();
    text.contains(&format!("\"{script}\":"))
}

/// Vite and Svelte need Node 20.19; Debian 12 has 18 and no way to a newer one, so this is said rather than done.
fn ensure_node() -> Outcome {
    let wanted = "Node 20.19 or later with npm is needed (https://nodejs.org, or Debian 13's `nodejs npm`)";
    if !is_there("node") || !is_there("npm") {
        return Err(wanted.to_owned());
    }
    let version = output(command("node").arg("--version"))?;
    let mut figures =
        version.trim().trim_start_matches('v').split('.').map(|figure| figure.parse().unwrap_or(0));
    let found: (u32, u32) = (figures.next().unwrap_or(0), figures.next().unwrap_or(0));
    if found < (20, 19) { Err(format!("{wanted}; here is {}", version.trim())) } else { Ok(()) }
}

/// A figure that changes when any source in the folder does: its name, its size or when it was written.
fn fingerprint(folder: &Path) -> u64 {
    let mut hasher = DefaultHasher::new();
    hash_folder(folder, &mut hasher);
    hasher.finish()
}

fn hash_folder(folder: &Path, hasher: &mut DefaultHasher) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    let mut paths: Vec<_> = entries.flatten().map(|entry| entry.path()).collect();
    paths.sort();
    for path in paths {
        let made = path.file_name().is_some_and(|name| name == "node_modules" || name == "dist");
        let Ok(facts) = fs::symlink_metadata(&path) else { continue };
        if facts.is_dir() && !made {
            hash_folder(&path, hasher);
        } else if facts.is_file() {
            path.hash(hasher);
            facts.len().hash(hasher);
            facts.modified().ok().hash(hasher);
        }
    }
}
