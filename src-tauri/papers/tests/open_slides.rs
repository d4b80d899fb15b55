//! What OpenSlides exports, old and new. The inputs are written here; its own example is read where it lies, if it is there.

#![expect(clippy::unwrap_used, reason = "a test may stop where it stands")]

use std::path::Path;
use std::sync::atomic::{AtomicU32, Ordering};

use papers::import::{Fate, ImportKind, Known, KnownDelegate, KnownDelegation, MOST_BYTES, Preview, preview};
use record::command::{Command, MeetingRows, MotionKind, NewConference, Standing};
use record::desk::{Desk, Options};
use record::ids::MotionId;
use record::transact::{Actor, Answer, Envelope, Role};

static FILES: AtomicU32 = AtomicU32::new(0);

fn read(bytes: &[u8], known: &Known) -> Preview {
    let read = preview(ImportKind::OpenSlides, "export", bytes, known);
    for row in read.rows.iter().filter(|row| matches!(row.fate, Fate::Bad | Fate::Skipped)) {
        assert!(row.why.ends_with('.'), "{row:?}");
    }
    let counts = read.counts;
    let all = counts.new + counts.updated + counts.unchanged + counts.skipped + counts.bad;
    assert_eq!(usize::try_from(all).unwrap(), read.rows.len(), "every row has a fate");
    read
}

fn meeting(read: &Preview) -> MeetingRows {
    match read.command.clone() {
        Some(Command::TakeInMeeting { meeting }) => meeting,
        other => panic!("{other:?} {:?}", read.problem),
    }
}

fn whys(read: &Preview) -> Vec<(u32, &str)> {
    let bad = read.rows.iter().filter(|row| row.fate == Fate::Bad);
    bad.map(|row| (row.line, row.why.as_str())).collect()
}

/// Takes a file in, and gives what a second reading of the same file comes to.
fn taken_in_twice(bytes: &[u8]) -> (String, Preview) {
    taken_in_and_read(bytes, Vec::new(), bytes)
}

/// Takes a file in and does what is to be done then; gives the words of the first, and what another file comes to.
fn taken_in_and_read(bytes: &[u8], then: Vec<Command>, other: &[u8]) -> (String, Preview) {
    let number = FILES.fetch_add(1, Ordering::Relaxed);
    let path = std::env::temp_dir().join(format!("open-slides-{}-{number}.conference", std::process::id()));
    let desk = Desk::create(&path, Options { backups: None, ..Options::default() }).unwrap();
    let hand = |command| {
        let actor = Actor { role: Role::Script, station: "script".to_owned(), name: None };
        match desk.dispatch(Envelope { idem: None, actor, at: None, command, reason: None }) {
            Answer::Receipt(receipt) => receipt.words,
            other @ (Answer::Refusal(_) | Answer::Fault(_)) => panic!("{other:?}"),
        }
    };
    hand(Command::SetUp {
        conference: NewConference {
            name: "Taken in".to_owned(),
            venue: String::new(),
            time_zone: "Europe/London".to_owned(),
            days: vec!["2030-03-11".to_owned()],
            profile: "citrine".to_owned(),
            rehearsal: false,
            about: String::new(),
        },
    });
    let first = read(bytes, &desk.read(Known::read).unwrap());
    let words = hand(first.command.clone().unwrap());
    for command in then {
        hand(command);
    }
    let again = read(other, &desk.read(Known::read).unwrap());
    desk.close();
    for end in ["", "-wal", "-shm"] {
        // Left over only in the system's own folder for what passes.
        let _ = std::fs::remove_file(format!("{}{end}", path.display()));
    }
    (words, again)
}

const PARTICIPANTS: &str = "title,first_name,last_name,number,structure_level,groups,vote_weight,is_physical_person,comment\n\
    Dr,Siân,Price,101,Leeds,Delegates,2.000000,1,\n\
    ,Jo,Cole,102,\"Leeds, Region\",Delegates,1,true,\n\
    ,Kim,Park,,Hull,,1,yes,\n\
    ,Lou,Marsh,900,,Guests,,1,\n\
    ,,The Union,,,,,0,\n";

