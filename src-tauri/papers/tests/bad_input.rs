//! Files that are no such list, of every kind of import: each gives a sentence that names the row, the field or the rule,
//! has no command, and costs neither seconds nor memory.

use std::fmt::Write as _;
use std::sync::LazyLock;
use std::time::{Duration, Instant};

use papers::import::{Fate, ImportKind, Known, KnownDelegation, MOST_BYTES, Preview, file, preview};

const KINDS: [ImportKind; 5] = [
    ImportKind::Register,
    ImportKind::Delegates,
    ImportKind::Programme,
    ImportKind::Motions,
    ImportKind::OpenSlides,
];
/// A build for tests: the program itself is ten times faster.
const PATIENCE: Duration = Duration::from_secs(10);
/// Of the whole process, in KB: a file of 16 MB, its text, its cells and what is made of them.
const MOST_MEMORY: u64 = 400_000;

/// Headings, and a good row with its number.
fn table(kind: ImportKind) -> (&'static str, fn(u32) -> String) {
    match kind {
        ImportKind::Register => ("number,name,members", |n| format!("{n},Body {n},10")),
        ImportKind::Delegates => ("badge,name,delegation", |n| format!("{n},Ann {n},7")),
        ImportKind::Programme => ("day,start,end,title", |n| {
            format!(
                "2018-05-{:02},{:02}:{:02},{:02}:{:02},Item {n}",
                1 + n / 600,
                9 + n / 60 % 10,
                n % 60,
                9 + n / 60 % 10,
                n % 60
            )
        }),
        ImportKind::Motions => ("number,title,text", |n| format!("{n},Pay {n},Pay rises.")),
        ImportKind::OpenSlides => {
            ("number,first_name,last_name,structure_level", |n| format!("{n},Ann,Lee {n},Leeds {n}"))
        }
    }
}

fn known() -> Known {
    let leeds =
        KnownDelegation { name: "Leeds".to_owned(), members: 10, votes: 10, ..KnownDelegation::default() };
    Known { delegations: [("7".to_owned(), leeds)].into(), ..Known::default() }
}

/// Read within the time and memory that it may take.
fn read(kind: ImportKind, bytes: &[u8]) -> Preview {
    let begun = worked();
    let read = preview(kind, "list.csv", bytes, &known());
    let took = worked().saturating_sub(begun);
    assert!(took < PATIENCE, "{kind:?}: {took:?}");
    if let Some(most) = peak() {
        assert!(most < MOST_MEMORY, "{kind:?}: {most} KB");
    }
    read
}

/// How long this thread has been at work; where that cannot be read, since when it has run.
fn worked() -> Duration {
    static BEGUN: LazyLock<Instant> = LazyLock::new(Instant::now);
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let nanoseconds = told.and_then(|told| told.split(' ').next()?.parse().ok());
    nanoseconds.map_or_else(|| BEGUN.elapsed(), Duration::from_nanos)
}

/// The most memory that this process has had, in KB.
fn peak() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().trim_end_matches(" kB").trim().parse().ok()
}

/// Nothing is taken in, and a sentence says why.
fn refused(kind: ImportKind, bytes: &[u8]) -> String {
    let read = read(kind, bytes);
    assert_eq!(read.command, None, "{kind:?}");
    let problem = read.problem.unwrap_or_else(|| {
        let bad = read.rows.iter().find(|row| row.fate == Fate::Bad);
        let bad = bad.unwrap_or_else(|| panic!("{kind:?} was taken in"));
        format!("Line {}: {}", bad.line, bad.why)
    });
    assert!(problem.ends_with('.') && problem.chars().count() < 600, "{kind:?}: {problem}");
    problem
}

/// The headings of a kind with these bytes after them.
fn under(kind: ImportKind, bytes: &[u8]) -> Vec<u8> {
    [table(kind).0.as_bytes(), b"\n", bytes].concat()
}

#[test]
fn nothing_and_what_is_no_table() {
    for kind in KINDS {
        for empty in [&b""[..], b"\xEF\xBB\xBF", b" \r\n\r\n", b"\0\0\0\0", b"\xFF\xFE"] {
            assert_eq!(refused(kind, empty), "The file is empty.");
        }
        assert_eq!(refused(kind, &under(kind, b"\n\n")), "The file has headings but no rows beneath them.");
        assert_eq!(refused(kind, &vec![b'x'; MOST_BYTES + 1]), "The file is larger than 16 MB.");
        assert!(refused(kind, b"PK\x03\x04rest").starts_with("This is a spreadsheet"), "{kind:?}");
        assert!(refused(kind, b"%PDF-1.7").starts_with("This is a PDF"), "{kind:?}");
        // A picture, a program, a text in UTF-16 without its mark.
        for binary in [
            &b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0"[..],
            b"\x7fELF\x02\x01\x01\0\0\0\0\0",
            b"n\0u\0m\0b\0e\0r\0\n\0",
        ] {
            assert_eq!(
                refused(kind, binary),
                "This is no text: it is another kind of file, or in an encoding that is not known."
            );
        }
    }
}

