//! Motions and amendments from a table: what is taken in, what is only changed, and what each wrong row is told.

use papers::import::{Fate, ImportKind, Known, KnownDelegation, KnownPaper, LONGEST_TEXT, Preview, preview};
use record::command::{Command, MotionKind, MotionRow};
use rules::motion::State;

const GOOD: &str = "Amends;TEXT;No.;Title;Proposed by;Section;Colour\n\
    ;\"Pay rises.\n\nBy a\n tenth.\";1;Pay;leeds;Economy;red\n\
    1;\"Pay rises.\n\nBy a fifth.\";1.1;More pay;Hull;;\n";

fn read(bytes: &[u8], known: &Known) -> Preview {
    preview(ImportKind::Motions, "motions.csv", bytes, known)
}

fn rows(preview: &Preview) -> Vec<MotionRow> {
    match preview.command.clone() {
        Some(Command::ImportMotions { rows }) => rows,
        other => panic!("no motions to take in: {other:?}, {:?}", preview.problem),
    }
}

fn bodies() -> Known {
    let body = |name: &str| KnownDelegation {
        name: name.to_owned(),
        members: 10,
        votes: 10,
        ..KnownDelegation::default()
    };
    let delegations = [("1", "Leeds"), ("2", "Hull")].map(|(number, name)| (number.to_owned(), body(name)));
    Known { delegations: delegations.into_iter().collect(), ..Known::default() }
}

fn having(state: State, amended: bool) -> Known {
    let paper = KnownPaper {
        kind: MotionKind::Motion,
        title: "Pay".to_owned(),
        mover: Some("Leeds".to_owned()),
        seconder: None,
        section: "Economy".to_owned(),
        category: String::new(),
        two_thirds: false,
        handed_in: "2016-07-29 11:20".to_owned(),
        supporters: vec!["Hull".to_owned()],
        state,
        text: vec!["Pay rises.".to_owned(), "By a tenth.".to_owned()],
        amended,
        named: 2,
    };
    Known { motions: [("1".to_owned(), paper)].into_iter().collect(), ..bodies() }
}

fn row_of(known: &Known, row: &str) -> (Fate, String) {
    let read = read(format!("number,title,text,mover,section,kind,upon\n{row}\n").as_bytes(), known);
    assert_eq!(read.problem, None);
    (read.rows[0].fate, read.rows[0].why.clone())
}

#[test]
fn headings_in_any_order_and_amendments_after_their_papers() {
    let read = read(GOOD.as_bytes(), &bodies());
    assert_eq!((read.counts.new, read.counts.bad), (2, 0));
    assert_eq!(read.columns.last().map(|column| column.used_as.clone()), Some(None));
    let rows = rows(&read);
    assert_eq!(rows[0].paragraphs, ["Pay rises.", "By a tenth."]);
    assert_eq!((rows[0].kind, rows[0].mover.as_deref()), (MotionKind::Motion, Some("leeds")));
    assert_eq!((rows[1].kind, rows[1].upon.as_deref()), (MotionKind::Amendment, Some("1")));
}

#[test]
fn a_second_import_changes_and_does_not_double() {
    let same = "1,Pay,\"Pay rises.\n\nBy a tenth.\",Leeds,Economy,,";
    let retitled = "1,Fair pay,\"Pay rises.\n\nBy a tenth.\",Leeds,Economy,,";
    let reworded = "1,Pay,\"Pay falls.\n\nBy a tenth.\",Leeds,Economy,,";
    let shortened = "1,Pay,Pay falls.,Leeds,Economy,,";
    for (known, row, fate, why) in [
        (having(State::Submitted, false), same, Fate::Unchanged, ""),
        (having(State::Carried, true), same, Fate::Unchanged, ""),
        (having(State::Printed, true), retitled, Fate::Updated, "title was Pay"),
        (having(State::Submitted, false), reworded, Fate::Updated, "its text"),
        (having(State::Submitted, true), reworded, Fate::Bad, "It has amendments: its text stands."),
        (
            having(State::Submitted, false),
            shortened,
            Fate::Bad,
            "A consequence names a paragraph that it would not have: take the consequence away first.",
        ),
        (
            having(State::OnAgenda, false),
            retitled,
            Fate::Bad,
            "Number 1 is on the agenda: it is not changed from a table.",
        ),
    ] {
        assert_eq!(row_of(&known, row), (fate, why.to_owned()), "{row}");
    }
}