#[test]
fn participants_become_delegations_and_people() {
    let found = read(PARTICIPANTS.as_bytes(), &Known::default());
    assert_eq!((found.counts.new, found.counts.skipped, found.counts.bad), (4, 1, 0), "{found:?}");
    let rows = meeting(&found);
    let bodies: Vec<_> =
        rows.delegations.iter().map(|d| (d.number.as_str(), d.name.as_str(), d.votes, d.seats)).collect();
    assert_eq!(bodies, [("1", "Leeds", Some(3), Some(2)), ("2", "Hull", Some(1), Some(1))]);
    let people: Vec<_> = rows
        .delegates
        .iter()
        .map(|p| (p.badge.as_str(), p.name.as_str(), p.delegation.as_deref(), p.standing))
        .collect();
    assert_eq!(
        people,
        [
            ("101", "Dr Siân Price", Some("1"), Standing::Delegate),
            ("102", "Jo Cole", Some("1"), Standing::Delegate),
            ("901", "Kim Park", Some("2"), Standing::Delegate),
            ("900", "Lou Marsh", None, Standing::Visitor),
        ]
    );
    assert!(
        found.rows[1].why.ends_with("not taken in: Region, for nobody is of two delegations"),
        "{:?}",
        found.rows[1]
    );
    let (words, again) = taken_in_twice(PARTICIPANTS.as_bytes());
    assert_eq!(words, "Taken in from another program: 2 delegations, 4 people.");
    assert_eq!((again.counts.unchanged, again.counts.skipped, again.command), (4, 1, None));
}

#[test]
fn participants_that_cannot_be_say_which_field() {
    let found = read(
        b"number;first_name;last_name;structure_level;groups;vote_weight\n\
          1;Ann;Lee;Leeds;Delegates;1.5\n\
          2;;;Leeds;Delegates;1\n\
          3;Bo;Kay;;Delegates;1\n\
          4;Di;Roe;Hull;;1\n\
          4;Ed;Roe;Hull;;1\n",
        &Known::default(),
    );
    assert_eq!(
        whys(&found),
        [
            (2, "Vote weight is not a whole number: 1.5."),
            (3, "Name is missing: there is neither first_name, last_name nor username."),
            (4, "Structure_level is missing: a delegate is sent by a delegation."),
            (5, "Number 4 is given to more than one participant: lines 5 and 6."),
            (6, "Number 4 is given to more than one participant: lines 5 and 6."),
        ]
    );
    assert_eq!(found.command, None);
}

#[test]
fn topics_become_items_with_their_minutes() {
    let topics = "title,text,agenda_duration,agenda_comment,agenda_type\n\
                  Welcome,,5,,common\nBudgets,<p>x</p>,,,internal\nwelcome,,5,,\n,,3,,\nPay,,long,,\nAims,,1,,secret\nLong,,2000,,\n";
    let found = read(topics.as_bytes(), &Known::default());
    let items = meeting(&found).items;
    let items: Vec<_> = items.iter().map(|item| (item.title.as_str(), item.minutes, item.private)).collect();
    // Two items may have one title.
    assert_eq!(items, [("Welcome", 5, false), ("Budgets", 0, true), ("welcome", 5, false)]);
    assert_eq!(
        whys(&found),
        [
            (5, "Title is missing."),
            (6, "Agenda_duration is not a whole number: long."),
            (7, "Agenda_type is none that is known: secret. It is common, internal or hidden."),
            (8, "Agenda_duration is longer than a day: 2000 minutes."),
        ]
    );
    let (words, again) = taken_in_twice(b"title,text\nWelcome,\nBudgets,\n");
    assert_eq!(
        (words.as_str(), again.counts.unchanged),
        ("Taken in from another program: 2 items of business.", 2)
    );
}

