//! What somebody who has the file of a conference would try, to learn how a person voted in a secret ballot: each way is a
//! function that gives what it found. The tests and every step of the simulation expect that to be nothing.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::Connection;
use serde_json::Value;

use crate::{Outcome, told};

/// For, against, abstained, spoiled.
type Sums = [i64; 4];

/// One change of a row of a secret ballot, as the journal keeps it.
struct Change {
    table: String,
    row: i64,
    seq: i64,
    before: Option<Value>,
    after: Option<Value>,
}

/// Every change of these two tables in the order of the journal: those that were taken back among them.
fn changes(conn: &Connection) -> Outcome<Vec<Change>> {
    let mut list = told(conn.prepare_cached(
        "SELECT tbl, pk, id >> 20, before, after FROM change WHERE tbl IN ('ballot_voter', 'ballot_batch') ORDER BY id",
    ))?;
    let mut rows = told(list.query([]))?;
    let mut all = Vec::new();
    while let Some(row) = told(rows.next())? {
        let image = |n| -> Outcome<Option<Value>> {
            let text: Option<String> = told(row.get(n))?;
            text.map(|text| told(serde_json::from_str(&text))).transpose()
        };
        let (before, after) = (image(3)?, image(4)?);
        let (table, pk, seq) = (told(row.get(0))?, told(row.get(1))?, told(row.get(2))?);
        all.push(Change { table, row: pk, seq, before, after });
    }
    Ok(all)
}

fn number(image: &Value, column: &str) -> i64 {
    image.get(column).and_then(Value::as_i64).unwrap_or_default()
}

fn vote_of(change: &Change) -> i64 {
    change.after.as_ref().or(change.before.as_ref()).map_or(0, |image| number(image, "vote_id"))
}

/// By order: a mark made, or taken away, after the first batch of its ballot was entered stands beside what came then.
///
/// # Errors
/// Where the file cannot be read.
pub fn by_order(conn: &Connection) -> Outcome<Vec<String>> {
    let mut counted: BTreeMap<i64, i64> = BTreeMap::new();
    let mut found = Vec::new();
    for change in changes(conn)? {
        let vote = vote_of(&change);
        if change.table == "ballot_batch" {
            counted.entry(vote).or_insert(change.seq);
        } else if let Some(first) = counted.get(&vote) {
            let (row, seq) = (change.row, change.seq);
            found
                .push(format!("voter {row} was marked in entry {seq}, after papers were counted in {first}"));
        }
    }
    Ok(found)
}

/// By difference: the sums of a ballot are followed through the journal, beside who was marked when each of them was true.
/// Two sums with two different sets of people are the votes of whoever is in one of the sets alone.
///
/// # Errors
/// Where the file cannot be read.
pub fn by_difference(conn: &Connection) -> Outcome<Vec<String>> {
    let mut marked: BTreeMap<i64, BTreeSet<i64>> = BTreeMap::new();
    let mut batches: BTreeMap<i64, BTreeMap<i64, Sums>> = BTreeMap::new();
    let mut seen: BTreeMap<i64, (BTreeSet<i64>, Sums)> = BTreeMap::new();
    let mut found = Vec::new();
    for change in changes(conn)? {
        let vote = vote_of(&change);
        if change.table == "ballot_voter" {
            let people = marked.entry(vote).or_default();
            if change.after.as_ref().is_some_and(|image| number(image, "has_voted") == 1) {
                people.insert(change.row);
            } else {
                people.remove(&change.row);
            }
            continue;
        }
        let standing = batches.entry(vote).or_default();
        match change.after.filter(|image| image["set_aside"].is_null()) {
            Some(image) => {
                let sums = ["for_count", "against_count", "abstain_count", "spoiled_count"];
                standing.insert(change.row, sums.map(|column| number(&image, column)));
            }
            None => {
                standing.remove(&change.row);
            }
        }
        let mut sums = [0; 4];
        for batch in standing.values() {
            for (sum, one) in sums.iter_mut().zip(batch) {
                *sum += one;
            }
        }
        let people = marked.entry(vote).or_default().clone();
        let (before, were) = seen.entry(vote).or_insert_with(|| (people.clone(), sums));
        if *before != people {
            let who: Vec<_> = before.symmetric_difference(&people).collect();
            found.push(format!("voters {who:?}: the sums went from {were:?} to {sums:?} with them"));
        }
        (*before, *were) = (people, sums);
    }
    Ok(found)
}

/// By a small batch: fewer than ten papers beside others are somebody's.
///
/// # Errors
/// Where the file cannot be read.
pub fn by_small_batch(conn: &Connection) -> Outcome<Vec<String>> {
    let small = "SELECT vote_id, id FROM ballot_batch b
         WHERE set_aside IS NULL AND for_count + against_count + abstain_count + spoiled_count < 10
           AND EXISTS (SELECT 1 FROM ballot_batch o WHERE o.vote_id = b.vote_id AND o.id <> b.id AND o.set_aside IS NULL)";
    let mut list = told(conn.prepare(small))?;
    let rows = told(list.query_map([], |row| {
        Ok(format!("vote {}, batch {}", row.get::<_, i64>(0)?, row.get::<_, i64>(1)?))
    }))?;
    rows.map(told).collect()
}

/// By a recount: the list of a count and that of its recount name the same people in the same order, and the same of them
/// have voted. Whoever stood in one alone would be in the difference between two counts of the same papers.
///
/// # Errors
/// Where the file cannot be read.
pub fn by_recount(conn: &Connection) -> Outcome<Vec<String>> {
    let recounts =
        "SELECT id, recount_of FROM vote WHERE recount_of IS NOT NULL AND method = 'secret' ORDER BY id";
    let mut list = told(conn.prepare_cached(recounts))?;
    let votes = told(list.query_map([], |row| Ok((row.get(0)?, row.get(1)?))))?;
    let votes: Vec<(i64, i64)> = told(votes.collect())?;
    let people = |vote: i64| -> Outcome<Vec<(String, i64)>> {
        let mut list = told(
            conn.prepare_cached("SELECT badge, has_voted FROM ballot_voter WHERE vote_id = ?1 ORDER BY id"),
        )?;
        let people = told(list.query_map([vote], |row| Ok((row.get(0)?, row.get(1)?))))?;
        told(people.collect())
    };
    let mut found = Vec::new();
    for (anew, first) in votes {
        if people(anew)? != people(first)? {
            found.push(format!("vote {anew} has another list than vote {first}, of which it is the recount"));
        }
    }
    Ok(found)
}

/// Every way at once.
///
/// # Errors
/// What was found, or where the file cannot be read.
pub fn nothing_is_found(conn: &Connection) -> Outcome {
    for (way, found) in [
        ("order", by_order(conn)?),
        ("difference", by_difference(conn)?),
        ("a small batch", by_small_batch(conn)?),
        ("a recount", by_recount(conn)?),
    ] {
        if let Some(first) = found.first() {
            return Err(format!("a secret ballot is given away by {way}: {first}"));
        }
    }
    Ok(())
}
