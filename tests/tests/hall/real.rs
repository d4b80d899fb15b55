//! Real results through the whole path: register, cards, two entries, the declaration; and every figure that is printed of
//! them is found again.

use record::command::{Choice, Command, KeyChange, RegisterRow};
use record::transact::Role;
use record::view::parts::{Counted, ResultShown};
use rostrum_tests::{Outcome, told, whole};
use rules::card_vote::{CardOutcome, split_value};
use rules::share::thousands;
use serde_json::{Value, json};

use super::{Hall, row};

const CARDS_OF_A_SIDE: u64 = 7;
const CASES: &str = include_str!("../../cases/card-votes.json");

#[test]
fn real_results_through_two_entries() {
    let cases: Value = serde_json::from_str(CASES).unwrap();
    let cases = cases["cases"].as_array().unwrap();
    assert!(cases.len() >= 9, "only {} cases", cases.len());
    for case in cases {
        real_result(case).map_err(|why| format!("{}: {why}", case["id"])).unwrap();
    }
}

#[test]
fn a_figure_that_differs_or_is_absent_is_told() {
    let cases: Value = serde_json::from_str(CASES).unwrap();
    let case = |id: &str| cases["cases"].as_array().unwrap().iter().find(|case| case["id"] == id).unwrap();
    for (id, name, wrong) in [
        ("R3", "needed", json!(728_051)),
        ("R3", "short_by", json!(9_776)),
        ("R3", "sections", json!([["65.77", "34.23", "65.77", "34.23"]])),
        ("R4", "total", json!(["54.33", "45.68"])),
        ("R4", "majority", json!(48_946)),
        ("R5", "with_abstentions_in_base", json!("63.64")),
        ("R6", "carried", json!(true)),
        ("R6", "by_how_much", json!(1)),
    ] {
        let mut case = case(id).clone();
        case["expect"][name] = wrong;
        let found = real_result(&case).expect_err(name);
        assert!(found.contains(name), "{id} {name}: {found}");
    }
    let mut abstentions = case("R13").clone();
    abstentions["sections"][0]["against"] = Value::Null;
    assert!(real_result(&abstentions).unwrap_err().contains("against"));
}

fn real_result(case: &Value) -> Outcome {
    let expect = case["expect"].as_object().ok_or("nothing is expected")?;
    let (hall, result) = counted_of(case, false)?;
    for (name, expected) in expect {
        let found = match name.as_str() {
            "carried" => json!(result.outcome == "carried"),
            "total" => json!(result.percent),
            "sections" => sections_of(case, &result)?,
            "needed" => said(&result, worked(&hall)?.needed),
            "short_by" => said(&result, worked(&hall)?.short_by),
            "majority" => json!(worked(&hall)?.majority_of),
            "with_abstentions_in_base" => with_abstentions(case)?,
            other => return Err(format!("nobody knows what {other} is")),
        };
        same(name, expected, &found)?;
    }
    whole::verifies(&hall.world)
}

fn same(name: &str, expected: &Value, found: &Value) -> Outcome {
    if expected == found { Ok(()) } else { Err(format!("{name} is {found} and not {expected}")) }
}

/// Votes of a side in a section; abstentions may not be printed.
fn votes(section: &Value, side: &str) -> Outcome<u64> {
    match (&section[side], side) {
        (Value::Null, "abstain") => Ok(0),
        (printed, _) => printed.as_u64().ok_or_else(|| format!("{side} is not printed: {printed}")),
    }
}

