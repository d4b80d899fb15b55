//! One paper, whole: its text in every form, its amendments in the order they are taken and what they do to each other, what
//! it is advised, what has become of it, and what can be done with it now.

use rules::amendment::MarkedParagraph;
use rules::attachment;
use rules::challenge::Ground;
use rules::fate::Fate;
use rules::motion::State;
use rules::procedure::Kind;
use rules::refusal::Refusal;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::attachments::{self, Attached};
use crate::challenges;
use crate::command::{Adviser, Command, MotionKind, Position};
use crate::consequences;
use crate::db::Db;
use crate::halt::{Fault, Halt, refusal};
use crate::ids::{AttachmentId, ItemId, MotionId};
use crate::motions::{self, Motion};
use crate::parts::{self, Remainder};
use crate::questions::{self, Question};
use crate::view::compositing::{self, Compositing};
use crate::view::consequences::{self as falls, ConsequenceShown};
use crate::view::divided::{self, PartShown};
use crate::view::papers::is_late;
use crate::view::shown;
use crate::{emergencies, procedures, standing_orders, texts, votes, when};

mod amendments;

pub(crate) use amendments::is_negative;
pub use amendments::{AmendmentShown, ToSettle};
use amendments::{amendments, negates, to_settle, waits};

/// One paper.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
pub struct PaperShown {
    /// Its id.
    pub id: MotionId,
    /// `Composite 4`
    pub label: String,
    /// Number as printed.
    pub number: String,
    /// What kind.
    pub kind: MotionKind,
    /// Title.
    pub title: String,
    /// An amendment: upon which paper.
    pub upon: Option<MotionId>,
    /// Moved by … · seconded by …
    pub parties: String,
    /// Body that moves it.
    pub mover: Option<String>,
    /// Body that seconds it.
    pub seconder: Option<String>,
    /// Bodies that support it.
    pub supporters: Vec<String>,
    /// Where it stands.
    pub state: State,
    /// It is before conference and an amendment to it was carried.
    pub substantive: bool,
    /// Section of the agenda; may be empty.
    pub section: String,
    /// The committee's category; may be empty.
    pub category: String,
    /// When it was handed in, by the clocks of the conference: `2016-07-29 11:20`.
    pub handed_in: String,
    /// It was handed in after the deadline of its kind.
    pub late: bool,
    /// The item it is taken under.
    pub item: Option<ItemId>,
    /// As handed in: paragraphs, or for an amendment the text with its changes marked.
    pub paragraphs: Vec<MarkedParagraph>,
    /// As it now stands, with the changes of every amendment that waits in their places.
    pub in_place: Vec<InPlace>,
    /// As it now stands, where an amendment was carried.
    pub as_it_stands: Option<Vec<String>>,
    /// What an amendment to it is written upon: its own paragraphs as they stand; of an amendment, what it puts in.
    pub own_text: Vec<String>,
    /// An amendment of which a person must say what is left.
    pub to_settle: Option<ToSettle>,
    /// What is attached to it.
    pub attachments: Vec<AttachmentShown>,
    /// Its part in composites.
    pub compositing: Compositing,
    /// Parts of it that are or were voted on by themselves.
    pub parts: Vec<PartShown>,
    /// It needs two-thirds.
    pub two_thirds: bool,
    /// It says so itself, whatever the standing orders ask of its kind.
    pub two_thirds_said: bool,
    /// An emergency or late motion: the event that it rests on; none where nobody has named one.
    pub event: Option<String>,
    /// The day of that event: `2018-09-21`.
    pub event_on: Option<String>,
    /// What of it can be corrected now.
    pub correctable: Correctable,
    /// What of it was corrected, oldest first.
    pub corrections: Vec<CorrectionShown>,
    /// Something may be entered that follows from it or befalls it.
    pub may_follow: bool,
    /// What falls with it, and with what it falls.
    pub consequences: Vec<ConsequenceShown>,
    /// What conference is advised.
    pub advice: Vec<AdviceShown>,
    /// Amendments to it, in the order they are taken.
    pub amendments: Vec<AmendmentShown>,
    /// The number of the next amendment to it.
    pub next_amendment: String,
    /// Amendments to it may be handed in.
    pub amendable: bool,
    /// Amendments to it may be handed in where the chair allows it with a reason.
    pub amendable_with_reason: bool,
    /// The chair may refuse to take an amendment to it from the floor.
    pub amendment_refusable: bool,
    /// An amendment: it says only the opposite of the paper.
    pub direct_negative: bool,
    /// Where it has stood, oldest first.
    pub history: Vec<FateShown>,
    /// What of the committee's a delegate may challenge in it.
    pub challengeable: Vec<Ground>,
    /// What can be done with it now.
    pub offers: Vec<PaperOffer>,
}

