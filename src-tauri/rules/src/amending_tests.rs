use super::{AmendmentOrder, Ranked, collide, is_direct_negative, rank, touches};
use crate::amendment::{Edit, Operation, Origin, Placed};

fn edit(paragraph: u32, operation: Operation) -> Placed {
    let onto = (paragraph > 0).then(|| Origin::Handed(i64::from(paragraph)));
    Placed { id: 0, onto, edit: Edit { paragraph, operation, text: "x".to_owned() } }
}

#[test]
fn only_what_says_no_is_a_direct_negative() {
    let says = |text: &str| text.split('|').map(str::to_owned).collect::<Vec<_>>();
    for (before, after, expect) in [
        ("This conference supports the strike.", "This conference does not support the strike.", true),
        ("Conference resolves to affiliate.", "Conference resolves not to affiliate.", true),
        ("Conference supports the strike.", "Conference opposes the strike.", true),
        ("Conference accepts the report.", "Conference rejects the report.", true),
        ("Notes the cuts.|Will fight them.", "Notes the cuts.|Will not fight them.", true),
        ("One.|Two.", "", true),
        ("Conference will never agree to it.", "Conference will agree to it.", true),
        ("Conference supports the strike.", "Conference supports the strike on Monday.", false),
        ("Conference supports the strike.", "Conference does not support the strike on Monday.", false),
        ("One.|Two.", "One.", false),
        ("Conference does not oppose it.", "Conference supports it.", false),
        ("Conference has no money.", "Conference has no money and says so.", false),
        ("Conference notes it.", "Conference notes it.", false),
    ] {
        assert_eq!(is_direct_negative(&says(before), &says(after)), expect, "{before} → {after}");
    }
    assert!(!is_direct_negative(&[], &[]));
}

#[test]
fn the_order_of_amendments() {
    let ranked = |number: &str, paragraph, after, place| Ranked {
        number: number.to_owned(),
        touches: (paragraph, after),
        place,
    };
    let all = [
        ranked("4.10", 1, false, None),
        ranked("4.2", 3, false, None),
        ranked("4.3", 2, true, None),
        ranked("4.1", 2, false, None),
    ];
    let placed =
        [ranked("4.1", 1, false, Some(2)), ranked("4.2", 9, false, Some(1)), ranked("4.3", 0, false, None)];
    for (order, all, expect) in [
        (AmendmentOrder::TextPosition, &all[..], &["4.10", "4.1", "4.3", "4.2"][..]),
        (AmendmentOrder::Printed, &all, &["4.1", "4.2", "4.3", "4.10"]),
        (AmendmentOrder::Soc, &all, &["4.1", "4.2", "4.3", "4.10"]),
        (AmendmentOrder::Soc, &placed, &["4.2", "4.1", "4.3"]),
        (AmendmentOrder::TextPosition, &placed, &["4.2", "4.1", "4.3"]),
    ] {
        let mut sorted = all.to_vec();
        sorted.sort_by_key(|each| rank(order, each));
        assert_eq!(sorted.iter().map(|each| each.number.as_str()).collect::<Vec<_>>(), expect, "{order:?}");
    }
}

#[test]
fn what_touches_the_same_paragraph_collides() {
    use Operation::{Delete, InsertAfter, Replace};
    for (one, other, expect) in [
        (vec![edit(2, Replace)], vec![edit(2, Delete)], true),
        (vec![edit(1, Replace), edit(3, Delete)], vec![edit(3, Replace)], true),
        (vec![edit(2, Replace)], vec![edit(3, Replace)], false),
        (vec![edit(2, InsertAfter)], vec![edit(2, InsertAfter)], false),
        (vec![edit(2, InsertAfter)], vec![edit(2, Replace)], false),
        (vec![edit(0, InsertAfter)], vec![edit(0, InsertAfter)], false),
    ] {
        assert_eq!(collide(&one, &other), expect, "{one:?} {other:?}");
        assert_eq!(collide(&other, &one), expect, "{other:?} {one:?}");
    }
    assert_eq!(touches(&[edit(3, Delete), edit(2, InsertAfter)]), (2, true));
}
