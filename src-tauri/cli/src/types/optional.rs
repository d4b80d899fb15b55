//! Which fields of what is asked may be left out: those that the JSON Schema does not require.

use std::collections::{BTreeMap, BTreeSet};

use record::command::Command;
use record::office::Errand;
use record::transact::{Envelope, UndoRequest};
use record::view::View;
use schemars::generate::SchemaSettings;
use serde_json::Value;

/// Fields that may be left out, by type and, for an enum, by variant.
pub(super) struct Optional(BTreeMap<String, Vec<Shape>>);

struct Shape {
    /// `"act": "note"`; none for a struct.
    variant: Option<String>,
    fields: BTreeSet<String>,
}

impl Optional {
    pub(super) fn read() -> Self {
        let mut generator = SchemaSettings::draft2020_12().into_generator();
        generator.subschema_for::<Command>();
        generator.subschema_for::<View>();
        generator.subschema_for::<Envelope>();
        generator.subschema_for::<UndoRequest>();
        generator.subschema_for::<Errand>();
        let shapes =
            generator.take_definitions(true).into_iter().map(|(name, schema)| (name, shapes(&schema)));
        Self(shapes.collect())
    }

    /// The declaration of `name` with a question mark after every field that may be left out.
    pub(super) fn mark(&self, name: &str, declared: &str) -> String {
        let Some(shapes) = self.0.get(name) else { return declared.to_owned() };
        let mut parts: Vec<String> = declared.split("\n  | ").map(str::to_owned).collect();
        for Shape { variant, fields } in shapes {
            for part in &mut parts {
                if variant.as_ref().is_none_or(|variant| part.contains(variant.as_str())) {
                    for field in fields {
                        *part = part.replace(&format!(" {field}: "), &format!(" {field}?: "));
                    }
                }
            }
        }
        parts.join("\n  | ")
    }
}

fn shapes(schema: &Value) -> Vec<Shape> {
    match schema.get("oneOf").and_then(Value::as_array) {
        Some(variants) => variants.iter().map(shape).collect(),
        None => vec![shape(schema)],
    }
}

fn shape(schema: &Value) -> Shape {
    let properties = schema.get("properties").and_then(Value::as_object);
    let required = schema.get("required").and_then(Value::as_array);
    let is_required = |field: &str| required.is_some_and(|all| all.iter().any(|one| one == field));
    let properties = || properties.into_iter().flatten();
    let tag = properties().find_map(|(field, schema)| {
        let value = schema.get("const")?.as_str()?;
        Some(format!("\"{field}\": \"{value}\""))
    });
    let fields = properties().map(|(field, _)| field).filter(|field| !is_required(field)).cloned().collect();
    Shape { variant: tag, fields }
}
