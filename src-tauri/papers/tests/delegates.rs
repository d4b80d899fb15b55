//! Lists of delegates: what each row would do, and what is wrong with it.

use papers::import::{Fate, ImportKind, Known, KnownDelegate, KnownDelegation, MOST_BYTES, Preview, preview};
use record::command::{Command, DelegateRow, Standing};

fn body(name: &str, entitled: Option<u64>) -> KnownDelegation {
    KnownDelegation { name: name.to_owned(), members: 10, votes: 10, entitled, ..KnownDelegation::default() }
}

fn known() -> Known {
    let bodies = [
        ("1", body("Leeds", Some(2))),
        ("2", body("Hull", None)),
        ("3", body("York", None)),
        ("4", body("YORK", None)),
    ];
    Known {
        delegations: bodies.into_iter().map(|(number, body)| (number.to_owned(), body)).collect(),
        ..Known::default()
    }
}

fn read(bytes: &[u8], known: &Known) -> Preview {
    let read = preview(ImportKind::Delegates, "delegates.csv", bytes, known);
    let good = read.rows.iter().filter(|row| row.fate != Fate::Bad).count();
    let bad = read.rows.iter().filter(|row| row.fate == Fate::Bad);
    assert!(bad.clone().all(|row| row.why.ends_with('.')), "{read:?}");
    if let Some(Command::ImportDelegates { rows }) = &read.command {
        assert_eq!(rows.len(), good, "every good row is in the command");
    }
    read
}

fn whys(read: &Preview) -> Vec<(u32, &str)> {
    let bad = read.rows.iter().filter(|row| row.fate == Fate::Bad);
    bad.map(|row| (row.line, row.why.as_str())).collect()
}

fn rows(read: &Preview) -> Vec<DelegateRow> {
    match read.command.clone() {
        Some(Command::ImportDelegates { rows }) => rows,
        other => panic!("{other:?}"),
    }
}

fn after(read: &Preview) -> Known {
    let people = rows(read).into_iter().map(|row| {
        let DelegateRow { badge, name, delegation, standing, first_time } = row;
        (badge.to_lowercase(), KnownDelegate { badge, name, delegation, standing, first_time })
    });
    Known { delegates: people.collect(), ..known() }
}

#[test]
fn a_list_comes_in_by_number_or_name_and_again_changes_nothing() {
    let list = "Badge No.;Full name;Branch;Status;First conference\n\
                101;Siân Price;1;Delegate;yes\n\
                102;Jo Cole;hull;;no\n\
                103;Kim Park;Leeds;observers;\n\
                900;Lou Marsh;;visitor;\n\
                901;Di Roe;;;\n";
    let first = read(list.as_bytes(), &known());
    assert_eq!((first.counts.new, first.counts.bad, first.problem.as_deref()), (5, 0, None));
    let of = |row: &DelegateRow| {
        (row.badge.clone(), row.delegation.clone().unwrap_or_default(), row.standing, row.first_time)
    };
    assert_eq!(
        rows(&first).iter().map(of).collect::<Vec<_>>(),
        [
            ("101".to_owned(), "1".to_owned(), Standing::Delegate, true),
            ("102".to_owned(), "2".to_owned(), Standing::Delegate, false),
            ("103".to_owned(), "1".to_owned(), Standing::Observer, false),
            ("900".to_owned(), String::new(), Standing::Visitor, false),
            ("901".to_owned(), String::new(), Standing::Visitor, false),
        ]
    );
    let again = read(list.as_bytes(), &after(&first));
    assert_eq!((again.counts.unchanged, again.command), (5, None));
    // A shorter list says nothing of what it leaves out.
    let named = read(b"badge,name\n101,Sian Price\n103,Kim Park\n", &after(&first));
    assert_eq!((named.counts.updated, named.counts.unchanged), (1, 1));
    assert_eq!(named.rows[0].why, "name was Siân Price");
    assert_eq!(rows(&named)[0].delegation.as_deref(), Some("1"));
}

