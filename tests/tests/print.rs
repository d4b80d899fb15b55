//! What is printed, on paper: set by the real press, turned into pictures, and its codes read by a program that knows
//! nothing of us.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Command;

use record::command::{Command as Act, KeyChange};
use record::demo;
use record::halt::Halt;
use record::ids::VoteId;
use record::printing::{self, Pressed};
use record::prints::{Matter, Print, Printed, printed};
use record::slip_codes;
use record::transact::{Answer, Envelope, Role};
use record::view::View;
use record::view::cards::CardsView;
use record::view::counted::{DelegationCast, LineItemsView};
use record::view::record::RecordView;
use record::view::votes::VoteView;
use rostrum_tests::world::{World, actor, scratch};
use rostrum_tests::{Outcome, program, told};
use rules::slip_code::{Mark, Slip};

const MORNING: i64 = 1_489_222_800_000;

fn called(command: &str, words: &[&str], folder: &Path) -> Outcome<String> {
    let output = told(Command::new(command).args(words).current_dir(folder).output())
        .map_err(|why| format!("{command} (cargo xtask test installs it): {why}"))?;
    if output.status.success() {
        return Ok(String::from_utf8_lossy(&output.stdout).into_owned());
    }
    Err(format!("{command}: {}", String::from_utf8_lossy(&output.stderr)))
}

/// Sets it, and hands back the PDF.
fn set(world: &World, print: &Print, folder: &Path) -> Outcome<PathBuf> {
    let out = folder.join("out.pdf");
    let pressed = told(pressed(world, print, &out)?)?;
    assert_eq!(pressed, Pressed { written: out.display().to_string(), missing: String::new() });
    Ok(out)
}

fn pressed(world: &World, print: &Print, out: &Path) -> Outcome<Result<Pressed, Halt>> {
    program::press()?;
    let now = world.now()?;
    let data = told(told(world.desk()?.read(|db| Ok(printed(db, print, now))))?)?;
    Ok(printing::press(&data, out, |_, _| {}))
}

/// The codes on every page, as a scanner would type them.
fn codes(pdf: &Path) -> Outcome<BTreeSet<String>> {
    let folder = pdf.parent().ok_or("no folder")?;
    called("pdftoppm", &["-r", "150", "-gray", "out.pdf", "page"], folder)?;
    let mut found = BTreeSet::new();
    for page in told(std::fs::read_dir(folder))?.flatten().map(|entry| entry.path()) {
        if page.extension().is_some_and(|end| end == "pgm") {
            let page = page.to_string_lossy().into_owned();
            let words = ["--quiet", "--raw", "-Sdisable", "-Sqrcode.enable", &page];
            found.extend(called("zbarimg", &words, folder)?.lines().map(str::to_owned));
        }
    }
    Ok(found)
}

fn demonstration() -> Outcome<World> {
    let world = World::new(MORNING, 1)?;
    told(demo::build(world.desk()?))?;
    Ok(world)
}

#[test]
fn the_codes_of_a_printed_book_are_read_from_its_pages_and_are_those_of_the_record() {
    let world = demonstration().unwrap();
    let folder = scratch().unwrap();
    let print = Print::Books { votes: 7, number: Some(12) };
    let pdf = set(&world, &print, folder.path()).unwrap();
    let found = codes(&pdf).unwrap();
    let mut expected = BTreeSet::from(["12".to_owned()]);
    world
        .desk()
        .unwrap()
        .read(|db| {
            let seals = slip_codes::Seals::of(db)?;
            for vote in 1..=7 {
                for mark in [Mark::For, Mark::Against, Mark::Abstain] {
                    expected.insert(seals.code(Slip { vote, card: 12, mark }));
                }
            }
            Ok(())
        })
        .unwrap();
    assert_eq!(found, expected);
    let text = called("pdftotext", &["-layout", "out.pdf", "-"], folder.path()).unwrap();
    for words in ["Against", "Abstain", "Vote 7", "page 1 of 3", "page 3 of 3", "Receipt, kept by the desk"] {
        assert!(text.contains(words), "“{words}” is not in\n{text}");
    }
}

