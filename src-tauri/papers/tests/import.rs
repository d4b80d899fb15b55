//! Real registers and programmes, and files that no spreadsheet should have written.

#![expect(clippy::unwrap_used, reason = "a test may stop where it stands")]

use std::fmt::Write as _;
use std::path::Path;

use papers::import::{Fate, ImportKind, Known, KnownDelegation, KnownItem, Preview, preview};
use record::command::{Command, ItemKind};

fn case(name: &str) -> Vec<u8> {
    std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/cases").join(name)).unwrap()
}

fn register(bytes: &[u8]) -> Preview {
    let read = preview(ImportKind::Register, "register.csv", bytes, &Known::default());
    accounted(&read);
    read
}

fn programme(bytes: &[u8], known: &Known) -> Preview {
    let read = preview(ImportKind::Programme, "programme.csv", bytes, known);
    accounted(&read);
    read
}

/// Every row has one fate, a bad one says why, and the command has the others.
fn accounted(read: &Preview) {
    let of = |fate: Fate| u32::try_from(read.rows.iter().filter(|row| row.fate == fate).count()).unwrap();
    let counts = read.counts;
    assert_eq!(
        (counts.new, counts.updated, counts.unchanged, counts.bad),
        (of(Fate::New), of(Fate::Updated), of(Fate::Unchanged), of(Fate::Bad))
    );
    for row in &read.rows {
        assert!(row.fate != Fate::Bad || row.why.ends_with('.'), "{row:?}");
    }
    let good = usize::try_from(counts.new + counts.updated + counts.unchanged).unwrap();
    match &read.command {
        Some(Command::ImportRegister { rows }) => assert_eq!(rows.len(), good),
        Some(Command::ImportProgramme { rows }) => assert_eq!(rows.len(), good),
        Some(other) => panic!("{other:?}"),
        None => assert!(counts.new + counts.updated == 0 || read.problem.is_some()),
    }
}

#[test]
fn a_row_without_a_section_is_pointed_out_where_others_have_one() {
    let whys = |read: &Preview| read.rows.iter().map(|row| row.why.clone()).collect::<Vec<_>>();
    let warning = "no section, though others have one: card votes will be refused";
    let none = register(b"number,name,section,members\n1,Unite,,10\n2,GMB,,20\n");
    assert_eq!(whys(&none), ["", ""]);
    let mixed = register(b"number,name,section,members\n1,Unite,A,10\n2,GMB,,20\n,X,,1\n");
    assert_eq!(whys(&mixed), ["", warning, "Number is missing."]);
    let known = after(&mixed);
    let read = preview(ImportKind::Register, "r.csv", b"number,name,members\n2,GMB,20\n3,PCS,1\n", &known);
    assert_eq!(whys(&read), [warning, warning]);
    let read = preview(ImportKind::Register, "r.csv", b"number,name,members\n1,Unite,10\n2,GMB,20\n", &known);
    assert_eq!(whys(&read), ["", warning], "Unite stays in its section");
}

fn bad(read: &Preview) -> Vec<(u32, &str)> {
    read.rows.iter().filter(|row| row.fate == Fate::Bad).map(|row| (row.line, row.why.as_str())).collect()
}

/// What the conference knows once the command has been carried out.
fn after(read: &Preview) -> Known {
    let mut known = Known::default();
    match read.command.clone() {
        Some(Command::ImportRegister { rows }) => {
            known.delegations = rows
                .into_iter()
                .map(|row| {
                    let (members, votes) = (row.members, row.votes.unwrap_or(row.members));
                    let (name, section, seats) = (row.name, row.section, row.seats);
                    let (women, young, entitled) = (row.women, row.young, seats);
                    let known =
                        KnownDelegation { name, section, members, women, young, votes, seats, entitled };
                    (row.number, known)
                })
                .collect();
        }
        Some(Command::ImportProgramme { rows }) => {
            known.days = rows.iter().map(|row| row.day.parse().unwrap()).collect();
            known.items = rows
                .into_iter()
                .map(|row| KnownItem {
                    day: row.day,
                    start: row.start,
                    end: row.end,
                    session: row.session,
                    number: row.number.unwrap_or_default(),
                    kind: row.kind.unwrap_or(ItemKind::Business),
                    fixed: row.fixed.unwrap_or_default(),
                    title: row.title,
                    minutes: 0,
                    motions: row.motions,
                    private: row.private,
                    planned: true,
                })
                .collect();
        }
        other => panic!("{other:?}"),
    }
    known
}