#[test]
fn what_the_file_says_otherwise_of_an_item_is_said_and_a_second_of_its_title_is_new() {
    let (_, again) = taken_in_and_read(
        b"title,agenda_duration,agenda_type\nWelcome,5,\nTea,10,\nBudgets,30,internal\n",
        Vec::new(),
        b"title,agenda_duration,agenda_type\nTea,10,\nWelcome,15,common\nTea,20,\nBudgets,,common\n",
    );
    let fates: Vec<_> = again.rows.iter().map(|row| (row.fate, row.why.as_str())).collect();
    assert_eq!(
        fates,
        [
            (Fate::Unchanged, "on the order of business already"),
            (
                Fate::Skipped,
                "In the file 15 minutes, here 5: what is planned here stands. Change it on the programme."
            ),
            (Fate::New, ""),
            (
                Fate::Skipped,
                "In the file open, here private: what is planned here stands. Change it on the programme."
            ),
        ]
    );
    assert_eq!(meeting(&again).items.len(), 1);
}

#[test]
fn motions_of_three_ages() {
    for (file, movers) in [
        (
            "Number,Submitters,Title,Text,Reason,Category,State,Sequential number\n\
          A1,\"Ann Lee, Bo Kay\",Pay,\"<p>We want a <b>tenth</b>.</p><ul><li>Now.</li></ul>\",Because,C,submitted,1\n\
          ,,Peace,<p>Peace.</p>,,,accepted,2\n",
            Some("Ann Lee"),
        ),
        (
            "number,title,text,reason,submitters_verbose,submitters_username,tags,motion_amendment\n\
          A1,Pay,\"<p>We want a tenth.</p><p>Now.</p>\",,Ann Lee,ann,,0\n2,Peace,Peace.,,,,,\n3,Change,<p>x</p>,,,,,1\n",
            Some("Ann Lee"),
        ),
        (
            "Identifier;Title;Text;Reason;Submitter;Category;Origin;Motion block\n\
          A1;Pay;\"We want a tenth.\n\nNow.\";;Ann Lee;;;\n2;Peace;Peace.;;;;;\n",
            Some("Ann Lee"),
        ),
    ] {
        let found = read(file.as_bytes(), &Known::default());
        let papers = meeting(&found).papers;
        let all: Vec<_> =
            papers.iter().map(|p| (p.number.as_str(), p.title.as_str(), p.paragraphs.len())).collect();
        assert_eq!(all, [("A1", "Pay", 2), ("2", "Peace", 1)], "{file}");
        assert_eq!(papers[0].mover.as_deref(), movers);
        assert_eq!(papers[0].paragraphs[0], "We want a tenth.");
    }
    let found = read(b"Number,Title,Text\n1,,x\n2,Pay,\n3,Pay,x\n3,Peace,y\n,Aims,z\n", &Known::default());
    assert_eq!(
        whys(&found),
        [
            (2, "Title is missing."),
            (3, "Text is missing."),
            (4, "Number 3 is given to more than one motion: lines 4 and 5."),
            (5, "Number 3 is given to more than one motion: lines 4 and 5."),
            (6, "Number is missing."),
        ]
    );
}

#[test]
fn what_of_a_motion_has_a_place_here_is_taken_and_the_rest_is_named() {
    let found = read(
        b"Number,Submitters,Supporters,Title,Text,Reason,Category,Tags,Motion block,Recommendation,State\n\
          1,Ann Lee,\"Bo Kay, Di Roe\",Pay,A tenth.,<p>Prices.</p>,Wages,\"urgent, money\",Economy,Acceptance,submitted\n\
          2,Ann Lee,,Peace,Peace.,,,,,,\n",
        &Known::default(),
    );
    let papers = meeting(&found).papers;
    assert_eq!((papers[0].section.as_str(), papers[0].category.as_str()), ("Economy", "Wages"));
    assert_eq!(papers[0].supporters, ["Bo Kay", "Di Roe"]);
    assert_eq!(
        found.rows[0].why,
        "not taken in: its reason, its tags (urgent, money) and the recommendation (Acceptance)"
    );
    assert_eq!((found.rows[1].fate, found.rows[1].why.as_str()), (Fate::New, ""));
}

