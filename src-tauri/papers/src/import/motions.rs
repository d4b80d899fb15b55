//! Numbers of motions as an order paper prints them: `38-47,63-64`, `2.2-2.5`, `A1`.

/// A fault where a range cannot be.
pub(super) fn check(printed: &str) -> Result<(), String> {
    let printed = printed.replace(" - ", "-").replace(" – ", "–").replace(" to ", "-");
    for token in printed.split([',', ';', '&', ' ']).map(str::trim) {
        let Some((from, to)) = token.split_once(['-', '–', '—']) else { continue };
        let backwards = || format!("Motions {token} run backwards.");
        let broken = || format!("Motions {token} are not a range of numbers.");
        let (from, to) = (parts(from).ok_or_else(broken)?, parts(to).ok_or_else(broken)?);
        // `12-A14` and `4.1-5` cannot be counted through; `A1-4` can.
        let same = from.1.len() == to.1.len() && (to.0.is_empty() || to.0.eq_ignore_ascii_case(&from.0));
        if !same {
            return Err(broken());
        }
        if to.1 < from.1 {
            return Err(backwards());
        }
    }
    Ok(())
}

/// Letters before, and the numbers between full stops.
fn parts(number: &str) -> Option<(String, Vec<u32>)> {
    let digits = number.find(|c: char| c.is_ascii_digit())?;
    let (letters, numbers) = number.split_at(digits);
    if !letters.chars().all(char::is_alphabetic) {
        return None;
    }
    let numbers: Option<Vec<u32>> = numbers.split('.').map(|part| part.parse().ok()).collect();
    Some((letters.to_owned(), numbers?))
}

#[cfg(test)]
mod tests {
    use super::check;

    #[test]
    fn ranges() {
        for fine in [
            "",
            "1",
            "38-47,63-64",
            "14-16,1-5",
            "2.2-2.5",
            "A1-A4",
            "A1–4",
            "7 - 9; 12",
            "Composite 4",
            "5-5",
            "1, 2 & 3",
        ] {
            assert_eq!(check(fine), Ok(()), "{fine}");
        }
        for (printed, why) in [
            ("9-1", "Motions 9-1 run backwards."),
            ("1-3,12–10", "Motions 12–10 run backwards."),
            ("2.5-2.2", "Motions 2.5-2.2 run backwards."),
            ("3-", "Motions 3- are not a range of numbers."),
            ("2.2-5", "Motions 2.2-5 are not a range of numbers."),
            ("A1-B4", "Motions A1-B4 are not a range of numbers."),
        ] {
            assert_eq!(check(printed), Err(why.to_owned()));
        }
    }
}