#[test]
fn a_slip_that_is_made_up_from_a_printed_one_is_refused() {
    let world = demonstration().unwrap();
    let folder = scratch().unwrap();
    let print = Print::Books { votes: 1, number: Some(12) };
    let pdf = set(&world, &print, folder.path()).unwrap();
    let slips: Vec<String> = codes(&pdf).unwrap().into_iter().filter(|code| code != "12").collect();
    assert_eq!(slips.len(), 3);
    world
        .desk()
        .unwrap()
        .read(|db| {
            for code in &slips {
                assert_eq!(slip_codes::read(db, &code.to_lowercase()).unwrap().card, 12);
                // The same seal on another card, another vote, or the other choice.
                let swapped = if code.contains(".F.") {
                    code.replace(".F.", ".A.")
                } else {
                    code.replace(".A.", ".F.").replace(".B.", ".F.")
                };
                for made_up in [code.replace(".12.", ".13."), code.replace(".RS1.1.", ".RS1.2."), swapped] {
                    assert_ne!(made_up, *code);
                    let refusal = slip_codes::Seals::of(db)?.slip(&made_up).unwrap_err();
                    assert_eq!(refusal.code, "slip.made_up", "{made_up}");
                }
            }
            Ok(())
        })
        .unwrap();
}

#[test]
fn a_code_of_another_conference_is_made_up_here() {
    let (one, other) = (demonstration().unwrap(), World::new(MORNING, 2).unwrap());
    demo::build(other.desk().unwrap()).unwrap();
    let slip = Slip { vote: 1, card: 1, mark: Mark::For };
    let code =
        |world: &World| world.desk().unwrap().read(|db| Ok(slip_codes::Seals::of(db)?.code(slip))).unwrap();
    let (mine, theirs) = (code(&one), code(&other));
    assert_ne!(mine, theirs);
    one.desk()
        .unwrap()
        .read(|db| {
            assert_eq!(slip_codes::read(db, &mine).unwrap(), slip);
            assert!(slip_codes::read(db, &theirs).is_err());
            Ok(())
        })
        .unwrap();
}

#[test]
fn every_kind_of_sheet_can_be_set() {
    let world = demonstration().unwrap();
    for (print, words) in [
        (Print::Sheets { vote: None }, &["Card vote", "Teller 1", "Barnet", "40 cards"][..]),
        (Print::Headers { vote: None, batches: 5 }, &["Batch", "Second entry: another teller"]),
        (Print::Poster, &["For", "Against", "Abstain", "Card vote"]),
    ] {
        let folder = scratch().unwrap();
        set(&world, &print, folder.path()).unwrap();
        let text = called("pdftotext", &["-layout", "out.pdf", "-"], folder.path()).unwrap();
        for words in words {
            assert!(text.contains(words), "{print:?}: “{words}” is not in\n{text}");
        }
    }
}

#[test]
fn how_each_delegation_voted_is_set_by_section_over_as_many_pages_as_it_needs() {
    let world = demonstration().unwrap();
    let now = world.now().unwrap();
    let cast = |section: &str, n: u64| DelegationCast {
        delegation: format!("Branch {n}"),
        section: Some(section.to_owned()),
        cards: 1,
        value: 1_000 + n,
        votes: if n.is_multiple_of(2) { (1_000 + n, 0, 0) } else { (0, 700, 300) },
        not_cast: if n.is_multiple_of(2) { 0 } else { n },
    };
    let list = LineItemsView {
        label: "Card vote 7".to_owned(),
        subject: "Motion 28, Rents".to_owned(),
        sentence: String::new(),
        published: true,
        corrected: false,
        delegations: (1..=50)
            .map(|n| cast("Affiliates", n))
            .chain((51..=54).map(|n| cast("Branches", n)))
            .collect(),
        lines: Vec::new(),
    };
    let imprint =
        world.desk().unwrap().read(|db| Ok(printed(db, &Print::Poster, now).unwrap().imprint)).unwrap();
    let folder = scratch().unwrap();
    let matter = Matter::Delegations(Box::new(list));
    program::press().unwrap();
    printing::press(&Printed { imprint, matter }, &folder.path().join("out.pdf"), |_, _| {}).unwrap();
    let text = called("pdftotext", &["-layout", "out.pdf", "-"], folder.path()).unwrap();
    for words in [
        "How each delegation voted",
        "Motion 28, Rents",
        "Page 2 of 2",
        "50 delegations",
        "4 delegations",
        "1,054",
    ] {
        assert!(text.contains(words), "“{words}” is not in\n{text}");
    }
    let odd = text.lines().find(|line| line.contains("Branch 53")).unwrap();
    assert_eq!(
        odd.split_whitespace().collect::<Vec<_>>(),
        ["Branch", "53", "–", "700", "300", "53", "1,053"]
    );
}