#[test]
fn a_motion_is_moved_by_the_delegation_of_whoever_handed_it_in() {
    let body = |name: &str| KnownDelegation { name: name.to_owned(), ..KnownDelegation::default() };
    let person = |badge: &str, name: &str, delegation: &str| KnownDelegate {
        badge: badge.to_owned(),
        name: name.to_owned(),
        delegation: Some(delegation.to_owned()),
        standing: Standing::Delegate,
        first_time: false,
    };
    let people = [("1", "Ann Lee", "1"), ("2", "Sam Roe", "1"), ("3", "Sam Roe", "2")];
    let known = Known {
        delegations: [("1", "Leeds"), ("2", "Hull")].map(|(n, name)| (n.to_owned(), body(name))).into(),
        delegates: people.map(|(badge, name, of)| (badge.to_owned(), person(badge, name, of))).into(),
        ..Known::default()
    };
    let file = "Number,Submitters,Supporters,Title,Text\n\
        1,ann lee,\"Bo Kay (Hull · No. 12), Hull\",Pay,A tenth.\n2,Hull,,Peace,Peace.\n3,Sam Roe,,Aims,Ours.\n";
    let found = read(file.as_bytes(), &known);
    let papers = meeting(&found).papers;
    let movers: Vec<_> = papers.iter().map(|paper| paper.mover.as_deref().unwrap()).collect();
    assert_eq!(movers, ["Leeds", "Hull", "Sam Roe"]);
    assert_eq!(papers[0].supporters, ["Hull"]);
    let whys: Vec<_> = found.rows.iter().map(|row| row.why.as_str()).collect();
    // Two of one name are not told apart.
    let unknown = "Sam Roe is no delegation on the register: printed as given";
    assert_eq!(whys, ["handed in by ann lee for Leeds", "", unknown]);
}

#[test]
fn a_paper_that_the_file_has_otherwise_is_brought_up_to_date_while_it_is_with_the_committee() {
    let before = b"Number,Submitters,Title,Text,Category,Motion block\n\
        1,Ann Lee,Pay,A tenth.,Wages,Economy\n2,Ann Lee,Peace,Peace.,,\n";
    let after = b"Number,Submitters,Title,Text,Category,Motion block\n\
        1,Bo Kay,Pay,A fifth.,,\n2,Ann Lee,Peace,Peace.,,\n3,Ann Lee,Aims,Ours.,,\n";
    let (words, again) = taken_in_and_read(before, Vec::new(), after);
    assert_eq!(words, "Taken in from another program: 2 papers.");
    let fates: Vec<_> = again.rows.iter().map(|row| (row.fate, row.why.as_str())).collect();
    // What the file does not say of it, its category and its block, stays.
    assert_eq!(
        fates,
        [(Fate::Updated, "mover was Ann Lee; its text"), (Fate::Unchanged, ""), (Fate::New, "")]
    );
    let on_the_agenda = vec![
        Command::RuleIn { motions: vec![MotionId(1)], reason: String::new() },
        Command::PrintMotions { motions: vec![MotionId(1)] },
        Command::PutOnAgenda { motions: vec![MotionId(1)], item: None },
    ];
    let (_, again) = taken_in_and_read(before, on_the_agenda, after);
    assert_eq!(whys(&again), [(2, "Number 1 is on the agenda: it is not changed from a table.")]);
    assert_eq!((again.counts.new, again.counts.updated), (1, 0));
    // A number that only the order of the file gives makes no two papers one.
    let (_, again) =
        taken_in_and_read(before, Vec::new(), b"Number,Title,Text,Sequential number\n,Trees,Trees.,1\n");
    assert_eq!(whys(&again), [(2, "Number 1 is already “Pay” here.")]);
}