/// What the committee or the executive advises.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
pub struct AdviceShown {
    /// Who.
    pub adviser: Adviser,
    /// What.
    pub position: Position,
    /// `The executive seeks remission of`
    pub words: String,
    /// In a sentence; may be empty.
    pub sentence: String,
}

/// What is attached to a paper.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
pub struct AttachmentShown {
    /// Its id.
    pub id: AttachmentId,
    /// The name of the file.
    pub name: String,
    /// What kind of file it is.
    pub media_type: String,
    /// `212 KB`
    pub size: String,
    /// By what its content is known.
    pub sha256: String,
    /// When it was attached, by the clocks of the conference: `2016-07-29 11:20`.
    pub at: String,
}

/// What of a paper can be corrected now.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, JsonSchema, TS)]
pub struct Correctable {
    /// Title, text, when it was handed in, and the event of an emergency.
    pub words: bool,
    /// Who moves, seconds and supports it, and whether it needs two-thirds.
    pub parties: bool,
}

/// One correction of a paper.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
pub struct CorrectionShown {
    /// `title was Pay; moved by Leeds`
    pub changes: String,
    /// Its paragraphs as they were; none where they stayed.
    pub was: Vec<String>,
    /// Why.
    pub reason: String,
    /// Who corrected it.
    pub by: String,
    /// When, by the clocks of the conference: `2016-07-29 11:20`.
    pub at: String,
}

/// A paragraph of the text, or what an amendment would make of it.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
pub struct InPlace {
    /// The amendment's number; none where the text stands so.
    pub amendment: Option<String>,
    /// With the change marked.
    pub paragraph: MarkedParagraph,
}

/// One change of a paper's state.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
pub struct FateShown {
    /// Where it stood from then on.
    pub state: State,
    /// Why; may be empty.
    pub reason: String,
    /// Who put it there.
    pub by: String,
    /// When, by the clocks of the conference: `2016-07-29 11:20`.
    pub at: String,
}

/// An act upon a paper that is in order now.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
pub struct PaperOffer {
    /// The act; where a reason is asked for, its `reason` is to be filled in.
    pub command: Command,
    /// A person types a reason for it.
    pub asks_reason: bool,
    /// A person names the item; its `item` is to be filled in.
    pub asks_item: bool,
    /// Whose fate it is: `Motion 12`.
    pub paper: String,
    /// Why only the chair’s reason allows it now.
    pub refused: Option<Refusal>,
}

