//! Every story under `stories/`, told to a real desk.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use record::command::Command;
use rostrum_tests::story;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("stories")
}

fn stories() -> Vec<PathBuf> {
    let folder = folder();
    let mut all: Vec<_> = [folder.clone(), folder.join("incidents")]
        .into_iter()
        .filter_map(|folder| std::fs::read_dir(folder).ok())
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

/// And an act that no story tells is an act that nobody has seen done.
#[test]
fn every_story_goes_as_it_is_told_and_every_act_is_told() {
    let chosen = chosen();
    // They are told side by side: each has a file of its own.
    let lots: Vec<Vec<&PathBuf>> = (0..2).map(|lot| chosen.iter().skip(lot).step_by(2).collect()).collect();
    let told: Vec<_> = std::thread::scope(|scope| {
        let lots: Vec<_> = lots
            .iter()
            .map(|lot| scope.spawn(|| lot.iter().map(|path| story::tell(path)).collect::<Vec<_>>()))
            .collect();
        lots.into_iter().flat_map(|lot| lot.join().unwrap()).collect()
    });
    let failed: Vec<_> = told.iter().filter_map(|told| told.as_ref().err()).map(String::as_str).collect();
    assert!(!chosen.is_empty() && failed.is_empty(), "\n\n{}\n", failed.join("\n\n"));
    if chosen.len() < stories().len() {
        return;
    }
    let schema = schemars::schema_for!(Command);
    let variants = schema.get("oneOf").and_then(|all| all.as_array()).unwrap();
    let acts: BTreeSet<_> =
        variants.iter().map(|one| one["properties"]["act"]["const"].as_str().unwrap().to_owned()).collect();
    let told: BTreeSet<_> = told.into_iter().flatten().flatten().collect();
    let untold: Vec<_> = acts.difference(&told).collect();
    assert!(acts.len() > 40 && untold.is_empty(), "no story tells of {untold:?}");
}

/// What has gone wrong elsewhere stands in `cases/incidents.txt` with the story that shows how it is prevented here.
#[test]
fn every_incident_names_its_story() {
    let list = std::fs::read_to_string(folder().join("../cases/incidents.txt")).unwrap();
    let rows = list.lines().filter(|line| !line.starts_with('#') && !line.trim().is_empty());
    let mut count = 0;
    for row in rows {
        let parts: Vec<_> = row.split('|').map(str::trim).collect();
        let [incident, story, shows] = parts[..] else { panic!("INCIDENT | STORY | LINE: {row}") };
        count += 1;
        if story == "—" {
            assert!(shows.len() > 20, "{incident}: why is there no story?");
            continue;
        }
        let text = std::fs::read_to_string(folder().join(format!("{story}.txt"))).unwrap_or_default();
        assert!(text.contains(shows), "{incident}: {story} does not say “{shows}”");
    }
    assert_eq!(count, 18, "the rows of §8");
}
