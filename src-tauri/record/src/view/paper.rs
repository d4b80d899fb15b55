//! One paper, whole: its text in every form, its amendments in the order they are taken and what they do to each other, what
//! it is advised, what has become of it, and what can be done with it now.

use rules::amending;
use rules::amendment::{MarkedParagraph, PassageKind};
use rules::fate::Fate;
use rules::motion::State;
use rules::refusal::Refusal;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::command::{Adviser, Command, MotionKind, Position};
use crate::consequences;
use crate::db::Db;
use crate::halt::{Fault, Halt};
use crate::ids::{ItemId, MotionId};
use crate::motions::{self, Motion};
use crate::parts::{self, Remainder};
use crate::questions::Question;
use crate::view::compositing::{self, Compositing};
use crate::view::consequences::{self as falls, ConsequenceShown};
use crate::view::divided::{self, PartShown};
use crate::view::papers::is_late;
use crate::view::shown;
use crate::{standing_orders, texts, votes, when};

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
    /// Its part in composites.
    pub compositing: Compositing,
    /// Parts of it that are or were voted on by themselves.
    pub parts: Vec<PartShown>,
    /// It needs two-thirds.
    pub two_thirds: bool,
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
    /// An amendment: it says only the opposite of the paper.
    pub direct_negative: bool,
    /// Where it has stood, oldest first.
    pub history: Vec<FateShown>,
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