/// One paper; none where there is no such paper.
pub(crate) fn paper(db: &Db, id: MotionId) -> Result<Option<PaperShown>, Fault> {
    let motion = match motions::known(db, id) {
        Ok(motion) => motion,
        Err(Halt::Refusal(_)) => return Ok(None),
        Err(Halt::Fault(fault)) => return Err(fault),
    };
    let zone = shown::zone(db)?;
    let moment = |at| when::moment_in_words(zone, at);
    let amended = texts::is_amended(db, id)?;
    let event = shown::plain(emergencies::event(db, id))?;
    let consequences = shown::plain(consequences::of_paper(db, id))?;
    let siblings = motions::amendments(db, id)?;
    let amendments = amendments(db, id, &siblings)?;
    let may_be_amended = refusal(motions::may_be_amended(db, &motion))?;
    let orders = standing_orders::in_force(db)?;
    let taken: Vec<String> = db.rows("SELECT number FROM motion", [], |r| r.get(0))?;
    let last: Option<String> =
        db.row("SELECT number FROM motion WHERE upon_id = ?1 ORDER BY id DESC LIMIT 1", [id], |r| r.get(0))?;
    Ok(Some(PaperShown {
        id,
        label: motion.label(),
        parties: shown::parties(db, &motion, None)?,
        mover: motions::party(db, id, "mover")?,
        seconder: motions::party(db, id, "seconder")?,
        supporters: motions::supporters(db, id)?,
        two_thirds: motion.needs_two_thirds(&orders),
        two_thirds_said: motion.two_thirds,
        correctable: Correctable {
            words: motions::words_are_open(&motion).is_ok(),
            parties: refusal(motions::parties_are_open(db, &motion))?.is_none(),
        },
        corrections: corrections(db, id, moment)?,
        event: event.as_ref().map(|(event, _)| event.clone()),
        event_on: event.and_then(|(_, on)| on),
        substantive: amended && motion.state == State::Moved,
        late: is_late(&motion, &motions::deadlines(db)?),
        item: db.row("SELECT item_id FROM item_motion WHERE motion_id = ?1", [id], |r| r.get(0))?,
        paragraphs: match motion.upon {
            Some(_) => shown::paragraphs(db, &motion)?,
            None => shown::numbered(texts::handed_in(db, id)?.into_iter().map(|handed_in| handed_in.text)),
        },
        in_place: in_place(db, id, &siblings)?,
        attachments: attached(attachments::of(db, id)?, moment),
        compositing: compositing::of(db, &motion)?,
        parts: divided::of(db, id)?,
        as_it_stands: if amended || parts::remainder(db, id)? == Remainder::Rest {
            Some(shown::stands(db, id)?)
        } else {
            None
        },
        own_text: shown::stands(db, id)?,
        to_settle: to_settle(db, &motion)?,
        may_follow: consequences::may_follow(&motion),
        consequences: consequences.iter().map(falls::shown).collect(),
        advice: advice(db, id)?,
        amendments,
        next_amendment: orders.numbers.next_amendment(
            &motion.number,
            last.as_deref(),
            taken.iter().map(String::as_str),
        ),
        amendable: may_be_amended.is_none(),
        amendable_with_reason: may_be_amended.is_some_and(|why| why.overrulable),
        amendment_refusable: procedures::terms(db, Kind::Amendment)?.chair_may_refuse,
        direct_negative: negates(db, &motion)?,
        history: history(db, id, moment)?,
        challengeable: challenges::grounds(db, &motion)?,
        offers: offers(db, &motion)?,
        number: motion.number,
        kind: motion.kind,
        title: motion.title,
        upon: motion.upon,
        state: motion.state,
        section: motion.section,
        category: motion.category,
        handed_in: moment(motion.handed_in_at),
    }))
}

fn history(db: &Db, id: MotionId, moment: impl Fn(i64) -> String) -> Result<Vec<FateShown>, Fault> {
    let kept = motions::history(db, id)?.into_iter();
    Ok(kept
        .map(|kept| FateShown { state: kept.state, reason: kept.reason, by: kept.actor, at: moment(kept.at) })
        .collect())
}

/// The text with what waits to be put upon it. Where it must be settled by hand nothing is shown in its place.
fn in_place(db: &Db, paper: MotionId, all: &[Motion]) -> Result<Vec<InPlace>, Fault> {
    let waiting: Vec<&Motion> = all.iter().filter(|each| waits(each)).collect();
    let shown = match texts::in_place(db, paper, &waiting) {
        Ok(shown) => shown,
        Err(Halt::Refusal(_)) => return Ok(Vec::new()),
        Err(Halt::Fault(fault)) => return Err(fault),
    };
    let number = |id: MotionId| waiting.iter().find(|each| each.id == id).map(|each| each.number.clone());
    let shown = shown.into_iter();
    Ok(shown.map(|(by, paragraph)| InPlace { amendment: by.and_then(number), paragraph }).collect())
}

fn attached(all: Vec<Attached>, moment: impl Fn(i64) -> String) -> Vec<AttachmentShown> {
    let shown = |each: Attached| AttachmentShown {
        id: each.id,
        name: each.name,
        media_type: each.media_type,
        size: attachment::size_in_words(usize::try_from(each.size).unwrap_or_default()),
        sha256: each.sha256,
        at: moment(each.at),
    };
    all.into_iter().map(shown).collect()
}

fn corrections(
    db: &Db,
    paper: MotionId,
    moment: impl Fn(i64) -> String,
) -> Result<Vec<CorrectionShown>, Fault> {
    let shown = |kept: motions::CorrectionKept| CorrectionShown {
        changes: kept.changes,
        was: kept.was,
        reason: kept.reason,
        by: kept.actor,
        at: moment(kept.at),
    };
    Ok(motions::corrections(db, paper)?.into_iter().map(shown).collect())
}

fn advice(db: &Db, paper: MotionId) -> Result<Vec<AdviceShown>, Fault> {
    let shown = |advice: motions::Advice| AdviceShown {
        words: advice.in_words(),
        adviser: advice.adviser,
        position: advice.position,
        sentence: advice.sentence,
    };
    Ok(motions::advice_on(db, paper)?.into_iter().map(shown).collect())
}

