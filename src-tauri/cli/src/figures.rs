//! The figures of one case of a tally, as given: read field by field, so that what cannot be is named.

use rules::card_vote::SectionTally;
use rules::majority::{Figures, Majority};
use serde_json::{Map, Value};

/// Beyond this JSON no longer counts exactly.
const LARGEST: u64 = 1 << 53;

/// One case that can be worked out.
pub(crate) struct Case {
    pub(crate) majority: Majority,
    pub(crate) sections: Vec<SectionTally>,
    /// Some section asked for abstentions.
    pub(crate) abstentions: bool,
}

/// Reads a case; otherwise every fault, each naming its field.
pub(crate) fn read(case: &Value) -> Result<Case, Vec<String>> {
    let mut faults = Vec::new();
    let majority = case.get("majority").map_or(Ok(Majority::Simple), majority);
    let majority = majority.map_err(|fault| faults.push(fault)).unwrap_or(Majority::Simple);
    let mut sections = Vec::new();
    let mut abstentions = false;
    match case.get("sections") {
        Some(Value::Array(given)) if !given.is_empty() => {
            let alone = given.len() == 1;
            for (number, section) in given.iter().enumerate() {
                let field = format!("sections[{number}]");
                abstentions |= section.get("abstain").is_some_and(|abstain| !abstain.is_null());
                sections.extend(tally(section, &field, alone, &mut faults));
            }
        }
        Some(Value::Array(_)) => faults.push("sections: there is none.".to_owned()),
        Some(_) => faults.push("sections: not a list.".to_owned()),
        None => faults.push("sections: missing.".to_owned()),
    }
    sums(case, &sections, "", &mut faults);
    if faults.is_empty() { Ok(Case { majority, sections, abstentions }) } else { Err(faults) }
}

fn majority(given: &Value) -> Result<Majority, String> {
    let words = given.as_str().ok_or_else(|| format!("majority: not a text: {given}."))?;
    let plain = words.to_lowercase().replace(['-', '_'], " ");
    let plain = plain.trim();
    let plain = ["of votes cast", "of the votes cast", "of those voting", "majority"]
        .iter()
        .fold(plain, |plain, ending| plain.strip_suffix(ending).unwrap_or(plain).trim());
    match plain {
        "simple" | "" => Ok(Majority::Simple),
        "two thirds" | "2/3" => Ok(Majority::TwoThirds),
        "two thirds strict" | "more than two thirds" => Ok(Majority::TwoThirdsStrict),
        "three quarters" | "3/4" => Ok(Majority::ThreeQuarters),
        "unanimous" => Ok(Majority::Unanimous),
        _ => Err(format!("majority: “{words}” is not known.")),
    }
}

fn tally(section: &Value, field: &str, alone: bool, faults: &mut Vec<String>) -> Option<SectionTally> {
    let Value::Object(fields) = section else {
        faults.push(format!("{field}: not an object."));
        return None;
    };
    let name = match fields.get("name") {
        None | Some(Value::Null) => None,
        Some(Value::String(name)) => Some(name.clone()),
        Some(other) => {
            faults.push(format!("{field}.name: not a text: {other}."));
            None
        }
    };
    let mut figure = |key: &str| whole(fields, field, key).map_err(|fault| faults.push(fault)).ok();
    let (for_, against) = (figure("for"), figure("against"));
    let abstain = match fields.get("abstain") {
        None | Some(Value::Null) => Some(0),
        Some(_) => figure("abstain"),
    };
    let weight = match fields.get("weight") {
        None | Some(Value::Null) if alone => Some(100),
        None | Some(_) => figure("weight"),
    };
    let weight = weight.and_then(|weight| match u32::try_from(weight) {
        Ok(0) | Err(_) => {
            faults.push(format!("{field}.weight: cannot be {weight}."));
            None
        }
        Ok(weight) => Some(weight),
    });
    let figures = Figures { for_: for_?, against: against?, abstain: abstain? };
    let tally = SectionTally { name, weight: weight?, figures };
    sums(section, std::slice::from_ref(&tally), &format!("{field}."), faults);
    Some(tally)
}

/// Where a sum is given beside the figures, it must be their sum.
fn sums(given: &Value, sections: &[SectionTally], field: &str, faults: &mut Vec<String>) {
    let of = |part: fn(&Figures) -> u64| {
        sections.iter().map(|section| u128::from(part(&section.figures))).sum::<u128>()
    };
    let voting = of(|figures| figures.for_) + of(|figures| figures.against);
    let all = voting + of(|figures| figures.abstain);
    for (key, may) in
        [("cast", &[voting, all][..]), ("total_votes", &[voting, all]), ("votes_cast", &[voting, all])]
    {
        let Some(sum) = given.get(key).filter(|sum| !sum.is_null()) else { continue };
        if !sum.as_u64().is_some_and(|sum| may.contains(&u128::from(sum))) {
            faults.push(format!("{field}{key}: {sum} is not the sum of the figures, {all}."));
        }
    }
}

fn whole(fields: &Map<String, Value>, field: &str, key: &str) -> Result<u64, String> {
    let given = fields.get(key).filter(|given| !given.is_null());
    let given = given.ok_or_else(|| format!("{field}.{key}: missing."))?;
    let Value::Number(number) = given else { return Err(format!("{field}.{key}: not a number: {given}.")) };
    if number.to_string().starts_with('-') {
        return Err(format!("{field}.{key}: below nought: {number}."));
    }
    match number.as_u64() {
        Some(figure) if figure <= LARGEST => Ok(figure),
        Some(_) => Err(format!("{field}.{key}: too large to be counted exactly: {number}.")),
        None => Err(format!("{field}.{key}: not a whole number: {number}.")),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::read;

    #[test]
    fn what_cannot_be_is_named_by_its_field() {
        let section = |more: serde_json::Value| {
            let mut section = json!({ "name": "A", "weight": 50, "for": 3, "against": 2, "abstain": null });
            for (key, value) in more.as_object().unwrap() {
                section[key] = value.clone();
            }
            json!({ "id": "X", "majority": "simple", "sections": [section] })
        };
        for (more, fault) in [
            (json!({ "for": -1 }), "sections[0].for: below nought: -1."),
            (json!({ "against": 1.5 }), "sections[0].against: not a whole number: 1.5."),
            (json!({ "abstain": "3" }), "sections[0].abstain: not a number: \"3\"."),
            (json!({ "for": null }), "sections[0].for: missing."),
            (
                json!({ "for": 9_007_199_254_740_993_u64 }),
                "sections[0].for: too large to be counted exactly: 9007199254740993.",
            ),
            (json!({ "weight": 0 }), "sections[0].weight: cannot be 0."),
            (json!({ "cast": 6 }), "sections[0].cast: 6 is not the sum of the figures, 5."),
        ] {
            assert_eq!(read(&section(more)).err(), Some(vec![fault.to_owned()]));
        }
        assert!(read(&section(json!({ "cast": 5 }))).is_ok());
        for (case, fault) in [
            (json!({}), "sections: missing."),
            (json!({ "sections": [] }), "sections: there is none."),
            (
                json!({ "majority": "most", "sections": [{ "for": 1, "against": 0 }] }),
                "majority: “most” is not known.",
            ),
        ] {
            assert_eq!(read(&case).err(), Some(vec![fault.to_owned()]));
        }
    }
}
