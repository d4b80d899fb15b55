//! Facts made ready for screens: shared by the chair's, the hall's and the tellers' views.
//!
//! Invariant: nothing is decided here; every figure and word comes from a rule or a row.

use rules::amendment::{MarkedParagraph, Passage, PassageKind};
use rules::card_vote::{CardOutcome, CardRule, SectionTally};
use rules::majority::{Base, Figures, Majority};
use rules::motion::State;
use rules::procedure::{Debate, Kind};
use rules::standing_orders::QuorumCheck;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::command::{Method, MotionKind};
use crate::composites;
use crate::db::Db;
use crate::franchise::{Voters, voters};
use crate::halt::{Fault, Halt};
use crate::ids::MotionId;
use crate::journal::chain;
use crate::motions::{self, Motion};
use crate::procedures::{self, Procedure};
use crate::questions::{self, About, Question};
use crate::set_up::{self, Conference};
use crate::speakers::{self, Request};
use crate::speeches;
use crate::view::counts;
use crate::view::divided;
use crate::view::paper::is_negative;
use crate::view::parts::{
    Counted, Heading, QuestionShown, ResultShown, SectionShown, SpeechShown, VoteShown,
};
use crate::view::spoken::{announced, spoken};
use crate::votes::{self, Vote};
use crate::{programme, texts, when};

/// A view cannot be refused: what a rule would say no to is a fault of the file here.
pub(crate) fn plain<T>(found: Result<T, Halt>) -> Result<T, Fault> {
    found.map_err(|halt| match halt {
        Halt::Fault(fault) => fault,
        Halt::Refusal(refusal) => Fault::new(refusal.sentence),
    })
}

/// What was asked for; none where there is no such thing.
pub(crate) fn found<T>(found: Result<T, Halt>) -> Result<Option<T>, Fault> {
    match found {
        Ok(found) => Ok(Some(found)),
        Err(Halt::Refusal(_)) => Ok(None),
        Err(Halt::Fault(fault)) => Err(fault),
    }
}

/// The zone of the conference's clocks; UTC until it is set up.
pub(crate) fn zone(db: &Db) -> Result<chrono_tz::Tz, Fault> {
    let name = set_up::conference(db)?.map(|conference| conference.time_zone);
    Ok(name.and_then(|name| when::zone(&name).ok()).unwrap_or(chrono_tz::UTC))
}

/// The heading of every screen; a nameless one until the conference is set up.
pub(crate) fn heading(db: &Db, now: i64) -> Result<Heading, Fault> {
    let conference = set_up::conference(db)?.unwrap_or_else(|| Conference {
        name: String::new(),
        venue: String::new(),
        time_zone: "UTC".to_owned(),
        about: String::new(),
        rehearsal: false,
        state: "preparing".to_owned(),
    });
    let zone = when::zone(&conference.time_zone).unwrap_or(chrono_tz::UTC);
    let session = match programme::current(db)? {
        Some(item) => {
            Some(db.one("SELECT name FROM session WHERE id = ?1", [item.session_id], |r| r.get(0))?)
        }
        None => db.row(
            "SELECT s.name FROM item i JOIN session s ON s.id = i.session_id
             WHERE i.state IN ('planned', 'parked') ORDER BY i.position LIMIT 1",
            [],
            |r| r.get(0),
        )?,
    };
    let today = when::local_day(zone, now);
    let sitting = db.one(
        "SELECT EXISTS (SELECT 1 FROM day WHERE date = ?1)",
        [today.map(|day| day.to_string())],
        |r| r.get::<_, bool>(0),
    )?;
    Ok(Heading {
        name: conference.name,
        venue: conference.venue,
        time_zone: conference.time_zone,
        about: conference.about,
        rehearsal: conference.rehearsal,
        not_sitting: !sitting && conference.state != "closed",
        state: conference.state,
        day: today.map(when::day_in_words).unwrap_or_default(),
        session,
        doors_closed: votes::doors::closed_since(db)?,
        now,
    })
}

