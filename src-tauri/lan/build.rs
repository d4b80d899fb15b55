//! Makes the folder of the screens where it is missing, so that a fresh clone builds before its screens do.

use std::fs;
use std::path::Path;

const NOT_YET: &str =
    "<!doctype html><title>Rostrum</title><p>The screens are not built yet: cargo xtask run builds them.\n";

fn main() -> std::io::Result<()> {
    let dist = Path::new("../../ui/dist");
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed={}", dist.display());
    if !dist.join("index.html").exists() {
        fs::create_dir_all(dist)?;
        fs::write(dist.join("index.html"), NOT_YET)?;
    }
    Ok(())
}
