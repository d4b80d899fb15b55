//! Published card votes come out to the figures that were printed.

use std::path::Path;

use crate::run::{Run, case, run_with};
use serde_json::{Value, json};

fn tally(given: &Value) -> (i32, Value, String) {
    let Run { code, out, err } = run_with(Path::new("."), &["tally", "-"], given.to_string().as_bytes());
    (code, serde_json::from_str(&out).unwrap_or(Value::Null), err)
}

#[test]
fn real_results_come_out_as_printed() {
    let file = case("card-votes.json");
    let given: Value = serde_json::from_slice(&std::fs::read(&file).unwrap()).unwrap();
    let out = crate::run::done(Path::new("."), &["tally", &file.display().to_string()]);
    let worked: Value = serde_json::from_str(&out).unwrap();
    let cases = given["cases"].as_array().unwrap();
    assert_eq!(cases.len(), 9);
    for case in cases {
        let id = case["id"].as_str().unwrap();
        for (key, expected) in case["expect"].as_object().unwrap() {
            assert_eq!(worked[id][key], *expected, "{id} {key}");
        }
        assert_eq!(worked[id]["problems"], json!([]), "{id}");
        assert!(worked[id]["reason"].as_str().is_some_and(|reason| reason.ends_with('.')), "{id}");
    }
    for id in ["R2", "R12"] {
        assert!(!worked[id]["problems"].as_array().unwrap().is_empty(), "{id}");
    }
}

#[test]
fn figures_that_cannot_be_are_named_and_the_others_worked_out() {
    let section = |figures: Value| json!([figures]);
    let (code, worked, err) = tally(&json!({ "cases": [
        { "id": "good", "majority": "simple", "sections": section(json!({ "name": null, "weight": 100, "for": 3, "against": 2, "abstain": null })) },
        { "id": "negative", "majority": "simple", "sections": section(json!({ "name": null, "weight": 100, "for": -3, "against": 2, "abstain": null })) },
        { "id": "half", "majority": "simple", "sections": section(json!({ "name": null, "weight": 100, "for": 3, "against": 2.5, "abstain": null })) },
        { "id": "odd", "majority": "most of them", "sections": section(json!({ "name": null, "weight": 100, "for": 3, "against": 2, "abstain": null })) },
        { "id": "weights", "majority": "simple", "sections": [
            { "name": "A", "weight": 50, "for": 3, "against": 2, "abstain": null },
            { "name": "B", "for": 3, "against": 2, "abstain": null },
        ] },
        { "id": "printed", "majority": "simple", "printed": { "total": ["61.00", "39.00"] },
          "sections": section(json!({ "name": null, "weight": 100, "for": 3, "against": 2, "abstain": null })) },
        { "id": "good", "majority": "simple", "sections": section(json!({ "name": null, "weight": 100, "for": 1, "against": 2, "abstain": null })) },
    ] }));
    assert_eq!(code, 1);
    for named in [
        "negative: sections[0].for: below nought: -3.",
        "half: sections[0].against: not a whole number: 2.5.",
        "odd: majority: “most of them” is not known.",
        "weights: sections[1].weight: missing.",
        "good: id: another case has it.",
        "5 cases have figures that cannot be.",
    ] {
        assert!(err.contains(named), "{named} is not in\n{err}");
    }
    assert_eq!(worked["negative"]["problems"], json!(["sections[0].for: below nought: -3."]));
    assert_eq!(
        worked["printed"]["problems"],
        json!([
            "total is printed as 61.00, and comes to 60.00.",
            "total is printed as 39.00, and comes to 40.00."
        ])
    );
    assert_eq!(worked["printed"]["carried"], true);
}

#[test]
fn every_tiny_vote_has_an_outcome() {
    for (majority, for_, against, abstain, carried) in [
        ("simple", 0, 0, 0, false),
        ("simple", 4, 4, 0, false),
        ("simple", 0, 0, 7, false),
        ("simple", 1, 0, 0, true),
        ("two-thirds of votes cast", 0, 0, 0, false),
        ("two-thirds", 1, 0, 0, true),
        ("two-thirds", 6, 3, 5, true),
        ("two-thirds", 5, 4, 0, false),
        ("three-quarters", 3, 1, 0, true),
        ("three-quarters of votes cast", 2, 1, 0, false),
        ("unanimous", 2, 1, 0, false),
    ] {
        let sections =
            json!([{ "name": null, "weight": 100, "for": for_, "against": against, "abstain": abstain }]);
        let (code, worked, err) =
            tally(&json!({ "cases": [{ "id": 1, "majority": majority, "sections": sections }] }));
        assert_eq!(
            (code, &worked["1"]["carried"]),
            (0, &json!(carried)),
            "{majority} {for_} {against}: {err}"
        );
    }
}

#[test]
fn what_is_no_list_of_cases_is_refused() {
    for input in [&b""[..], b"[]", b"{", b"{\"cases\":4}", b"\xFF"] {
        let Run { code, out, err } = run_with(Path::new("."), &["tally", "-"], input);
        assert!(out.is_empty() && [1, 3].contains(&code) && err.starts_with("rostrumctl: "), "{code} {err}");
    }
}
