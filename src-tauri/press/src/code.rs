//! A code of squares, drawn and not painted: it is as sharp as the printer is.

use fast_qr::{ECL, QRBuilder};

/// A run of dark squares in a row, in squares from the top left corner.
pub(crate) struct Run {
    pub(crate) x: u16,
    pub(crate) y: u16,
    pub(crate) long: u16,
}

/// The squares of a code without the quiet margin around it.
pub(crate) struct Squares {
    /// On a side.
    pub(crate) side: u16,
    pub(crate) runs: Vec<Run>,
}

/// The code that says `text`; a quarter of it may be creased or inked over.
///
/// # Errors
/// Where the text is longer than a code can say.
pub(crate) fn squares(text: &str) -> Result<Squares, String> {
    let code = QRBuilder::new(text).ecl(ECL::Q).build().map_err(|e| format!("{text}: {e}"))?;
    let mut runs = Vec::new();
    for (y, row) in (0_u16..).zip(0..code.size) {
        let squares = code.data.get(row * code.size..(row + 1) * code.size).unwrap_or_default();
        let mut x = 0;
        for run in squares.chunk_by(|a, b| a.value() == b.value()) {
            let long = u16::try_from(run.len()).map_err(|e| e.to_string())?;
            if run.first().is_some_and(|square| square.value()) {
                runs.push(Run { x, y, long });
            }
            x += long;
        }
    }
    Ok(Squares { side: u16::try_from(code.size).map_err(|e| e.to_string())?, runs })
}