const MEETING: &str = r#"{
  "_migration_index": 100,
  "meeting": { "1": { "id": 1, "name": "Our assembly" } },
  "user": {
    "1": { "id": 1, "first_name": "Ann", "last_name": "Lee", "default_vote_weight": "1.000000" },
    "2": { "id": 2, "username": "bo" }
  },
  "meeting_user": {
    "1": { "id": 1, "user_id": 1, "number": "101", "structure_level_ids": [1], "group_ids": [1] },
    "2": { "id": 2, "user_id": 2, "group_ids": [2] }
  },
  "group": { "1": { "name": "Delegates" }, "2": { "name": "Staff" } },
  "structure_level": { "1": { "name": "Leeds" } },
  "agenda_item": {
    "1": { "weight": 2, "content_object_id": "topic/1", "duration": 15, "type": "common" },
    "2": { "weight": 1, "content_object_id": "topic/2", "type": "internal" },
    "3": { "weight": 3, "content_object_id": "motion/1", "duration": 10 },
    "4": { "weight": 4, "content_object_id": "assignment/1" },
    "5": { "weight": 5, "content_object_id": "motion/2" },
    "6": { "weight": 6, "content_object_id": "motion_block/1" }
  },
  "topic": { "1": { "title": "Budgets" }, "2": { "title": "Welcome" } },
  "motion": {
    "1": { "number": "A1", "title": "Pay", "text": "<p>A tenth.</p><p>Now.</p>", "submitter_ids": [1], "state_id": 1,
           "category_id": 1, "block_id": 1, "tag_ids": [1], "supporter_ids": [1], "recommendation_id": 2, "reason": "<p>Prices.</p>" },
    "2": { "number": "A1-1", "title": "Later", "lead_motion_id": 1, "amendment_paragraphs": { "1": "<p>Later.</p>" } },
    "3": { "number": "A1-2", "title": "Never", "lead_motion_id": 1, "amendment_paragraphs": { "7": "<p>Never.</p>" } },
    "4": { "number": "A1-3", "title": "Anew", "lead_motion_id": 1, "text": "<p>All anew.</p>" }
  },
  "motion_submitter": { "1": { "meeting_user_id": 1 } },
  "motion_supporter": { "1": { "meeting_user_id": 2 } },
  "motion_state": { "1": { "name": "accepted" }, "2": { "name": "no", "recommendation_label": "Rejection" } },
  "motion_category": { "1": { "name": "Wages" } },
  "motion_block": { "1": { "title": "Money" } },
  "tag": { "1": { "name": "urgent" } },
  "poll": { "1": {}, "2": {} }
}"#;

#[test]
fn a_whole_meeting_comes_in_and_every_row_is_accounted_for() {
    let found = read(MEETING.as_bytes(), &Known::default());
    let rows = meeting(&found);
    assert_eq!((rows.delegations.len(), rows.delegates.len()), (1, 2));
    let items: Vec<_> =
        rows.items.iter().map(|item| (item.title.as_str(), item.minutes, item.private)).collect();
    assert_eq!(
        items,
        [("Welcome", 0, true), ("Budgets", 15, false), ("Pay", 10, false), ("Money", 0, false)]
    );
    let under: Vec<_> = rows.items.iter().map(|item| item.motions.as_str()).collect();
    assert_eq!(under, ["", "", "A1", "A1"]);
    let papers: Vec<_> = rows.papers.iter().map(|p| (p.number.as_str(), p.kind, p.upon.as_deref())).collect();
    assert_eq!(papers, [("A1", MotionKind::Motion, None), ("A1-1", MotionKind::Amendment, Some("A1"))]);
    assert_eq!(rows.papers[1].paragraphs, ["A tenth.", "Later."]);
    assert_eq!((rows.papers[0].section.as_str(), rows.papers[0].category.as_str()), ("Money", "Wages"));
    // Whoever hands it in stands for their structure level; whom nobody sent is printed as given, and pointed out.
    assert_eq!(rows.papers[0].mover.as_deref(), Some("Leeds"));
    assert_eq!(rows.papers[0].supporters, ["bo"]);
    let pay = found.rows.iter().find(|row| row.cells[0] == "motion").unwrap();
    assert_eq!(
        pay.why,
        "handed in by Ann Lee for Leeds; bo is no delegation on the register: printed as given; there it is accepted, here it begins anew; not taken in: its reason, its tags (urgent) and the recommendation (Rejection)"
    );
    let bad: Vec<_> = whys(&found).into_iter().map(|(_, why)| why).collect();
    assert_eq!(
        bad,
        [
            "Motion A1 has 2 paragraphs, and this would amend number 8.",
            "An amendment that does not say which paragraphs of motion A1 it changes: enter it by editing the text.",
        ]
    );
    let skipped: Vec<_> =
        found.rows.iter().filter(|row| row.fate == Fate::Skipped).map(|row| row.cells[0].as_str()).collect();
    assert_eq!(skipped, ["meeting", "agenda_item", "agenda_item", "poll", "tag"]);
    let (words, again) = taken_in_twice(MEETING.as_bytes());
    assert_eq!(
        words,
        "Taken in from another program: 1 delegation, 2 people, 4 items of business, 2 papers."
    );
    assert_eq!((again.counts.new, again.counts.updated, again.command.clone()), (0, 0, None), "{again:?}");
}