#[test]
fn real_registers_come_in_whole_and_a_second_import_changes_nothing() {
    for (name, rows, members) in [("tuc-2015", 10, 4_903_849), ("labour-affiliates-2020", 12, 4_117_850)] {
        let bytes = case(&format!("registers/{name}.csv"));
        let read = register(&bytes);
        assert_eq!((read.counts.new, read.counts.bad, read.problem.as_deref()), (rows, 0, None), "{name}");
        let Some(Command::ImportRegister { rows }) = &read.command else { panic!("{read:?}") };
        assert_eq!(rows.iter().map(|row| row.members).sum::<u64>(), members, "{name}");
        let again = preview(ImportKind::Register, "again.csv", &bytes, &after(&read));
        assert_eq!((again.counts.unchanged, again.command), (read.counts.new, None), "{name}");
    }
}

#[test]
fn a_corrected_register_updates_what_it_names() {
    let known = after(&register(b"number,name,section,members\n1,Unite,A,10\n2,GMB,B,20\n"));
    let read = preview(
        ImportKind::Register,
        "b.csv",
        b"number,name,section,members\n1,Unite,A,11\n2,GMB,B,20\n3,X,A,1",
        &known,
    );
    let fates: Vec<(Fate, &str)> = read.rows.iter().map(|row| (row.fate, row.why.as_str())).collect();
    assert_eq!(
        fates,
        [(Fate::Updated, "members were 10; votes were 10"), (Fate::Unchanged, ""), (Fate::New, "")]
    );
}

#[test]
fn real_programmes_come_in_whole_and_a_second_import_changes_nothing() {
    for (name, rows) in [("momentum-nc-2016-12-03", 12), ("tuc-2010-monday", 2), ("ucu-congress-2018", 13)] {
        let bytes = case(&format!("timetables/{name}.csv"));
        let read = programme(&bytes, &Known::default());
        assert_eq!((read.counts.new, bad(&read), read.problem.as_deref()), (rows, vec![], None), "{name}");
        let again = programme(&bytes, &after(&read));
        assert_eq!((again.counts.unchanged, again.command), (rows, None), "{name}");
    }
}

#[test]
fn an_impossible_programme_is_named_row_by_row() {
    let read = programme(&case("timetables/impossible.csv"), &Known::default());
    assert_eq!(
        bad(&read),
        [
            (5, "It starts at 21:30 and its session is “Morning”: 09:30 may be meant."),
            (6, "It ends at 12:00 before it starts at 12:15."),
            (7, "Start: there is no such time: 25:00."),
            (8, "There is no such day: 2017-02-30."),
            (9, "It overlaps “Session 1” (09:30–11:00, line 2) and “Motions” (11:30–12:30, line 3)."),
        ]
    );
    assert_eq!(read.counts.new, 3);
}

