//! Random conferences against the real desk. `SEED=n ACTS=m cargo nextest run --workspace -E 'binary(simulation)'` plays
//! one; with `STATE=TITLE` it begins in that state of the normative table.

use std::collections::{BTreeMap, BTreeSet};
use std::num::NonZero;
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicUsize;
use std::sync::atomic::Ordering::Relaxed;

use record::command::Command;
use rostrum_tests::sim::step::{Manner, Step};
use rostrum_tests::sim::{Drawing, Report, Source, draws, nonsense, play, shrink};
use rostrum_tests::story::states::{self, State};

/// Seeds of every run; together at least two thousand acts.
const ORDERLY: [u64; 6] = [1, 2, 3, 4, 5, 6];
const DISORDERLY: [u64; 3] = [11, 12, 13];
const ACTS: usize = 330;
/// Acts of a conference that begins in a state of the normative table; one begins in each of them.
const FROM_A_STATE: usize = 12;
/// How often conferences may begin in every state once more, looking for the acts that none has done yet.
const ROUNDS: u64 = 2;
/// Acts of the debate that are told in a story alone: nothing remains of a paper once each of its parts was put by itself and
/// lost (parts.txt).
const RARE: [&str; 1] = ["nothing_remains"];

fn seeds_folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds")
}

fn asked<T: std::str::FromStr>(name: &str) -> Option<T> {
    std::env::var(name).ok()?.parse().ok()
}

/// Writes what failed down to be played by every run from now on, and says where.
fn kept(folder: &Path, seed: u64, manner: Manner, short: Report) -> String {
    let why = short.failure.unwrap_or_default();
    let mut text = format!("# seed {seed}, {manner:?}: {}\n", why.replace('\n', " "));
    for step in &short.steps {
        text.push_str(&serde_json::to_string(step).unwrap_or_default());
        text.push('\n');
    }
    let place = folder.join(format!("{manner:?}-{seed}.jsonl").to_lowercase());
    // Whole or not at all: another test may be reading the folder.
    let new = place.with_extension("new");
    let written = std::fs::write(&new, &text).and_then(|()| std::fs::rename(&new, &place));
    format!("seed {seed}, {manner:?}: {why}\n{text}\nkept in {}: {written:?}\n", place.display())
}

/// Each conference is by itself: two of them on two cores take half the time.
fn side_by_side<T: Sync, R: Send>(all: &[T], play: impl Fn(&T) -> R + Sync) -> Vec<R> {
    let next = AtomicUsize::new(0);
    let player = || {
        let mut played = Vec::new();
        while let Some(one) = all.get(next.fetch_add(1, Relaxed)) {
            played.push(play(one));
        }
        played
    };
    std::thread::scope(|scope| {
        let cores = std::thread::available_parallelism().map_or(1, NonZero::get);
        let players: Vec<_> = (0..cores).map(|_| scope.spawn(player)).collect();
        let played = |player: std::thread::ScopedJoinHandle<'_, Vec<R>>| match player.join() {
            Ok(played) => played,
            Err(panic) => std::panic::resume_unwind(panic),
        };
        players.into_iter().flat_map(played).collect()
    })
}

/// A conference to be drawn.
#[derive(Clone)]
struct Conference {
    seed: u64,
    from: Option<String>,
    acts: usize,
}

impl Conference {
    fn plain(seed: u64) -> Self {
        Self { seed, from: None, acts: ACTS }
    }

    fn play(&self, draws: &[u64], manner: Manner, sought: &BTreeSet<&'static str>) -> Report {
        play(Source::Drawn(Drawing { from: self.from.as_deref(), draws, manner, sought }))
    }
}