/// Enters and declares a vote. With `in_base` the standing orders have abstentions in the base.
fn counted_of(case: &Value, in_base: bool) -> Outcome<(Hall, ResultShown)> {
    let sections = case["sections"].as_array().ok_or("no sections")?;
    let mut settled = Vec::new();
    let (mut rows, mut papers) = (Vec::new(), Vec::new());
    for section in sections {
        cards_of(section, &mut rows, &mut papers)?;
    }
    if in_base {
        let keys = vec![KeyChange { key: "abstain".to_owned(), value: json!("in_base") }];
        let reason = "as it is quoted".to_owned();
        settled.push(Command::ChangeStandingOrders { profile: None, keys, vote: None, reason });
    }
    let two_thirds = case["majority"].as_str().is_some_and(|words| words.starts_with("two-thirds"));
    let hall = Hall::after(5, rows, two_thirds, settled)?;
    for (n, batch) in papers.chunks(10).enumerate() {
        let id = hall.open(&format!("Box {n}"), Some(batch.len()))?;
        for teller in [1, 2] {
            let (entry, station) = hall.claim(id, teller)?;
            for &(card, choice) in batch {
                hall.act(Role::Teller, &station, Command::EnterInBatch { entry, card, choice })?;
            }
            hall.act(Role::Teller, &station, Command::FinishEntry { entry, recounted: None })?;
        }
    }
    hall.close()?;
    hall.chair(Command::Declare { vote: hall.vote, carried: None, casting: None })?;
    let result = hall.seen(None)?.vote.result.ok_or("no result")?;
    let all = sections.iter().try_fold([0; 3], |[f, a, n], section| -> Outcome<[u64; 3]> {
        let [r#for, against, abstain] = figures(section)?;
        Ok([f + r#for, a + against, n + abstain])
    })?;
    same("counted", &json!(all), &json!(result.counted.as_ref().map(shown).ok_or("no figures")?))?;
    Ok((hall, result))
}

fn cards_of(section: &Value, rows: &mut Vec<RegisterRow>, papers: &mut Vec<(u32, Choice)>) -> Outcome {
    for (votes, choice) in figures(section)?.into_iter().zip([Choice::For, Choice::Against, Choice::Abstain])
    {
        for value in split_value(votes, CARDS_OF_A_SIDE).into_iter().filter(|value| *value > 0) {
            rows.push(row(rows.len() + 1, section["name"].as_str(), value));
            papers.push((told(u32::try_from(rows.len()))?, choice));
        }
    }
    Ok(())
}

/// For, against and abstentions as they are printed.
fn figures(section: &Value) -> Outcome<[u64; 3]> {
    Ok([votes(section, "for")?, votes(section, "against")?, votes(section, "abstain")?])
}

/// The same as the screen shows them: abstentions are asked for on cards, so that none is nought and not nothing.
fn shown(counted: &Counted) -> (u64, u64, Option<u64>) {
    (counted.r#for, counted.against, counted.abstain)
}

/// The rows of the sections in the order printed.
fn sections_of(case: &Value, result: &ResultShown) -> Outcome<Value> {
    let printed = case["sections"].as_array().ok_or("no sections")?;
    if result.sections.len() != printed.len() {
        return Err(format!("{} sections and not {}", result.sections.len(), printed.len()));
    }
    let row = |section: &Value| -> Outcome<Value> {
        let name = section["name"].as_str();
        let found = result.sections.iter().find(|found| found.name.as_deref() == name);
        let found = found.ok_or_else(|| format!("sections: {name:?} is absent"))?;
        same("sections counted", &json!(figures(section)?), &json!(shown(&found.counted)))?;
        same("sections weight", &section["weight"], &json!(found.weight))?;
        let (r#for, against) = &found.weighted;
        Ok(json!([found.for_percent, found.against_percent, r#for, against]))
    };
    printed.iter().map(row).collect::<Outcome<Vec<Value>>>().map(Value::Array)
}

/// A number that the chair reads out with the result; nothing where it is not in those words.
fn said(result: &ResultShown, number: Option<u64>) -> Value {
    json!(number.filter(|number| result.reason.contains(&thousands(*number))))
}

/// The outcome as it stands in the file.
fn worked(hall: &Hall) -> Outcome<CardOutcome> {
    let sql = "SELECT figures FROM result WHERE vote_id = ?1";
    let figures: String = told(hall.world.reader()?.query_row(sql, [hall.vote], |r| r.get(0)))?;
    told(serde_json::from_str(&figures))
}

/// The share of For in the same vote, where the standing orders have abstentions in the base; they decide it there too.
fn with_abstentions(case: &Value) -> Outcome<Value> {
    let (_, result) = counted_of(case, true)?;
    let counted = result.counted.ok_or("no figures")?;
    let base = counted.r#for + counted.against + counted.abstain.ok_or("no abstentions")?;
    same("carried with abstentions", &json!(2 * counted.r#for > base), &json!(result.outcome == "carried"))?;
    Ok(json!(result.percent.map(|(r#for, _)| r#for)))
}