#[test]
fn a_programme_stays_within_the_conference_and_within_reason() {
    let known = after(&programme(
        b"day,start,end,session,title\n2017-03-26,10:00,11:00,Morning,Welcome\n2017-03-26,11:00,12:00,Morning,Motions\n",
        &Known::default(),
    ));
    let known = Known { zone: Some(chrono_tz::Europe::London), ..known };
    let read = programme(
        "day,start,end,session,title,motions,private\n\
         2017-03-27,10:00,11:00,Morning,Another day,,\n\
         2017-03-26,10:30,11:30,Morning,Beside,,\n\
         2017-03-26,01:30,09:00,,Skipped,,\n\
         2017-03-26,13:00,13:30,Afternoon,Backwards,9-1,\n\
         2017-03-26,13:00,13:30,Afternoon,Perhaps,,maybe\n\
         26/03/2017,1.30 pm,2pm,Afternoon,Fine,1-9,Yes\n\
         2017-03-26,02:15,02:30,Afternoon,Half a day off,,\n\
         2017-03-26,13:30,14:00,Afternoon,Fine,,\n\
         2017-03-26,20:30,21:00,Plenary,Late,,\n\
         2017-03-26,09:00,09:30,Plenary,Far,,\n"
            .as_bytes(),
        &known,
    );
    assert_eq!(
        bad(&read),
        [
            (2, "2017-03-27 is not a day of the conference, which sits on 2017-03-26 and 2017-03-26."),
            (3, "It overlaps “Welcome” (10:00–11:00), which is in the programme already."),
            (4, "It starts at 01:30 at night; 13:30 may be meant."),
            (5, "Motions 9-1 run backwards."),
            (6, "Private is neither yes nor no: maybe."),
            (8, "It starts at 02:15 and its session is “Afternoon”: 14:15 may be meant."),
            (9, "It is the same item as line 7."),
            (11, "It starts at 09:00, 11 hours from the rest of “Plenary”: 21:00 may be meant."),
        ]
    );
}

#[test]
fn a_corrected_programme_moves_and_retitles() {
    let known = after(&programme(
        b"day,start,end,session,title\n2017-03-11,10:00,11:00,Morning,Welcome\n2017-03-11,11:00,12:00,Morning,Pay\n\
          2017-03-11,12:00,12:30,Morning,Aims\n",
        &Known::default(),
    ));
    let corrected = b"day,start,end,session,title\n2017-03-11,10:00,10:30,Morning,Opening\n\
        2017-03-11,10:30,11:00,Morning,Aims\n2017-03-11,11:00,12:00,Morning,Pay\n";
    let read = programme(corrected, &known);
    let fates: Vec<_> = read.rows.iter().map(|row| (row.fate, row.why.as_str())).collect();
    assert_eq!(
        fates,
        [
            (Fate::Updated, "title was “Welcome”; end was 11:00"),
            (Fate::Updated, "start was 12:00; end was 12:30"),
            (Fate::Unchanged, ""),
        ]
    );
    let mut begun = known;
    begun.items.iter_mut().for_each(|item| item.planned = false);
    assert_eq!(
        bad(&programme(corrected, &begun)),
        [
            (2, "It overlaps “Welcome” (10:00–11:00), which is in the programme already."),
            (3, "It overlaps “Welcome” (10:00–11:00), which is in the programme already."),
        ]
    );
}

#[test]
fn a_programme_says_number_kind_and_fixed_time_where_it_has_them() {
    let head = "Day,Start,End,Title,No.,Type,Fixed time\n";
    let of = |cells: &str, known: &Known| {
        programme(format!("{head}2017-03-11,10:00,11:00,President,{cells}\n").as_bytes(), known)
    };
    let read = of("4,Election,yes", &Known::default());
    let Some(Command::ImportProgramme { rows }) = &read.command else { panic!("{read:?}") };
    let row = &rows[0];
    assert_eq!(
        (row.number.as_deref(), row.kind, row.fixed),
        (Some("4"), Some(ItemKind::Election), Some(true))
    );
    let known = after(&read);
    for (cells, fate, why) in [
        (",,", Fate::Unchanged, ""),
        ("4,election,x", Fate::Unchanged, ""),
        ("5,report,no", Fate::Updated, "number was 4; kind was election; fixed was yes"),
        (",feast,", Fate::Bad, "Kind “feast” is none of business, break, report, election."),
        (",,perhaps", Fate::Bad, "Fixed is neither yes nor no: perhaps."),
    ] {
        let read = of(cells, &known);
        assert_eq!((read.rows[0].fate, read.rows[0].why.as_str()), (fate, why), "{cells}");
    }
}

