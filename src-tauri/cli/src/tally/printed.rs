//! Percentages as somebody printed them: beside our own, and against each other.

use rules::card_vote::{CardOutcome, PrintedSection, check_published};
use serde_json::Value;

/// Where what a case expects, or what was printed, is not what its figures come to.
pub(super) fn unlike(case: &Value, result: &CardOutcome) -> Vec<String> {
    let mut unlike = Vec::new();
    for given in ["expect", "printed"].iter().filter_map(|key| case.get(*key)) {
        let ours = [&*result.for_percent, &*result.against_percent];
        compare("total", given.get("total"), &ours, &mut unlike);
        let sections = given.get("sections").and_then(Value::as_array).into_iter().flatten();
        for (number, (given, ours)) in sections.zip(&result.sections).enumerate() {
            let ours =
                [&*ours.for_percent, &*ours.against_percent, &*ours.weighted_for, &*ours.weighted_against];
            compare(&format!("sections[{number}]"), Some(given), &ours, &mut unlike);
        }
        for (key, ours) in [
            ("carried", Some(Value::from(result.carried))),
            ("majority", Some(result.majority_of.into())),
            ("needed", result.needed.map(Value::from)),
            ("short_by", result.short_by.map(Value::from)),
        ] {
            if let (Some(given), Some(ours)) = (given.get(key), ours)
                && *given != ours
            {
                unlike.push(format!("{key} is printed as {given}, and comes to {ours}."));
            }
        }
    }
    unlike
}

fn compare(what: &str, given: Option<&Value>, ours: &[&str], unlike: &mut Vec<String>) {
    let given = given.and_then(Value::as_array).into_iter().flatten();
    for (given, ours) in given.zip(ours) {
        if let Some(given) = given.as_str().filter(|given| given != ours) {
            unlike.push(format!("{what} is printed as {given}, and comes to {ours}."));
        }
    }
}

/// Published percentages without their figures, in the words of `misprints`: those that contradict each other.
pub(super) fn misprints(given: &Value) -> Vec<(String, Vec<String>)> {
    let list = given.get("misprints").and_then(Value::as_array).into_iter().flatten();
    let told = list.filter_map(|misprint| {
        let id = misprint.get("id")?.as_str()?.to_owned();
        let problems = contradictions(misprint.get("what")?.as_str()?);
        (!problems.is_empty()).then_some((id, problems))
    });
    told.collect()
}

/// `printed CLP 21.09/28.09, affiliates 21.13/28.87, total 43.05/56.95`: parts of the whole, section by section, and the
/// total; sections share the whole evenly, as the law of that body has it.
fn contradictions(what: &str) -> Vec<String> {
    let plain = what.replace(" for, ", "/").replace(" against", "");
    let pairs: Vec<(String, (String, String))> = plain.split(", ").filter_map(pair).collect();
    let (totals, sections): (Vec<_>, Vec<_>) =
        pairs.into_iter().partition(|(label, _)| label == "total" || label == "printed");
    let weight =
        u32::try_from(sections.len()).ok().and_then(|count| 100_u32.checked_div(count)).unwrap_or(100);
    let printed: Vec<PrintedSection> = sections
        .into_iter()
        .map(|(name, pair)| PrintedSection { name: Some(name), weight, percent: None, weighted: Some(pair) })
        .collect();
    let total = totals.last().map(|(_, (for_, against))| (for_.as_str(), against.as_str()));
    check_published(&printed, total)
}

/// The last word before `a/b`, and the two figures.
fn pair(text: &str) -> Option<(String, (String, String))> {
    let mut words = text.split_whitespace().rev();
    let (for_, against) = words.next()?.split_once('/')?;
    let figure = |text: &str| text.starts_with(|c: char| c.is_ascii_digit()).then(|| text.to_owned());
    Some((words.next()?.to_owned(), (figure(for_)?, figure(against)?)))
}

#[cfg(test)]
mod tests {
    use super::contradictions;

    #[test]
    fn printed_figures_that_contradict_each_other() {
        let labour_2022 = "Labour 2022: printed CLP 21.09/28.09, affiliates 21.13/28.87, total 43.05/56.95";
        assert!(contradictions(labour_2022).iter().any(|fault| fault.contains("CLP")), "{labour_2022}");
        assert!(!contradictions("Labour 1995: printed 65.23 for, 35.77 against").is_empty());
        assert!(contradictions("Labour 1995: printed 64.23 for, 35.77 against").is_empty());
        assert!(contradictions("CLP 48.76/1.24, affiliates 49.87/0.13, total 98.63/1.37").is_empty());
        assert!(contradictions("nothing of the kind").is_empty());
    }
}
