//! The JSON Schema of everything that goes over the desk.

use papers::import::Preview;
use record::command::Command;
use record::halt::Fault;
use record::office::Errand;
use record::transact::{Answer, Envelope, UndoRequest};
use record::view::View;
use rules::standing_orders::{Profile, StandingOrders};
use schemars::generate::{Contract, SchemaSettings};
use serde_json::{Map, Value, json};

use crate::stop::{Stop, say};
use crate::types::for_each_view;

/// Prints it.
pub(crate) fn schema() -> Result<(), Stop> {
    let mut asked = SchemaSettings::draft2020_12().into_generator();
    let asked_of = json!({
        "commands": asked.subschema_for::<Command>(),
        "views": asked.subschema_for::<View>(),
        "envelope": asked.subschema_for::<Envelope>(),
        "undo": asked.subschema_for::<UndoRequest>(),
        "errand": asked.subschema_for::<Errand>(),
        "profile": asked.subschema_for::<Profile>(),
    });
    let mut told = SchemaSettings::draft2020_12();
    told.contract = Contract::Serialize;
    told.definitions_path = "/$defs_told".into();
    let mut told = told.into_generator();
    let mut shown = Map::new();
    macro_rules! show {
        ($($name:literal => $view:ty),* $(,)?) => {
            $(shown.insert($name.to_owned(), told.subschema_for::<$view>().into());)*
        };
    }
    for_each_view!(show);
    let answer = told.subschema_for::<Answer>();
    let preview = told.subschema_for::<Preview>();
    let orders = told.subschema_for::<StandingOrders>();
    let mut definitions = asked.take_definitions(true);
    // A profile states what it states: of a procedural motion, too, every key that it leaves out is inherited.
    if let Some(Value::Object(one)) = definitions.get_mut("Proc") {
        one.remove("required");
    }
    let mut whole = json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Rostrum",
        "answer": answer,
        "preview": preview,
        "orders": orders,
        "shown": shown,
        "$defs": definitions,
        "$defs_told": told.take_definitions(true),
    });
    if let (Some(whole), Value::Object(asked_of)) = (whole.as_object_mut(), asked_of) {
        whole.extend(asked_of);
    }
    say(format!("{}\n", serde_json::to_string_pretty(&whole).map_err(Fault::from)?))
}