/// What is in order now, in the order of §6.1. Where a paper is before conference the chair's screen has the rest.
fn offers(db: &Db, paper: &Motion) -> Result<Vec<PaperOffer>, Fault> {
    let (motion, reason) = (paper.id, String::new());
    let ways = [
        (
            State::RuledIn,
            Command::RuleIn { motions: vec![motion], reason: reason.clone() },
            paper.state == State::RuledOut,
        ),
        (State::RuledOut, Command::RuleOut { motion, reason: reason.clone() }, true),
        (State::Printed, Command::PrintMotions { motions: vec![motion] }, false),
    ];
    let offer = |command, asks_reason| PaperOffer {
        command,
        asks_reason,
        asks_item: false,
        paper: paper.label(),
        refused: None,
    };
    let mut offers = Vec::new();
    for (to, command, asks_reason) in ways {
        if refusal(motions::may_go_on(db, paper, to))?.is_none() {
            offers.push(offer(command, asks_reason));
        }
    }
    match paper.state {
        State::RuledOut => offers.push(offer(Command::PutOnByVote { motion, reason: reason.clone() }, true)),
        State::OnAgenda | State::Adjourned | State::Falls | State::Composited | State::Moved => {}
        State::Submitted
        | State::RuledIn
        | State::Printed
        | State::Carried
        | State::Lost
        | State::NotCarried
        | State::Withdrawn
        | State::NotMoved
        | State::Remitted
        | State::ReferredBack
        | State::NextBusiness
        | State::Guillotined
        | State::NotReached
        | State::RemittedToExecutive
        | State::Lapsed => {
            if refusal(motions::may_go_on(db, paper, State::OnAgenda))?.is_none() {
                let command = Command::PutOnAgenda { motions: vec![motion], item: None };
                offers.push(offer(command, false));
            }
        }
    }
    offers.extend(fates(db, paper)?);
    if paper.state.next().contains(&State::Withdrawn) {
        let refused = match shown::plain(questions::of_paper(db, motion))?.first() {
            Some(question) => procedures::may_be_withdrawn(db, question)?.err(),
            None => None,
        };
        offers.push(PaperOffer { refused, ..offer(Command::WithdrawMotion { motion, reason }, true) });
    }
    let waits = paper.state == State::OnAgenda && refusal(motions::may_be_moved(db, paper))?.is_none();
    if waits || paper.state == State::Adjourned && paper.upon.is_none() {
        let command = Command::PutOnAgenda { motions: vec![motion], item: None };
        offers.push(PaperOffer { asks_item: true, ..offer(command, false) });
    }
    Ok(offers)
}

/// How the paper may leave conference without a vote now.
pub(crate) fn fates(db: &Db, paper: &Motion) -> Result<Vec<PaperOffer>, Fault> {
    let (before, _) = shown::plain(motions::before(db, paper.id))?;
    let mut offers = Vec::new();
    for fate in Fate::ALL {
        if rules::fate::may_befall(&paper.label(), paper.kind, paper.state, before, fate).is_err() {
            continue;
        }
        offers.push(PaperOffer {
            command: Command::DisposeOf { motion: paper.id, fate, reason: String::new() },
            asks_reason: true,
            asks_item: false,
            paper: paper.label(),
            refused: shown::plain(motions::may_leave(db, paper, fate))?.err(),
        });
    }
    Ok(offers)
}

/// How what is before conference may leave it without a vote: the amendment, and the paper beneath it.
pub(crate) fn fates_before_conference(db: &Db, question: &Question) -> Result<Vec<PaperOffer>, Fault> {
    let mut all = Vec::new();
    if refusal(motions::may_be_accepted(db, question))?.is_none() {
        all.push(PaperOffer {
            command: Command::AcceptAmendment { question: question.id },
            asks_reason: false,
            asks_item: false,
            paper: question.label(),
            refused: None,
        });
    }
    if refusal(votes::none_under_way(db, question.id))?.is_none() {
        let Some(paper) = question.paper() else { return Ok(all) };
        all.extend(fates(db, paper)?);
        let mut beneath = paper.upon;
        while let Some(id) = beneath {
            let paper = shown::plain(motions::known(db, id))?;
            all.extend(fates(db, &paper)?);
            beneath = paper.upon;
        }
    }
    Ok(all)
}