/// Plays each of them; what was done and how often, or what failed.
fn conferences(
    manner: Manner,
    all: &[Conference],
    sought: &BTreeSet<&'static str>,
) -> BTreeMap<String, usize> {
    let (mut failed, mut acts) = (Vec::new(), 0);
    let (mut done, mut refused) = (BTreeMap::new(), BTreeMap::new());
    let played = side_by_side(all, |one| {
        let numbers = draws(one.seed, asked("ACTS").unwrap_or(one.acts));
        let report = one.play(&numbers, manner, sought);
        (one.clone(), numbers, report)
    });
    for (one, numbers, report) in played {
        acts += report.asked;
        for (total, of_run) in [(&mut done, &report.done), (&mut refused, &report.refused)] {
            of_run.iter().for_each(|(name, n)| *total.entry(name.clone()).or_insert(0) += n);
        }
        if report.failure.is_some() {
            let short = shrink::shrink(&numbers, report, |draws| one.play(draws, manner, sought));
            failed.push(kept(&seeds_folder(), one.seed, manner, short));
        }
    }
    println!("{manner:?}: {acts} acts asked for\ndone: {done:?}\nrefused: {refused:?}");
    assert!(failed.is_empty(), "\n{}", failed.join("\n"));
    done
}

/// One conference from every state of the normative table, or the one that was asked for.
fn from_every_state(states: &[State], first_seed: u64) -> Vec<Conference> {
    let titles = states.iter().map(|state| state.title.clone());
    let from = |(seed, title)| Conference { seed, from: Some(title), acts: FROM_A_STATE };
    (first_seed..).zip(titles).map(from).collect()
}

#[test]
fn random_conferences_keep_every_promise_and_draw_every_act_of_the_debate() {
    let nothing = BTreeSet::new();
    if let Some(seed) = asked("SEED") {
        let from = std::env::var("STATE").ok();
        conferences(Manner::Orderly, &[Conference { from, ..Conference::plain(seed) }], &nothing);
        return;
    }
    let states = states::all().unwrap();
    let mut all: Vec<Conference> = ORDERLY.into_iter().map(Conference::plain).collect();
    all.extend(from_every_state(&states, 100));
    let mut done = conferences(Manner::Orderly, &all, &nothing);
    let acts: usize = done.values().sum();
    assert!(acts >= 2_000, "only {acts} acts were done");
    let examples: BTreeSet<&'static str> = nonsense::examples().iter().map(Command::name).collect();
    // What needs a long chain of others (a box whose two entries differ, a tie in a ballot of priorities) may not come about
    // in these; a story tells each of them (`every_act_is_told_in_some_story`).
    let never: Vec<_> = examples.iter().filter(|name| !done.contains_key(**name)).collect();
    println!("never done: {never:?}");
    assert!(never.len() * 5 <= examples.len(), "of {} acts never done: {never:?}", examples.len());
    // An act of the debate is looked for by name, in every state again, until it is found.
    let list = states::read("left-out.txt").unwrap();
    let beside = states::left_out(&list).unwrap();
    let missing = |done: &BTreeMap<String, usize>| -> BTreeSet<&'static str> {
        let of_the_debate = examples.iter().copied().filter(|name| !beside.contains(name));
        of_the_debate.filter(|name| !done.contains_key(*name) && !RARE.contains(name)).collect()
    };
    for round in 1..=ROUNDS {
        // What some of them find, those after them need not look for.
        for few in from_every_state(&states, round * 1_000).chunks(8) {
            let sought = missing(&done);
            if sought.is_empty() {
                break;
            }
            println!("looking for {sought:?}");
            done.extend(conferences(Manner::Orderly, few, &sought));
        }
    }
    let never = missing(&done);
    assert!(never.is_empty(), "acts of the debate never done: {never:?}");
}

/// The same, where any act of the past may be taken back while others stand.
#[test]
fn taking_back_an_old_act_leaves_a_lawful_conference() {
    let seeds = asked("SEED").map_or_else(|| DISORDERLY.to_vec(), |seed| vec![seed]);
    let all: Vec<Conference> = seeds.into_iter().map(Conference::plain).collect();
    conferences(Manner::Disorderly, &all, &BTreeSet::new());
}