/// The text of a paper with what an amendment would change marked; of a motion, as it now stands.
pub(crate) fn paragraphs(db: &Db, paper: &Motion) -> Result<Vec<MarkedParagraph>, Fault> {
    match paper.upon {
        Some(upon) => match texts::marked(db, paper, upon) {
            Err(Halt::Refusal(_)) => texts::alone(db, paper),
            marked => plain(marked),
        },
        None => Ok(numbered(stands(db, paper.id)?)),
    }
}

/// The text as it stands; as handed in, with a sentence that says so, where what was carried collides.
pub(crate) fn stands(db: &Db, motion: MotionId) -> Result<Vec<String>, Fault> {
    match texts::stands(db, motion) {
        Ok(text) => Ok(texts::words(&text)),
        Err(Halt::Refusal(_)) => {
            let mut text: Vec<_> = texts::handed_in(db, motion)?.into_iter().map(|p| p.text).collect();
            text.push(questions::BY_HAND.to_owned());
            Ok(text)
        }
        Err(Halt::Fault(fault)) => Err(fault),
    }
}

/// Plain paragraphs, numbered from one.
pub(crate) fn numbered(text: impl IntoIterator<Item = String>) -> Vec<MarkedParagraph> {
    (1_u32..)
        .zip(text)
        .map(|(n, text)| MarkedParagraph {
            number: Some(n),
            passages: vec![Passage { kind: PassageKind::Same, text }],
            touched: false,
        })
        .collect()
}

/// A question as it should be read.
pub(crate) fn question(db: &Db, question: &Question) -> Result<QuestionShown, Fault> {
    let (if_carried, if_lost) = plain(questions::effects(db, question))?;
    let paper = match &question.about {
        About::Paper(paper) => paper,
        About::Procedure(moved) => return procedure(db, question, moved, if_carried, if_lost),
    };
    let title = match paper.upon {
        Some(upon) => plain(motions::known(db, upon))?.title,
        None => paper.title.clone(),
    };
    let paragraphs = divided::paragraphs(db, question)?;
    Ok(QuestionShown {
        id: question.id,
        direct_negative: paper.kind == MotionKind::Amendment && is_negative(&paragraphs),
        motion: Some(paper.id),
        upon: paper.upon,
        kind: Some(paper.kind),
        procedure: None,
        label: question.label(),
        title,
        wording: votes::wording(question),
        mover: motions::party(db, paper.id, "mover")?,
        seconder: motions::party(db, paper.id, "seconder")?,
        parties: parties(db, paper, Some(question))?,
        state: question.state.clone(),
        paragraphs,
        part: question.part.as_ref().map(|part| part.id),
        parts: divided::of(db, paper.id)?,
        if_carried,
        if_lost,
        needs: String::new(),
        debated: true,
        as_amended: question.as_amended,
    })
}

/// What was moved from the floor, as it should be read: it has no text but its words.
fn procedure(
    db: &Db,
    question: &Question,
    moved: &Procedure,
    if_carried: String,
    if_lost: String,
) -> Result<QuestionShown, Fault> {
    let under = plain(procedures::debated_on(db, question))?;
    let title = under.and_then(|under| under.paper().map(|paper| paper.title.clone())).unwrap_or_default();
    let some = |words: &str| (!words.is_empty()).then(|| words.to_owned());
    Ok(QuestionShown {
        id: question.id,
        motion: None,
        upon: None,
        kind: None,
        procedure: Some(moved.kind),
        label: question.label(),
        title,
        wording: moved.wording.clone(),
        mover: some(&moved.moved_by),
        seconder: some(&moved.seconded_by),
        parties: moved.parties(),
        state: question.state.clone(),
        paragraphs: Vec::new(),
        part: None,
        parts: Vec::new(),
        if_carried,
        if_lost,
        needs: moved.needs(),
        debated: moved.kind != Kind::QuorumCall && moved.terms.debate != Debate::None,
        as_amended: false,
        direct_negative: false,
    })
}

