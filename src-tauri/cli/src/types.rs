//! The TypeScript of everything that goes over the desk, for `ui/src/link/types.ts`.
//!
//! Invariant: the same Rust always gives the same text; two types never share a name.

use std::any::TypeId;
use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::path::Path;

use papers::import::Preview;
use record::command::Command;
use record::office::Errand;
use record::transact::{Answer, Envelope, UndoRequest};
use record::view::View;
use rules::standing_orders::StandingOrders;
use ts_rs::{Config, TS, TypeVisitor};

use crate::stop::{Stop, say};

mod optional;

/// Every view by name, with what it shows.
macro_rules! for_each_view {
    ($then:ident) => {
        $then! {
            "start" => record::office::StartView,
            "desk" => record::view::desk::DeskView,
            "hall" => record::view::hall::HallView,
            "hall_preview" => record::view::hall::HallView,
            "visitors" => record::view::hall::HallView,
            "programme" => record::view::programme::ProgrammeView,
            "order_paper" => record::view::order_paper::OrderPaperView,
            "draft" => record::view::draft::DraftView,
            "plans" => record::view::plans::PlansView,
            "papers" => record::view::papers::PapersView,
            "emergencies" => record::view::emergencies::EmergenciesView,
            "reports" => record::view::reports::ReportsView,
            "priorities" => record::view::priorities::PrioritiesView,
            "paper" => Option<record::view::paper::PaperShown>,
            "register" => record::view::register::RegisterView,
            "cards" => record::view::cards::CardsView,
            "delegation" => record::view::delegation::DelegationView,
            "door" => record::view::door::DoorView,
            "credentials" => record::view::credentials::CredentialsView,
            "franchise" => record::view::franchise::FranchiseView,
            "fairness" => Option<record::view::fairness::FairnessView>,
            "closing" => record::view::closing::ClosingView,
            "rulings" => record::view::floor::RulingsView,
            "people" => record::view::register::PeopleView,
            "votes" => record::view::votes::VotesView,
            "vote" => record::view::votes::VoteView,
            "count" => record::view::counts::CountView,
            "roll" => record::view::votes::RollView,
            "not_seen" => record::view::votes::NotSeenView,
            "line_items" => record::view::counted::LineItemsView,
            "published" => record::view::counted::PublishedView,
            "record" => record::view::record::RecordView,
            "stations" => record::view::stations::StationsView,
            "standing_orders" => Option<record::view::standing_orders::StandingOrdersView>,
        }
    };
}
pub(crate) use for_each_view;

const HEADER: &str = "// made by cargo xtask types\n\n";

/// What an errand answers is free in Rust.
const ERRAND_ANSWER: &str =
    "export type ErrandAnswer = { done: unknown } | { refusal: Refusal } | { fault: FaultShown };\n";

/// Writes the file, if it would change; `-` is standard output.
pub(crate) fn types(file: &Path) -> Result<(), Stop> {
    let text = text()?;
    if file == Path::new("-") {
        return say(text);
    }
    if std::fs::read_to_string(file).is_ok_and(|now| now == text) {
        return Ok(());
    }
    std::fs::write(file, text).map_err(|error| Stop::while_doing(file.display(), error))
}

fn text() -> Result<String, Stop> {
    let config = Config::new().with_large_int("number");
    let mut found = Found::new(&config);
    found.visit::<Command>();
    found.visit::<View>();
    found.visit::<Envelope>();
    found.visit::<UndoRequest>();
    found.visit::<Errand>();
    let asked: BTreeSet<String> = found.types.keys().cloned().collect();
    found.visit::<Answer>();
    found.visit::<Preview>();
    found.visit::<StandingOrders>();
    found.visit::<rules::clock::Reading>();
    // What the errand of the stations answers.
    found.visit::<record::cable::AddressShown>();
    let mut views = String::new();
    macro_rules! show {
        ($($name:literal => $view:ty),* $(,)?) => {
            $(
                found.visit::<$view>();
                views.push_str(&format!("  {}: {};\n", $name, <$view as TS>::ident(&config)));
            )*
        };
    }
    for_each_view!(show);
    if !found.clashes.is_empty() {
        let names: Vec<&str> = found.clashes.iter().map(String::as_str).collect();
        return Err(Stop::Fault(format!("More than one type is called {}.", names.join(", "))));
    }
    let optional = optional::Optional::read();
    let mut text = HEADER.to_owned();
    for (name, declared) in &found.types {
        let declared = if asked.contains(name) { optional.mark(name, declared) } else { declared.clone() };
        text.push_str(&format!("export {}\n\n", declared.trim()));
    }
    text.push_str(ERRAND_ANSWER);
    text.push_str(&format!(
        "\n/** What each view shows; null where nothing is open. */\nexport type ViewOf = {{\n{views}}};\n"
    ));
    Ok(text)
}

/// Every type that was reached, by name.
struct Found<'a> {
    config: &'a Config,
    types: BTreeMap<String, String>,
    seen: HashSet<TypeId>,
    clashes: BTreeSet<String>,
}

impl<'a> Found<'a> {
    fn new(config: &'a Config) -> Self {
        Self { config, types: BTreeMap::new(), seen: HashSet::new(), clashes: BTreeSet::new() }
    }

    fn declared<T: TS + 'static + ?Sized>(&self) -> String {
        without_comments(&T::decl(self.config)).replace(" | { \"", "\n  | { \"")
    }
}

impl TypeVisitor for Found<'_> {
    fn visit<T: TS + 'static + ?Sized>(&mut self) {
        if !self.seen.insert(TypeId::of::<T>()) {
            return;
        }
        if T::output_path().is_some() {
            let (name, declared) = (T::ident(self.config), self.declared::<T>());
            if self.types.insert(name.clone(), declared).is_some() {
                self.clashes.insert(name);
            }
        }
        T::visit_dependencies(self);
        T::visit_generics(self);
    }
}

fn without_comments(text: &str) -> String {
    let mut plain = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("/**") {
        plain.push_str(before);
        rest = after.split_once("*/").map_or("", |(_, after)| after);
    }
    plain.push_str(rest);
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::text;

    #[test]
    fn every_type_is_there_once_and_inputs_may_leave_out_what_has_a_default() {
        let text = text().unwrap();
        assert_eq!(text, super::text().unwrap());
        for part in [
            "export type Command = { \"act\": \"set_up\",",
            "export type ImportColumn = ",
            "export type ViewOf = {\n  start: StartView;",
            "venue?: string",
            "card_no?: number | null",
            "export type ItemId = number;",
        ] {
            assert!(text.contains(part), "{part} is not in\n{text}");
        }
        assert!(!text.contains("bigint"));
    }
}
