//! Results worked out from raw figures.
//!
//! Invariant: every figure is the law's own; here it is only read and printed. What cannot be is never worked out.

use std::collections::BTreeSet;
use std::io::Read;
use std::path::Path;

use record::halt::Fault;
use rules::card_vote::{CardRule, impossible, outcome, with_abstentions_percent};
use serde_json::{Map, Value, json};

use crate::figures::{self, Case};
use crate::stop::{Stop, note, say};

mod printed;

/// Works out every case of a file.
pub(crate) fn tally(file: &Path) -> Result<(), Stop> {
    let given: Value = serde_json::from_str(&read(file)?)
        .map_err(|error| Stop::Refused(format!("{} is not JSON: {error}.", file.display())))?;
    let Some(cases) = given.get("cases").and_then(Value::as_array) else {
        return Err(Stop::Refused(format!("{} has no list of cases.", file.display())));
    };
    let mut worked = Map::new();
    let mut seen = BTreeSet::new();
    let mut wrong = 0;
    for (number, case) in cases.iter().enumerate() {
        let id = match case.get("id") {
            Some(Value::String(id)) => id.clone(),
            Some(Value::Number(id)) => id.to_string(),
            Some(_) | None => format!("case {}", number + 1),
        };
        let (result, mut faults) = work_out(case);
        if !seen.insert(id.clone()) {
            faults.push("id: another case has it.".to_owned());
        }
        for fault in &faults {
            note(format!("{id}: {fault}"));
        }
        wrong += usize::from(!faults.is_empty());
        worked.insert(id, result);
    }
    for (id, problems) in printed::misprints(&given) {
        for problem in &problems {
            note(format!("{id}: {problem}"));
        }
        worked.entry(id).or_insert_with(|| json!({ "problems": problems }));
    }
    say(format!("{}\n", serde_json::to_string_pretty(&Value::Object(worked)).map_err(Fault::from)?))?;
    match wrong {
        0 => Ok(()),
        1 => Err(Stop::Refused("1 case has figures that cannot be.".to_owned())),
        many => Err(Stop::Refused(format!("{many} cases have figures that cannot be."))),
    }
}

fn read(file: &Path) -> Result<String, Stop> {
    let mut text = String::new();
    let read = if file == Path::new("-") {
        std::io::stdin().lock().read_to_string(&mut text)
    } else {
        std::fs::File::open(file).and_then(|mut file| file.read_to_string(&mut text))
    };
    match read {
        Ok(_) => Ok(text),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            Err(Stop::Refused(format!("{} is not there.", file.display())))
        }
        Err(error) => Err(Stop::while_doing(file.display(), error)),
    }
}

/// The result, and why it cannot be; what cannot be has no figures.
fn work_out(case: &Value) -> (Value, Vec<String>) {
    let Case { majority, sections, abstentions } = match figures::read(case) {
        Ok(case) => case,
        Err(faults) => return (json!({ "problems": faults }), faults),
    };
    let nobody = sections.iter().all(|section| section.figures.for_ == 0 && section.figures.against == 0);
    let problems = impossible(&sections);
    // That nobody voted is told, and is a result all the same.
    let faults = if problems.len() > usize::from(nobody) { problems.clone() } else { Vec::new() };
    if !faults.is_empty() {
        return (json!({ "problems": problems }), faults);
    }
    let rule = CardRule { majority, ..CardRule::default() };
    let result = outcome(&sections, &rule);
    let rows: Vec<[&str; 4]> = result
        .sections
        .iter()
        .map(|s| [&*s.for_percent, &*s.against_percent, &*s.weighted_for, &*s.weighted_against])
        .collect();
    let mut problems = problems;
    problems.extend(printed::unlike(case, &result));
    let mut worked = json!({
        "carried": result.carried,
        "total": [result.for_percent, result.against_percent],
        "sections": rows,
        "majority": result.majority_of,
        "needed": result.needed,
        "short_by": result.short_by,
        "reason": result.reason,
        "problems": problems,
    });
    if abstentions && let Some(object) = worked.as_object_mut() {
        object
            .insert("with_abstentions_in_base".to_owned(), with_abstentions_percent(&result.figures).into());
    }
    (worked, Vec::new())
}