/// Two-thirds, when it came in and who supports it: read as people type them, told where they change, left where they are blank.
#[test]
fn majority_moment_and_supporters() {
    let of = |cells: &str| {
        let head = "number,title,text,mover,section,Needs two-thirds,Received,Supported by";
        let row = format!("{head}\n1,Pay,\"Pay rises.\n\nBy a tenth.\",Leeds,Economy,{cells}\n");
        read(row.as_bytes(), &having(State::Submitted, false))
    };
    for (cells, fate, why) in [
        (",,", Fate::Unchanged, ""),
        ("no,2016-07-29 11:20,Hull", Fate::Unchanged, ""),
        ("yes,,", Fate::Updated, "did not need two-thirds"),
        ("2/3,29/07/2016 11.21,", Fate::Updated, "did not need two-thirds; was handed in 2016-07-29 11:20"),
        (",29 July 2016,", Fate::Updated, "was handed in 2016-07-29 11:20"),
        (",,\"Hull; Leeds\"", Fate::Updated, "supporters were Hull"),
        ("perhaps,,", Fate::Bad, "Two-thirds is neither yes nor no: perhaps."),
        (",2016-02-30 10:00,", Fate::Bad, "There is no such day: 2016-02-30."),
    ] {
        let read = of(cells);
        assert_eq!((read.rows[0].fate, read.rows[0].why.as_str()), (fate, why), "{cells}");
    }
    let rows = rows(&of("x,29/07/2016,\"Hull, Leeds\""));
    assert_eq!((rows[0].two_thirds, rows[0].handed_in.as_deref()), (Some(true), Some("2016-07-29 23:59")));
    assert_eq!(rows[0].supporters, ["Hull", "Leeds"]);
}

#[test]
fn every_wrong_row_says_why() {
    for (row, fate, why) in [
        (",Pay,Text.,,,,", Fate::Bad, "Number is missing."),
        ("1,,Text.,,,,", Fate::Bad, "Title is missing."),
        ("1,Pay, ,,,,", Fate::Bad, "Text is missing."),
        (
            "1,Pay,Text.,,,amendment,",
            Fate::Bad,
            "An amendment names the paper it is upon: “upon” is missing.",
        ),
        ("1,Pay,Text.,,,,9", Fate::Bad, "There is no paper 9 for it to amend."),
        ("1,Pay,Text.,,,,1", Fate::Bad, "There is no paper 1 for it to amend."),
        (
            "1,Pay,Text.,,,wish,",
            Fate::Bad,
            "Kind “wish” is none of motion, amendment, composite, emergency, late, statement, rule change.",
        ),
        ("1,Pay,Text.,Ayr,,,", Fate::New, "Ayr is no delegation on the register: printed as given"),
        ("C1,Pay,Text.,LEEDS,,Composite,", Fate::New, ""),
    ] {
        assert_eq!(row_of(&bodies(), row), (fate, why.to_owned()), "{row}");
    }
    let twice = read(b"number,title,text\nA1,Pay,One.\na1,Pay,Two.\n2,Doors,Three.\n", &bodies());
    assert_eq!((twice.counts.bad, twice.counts.new), (2, 1));
    assert_eq!(twice.rows[0].why, "Number A1 is given to more than one paper: lines 2 and 3.");
}

#[test]
fn a_file_that_is_none_says_what_is_wrong_with_it() {
    let long = format!("number,title,text\n1,Pay,{}\n", "x".repeat(10 * 1024 * 1024));
    for (bytes, problem) in [
        (b"".as_slice(), "The file is empty.".to_owned()),
        (b"number,title,text\n".as_slice(), "The file has headings but no rows beneath them.".to_owned()),
        (
            b"number,title\n1,Pay\n".as_slice(),
            "There is no column “text”. The columns are number and title.".to_owned(),
        ),
        (long.as_bytes(), format!("Line 2: a cell is longer than {LONGEST_TEXT} characters.")),
    ] {
        let read = read(bytes, &bodies());
        assert_eq!((read.problem, read.command), (Some(problem), None));
    }
}

#[test]
fn an_export_of_openslides_is_sent_where_its_tags_are_read() {
    for file in [
        "Number,Submitters,Title,Text\n1,Ann Lee,Pay,\"<p>Pay <b>rises</b>.</p>\"\n",
        "Identifier;Title;Text;Motion block\n1;Pay;\" <ol><li>Pay rises.</li></ol>\";\n",
        "Number,Title,Text,Sequential number\n1,Pay,Pay rises.,1\n",
    ] {
        let read = read(file.as_bytes(), &bodies());
        let problem = "This is an export of OpenSlides: take it in with Shift+O.";
        assert_eq!((read.problem.as_deref(), read.command), (Some(problem), None), "{file}");
    }
    let (fate, why) = row_of(&bodies(), "1,Pay,a < b and <b>so</b>,Leeds,,,");
    assert_eq!((fate, why.as_str()), (Fate::New, ""));
}

#[test]
fn letters_of_another_encoding_are_named_in_their_row() {
    let mut bytes = "number,title,text\n1,Café,One.\n2,Thé,Two.\n".as_bytes().to_vec();
    bytes.extend(b"3,Caf\xE9,Three.\n");
    let read = read(&bytes, &bodies());
    assert_eq!((read.counts.new, read.counts.bad), (2, 1));
    assert!(read.rows[2].why.contains("letters that are not UTF-8"), "{}", read.rows[2].why);
}

#[test]
fn a_motion_of_five_thousand_words_is_taken_in() {
    let text = "word ".repeat(5_000);
    let read = read(format!("number,title,text\n1,Long,{text}\n").as_bytes(), &bodies());
    assert_eq!((read.problem.as_deref(), read.counts.new), (None, 1));
}