#[test]
fn wrong_columns_are_named() {
    for (kind, needed) in [
        (ImportKind::Register, "number, name and members"),
        (ImportKind::Delegates, "badge and name"),
        (ImportKind::Programme, "day, start, end and title"),
        (ImportKind::Motions, "number, title and text"),
    ] {
        let said = refused(kind, b"colour,shape\nred,round\n");
        assert_eq!(
            said,
            format!(
                "There is no row of headings: line 1 has colour and shape. The headings must name {needed}."
            )
        );
    }
    assert!(
        refused(ImportKind::OpenSlides, b"colour,shape\nred,round\n")
            .starts_with("There is no row of headings")
    );
    // Nine thousand headings are not all read out.
    let many = (0..400).map(|n| format!("h{n}")).collect::<Vec<_>>().join(",");
    for kind in KINDS {
        assert!(refused(kind, format!("{many}\n1\n").as_bytes()).contains("h4 and 395 more"), "{kind:?}");
    }
}

#[test]
fn a_number_given_twice_names_both_lines_and_a_thousand_times_the_first_few() {
    for (kind, row, thing) in [
        (ImportKind::Register, "5,Leeds,10", "Number 5 is given to more than one delegation"),
        (ImportKind::Delegates, "5,Ann,7", "Badge 5 is given to more than one person"),
        (ImportKind::Motions, "5,Pay,Pay rises.", "Number 5 is given to more than one paper"),
        (ImportKind::OpenSlides, "5,Ann,Lee,Leeds", "Number 5 is given to more than one participant"),
    ] {
        let twice = format!("{row}\n{row}\n");
        assert_eq!(refused(kind, &under(kind, twice.as_bytes())), format!("Line 2: {thing}: lines 2 and 3."));
        let many = under(kind, format!("{row}\n").repeat(19_000).as_bytes());
        assert_eq!(refused(kind, &many), format!("Line 2: {thing}: lines 2, 3, 4, 5, 6 and 18995 more."));
    }
    let row = "2018-05-30,09:30,10:00,Welcome\n";
    let twice = read(ImportKind::Programme, &under(ImportKind::Programme, row.repeat(2).as_bytes()));
    assert_eq!(twice.rows[1].why, "It is the same item as line 2.");
}

#[test]
fn a_delegation_that_nobody_knows_is_named() {
    let bytes = under(ImportKind::Delegates, b"1,Ann,99\n");
    assert_eq!(refused(ImportKind::Delegates, &bytes), "Line 2: Delegation 99 is not on the register.");
    // The body that moves a motion is printed as given, and pointed out.
    for (kind, file) in [
        (ImportKind::Motions, "number,title,text,mover\n1,Pay,Pay rises.,Nowhere\n"),
        (ImportKind::OpenSlides, "Number,Title,Text,Submitters\n1,Pay,Pay rises.,Nowhere\n"),
    ] {
        let read = read(kind, file.as_bytes());
        assert_eq!(read.rows[0].why, "Nowhere is no delegation on the register: printed as given");
    }
}

#[test]
fn ten_megabytes_in_one_field() {
    for kind in KINDS {
        let first = table(kind).1(1);
        let cells: Vec<&str> = first.split(',').collect();
        for at in 0..cells.len() {
            let mut row = cells.clone();
            let long = "x".repeat(10_000_000);
            row[at] = &long;
            let said = refused(kind, &under(kind, row.join(",").as_bytes()));
            assert!(said.starts_with("Line 2: a cell is longer than"), "{kind:?}, cell {at}: {said}");
        }
        let heading = format!("{},{}\n{first}\n", table(kind).0, "x".repeat(10_000_000));
        assert_eq!(refused(kind, heading.as_bytes()), "Line 1: a heading is longer than 2000 characters.");
        // A quotation mark that is never closed.
        let open = under(kind, format!("\"{}", "x".repeat(10_000_000)).as_bytes());
        let said = refused(kind, &open);
        assert!(said.starts_with("Line 2: "), "{kind:?}: {said}");
    }
    let json = format!(
        "{{\"meeting\":{{\"1\":{{}}}},\"motion\":{{\"3\":{{\"text\":\"{}\"}}}}}}",
        "x".repeat(10_000_000)
    );
    assert_eq!(
        refused(ImportKind::OpenSlides, json.as_bytes()),
        "Collection motion, id 3: text is longer than 100000 characters."
    );
}