#[test]
fn the_value_stands_on_the_card_only_where_the_standing_orders_say_so() {
    let world = demonstration().unwrap();
    let shown = |world: &World| {
        let print = Print::Books { votes: 1, number: Some(12) };
        let now = world.now().unwrap();
        let set = world.desk().unwrap().read(|db| Ok(printed(db, &print, now).unwrap().matter)).unwrap();
        match set {
            Matter::Books(books) => books.first().unwrap().value.clone(),
            Matter::Sheets(_)
            | Matter::Headers(_)
            | Matter::Slip(_)
            | Matter::Delegations(_)
            | Matter::Poster { .. } => panic!("no books"),
        }
    };
    assert!(shown(&world).is_some_and(|value| value.ends_with(" votes")));
    let change = Act::ChangeStandingOrders {
        profile: None,
        keys: vec![KeyChange { key: "card.value_shown".to_owned(), value: false.into() }],
        vote: None,
        reason: "a card is for identification".to_owned(),
    };
    let answer = world.dispatch(Envelope {
        idem: None,
        actor: actor(Role::Chair, "desk"),
        at: None,
        command: change,
        reason: Some("agreed with the committee".to_owned()),
    });
    assert!(matches!(answer.unwrap(), Answer::Receipt(_)));
    assert_eq!(shown(&world), None);
}

#[test]
fn what_is_not_there_is_not_printed() {
    let world = demonstration().unwrap();
    let now = world.now().unwrap();
    for (print, code) in [
        (Print::Books { votes: 0, number: None }, "print.how_many"),
        (Print::Books { votes: 100, number: None }, "print.how_many"),
        (Print::Books { votes: 1, number: Some(9_999) }, "print.no_books"),
        (Print::Headers { vote: None, batches: 0 }, "print.how_many"),
        (Print::Slip { vote: VoteId(9) }, "vote.unknown"),
        (Print::Delegations { vote: VoteId(9) }, "vote.unknown"),
    ] {
        let refused = world.desk().unwrap().read(|db| Ok(printed(db, &print, now))).unwrap().unwrap_err();
        assert_eq!(code_of(refused), code);
    }
    let cards: CardsView = world.view(&View::Cards).unwrap();
    assert_eq!((cards.totals.books, cards.totals.out), (40, 40));
}

fn code_of(halt: Halt) -> String {
    match halt {
        Halt::Refusal(refusal) => refusal.code,
        Halt::Fault(fault) => panic!("{fault:?}"),
    }
}

/// A weighted vote in which nine hundred for and a hundred against is lost.
const WEIGHTED: &str = "
a conference called \"Weighted\" under citrine on 2017-03-11
the register:
  A | Bakers |  10 | Affiliates
  1 | Leeds  | 900 | CLPs
  2 | Hull   |  90 | CLPs
issue the cards
the programme of 2017-03-11:
  10:00-11:00 | Morning | Rents
motion 4 \"Rents\":
  under Rents
  moved by Leeds
  1. Lower.
open the conference
take \"Rents\"
call the mover
the speech ends
seconded formally
put the question by card vote 7
open the vote
card 1 for
card 2 against
card 3 against
close the vote
finish the count
";

#[test]
fn the_slip_of_a_weighted_vote_says_what_the_chair_reads_out_and_bears_the_code_of_the_record() {
    for (more, coded, state) in [
        ("", vec!["finish_count"], "to be declared by the chair"),
        ("declare", vec!["declare", "finish_count"], "Declared"),
    ] {
        let world = rostrum_tests::story::world_of("weighted", &format!("{WEIGHTED}{more}")).unwrap();
        let folder = scratch().unwrap();
        set(&world, &Print::Slip { vote: VoteId(1) }, folder.path()).unwrap();
        let text = called("pdftotext", &["-layout", "out.pdf", "-"], folder.path()).unwrap();
        let record: RecordView = world.view(&View::Record { before: None }).unwrap();
        // The paper that was printed before the declaration and the one printed after it bear the code of the count.
        let under: BTreeMap<_, _> =
            record.entries.into_iter().filter_map(|entry| entry.code.map(|code| (entry.act, code))).collect();
        assert_eq!(under.keys().collect::<Vec<_>>(), coded);
        let code = under["finish_count"].clone();
        assert!(under.values().all(|other| *other == code), "{under:?}");
        let plain = text.split_whitespace().collect::<Vec<_>>().join(" ");
        for words in [
            state,
            code.as_str(),
            "Affiliates 50 0 10 0.00 100.00 0.00 50.00",
            "CLPs 50 900 90 90.91 9.09 45.45 4.55",
            "Together 900 100 45.45 54.55",
            "% of the whole",
            "Page 1 of 2",
            "Weighted, for 45.45 per cent, against 54.55 per cent: lost.",
            "would have changed",
        ] {
            assert!(plain.contains(words), "“{words}” is not in\n{text}");
        }
        // Beside the votes of both sections together no share stands that is not theirs.
        assert!(!plain.contains("For 900 45.45"), "{text}");
    }
}

