//! Who may do what: three keys, drawn when the server starts and never kept.

use std::hint::black_box;
use std::io;

use rand::TryRngCore;
use rand::rngs::OsRng;

const BYTES: usize = 32;

/// Whose key it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Holder {
    /// May do everything.
    Chair,
    /// May watch the hall's screen.
    Hall,
    /// May watch the visitors' screen: nothing of a private session.
    Visitors,
}

/// The keys of a running server.
pub(crate) struct Keys {
    chair: String,
    hall: String,
    visitors: String,
}

impl Keys {
    pub(crate) fn draw() -> io::Result<Self> {
        Ok(Self { chair: key()?, hall: key()?, visitors: key()? })
    }

    pub(crate) fn chair(&self) -> &str {
        &self.chair
    }

    /// The hall's page, with its own key.
    pub(crate) fn hall_page(&self) -> String {
        format!("/?window=hall#key={}&role=hall", self.hall)
    }

    /// The visitors' page, with its own key.
    pub(crate) fn visitors_page(&self) -> String {
        format!("/?window=visitors#key={}&role=hall", self.visitors)
    }

    /// Whose key this is; takes as long whichever it is, and however much of it is right.
    pub(crate) fn holder(&self, given: &[u8]) -> Option<Holder> {
        let is = |key: &String| same(given, key.as_bytes());
        match (is(&self.chair), is(&self.hall), is(&self.visitors)) {
            (true, _, _) => Some(Holder::Chair),
            (false, true, _) => Some(Holder::Hall),
            (false, false, true) => Some(Holder::Visitors),
            (false, false, false) => None,
        }
    }
}

pub(crate) fn key() -> io::Result<String> {
    let mut bytes = [0; BYTES];
    OsRng.try_fill_bytes(&mut bytes).map_err(io::Error::other)?;
    Ok(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}

/// Every byte is looked at, whatever the others were.
pub(crate) fn same(given: &[u8], key: &[u8]) -> bool {
    let differ = given.iter().zip(key).fold(0, |differ, (a, b)| black_box(differ | (a ^ b)));
    black_box(differ) == 0 && given.len() == key.len()
}

#[cfg(test)]
mod tests {
    use super::{Holder, Keys};

    #[test]
    fn only_a_whole_key_opens() {
        let keys = Keys::draw().unwrap();
        assert_eq!(keys.holder(keys.chair().as_bytes()), Some(Holder::Chair));
        assert_eq!(keys.holder(keys.hall.as_bytes()), Some(Holder::Hall));
        assert_eq!(keys.holder(keys.visitors.as_bytes()), Some(Holder::Visitors));
        assert_eq!(keys.chair().len(), 64);
        for wrong in
            ["", "0", &keys.chair()[1..], &format!("{}0", keys.chair()), &keys.chair().to_uppercase()]
        {
            assert!(keys.holder(wrong.as_bytes()).is_none() || wrong == keys.chair(), "{wrong}");
        }
    }
}