#[test]
fn nothing_but_separators_or_lines() {
    for kind in KINDS {
        let commas = under(kind, &vec![b','; 10_000_000]);
        assert_eq!(refused(kind, &commas), "Line 2: the row has more than 500 cells.");
        let lines = under(kind, &vec![b'\n'; 10_000_000]);
        assert_eq!(refused(kind, &lines), "The file has more than 300000 lines.");
        let first = format!("{}\n", ",a".repeat(600));
        assert_eq!(refused(kind, first.as_bytes()), "Line 1: there are more than 500 headings.");
    }
}

#[test]
fn many_rows_are_refused_or_read_at_once() {
    for kind in KINDS {
        let (headings, row) = table(kind);
        let mut all = format!("{headings}\n");
        for n in 1..=19_999 {
            writeln!(all, "{}", row(n)).unwrap();
        }
        let found = read(kind, all.as_bytes());
        if kind == ImportKind::Programme {
            assert_eq!(found.problem.as_deref(), Some("An order of business has no more than 2000 rows."));
        } else {
            assert_eq!((found.problem, found.rows.len()), (None, 19_999), "{kind:?}");
        }
    }
    // People without a number are each given the next.
    let mut nameless = "first_name,last_name\n".to_owned();
    for n in 0..19_999 {
        writeln!(nameless, "Ann,Lee {n}").unwrap();
    }
    let found = read(ImportKind::OpenSlides, nameless.as_bytes());
    assert_eq!(found.rows.last().unwrap().why, "no number: badge 19999 is given");
    // Rows that all overlap name a few of the others.
    let mut day = "day,start,end,title\n".to_owned();
    for n in 0..500 {
        writeln!(
            day,
            "2018-05-30,{:02}:{:02},{:02}:{:02},Item {n}",
            9 + n / 60,
            n % 60,
            9 + (n + 1) / 60,
            (n + 1) % 60
        )
        .unwrap();
    }
    writeln!(day, "2018-05-30,09:00,17:00,All of it").unwrap();
    let found = read(ImportKind::Programme, day.as_bytes());
    let why = &found.rows[500].why;
    assert!(why.ends_with("and 475 more.") && why.len() < 400, "{why}");
}

#[test]
fn mixed_encodings_name_the_row() {
    for kind in KINDS {
        let (headings, row) = table(kind);
        let name = headings.split(',').position(|each| each.contains("name") || each == "title").unwrap();
        let with = |n: u32, name_of: &[u8]| {
            let row = row(n);
            let cells = row.split(',').enumerate();
            cells
                .map(|(at, cell)| if at == name { name_of.to_vec() } else { cell.as_bytes().to_vec() })
                .collect::<Vec<_>>()
                .join(&b',')
        };
        let bytes = [
            headings.as_bytes(),
            &with(1, "Zoë".as_bytes()),
            &with(2, "Groß".as_bytes()),
            &with(3, b"Sch\xe4fer"),
        ]
        .join(&b'\n');
        let found = read(kind, &bytes);
        let bad: Vec<_> = found
            .rows
            .iter()
            .filter(|row| row.fate == Fate::Bad)
            .map(|row| (row.line, row.why.as_str()))
            .collect();
        assert_eq!(
            bad,
            [(4, format!("Cell {} has letters that are not UTF-8.", name + 1).as_str())],
            "{kind:?}"
        );
    }
}

#[test]
fn what_is_no_file_is_not_read() {
    let folder = std::env::temp_dir();
    let said = file::read(&folder).unwrap_err();
    assert!(said.ends_with(" is a folder. Name the file in it."), "{said}");
    let said = file::read(&folder.join("there is no such file.csv")).unwrap_err();
    assert!(said.ends_with(" is not there."), "{said}");
    // It would never end.
    if std::path::Path::new("/dev/zero").exists() {
        assert_eq!(
            file::read("/dev/zero".as_ref()).unwrap_err(),
            "/dev/zero is no file that can be taken in."
        );
    }
}
