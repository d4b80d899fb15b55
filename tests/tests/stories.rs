//! Every story under `stories/`, told to a real desk.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use record::command::Command;
use rostrum_tests::story;

fn stories() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("stories");
    let mut all: Vec<_> = std::fs::read_dir(folder)
        .into_iter()
        .flatten()
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.extension().is_some_and(|end| end == "txt"))
        .collect();
    all.sort();
    all
}

/// `STORY=ties cargo test -p rostrum-tests stories` tells one.
fn chosen() -> Vec<PathBuf> {
    let wanted = std::env::var("STORY").unwrap_or_default();
    stories().into_iter().filter(|path| path.to_string_lossy().contains(&wanted)).collect()
}

#[test]
fn every_story_goes_as_it_is_told() {
    let failed: Vec<_> = chosen().iter().filter_map(|path| story::tell(path).err()).collect();
    assert!(!chosen().is_empty() && failed.is_empty(), "\n\n{}\n", failed.join("\n\n"));
}

/// An act that no story tells is an act that nobody has seen done.
#[test]
fn every_act_is_told_in_some_story() {
    let schema = schemars::schema_for!(Command);
    let variants = schema.get("oneOf").and_then(|all| all.as_array()).unwrap();
    let acts: BTreeSet<_> =
        variants.iter().map(|one| one["properties"]["act"]["const"].as_str().unwrap().to_owned()).collect();
    let told: BTreeSet<_> = stories().iter().filter_map(|path| story::tell(path).ok()).flatten().collect();
    let untold: Vec<_> = acts.difference(&told).collect();
    assert!(acts.len() > 40 && untold.is_empty(), "no story tells of {untold:?}");
}