/// An amendment under its paper.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
pub struct AmendmentShown {
    /// Its id.
    pub id: MotionId,
    /// `4.1`
    pub number: String,
    /// `Amendment 4.1`
    pub label: String,
    /// Title.
    pub title: String,
    /// Moved by … · seconded by …
    pub parties: String,
    /// Where it stands.
    pub state: State,
    /// The paragraphs that it touches, with the change marked.
    pub changes: Vec<MarkedParagraph>,
    /// Others that wait and change the same paragraph, by their labels.
    pub collides: Vec<String>,
    /// Why it no longer fits the text as it stands: somebody must look at it.
    pub no_longer_fits: Option<Refusal>,
    /// It says only the opposite of its paper.
    pub direct_negative: bool,
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
    /// Whose fate it is: `Motion 12`.
    pub paper: String,
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
    let consequences = shown::plain(consequences::of_paper(db, id))?;
    let siblings = motions::amendments(db, id)?;
    let amendments = amendments(db, &siblings)?;
    let numbers = standing_orders::in_force(db)?.numbers;
    let taken: Vec<String> = db.rows("SELECT number FROM motion", [], |r| r.get(0))?;
    let last: Option<String> =
        db.row("SELECT number FROM motion WHERE upon_id = ?1 ORDER BY id DESC LIMIT 1", [id], |r| r.get(0))?;
    Ok(Some(PaperShown {
        id,
        label: motion.label(),
        parties: shown::parties(db, &motion, None)?,
        mover: motions::party(db, id, "mover")?,
        seconder: motions::party(db, id, "seconder")?,
        supporters: db.rows(
            "SELECT body FROM party WHERE motion_id = ?1 AND role = 'supporter' ORDER BY id",
            [id],
            |r| r.get(0),
        )?,
        substantive: amended && motion.state == State::Moved,
        late: is_late(&motion, &motions::deadlines(db)?),
        item: db.row("SELECT item_id FROM item_motion WHERE motion_id = ?1", [id], |r| r.get(0))?,
        paragraphs: match motion.upon {
            Some(_) => shown::paragraphs(db, &motion)?,
            None => shown::numbered(texts::handed_in(db, id)?.into_iter().map(|handed_in| handed_in.text)),
        },
        in_place: in_place(db, id, &siblings)?,
        compositing: compositing::of(db, &motion)?,
        parts: divided::of(db, id)?,
        as_it_stands: if amended || parts::remainder(db, id)? == Remainder::Rest {
            Some(shown::stands(db, id)?)
        } else {
            None
        },
        consequences: consequences.iter().map(falls::shown).collect(),
        advice: motions::advice_on(db, id)?
            .into_iter()
            .map(|advice| AdviceShown {
                words: advice.in_words(),
                adviser: advice.adviser,
                position: advice.position,
                sentence: advice.sentence,
            })
            .collect(),
        amendments,
        next_amendment: numbers.next_amendment(
            &motion.number,
            last.as_deref(),
            taken.iter().map(String::as_str),
        ),
        amendable: refusal(motions::may_be_amended(db, &motion))?.is_none(),
        direct_negative: negates(db, &motion)?,
        history: motions::history(db, id)?
            .into_iter()
            .map(|kept| FateShown {
                state: kept.state,
                reason: kept.reason,
                by: kept.actor,
                at: moment(kept.at),
            })
            .collect(),
        offers: offers(db, &motion)?,
        number: motion.number,
        kind: motion.kind,
        title: motion.title,
        upon: motion.upon,
        state: motion.state,
        section: motion.section,
        category: motion.category,
        handed_in: moment(motion.handed_in_at),
        two_thirds: motion.two_thirds,
    }))
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

/// It may still be put.
fn waits(amendment: &Motion) -> bool {
    amendment.state.is_undecided() || amendment.state.is_with_committee()
}

/// Amendments to one paper, and what they do to each other.
fn amendments(db: &Db, all: &[Motion]) -> Result<Vec<AmendmentShown>, Fault> {
    let edits: Vec<_> = all.iter().map(|paper| texts::edits(db, paper.id)).collect::<Result<_, _>>()?;
    let mut shown = Vec::with_capacity(all.len());
    for (paper, own) in all.iter().zip(&edits) {
        let others = all.iter().zip(&edits).filter(|(other, _)| other.id != paper.id);
        let others = others.filter(|(other, _)| waits(other));
        let collides = others.filter(|(_, theirs)| waits(paper) && amending::collide(own, theirs));
        let marked = shown::paragraphs(db, paper)?;
        shown.push(AmendmentShown {
            id: paper.id,
            number: paper.number.clone(),
            label: paper.label(),
            title: paper.title.clone(),
            parties: shown::parties(db, paper, None)?,
            state: paper.state,
            collides: collides.map(|(other, _)| other.label()).collect(),
            no_longer_fits: if waits(paper) { refusal(motions::fits(db, paper))? } else { None },
            direct_negative: is_negative(&marked),
            changes: marked.into_iter().filter(|paragraph| paragraph.touched).collect(),
        });
    }
    Ok(shown)
}

fn negates(db: &Db, paper: &Motion) -> Result<bool, Fault> {
    if paper.upon.is_none() {
        return Ok(false);
    }
    Ok(is_negative(&shown::paragraphs(db, paper)?))
}

/// The rule upon a text with its change marked: before is what was not put in, after what was not taken out.
fn is_negative(marked: &[MarkedParagraph]) -> bool {
    let side = |without: PassageKind| {
        let read = |paragraph: &MarkedParagraph| -> Option<String> {
            let kept = paragraph.passages.iter().filter(|passage| passage.kind != without);
            let text: String = kept.map(|passage| passage.text.as_str()).collect();
            (!text.is_empty()).then_some(text)
        };
        marked.iter().filter_map(read).collect::<Vec<_>>()
    };
    amending::is_direct_negative(&side(PassageKind::Inserted), &side(PassageKind::Deleted))
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
    let offer = |command, asks_reason| PaperOffer { command, asks_reason, paper: paper.label() };
    let mut offers = Vec::new();
    for (to, command, asks_reason) in ways {
        if refusal(motions::may_go_on(db, paper, to))?.is_none() {
            offers.push(offer(command, asks_reason));
        }
    }
    match paper.state {
        State::RuledOut => offers.push(offer(Command::PutOnByVote { motion, reason: reason.clone() }, true)),
        State::Falls | State::Composited | State::Moved | State::Adjourned => {}
        State::OnAgenda
        | State::Submitted
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
        offers.push(offer(Command::WithdrawMotion { motion, reason }, true));
    }
    Ok(offers)
}

/// How the paper may leave conference without a vote now.
pub(crate) fn fates(db: &Db, paper: &Motion) -> Result<Vec<PaperOffer>, Fault> {
    let (before, _) = shown::plain(motions::before(db, paper.id))?;
    let may =
        |fate: &Fate| rules::fate::may_befall(&paper.label(), paper.kind, paper.state, before, *fate).is_ok();
    let offer = |fate| PaperOffer {
        command: Command::DisposeOf { motion: paper.id, fate, reason: String::new() },
        asks_reason: true,
        paper: paper.label(),
    };
    Ok(Fate::ALL.into_iter().filter(may).map(offer).collect())
}

/// How what is before conference may leave it without a vote: the amendment, and the paper beneath it.
pub(crate) fn fates_before_conference(db: &Db, question: &Question) -> Result<Vec<PaperOffer>, Fault> {
    let mut all = Vec::new();
    if refusal(motions::may_be_accepted(db, question))?.is_none() {
        all.push(PaperOffer {
            command: Command::AcceptAmendment { question: question.id },
            asks_reason: false,
            paper: question.motion.label(),
        });
    }
    if refusal(votes::none_under_way(db, question.id))?.is_none() {
        all.extend(fates(db, &question.motion)?);
        let mut beneath = question.motion.upon;
        while let Some(id) = beneath {
            let paper = shown::plain(motions::known(db, id))?;
            all.extend(fates(db, &paper)?);
            beneath = paper.upon;
        }
    }
    Ok(all)
}

/// Why a rule says no, where it does.
fn refusal(rule: Result<(), Halt>) -> Result<Option<Refusal>, Fault> {
    match rule {
        Ok(()) => Ok(None),
        Err(Halt::Refusal(refusal)) => Ok(Some(refusal)),
        Err(Halt::Fault(fault)) => Err(fault),
    }
}