#[test]
fn each_wrong_row_says_which_field_and_why() {
    let list = b"badge,name,delegation,standing,first time\n\
                 ,No Badge,1,,\n\
                 101,,1,,\n\
                 102,Unknown Body,9,,\n\
                 103,Two Bodies,York,,\n\
                 104,Odd Standing,1,wizard,\n\
                 105,Odd First,1,,perhaps\n\
                 106,Alone,,delegate,\n\
                 107,Twice,1,,\n\
                 107,Twice Again,1,,\n\
                 108,First,1,,\n\
                 109,Second,1,,\n\
                 110,Third,1,,\n\
                 111,Watching,1,observer,\n";
    let found = read(list, &known());
    assert_eq!(
        whys(&found),
        [
            (2, "Badge is missing."),
            (3, "Name is missing."),
            (4, "Delegation 9 is not on the register."),
            (5, "Delegation York is the name of more than one: give its number."),
            (
                6,
                "Standing is none that is known: wizard. It is delegate, ex officio, observer, visitor or staff."
            ),
            (7, "First time is neither yes nor no: perhaps."),
            (8, "Delegation is missing: a delegate is sent by one."),
            (9, "Badge 107 is given to more than one person: lines 9 and 10."),
            (10, "Badge 107 is given to more than one person: lines 9 and 10."),
            (13, "Leeds may send 2 and has 2: give it more delegates first, or make this one an observer."),
        ]
    );
    assert_eq!(rows(&found).len(), 3);
}

#[test]
fn seats_are_counted_with_those_who_are_there_and_those_who_move() {
    let there = after(&read(b"badge,name,delegation\n101,A,1\n102,B,1\n201,C,2\n", &known()));
    let full = read(b"badge,name,delegation\n103,D,1\n", &there);
    assert_eq!(full.counts.bad, 1);
    // One goes to Hull, and so there is a place.
    let moved = read(b"badge,name,delegation\n101,A,2\n103,D,1\n", &there);
    assert_eq!((moved.counts.updated, moved.counts.new, moved.counts.bad), (1, 1, 0));
}

#[test]
fn files_that_are_no_such_list_say_so_and_change_nothing() {
    let long = [b"badge,name\n101,".as_slice(), &vec![b'x'; 10 * 1024 * 1024], b"\n"].concat();
    let huge = vec![b'x'; MOST_BYTES + 1];
    let headings: &[u8] = b"number,name,members\n1,Leeds,10\n";
    for (bytes, problem) in [
        (b"".as_slice(), "The file is empty."),
        (b"  \n\n", "The file is empty."),
        (b"badge,name\n", "The file has headings but no rows beneath them."),
        (headings, "There is no column “badge”. The columns are number, name and members."),
        (
            b"badge;delegation\n101;Leeds\n",
            "There is no column “name”. The columns are badge and delegation.",
        ),
        (&huge, "The file is larger than 16 MB."),
        (
            b"PK\x03\x04xxxx",
            "This is a spreadsheet, not a table of text. Save it there as CSV and import that.",
        ),
    ] {
        let found = read(bytes, &known());
        assert_eq!((found.problem.as_deref(), found.command), (Some(problem), None));
    }
    let found = read(&long, &known());
    let why = found.problem.clone().unwrap_or_else(|| whys(&found).iter().map(|(_, why)| *why).collect());
    assert!(found.command.is_none() && why == "Line 2: a cell is longer than 2000 characters.", "{why}");
}

#[test]
fn a_row_in_another_encoding_is_named() {
    let mut mixed = "badge,name\n101,Siân Price\n102,Zoë Lee\n".as_bytes().to_vec();
    mixed.extend_from_slice(b"103,Ren\xe9e Roe\n104,Ann Lee\n");
    let found = read(&mixed, &known());
    assert_eq!(whys(&found), [(4, "Cell 2 has letters that are not UTF-8.")]);
    assert_eq!(found.counts.new, 3);
}