/// `Moved by Southwark · seconded by FBU, who reserves`
pub(crate) fn parties(db: &Db, paper: &Motion, question: Option<&Question>) -> Result<String, Fault> {
    let mut words = Vec::new();
    let moved =
        question.is_some_and(|q| q.state != "called") || question.is_none() && paper.state != State::OnAgenda;
    if let Some(mover) = motions::party(db, paper.id, "mover")? {
        words.push(if moved { format!("Moved by {mover}") } else { format!("To be moved by {mover}") });
    }
    if let Some(seconder) = motions::party(db, paper.id, "seconder")? {
        let formally = question.is_some_and(|q| q.formally_seconded);
        words.push(if formally {
            format!("seconded formally by {seconder}")
        } else {
            format!("seconded by {seconder}")
        });
    }
    let made_of = plain(composites::made_of(db, paper.id))?;
    words.extend((!made_of.is_empty()).then_some(made_of));
    if let Some(composite) = plain(composites::in_place_of(db, paper))? {
        words.push(format!("composited in {}", composite.in_words()));
    }
    Ok(words.join(" · "))
}

/// What somebody moves or seconds in a debate of several papers together.
pub(crate) fn moves(db: &Db, request: &Request) -> Result<Option<String>, Fault> {
    request.moves.map(|paper| plain(motions::known(db, paper)).map(|paper| paper.in_words())).transpose()
}

/// The open speech on a question.
pub(crate) fn speech(db: &Db, question: &Question) -> Result<Option<SpeechShown>, Fault> {
    let Some(open) = speeches::on(db, question.id)? else { return Ok(None) };
    let request = plain(speakers::known(db, open.request))?;
    let moves = moves(db, &request)?;
    Ok(Some(SpeechShown {
        moves,
        request: open.request,
        name: request.name,
        body: request.body,
        side: request.side,
        role: request.role,
        clock: open.clock,
        stop: crate::standing_orders::in_force(db)?.time.stop,
    }))
}