/// What once failed is played again by every run.
#[test]
fn what_once_failed_holds() {
    let entries = std::fs::read_dir(seeds_folder()).unwrap().map(|entry| entry.unwrap().path());
    let kept: Vec<_> = entries.filter(|path| path.extension().is_some_and(|end| end == "jsonl")).collect();
    let failed: Vec<_> = side_by_side(&kept, |path| {
        let text = std::fs::read_to_string(path).unwrap();
        let lines = text.lines().filter(|line| !line.starts_with('#') && !line.is_empty());
        let steps: Vec<Step> = lines.map(|line| serde_json::from_str(line).unwrap()).collect();
        play(Source::Steps(&steps)).failure.map(|why| format!("{}: {why}", path.display()))
    });
    let (played, failed) = (kept.len(), failed.into_iter().flatten().collect::<Vec<_>>());
    println!("{played} kept conference(s) that once failed, played again");
    assert!(played > 0, "no conference is kept in {}", seeds_folder().display());
    assert!(failed.is_empty(), "\n{}", failed.join("\n"));
}

#[test]
fn every_act_is_among_those_that_are_garbled() {
    let schema = schemars::schema_for!(Command);
    let variants = schema.get("oneOf").and_then(|all| all.as_array()).unwrap();
    let acts: BTreeSet<_> =
        variants.iter().filter_map(|one| one["properties"]["act"]["const"].as_str()).collect();
    let examples: BTreeSet<_> = nonsense::examples().iter().map(Command::name).collect();
    assert_eq!(acts, examples);
}

fn plainly(draws: &[u64], manner: Manner) -> Report {
    Conference::plain(0).play(draws, manner, &BTreeSet::new())
}

#[test]
fn the_same_seed_makes_the_same_conference() {
    let numbers = draws(42, 60);
    let [first, second] = [plainly(&numbers, Manner::Disorderly), plainly(&numbers, Manner::Disorderly)];
    let text = |report: &Report| serde_json::to_string(&report.steps).unwrap();
    assert_eq!(text(&first), text(&second));
    let again = play(Source::Steps(&first.steps));
    assert_eq!((again.done, again.failure), (first.done, first.failure));
}

/// A check that fails where the third, the seventh and the eleventh draw are all there: one step for each draw.
fn fails_with_three(draws: &[u64]) -> Report {
    let steps = vec![Step::Again; draws.len()];
    let failure = [3, 7, 11]
        .iter()
        .all(|draw| draws.contains(draw))
        .then(|| format!("three met: after {} draws", draws.len()));
    Report { steps, failure, ..Report::default() }
}

#[test]
fn what_fails_is_made_as_short_as_it_goes_and_kept_to_be_played_again() {
    let numbers: Vec<u64> = (0..200).collect();
    let short = shrink::shrink(&numbers, fails_with_three(&numbers), fails_with_three);
    // The first draw is the beginning, and stays.
    assert_eq!(short.steps.len(), 4, "{:?}", short.steps);
    assert_eq!(short.failure.as_deref(), Some("three met: after 4 draws"));
    // Another failure on the way is not this one.
    let another =
        |draws: &[u64]| Report { failure: Some("another: found".to_owned()), ..fails_with_three(draws) };
    assert_eq!(shrink::shrink(&numbers, fails_with_three(&numbers), another).steps.len(), 200);

    let folder = tempfile::tempdir().unwrap();
    let report = plainly(&draws(42, 6), Manner::Orderly);
    let steps = serde_json::to_string(&report.steps).unwrap();
    let said =
        kept(folder.path(), 42, Manner::Orderly, Report { failure: Some("x: y\nz".to_owned()), ..report });
    let text = std::fs::read_to_string(folder.path().join("orderly-42.jsonl")).unwrap();
    assert!(
        said.contains("seed 42, Orderly: x: y") && text.starts_with("# seed 42, Orderly: x: y z\n"),
        "{said}"
    );
    let lines =
        text.lines().skip(1).map(|line| serde_json::from_str::<Step>(line).unwrap()).collect::<Vec<_>>();
    assert_eq!(serde_json::to_string(&lines).unwrap(), steps);
    assert_eq!(play(Source::Steps(&lines)).failure, None);
}