#[test]
fn files_that_are_none_say_so_and_change_nothing() {
    let long = [b"Number,Title,Text\n1,Pay,".as_slice(), &vec![b'x'; 10 * 1024 * 1024], b"\n"].concat();
    let huge = vec![b'x'; MOST_BYTES + 1];
    for (bytes, problem) in [
        (b"".as_slice(), "The file is empty."),
        (b"a,b\n1,2\n", "There is no row of headings: line 1 has a and b. The headings must name last_name."),
        (b"title,text\n", "The file has headings but no rows beneath them."),
        (
            b"number,first_name\n1,Ann\n",
            "There is no column “last_name”. The columns are number and first_name.",
        ),
        (b"{\"motion\": {}}", "This JSON is no meeting of OpenSlides: it has no collection “meeting”."),
        (b"[1, 2]", "This JSON is no meeting of OpenSlides: it has no collection “meeting”."),
        (b"{\"meeting\": {\"1\": {}, \"2\": {}}}", "The file has 2 meetings: export one."),
        (b"{\"meeting\": {\"one\": {}}}", "Collection meeting: one is no id."),
        (b"{\"meeting\": {\"1\": 5}}", "Collection meeting, id 1: no fields."),
        (&long, "Line 2: a cell is longer than 100000 characters."),
        (&huge, "The file is larger than 16 MB."),
    ] {
        let found = read(bytes, &Known::default());
        assert_eq!((found.problem.as_deref(), found.command), (Some(problem), None));
    }
    let cut = read(&MEETING.as_bytes()[..200], &Known::default());
    assert!(cut.problem.is_some_and(|why| why.starts_with("This is no JSON: ") && why.contains("line ")));
    let mut mixed = "number,last_name\n1,Müller\n2,Groß\n".as_bytes().to_vec();
    mixed.extend_from_slice(b"3,Sch\xe4fer\n");
    assert_eq!(whys(&read(&mixed, &Known::default())), [(4, "Cell 2 has letters that are not UTF-8.")]);
}

#[test]
fn the_example_of_openslides_itself_comes_in_where_it_is_there() {
    let path =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/cases/openslides/example-data.json");
    let Ok(bytes) = std::fs::read(&path) else {
        println!("Not tried: the example of OpenSlides is not beside the repository.");
        return;
    };
    let found = read(&bytes, &Known::default());
    let rows = meeting(&found);
    assert_eq!((rows.delegations.len(), rows.delegates.len(), rows.items.len()), (3, 3, 12), "{rows:?}");
    let numbers: Vec<_> = rows.papers.iter().map(|paper| paper.number.as_str()).collect();
    assert_eq!(numbers, ["A1", "2", "3"]);
    assert!(
        rows.papers
            .iter()
            .flat_map(|paper| &paper.paragraphs)
            .all(|text| !text.contains("&nbsp;") && !text.contains("<p>"))
    );
    // An amendment by a new text names no paragraphs, and says so.
    assert_eq!(found.counts.bad, 1, "{:?}", whys(&found));
    let (_, again) = taken_in_twice(&bytes);
    assert_eq!((again.counts.new, again.counts.updated, again.counts.bad), (0, 0, 1));
}
