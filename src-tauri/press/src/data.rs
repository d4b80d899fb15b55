//! What is to be printed, as `record::prints` says it; what is not set is not read.

use serde::Deserialize;

#[derive(Deserialize)]
pub(crate) struct Printed {
    pub(crate) imprint: Imprint,
    pub(crate) matter: Matter,
}

#[derive(Deserialize)]
pub(crate) struct Imprint {
    pub(crate) conference: String,
    pub(crate) venue: String,
    pub(crate) printed: String,
    pub(crate) head: String,
    pub(crate) rehearsal: bool,
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Matter {
    Books(Vec<Book>),
    Sheets(Sheets),
    Headers(Headers),
    Slip(Box<Vote>),
    Delegations(Delegations),
    Poster { abstain_slip: bool },
}

#[derive(Deserialize)]
pub(crate) struct Book {
    pub(crate) number: u32,
    pub(crate) delegation_number: String,
    pub(crate) delegation: String,
    pub(crate) section: Option<String>,
    pub(crate) holder: Option<String>,
    pub(crate) value: Option<String>,
    pub(crate) signed: bool,
    pub(crate) votes: Vec<Slips>,
}

#[derive(Deserialize)]
pub(crate) struct Slips {
    pub(crate) vote: u32,
    pub(crate) codes: Vec<String>,
}

#[derive(Deserialize)]
pub(crate) struct Sheets {
    pub(crate) abstain_slip: bool,
    pub(crate) label: Option<String>,
    pub(crate) wording: Option<String>,
    pub(crate) sections: Vec<SheetSection>,
}

#[derive(Deserialize)]
pub(crate) struct SheetSection {
    pub(crate) name: Option<String>,
    pub(crate) cards: Vec<SheetCard>,
    pub(crate) votes: String,
}

#[derive(Deserialize)]
pub(crate) struct SheetCard {
    pub(crate) number: u32,
    pub(crate) delegation: String,
    pub(crate) value: String,
    pub(crate) cancelled: bool,
}

#[derive(Deserialize)]
pub(crate) struct Headers {
    pub(crate) abstain_slip: bool,
    pub(crate) label: Option<String>,
    pub(crate) batches: u32,
}

#[derive(Deserialize)]
pub(crate) struct Vote {
    pub(crate) label: String,
    pub(crate) wording: String,
    pub(crate) say: String,
    pub(crate) announced: String,
    pub(crate) if_carried: String,
    pub(crate) if_lost: String,
    pub(crate) state: String,
    pub(crate) majority: String,
    pub(crate) result: Option<Outcome>,
    pub(crate) line_items: Option<bool>,
}

#[derive(Deserialize)]
pub(crate) struct Outcome {
    pub(crate) reason: String,
    pub(crate) counted: Option<Counted>,
    pub(crate) percent: Option<(String, String)>,
    pub(crate) sections: Vec<Section>,
    pub(crate) turning: Vec<String>,
    pub(crate) correction: Option<String>,
    pub(crate) code: String,
}

#[derive(Deserialize)]
pub(crate) struct Counted {
    #[serde(rename = "for")]
    pub(crate) yes: u64,
    pub(crate) against: u64,
    pub(crate) abstain: Option<u64>,
}

#[derive(Deserialize)]
pub(crate) struct Section {
    pub(crate) name: Option<String>,
    pub(crate) weight: u32,
    pub(crate) counted: Counted,
    pub(crate) for_percent: String,
    pub(crate) against_percent: String,
    pub(crate) weighted: (String, String),
}

#[derive(Deserialize)]
pub(crate) struct Delegations {
    pub(crate) label: String,
    pub(crate) subject: String,
    pub(crate) corrected: bool,
    pub(crate) delegations: Vec<DelegationCast>,
}

#[derive(Deserialize)]
pub(crate) struct DelegationCast {
    pub(crate) delegation: String,
    pub(crate) section: Option<String>,
    pub(crate) value: u64,
    pub(crate) votes: (u64, u64, u64),
    pub(crate) not_cast: u64,
}

#[cfg(test)]
mod tests {
    use super::{Matter, Printed};

    /// The package's test has the installed press print this file: one that the press cannot read is told here, half an hour
    /// before.
    #[test]
    fn the_poster_of_the_package_test_can_be_read() {
        let read: Printed = serde_json::from_str(include_str!("../poster.json")).expect("the press reads it");
        assert!(matches!(read.matter, Matter::Poster { abstain_slip: true }));
    }
}
