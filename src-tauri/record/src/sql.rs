//! Our enums in columns, by the names they have in JSON; counts in columns, as what they are.
//!
//! Invariant: a column holds the same word that a screen is sent.

use rusqlite::Row;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::halt::Fault;

/// The name of a fieldless variant, as in its JSON.
pub(crate) fn name_of<T: Serialize>(value: &T) -> Result<String, Fault> {
    let name = serde_json::to_value(value)?;
    name.as_str().map(str::to_owned).ok_or_else(|| Fault::new(format!("not a name: {name}")))
}

/// A column that holds a variant's name.
pub(crate) fn variant<T: DeserializeOwned>(row: &Row<'_>, column: usize) -> rusqlite::Result<T> {
    let name: String = row.get(column)?;
    serde_json::from_value(serde_json::Value::String(name)).map_err(|e| {
        rusqlite::Error::FromSqlConversionFailure(column, rusqlite::types::Type::Text, Box::new(e))
    })
}

/// A column that holds JSON.
pub(crate) fn json<T: DeserializeOwned>(row: &Row<'_>, column: usize) -> rusqlite::Result<T> {
    let text: String = row.get(column)?;
    serde_json::from_str(&text).map_err(|e| {
        rusqlite::Error::FromSqlConversionFailure(column, rusqlite::types::Type::Text, Box::new(e))
    })
}

/// A column that may hold a variant's name.
pub(crate) fn variant_or_none<T: DeserializeOwned>(
    row: &Row<'_>,
    column: usize,
) -> rusqlite::Result<Option<T>> {
    if row.get_ref(column)? == rusqlite::types::ValueRef::Null {
        Ok(None)
    } else {
        variant(row, column).map(Some)
    }
}