fn counted(figures: &Figures, abstain: Option<u64>) -> Counted {
    Counted { r#for: figures.for_, against: figures.against, abstain }
}

/// The share of For that carries, in hundredths of a percent: where the line stands on a bar.
fn threshold(rule: &CardRule) -> u32 {
    let share = match rule.majority {
        Majority::Simple => 5000,
        Majority::TwoThirds | Majority::TwoThirdsStrict => 6667,
        Majority::ThreeQuarters => 7500,
        Majority::Unanimous => 10_000,
    };
    if rule.sustains { 10_000 - share } else { share }
}

/// The rule in words, without its numbers: `simple majority`, `two-thirds of those present`.
fn majority_in_words(rule: &CardRule) -> String {
    let majority = match (rule.majority, rule.sustains) {
        (Majority::Simple, false) => "simple majority",
        (Majority::Simple, true) => "a simple majority",
        (Majority::TwoThirds, _) => "two-thirds",
        (Majority::TwoThirdsStrict, _) => "more than two-thirds",
        (Majority::ThreeQuarters, _) => "three-quarters",
        (Majority::Unanimous, false) => "unanimous",
        (Majority::Unanimous, true) => "all",
    };
    let of = match (rule.majority, rule.base) {
        (Majority::Unanimous, Base::Voting | Base::WithAbstentions) | (_, Base::Voting) => "",
        (_, Base::WithAbstentions) => " of those voting and abstaining",
        (_, Base::Present) => " of those present",
    };
    match (rule.sustains, rule.majority) {
        (false, _) => format!("{majority}{of}"),
        (true, Majority::Simple) => format!("stands unless overturned by {majority}{of}"),
        (true, _) => format!("stands unless {majority}{of} overturn it"),
    }
}

/// Every result of a vote, the declaration first. One that was counted keeps the code of its count, which stands on the slip
/// that the chair read from.
pub(crate) fn results(db: &Db, vote: &Vote) -> Result<Vec<ResultShown>, Fault> {
    let rows = db.rows(
        "SELECT entry, outcome, figures, reason, corrects_id IS NOT NULL, why, at, abstained
         FROM result WHERE vote_id = ?1 ORDER BY id",
        [vote.id],
        |r| {
            Ok((
                r.get::<_, i64>(0)?,
                r.get::<_, String>(1)?,
                r.get::<_, Option<String>>(2)?,
                r.get::<_, String>(3)?,
                r.get::<_, bool>(4)?.then(|| r.get::<_, String>(5)).transpose()?,
                r.get::<_, i64>(6)?,
                r.get::<_, bool>(7)?,
            ))
        },
    )?;
    let mut shown = Vec::new();
    for (entry, outcome, figures, reason, correction, at, asked) in rows {
        // A recount's result takes the place of another vote's and is the first of its own: only what follows it corrects it.
        let counted = vote.counted_entry.filter(|_| shown.is_empty() && figures.is_some());
        let code = code(db, counted.unwrap_or(entry))?;
        let worked: Option<CardOutcome> = figures.as_deref().map(serde_json::from_str).transpose()?;
        let worked = worked.as_ref().map(|worked| (worked, asked));
        shown.push(result(vote, &outcome, worked, reason, correction, at, code)?);
    }
    Ok(shown)
}

/// A result, with its figures and whether abstentions are among them.
fn result(
    vote: &Vote,
    outcome: &str,
    worked: Option<(&CardOutcome, bool)>,
    reason: String,
    correction: Option<String>,
    at: i64,
    code: String,
) -> Result<ResultShown, Fault> {
    // Where abstentions were not counted there is no such figure: absent is not zero.
    let (worked, asked) = worked.unzip();
    let asked = asked.unwrap_or_default();
    let abstain = |figures: &Figures| asked.then_some(figures.abstain);
    Ok(ResultShown {
        outcome: outcome.to_owned(),
        word: votes::word(outcome).to_owned(),
        reason,
        counted: worked.map(|w| counted(&w.figures, abstain(&w.figures))),
        percent: worked.map(|w| (w.for_percent.clone(), w.against_percent.clone())),
        sections: worked.filter(|w| w.weighted).map_or_else(Vec::new, |w| {
            w.sections
                .iter()
                .map(|s| SectionShown {
                    name: s.name.clone(),
                    weight: s.weight,
                    counted: counted(&s.figures, abstain(&s.figures)),
                    for_percent: s.for_percent.clone(),
                    against_percent: s.against_percent.clone(),
                    weighted: (s.weighted_for.clone(), s.weighted_against.clone()),
                })
                .collect()
        }),
        threshold: threshold(&vote.card_rule()?),
        turning: turning(vote, worked)?,
        correction,
        at,
        code,
    })
}

/// What would have changed a result that was counted, one sentence each.
fn turning(vote: &Vote, worked: Option<&CardOutcome>) -> Result<Vec<String>, Fault> {
    let Some(worked) = worked else { return Ok(Vec::new()) };
    let sections: Vec<SectionTally> = worked
        .sections
        .iter()
        .map(|s| SectionTally { name: s.name.clone(), weight: s.weight, figures: s.figures })
        .collect();
    let found = rules::turning::what_would_have_changed(&sections, &vote.card_rule()?);
    Ok(found.into_iter().map(|turning| turning.sentence).collect())
}

/// What the figures would come to: nothing yet, until the chair declares it.
fn provisional(db: &Db, vote: &Vote, worked: &CardOutcome) -> Result<ResultShown, Fault> {
    let outcome = match (worked.carried, worked.tie) {
        (true, _) => "carried",
        (false, true) => "tie",
        (false, false) => "lost",
    };
    let asked = votes::asked(vote);
    let reason = votes::with_nem_con(worked, asked, outcome, worked.reason.clone());
    // The slip that the chair reads from is printed now: its code is that of the entry that finished the count.
    let code = vote.counted_entry.map_or_else(|| Ok(String::new()), |entry| code(db, entry))?;
    result(vote, outcome, Some((worked, asked)), reason, None, vote.called_at, code)
}

/// A short code of the entry that holds the result: said aloud, it ties a slip of paper to the record.
fn code(db: &Db, entry: i64) -> Result<String, Fault> {
    let hash = db.row("SELECT hash FROM entry WHERE seq = ?1", [entry], |r| r.get::<_, Vec<u8>>(0))?;
    Ok(hash.map_or_else(String::new, |hash| chain::short_code(&hash)))
}

/// A vote where it stands.
pub(crate) fn vote(db: &Db, vote: &Vote) -> Result<VoteShown, Fault> {
    let question = plain(questions::known(db, vote.question))?;
    let progress = counts::progress(db, vote)?;
    let mut results = results(db, vote)?;
    let worked = if vote.state == "provisional" { votes::worked_out(db, vote)? } else { None };
    // Where nobody knows how many are present, nothing can be said of what it comes to.
    let worked = match worked {
        Some(worked) if votes::present::told(vote, &worked)?.is_ok() => Some(worked),
        Some(_) | None => None,
    };
    let latest = match (results.pop(), &worked) {
        (None, Some(worked)) => Some(provisional(db, vote, worked)?),
        (latest, _) => latest,
    };
    let tied = worked.as_ref().is_some_and(|worked| worked.tie);
    let subject = questions::subject(db, &question)?;
    let say = spoken(db, vote, &subject, worked.as_ref())?;
    let rule = vote.card_rule()?;
    Ok(VoteShown {
        id: vote.id,
        question: vote.question,
        method: vote.method,
        label: vote.label(),
        card_no: vote.card_no,
        subject,
        say,
        abstain_slip: vote.counting.abstain_slip,
        announced: latest.as_ref().map_or_else(String::new, |it| announced(&it.outcome, &vote.announce)),
        announced_as: (vote.announce.carried.clone(), vote.announce.lost.clone()),
        wording: vote.wording.clone(),
        if_carried: vote.if_carried.clone(),
        if_lost: vote.if_lost.clone(),
        state: vote.state.clone(),
        majority: majority_in_words(&rule),
        tie: tied.then_some(rule.tie),
        abstentions_needed: rule.base == Base::WithAbstentions,
        present: rule.present.filter(|_| rule.base == Base::Present),
        counted: match (vote.r#for, vote.against) {
            (Some(r#for), Some(against)) => Some(Counted { r#for, against, abstain: vote.abstain }),
            (Some(_) | None, _) => None,
        },
        entered: progress.entered,
        issued: progress.issued,
        not_ready: progress.not_ready,
        doors_must_close: votes::doors::must_close(vote)?,
        calling: progress.calling,
        notes: progress.notes,
        queries: db.one(
            "SELECT count(*) FROM slip WHERE vote_id = ?1 AND state = 'query'",
            [vote.id],
            |r| r.get(0),
        )?,
        result: latest,
        corrected: results,
        line_items: (vote.method == Method::Card).then_some(vote.counting.line_items),
    })
}

/// How conference stands against its quorum: by the heads that were counted last while the item is before it, else by the
/// register.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
pub struct QuorumShown {
    /// What is needed, in delegates or in organisations.
    pub needed: u64,
    /// What is there, in the same unit.
    pub present: u64,
    /// Whether that is enough.
    pub met: bool,
    /// The numbers and the rule, for the chair to read out.
    pub sentence: String,
    /// When heads were counted, ms; none where the register says who is present.
    pub counted_at: Option<i64>,
}

/// The standing of the quorum.
pub(crate) fn quorum(db: &Db) -> Result<Option<QuorumShown>, Fault> {
    let orders = crate::standing_orders::in_force(db)?;
    if orders.quorum.of == rules::quorum::Quorum::None {
        return Ok(None);
    }
    let counted = procedures::counted_heads(db)?;
    // Where it is counted on call alone, nothing is said of it until somebody calls.
    let on_call = orders.quorum.check == QuorumCheck::OnCall;
    if on_call && counted.is_none() && procedures::doubted(db)?.is_none() {
        return Ok(None);
    }
    let Voters { registered, present, organisations, .. } = voters(db)?;
    let (heads, bodies) = counted.map_or((present, organisations), |(heads, _)| (heads, heads));
    let rules::quorum::QuorumStanding { needed, present, met, sentence } =
        rules::quorum::check(&orders.quorum.of, heads, registered, bodies);
    Ok(Some(QuorumShown { needed, present, met, sentence, counted_at: counted.map(|(_, at)| at) }))
}
