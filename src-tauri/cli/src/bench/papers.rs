//! Papers: from a key of the committee to its changed screens, the difference of a long motion to an amendment, and a long
//! composite traced to its sources.

use std::path::Path;
use std::time::Instant;

use record::command::{Command, NewMotion};
use record::desk::Desk;
use record::ids::MotionId;
use record::transact::Receipt;
use record::view::View;
use rules::amendment::{Edit, Operation, PassageKind, word_diff};
use rules::composite::taken_over;
use rules::motion::MotionKind;
use rules::tracing::{Source, Sources};

use crate::bench::conference::{dispatch, of};
use crate::bench::figure::Times;
use crate::files::options;
use crate::stop::Stop;

/// Paragraphs of a motion.
const PARAGRAPHS: u32 = 3;
const KEYS: usize = 200;
const WORDS: u32 = 5_000;
const DIFFERENCES: usize = 50;

/// Words as they come again and again in motions.
const VOCABULARY: [&str; 24] = [
    "conference",
    "notes",
    "the",
    "branches",
    "of",
    "and",
    "their",
    "members",
    "calls",
    "upon",
    "executive",
    "to",
    "campaign",
    "for",
    "housing",
    "wages",
    "a",
    "public",
    "service",
    "in",
    "every",
    "region",
    "with",
    "unions",
];

/// From the key that sorts a paper to both screens that show it: every paper, and the paper itself with its amendments.
pub(super) fn keys(path: &Path) -> Result<Times, Stop> {
    let desk = Desk::open(path, options())?;
    let motions = desk.read(|db| {
        db.rows("SELECT id FROM motion WHERE upon_id IS NULL ORDER BY id", [], |row| row.get::<_, i64>(0))
    })?;
    let runtime = tokio::runtime::Builder::new_current_thread().build();
    let runtime = runtime.map_err(|error| Stop::while_doing("the runtime", error))?;
    let mut list = desk.watch(View::Papers)?;
    let mut times = Times::default();
    for motion in motions.into_iter().take(KEYS).map(MotionId) {
        let mut paper = desk.watch(View::Paper { motion })?;
        list.borrow_and_update();
        paper.borrow_and_update();
        let section = format!("Section {}", motion.0);
        let begun = Instant::now();
        let motions = vec![motion];
        dispatch(&desk, Command::SortMotions { motions, section, category: "policy".to_owned() })?;
        let changed = runtime.block_on(async {
            list.changed().await?;
            paper.changed().await
        });
        times.add(begun.elapsed());
        changed.map_err(|error| Stop::while_doing("the committee's screens", error))?;
    }
    desk.close();
    Ok(times)
}

/// The difference of a motion of 5,000 words, in one paragraph, to an amendment that changes every tenth: the hardest case,
/// for nothing can be said of a paragraph before its words are compared.
pub(super) fn differences() -> Result<Times, Stop> {
    let old = prose(WORDS, 0, None);
    let new = prose(WORDS, 0, Some("amended"));
    let mut times = Times::default();
    for _ in 0..DIFFERENCES {
        let begun = Instant::now();
        let passages = word_diff(&old, &new);
        times.add(begun.elapsed());
        if !passages.iter().any(|passage| passage.kind == PassageKind::Inserted) {
            return Err(Stop::Fault("The amendment has changed nothing.".to_owned()));
        }
    }
    Ok(times)
}

/// A composite of 5,000 words traced to two sources of half of them each, of which it has changed every tenth, and what it
/// takes over of them; all of each in one paragraph, and in words that come again and again: the hardest case.
pub(super) fn tracings() -> Result<Times, Stop> {
    let half = |seed, changed| prose(WORDS / 2, seed, changed);
    let text = format!("{} {}", half(1, Some("composited")), half(0, Some("composited")));
    let sources = [0, 1].map(|paper| Source { paper, paragraph: 1, text: half(u32::from(paper == 1), None) });
    let mut times = Times::default();
    for _ in 0..DIFFERENCES {
        let begun = Instant::now();
        let passages = Sources::read(&sources).trace(&text);
        let found = |paper| {
            passages.iter().filter_map(|each| each.from.as_ref()).filter(move |from| from.paper == paper)
        };
        let taken: Vec<_> = sources
            .iter()
            .map(|source| {
                let found: Vec<_> = found(source.paper).map(|from| from.at.clone()).collect();
                taken_over(&source.text, &found)
            })
            .collect();
        times.add(begun.elapsed());
        let nowhere = passages.iter().filter(|passage| passage.from.is_none()).count();
        if nowhere * 10 < passages.len() || taken.len() != sources.len() {
            return Err(Stop::Fault("The composite that was measured has changed nothing.".to_owned()));
        }
    }
    Ok(times)
}

/// A motion of three paragraphs of sixty words.
pub(super) fn motion(number: u32) -> NewMotion {
    NewMotion {
        number: number.to_string(),
        title: format!("On the matter of {number}"),
        mover: Some(format!("Branch {number}")),
        paragraphs: (1..=PARAGRAPHS).map(|part| prose(60, number * 7 + part, None)).collect(),
        ..NewMotion::default()
    }
}

/// A motion of 2,500 words: half of a composite.
pub(super) fn long(number: u32) -> NewMotion {
    let paragraphs = (1..=WORDS / 200).map(|part| prose(100, number * 7 + part, None)).collect();
    NewMotion { paragraphs, ..motion(number) }
}

/// An amendment to one paragraph of it.
pub(super) fn amendment(number: u32, upon: MotionId, paragraph: u32) -> NewMotion {
    NewMotion {
        number: format!("A{number}"),
        kind: MotionKind::Amendment,
        title: format!("An amendment, {number}"),
        mover: Some(format!("Branch {}", number + 1)),
        upon: Some(upon),
        edits: vec![Edit {
            paragraph,
            operation: Operation::Replace,
            text: prose(60, number, Some("amended")),
        }],
        ..NewMotion::default()
    }
}

/// So many words, always the same for one `seed`; every tenth is `changed`, where that is given.
fn prose(words: u32, seed: u32, changed: Option<&'static str>) -> String {
    let turn = |at: u32| usize::try_from((at * at + at * 3 + seed) % 24).unwrap_or_default();
    let word = |at: u32| match changed {
        Some(other) if at % 10 == 9 => other,
        _ => VOCABULARY.iter().cycle().nth(turn(at)).copied().unwrap_or_default(),
    };
    (0..words).map(word).collect::<Vec<_>>().join(" ")
}

pub(super) fn handed_in(receipt: &Receipt) -> Result<MotionId, Stop> {
    let motion = of(receipt, "motion").next().map(MotionId);
    motion.ok_or_else(|| Stop::Fault("The motion was not handed in.".to_owned()))
}