#[test]
fn bad_rows_of_a_register_are_named_and_the_good_ones_stand() {
    let read = register(
        "Members;NAME;Nr.;Section;Votes;Comment\n\
         1 234;Camden;1;  South  East ;;x\n\
         12,5;Leeds;2;;;\n\
         -4;York;3;;;\n\
         ;Hull;4;;;\n\
         10;;5;;;\n\
         10;Bath;;;;\n\
         10;Exeter;7;;;\n\
         20;Exeter;7;;;\n\
         9007199254740992;Most;8;;;\n\
         10;Bristol;9;;2.5;\n\
         10;Truro; 10 ;;3;\n\
         10;St Ives;11;;;;;extra\n\
         10;St \"Ives\";12;;;\n\
         10;\"St\nIves\";13;;;\n\
         10;Pen\u{200B}zance;14;;;\n"
            .as_bytes(),
    );
    assert_eq!(
        bad(&read),
        [
            (3, "Members is not a whole number: 12,5."),
            (4, "Members is below nought: -4."),
            (5, "Members is missing."),
            (6, "Name is missing."),
            (7, "Number is missing."),
            (8, "Number 7 is given to more than one delegation: lines 8 and 9."),
            (9, "Number 7 is given to more than one delegation: lines 8 and 9."),
            (10, "Members is too large to be counted exactly: 9007199254740992."),
            (11, "Votes is not a whole number: 2.5."),
            (
                13,
                "The row has 8 cells and there are 6 headings: a text with a separator in it needs quotation marks."
            ),
            (14, "A quotation mark stands where none may: write it twice inside a cell in quotation marks."),
            (17, "Cell 2 has a character that cannot be seen (U+200B)."),
        ]
    );
    let Some(Command::ImportRegister { rows }) = &read.command else { panic!("{read:?}") };
    let taken: Vec<_> = rows
        .iter()
        .map(|r| (r.number.as_str(), r.name.as_str(), r.section.as_deref(), r.members, r.votes))
        .collect();
    assert_eq!(
        taken,
        [
            ("1", "Camden", Some("South East"), 1234, None),
            ("10", "Truro", None, 10, Some(3)),
            ("13", "St Ives", None, 10, None),
        ]
    );
    let used: Vec<_> = read.columns.iter().map(|c| (c.heading.as_str(), c.used_as.as_deref())).collect();
    assert_eq!(
        used,
        [
            ("Members", Some("members")),
            ("NAME", Some("name")),
            ("Nr.", Some("number")),
            ("Section", Some("section")),
            ("Votes", Some("votes")),
            ("Comment", None),
        ]
    );
}

#[test]
fn encodings_and_separators() {
    let utf16: Vec<u8> =
        "\u{FEFF}number\tname\tmembers\r\n1\tCafé\t3\r\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    for (bytes, encoding, separator) in [
        ("number,name,members\n1,Café,3\n".as_bytes(), "UTF-8", "comma"),
        ("\u{FEFF}number;name;members\r\n1;Café;3\r\n".as_bytes(), "UTF-8 with a mark", "semicolon"),
        (b"number\tname\tmembers\r1\tCaf\xE9\t3\r", "Windows-1252", "tab"),
        (utf16.as_slice(), "UTF-16 with a mark", "tab"),
    ] {
        let read = register(bytes);
        assert_eq!(
            (read.encoding.as_str(), read.separator.as_str(), bad(&read)),
            (encoding, separator, vec![])
        );
        let Some(Command::ImportRegister { rows }) = &read.command else { panic!("{read:?}") };
        assert_eq!(rows[0].name, "Café", "{encoding}");
    }
}

#[test]
fn rows_in_another_encoding_than_the_rest_are_named() {
    let read = register(b"number,name,members\n1,Caf\xC3\xA9,3\n2,M\xC3\xB6we,3\n3,Caf\xE9,3\n");
    assert_eq!(
        (read.encoding.as_str(), bad(&read)),
        ("UTF-8", vec![(4, "Cell 2 has letters that are not UTF-8.")])
    );
    let read = register(b"number,name,members\n1,Caf\xC3\xA9,3\n2,M\xF6we,3\n3,Caf\xE9,3\n");
    let why = "Cell 2 is in UTF-8 and the rest of the file in Windows-1252: “CafÃ©”.";
    assert_eq!((read.encoding.as_str(), bad(&read)), ("Windows-1252", vec![(2, why)]));
}

