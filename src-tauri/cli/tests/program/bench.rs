//! The measurements are made whole; how fast they are here, unoptimised and beside other tests, says nothing.

use serde_json::Value;

#[test]
fn twenty_stations_enter_a_card_vote_and_none_is_lost() {
    let folder = tempfile::tempdir().unwrap();
    let out = crate::run::done(folder.path(), &["bench", "--json", "--only", "stations"]);
    let figures: Value = serde_json::from_str(&out).unwrap();
    assert_eq!(figures["stations_lost"]["value"], 0.0);
    assert_eq!(figures["station_entry_p99_ms"]["goal"], "<=25");
    assert!(
        figures["station_screen_p99_ms"]["value"].is_number()
            && figures["station_silent_ms"]["value"].is_number()
    );
    let nothing = crate::run::run(folder.path(), &["bench", "--only", "committees"]);
    assert_eq!(nothing.code, 2);
    assert!(nothing.err.contains("journal, committee, cards, stations"), "{}", nothing.err);
}