#[test]
fn a_slip_of_another_vote_or_made_up_is_no_entry_at_the_desk() {
    let (before, _) = WEIGHTED.split_once("card 1 for").unwrap();
    let world = rostrum_tests::story::world_of("scanned", before).unwrap();
    let code = |vote| {
        let slip = Slip { vote, card: 2, mark: Mark::Against };
        world.desk().unwrap().read(|db| Ok(slip_codes::Seals::of(db)?.code(slip))).unwrap()
    };
    let scanned = |code: String| {
        let command = Act::EnterScanned { vote: VoteId(1), code, entry: None };
        let actor = actor(Role::Teller, "teller 1");
        world.dispatch(Envelope { idem: None, actor, at: None, command, reason: None }).unwrap()
    };
    let typed = || world.view::<VoteView>(&View::Vote { vote: VoteId(1), station: None }).unwrap().slips;
    for (read, why) in [
        (code(8), "slip.other_vote"),
        (code(7).replace(".A.", ".F."), "slip.made_up"),
        (".RS1.".to_owned(), "slip.unreadable"),
    ] {
        let Answer::Refusal(refusal) = scanned(read) else { panic!("{why} was entered") };
        assert_eq!(refusal.code, why);
    }
    assert!(typed().is_empty());
    assert!(matches!(scanned(code(7).to_lowercase()), Answer::Receipt(_)));
    assert_eq!(typed().iter().map(|slip| slip.number).collect::<Vec<_>>(), [2]);
}

/// A delegation with cards, where the standing orders have one key otherwise.
fn one_book(name: &str, key: &str) -> Outcome<World> {
    let story = format!(
        "a conference called \"Spring\" under citrine on 2017-03-11\n\
         committee: the standing orders change: as it was agreed\n  {key}\n\
         the register:\n  1 | Leeds | 300\nissue the cards\n"
    );
    rostrum_tests::story::world_of(name, &story)
}

#[test]
fn where_slips_are_signed_each_has_a_line_to_sign_on() {
    for (key, lines) in [("card.signed = true", 3), ("card.value_shown = false", 0)] {
        let world = one_book("signed", key).unwrap();
        let folder = scratch().unwrap();
        set(&world, &Print::Books { votes: 1, number: None }, folder.path()).unwrap();
        let text = called("pdftotext", &["-layout", "out.pdf", "-"], folder.path()).unwrap();
        assert_eq!(text.matches("Signed").count(), lines, "{text}");
        assert_eq!(text.contains("sign it"), lines > 0, "{text}");
    }
}

#[test]
fn where_books_have_no_slip_for_abstentions_nothing_that_is_printed_has_one() {
    for (key, slips) in [("card.value_shown = false", 3), ("card.abstain_slip = false", 2)] {
        let world = one_book("slips", key).unwrap();
        let folder = scratch().unwrap();
        let pdf = set(&world, &Print::Books { votes: 1, number: None }, folder.path()).unwrap();
        assert_eq!(codes(&pdf).unwrap().iter().filter(|code| code.starts_with(".RS1")).count(), slips);
        let folder = scratch().unwrap();
        set(&world, &Print::Poster, folder.path()).unwrap();
        let text = called("pdftotext", &["-layout", "out.pdf", "-"], folder.path()).unwrap();
        assert!(text.contains("Against"), "{text}");
        assert_eq!(text.contains("Abstain"), slips == 3, "{text}");
        for (print, word) in [
            (Print::Sheets { vote: None }, "B abstain"),
            (Print::Headers { vote: None, batches: 1 }, "Abstain"),
        ] {
            let folder = scratch().unwrap();
            set(&world, &print, folder.path()).unwrap();
            let text = called("pdftotext", &["-layout", "out.pdf", "-"], folder.path()).unwrap();
            assert_eq!(text.contains(word), slips == 3, "{print:?}: {text}");
        }
    }
}

#[test]
fn where_it_cannot_be_written_it_is_said_and_what_was_there_is_left_alone() {
    let world = demonstration().unwrap();
    let folder = scratch().unwrap();
    let refused = |out: &Path| code_of(pressed(&world, &Print::Poster, out).unwrap().unwrap_err());
    assert_eq!(refused(&folder.path().join("not-there/out.pdf")), "print.no_folder");
    // A folder stands where the file would.
    let taken = folder.path().join("taken.pdf");
    std::fs::create_dir(&taken).unwrap();
    assert_eq!(refused(&taken), "print.cannot_write");
    let left: Vec<_> =
        std::fs::read_dir(folder.path()).unwrap().flatten().map(|entry| entry.path()).collect();
    assert_eq!(left, [taken]);
}