#[test]
fn a_file_that_is_no_table_is_told_in_plain_words() {
    let mut long = b"number,name,members\n1,".to_vec();
    long.resize(10_000_000, b'x');
    let mut heading = b"number,name,members,".to_vec();
    heading.resize(10_000_000, b'x');
    let mut many = String::from("number,name,members\n");
    for n in 0..20_001 {
        writeln!(many, "{n},Body {n},1").unwrap();
    }
    let sum = format!("number,name,members\n1,a,{0}\n2,b,{0}\n", u64::pow(2, 53) - 1);
    for (bytes, problem) in [
        (&b""[..], "The file is empty."),
        (b"\xEF\xBB\xBF\r\n \r\n", "The file is empty."),
        (b"\0\0\0", "The file is empty."),
        (b"number,name,members\n\n,,\n", "The file has headings but no rows beneath them."),
        (
            b"1,Unite,,1312098\n2,UNISON,,1234042\n",
            "There is no row of headings: line 1 has 1, Unite and 1312098. The headings must name number, name and members.",
        ),
        (
            b"Number;Body;Size\n1;Unite;4\n",
            "There is no column “members”. The columns are Number, Body and Size.",
        ),
        (b"Section\nA\n", "There are no columns “number”, “name” and “members”. The columns are Section."),
        (
            b"PK\x03\x04\x14\0",
            "This is a spreadsheet, not a table of text. Save it there as CSV and import that.",
        ),
        (&long, "Line 2: a cell is longer than 2000 characters."),
        (&heading, "Line 1: a heading is longer than 2000 characters."),
        (many.as_bytes(), "The file has more than 20000 rows."),
        (sum.as_bytes(), "The rows add up to more members or votes than can be counted exactly."),
        (&vec![b'x'; 17 * 1024 * 1024], "The file is larger than 16 MB."),
    ] {
        let read = register(bytes);
        assert_eq!(read.problem.as_deref(), Some(problem));
        assert_eq!(read.command, None);
    }
}

#[test]
fn no_bytes_at_all_can_break_the_reading() {
    let files =
        ["registers/tuc-2015.csv", "timetables/ucu-congress-2018.csv", "timetables/impossible.csv"].map(case);
    let odd = [b'"', b',', b';', b'\n', b'\r', b'\t', 0, 0xFF, 0xC3, 0xA9, b'-', b'9', b' '];
    let mut seed = 20_170_311_u64;
    let mut draw = |below: usize| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(seed >> 33).unwrap() % below
    };
    for _ in 0..1_000 {
        let mut bytes = files[draw(files.len())].clone();
        for _ in 0..=draw(12) {
            let (at, byte) = (draw(bytes.len()), odd[draw(odd.len())]);
            match draw(3) {
                0 => bytes[at] = byte,
                1 => bytes.insert(at, byte),
                _ => drop(bytes.remove(at)),
            }
        }
        register(&bytes);
        let read = programme(&bytes, &Known::default());
        let lines: Vec<u32> = read.rows.iter().map(|row| row.line).collect();
        assert!(lines.is_sorted_by(|a, b| a < b), "{lines:?}");
    }
}

#[test]
fn the_preview_is_the_json_that_the_screen_expects() {
    let read = register(b"Number,name,members,x\n1,Unite,4,\n");
    let json = serde_json::to_value(&read).unwrap();
    assert_eq!(
        json,
        serde_json::json!({
            "kind": "register", "file": "register.csv", "encoding": "UTF-8", "separator": "comma",
            "columns": [
                { "heading": "Number", "used_as": "number" }, { "heading": "name", "used_as": "name" },
                { "heading": "members", "used_as": "members" }, { "heading": "x", "used_as": null },
            ],
            "rows": [{ "line": 2, "cells": ["1", "Unite", "4", ""], "fate": "new", "why": "" }],
            "counts": { "new": 1, "updated": 0, "unchanged": 0, "skipped": 0, "bad": 0 },
            "problem": null,
            "doubt": null,
            "command": {
                "act": "import_register",
                "rows": [{ "number": "1", "name": "Unite", "section": null, "members": 4, "women": null,
                    "young": null, "votes": null, "seats": null }],
            },
        })
    );
}
