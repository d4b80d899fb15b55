//! What stands beside an offer.

use super::hint;

#[test]
fn a_hint_says_the_side_once() {
    for (role, reason, expect) in [
        ("against", "", "against"),
        ("against", "against is due", "against is due"),
        (
            "to the question",
            "both sides have been heard; to the question is due",
            "both sides have been heard; to the question is due",
        ),
        ("for", "nobody against is waiting", "for · nobody against is waiting"),
        ("to move", "the mover opens", "to move · the mover opens"),
    ] {
        assert_eq!(hint(role, reason), expect);
    }
}
