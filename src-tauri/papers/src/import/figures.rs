//! Whole numbers as people type them.

/// Beyond this a spreadsheet, or a screen, no longer counts exactly.
const LARGEST: u64 = (1 << 53) - 1;

/// A whole number below 2^53, with or without separators of thousands; otherwise what is wrong with it.
pub(super) fn whole(text: &str, what: &str) -> Result<u64, String> {
    let digits = without_thousands(text);
    if digits.is_empty() {
        return Err(format!("{what} is missing."));
    }
    if digits.starts_with(['-', '−']) {
        return Err(format!("{what} is below nought: {text}."));
    }
    if !digits.bytes().all(|b| b.is_ascii_digit()) {
        return Err(format!("{what} is not a whole number: {}.", super::text::brief(text)));
    }
    match digits.parse::<u64>() {
        Ok(number) if number <= LARGEST => Ok(number),
        Ok(_) | Err(_) => Err(format!("{what} is too large to be counted exactly: {text}.")),
    }
}

/// The sum, where it can still be counted exactly.
pub(super) fn sum(mut numbers: impl Iterator<Item = u64>) -> Option<u64> {
    numbers.try_fold(0_u64, |sum, number| sum.checked_add(number)).filter(|sum| *sum <= LARGEST)
}

/// `1,234` and `1 234` without what stands between the thousands; anything else as it is.
fn without_thousands(text: &str) -> String {
    let text = text.trim();
    for separator in [',', ' ', '\u{A0}', '\u{202F}', '\u{2009}', '\''] {
        let mut groups = text.split(separator);
        let first = groups.next().unwrap_or_default();
        let rest: Vec<&str> = groups.collect();
        let thousands = !rest.is_empty() && rest.iter().all(|group| group.len() == 3 && is_digits(group));
        if thousands && (1..=3).contains(&first.len()) && is_digits(first) {
            return format!("{first}{}", rest.concat());
        }
    }
    text.to_owned()
}

fn is_digits(text: &str) -> bool {
    text.bytes().all(|b| b.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::whole;

    #[test]
    fn whole_numbers_and_nothing_else() {
        for (text, expect) in [
            ("0", Ok(0)),
            ("1,234", Ok(1234)),
            ("1 234 567", Ok(1_234_567)),
            ("1\u{A0}234", Ok(1234)),
            ("9007199254740991", Ok((1 << 53) - 1)),
            ("9007199254740992", Err("Members is too large to be counted exactly: 9007199254740992.")),
            (
                "99999999999999999999999",
                Err("Members is too large to be counted exactly: 99999999999999999999999."),
            ),
            ("", Err("Members is missing.")),
            ("-3", Err("Members is below nought: -3.")),
            ("12.5", Err("Members is not a whole number: 12.5.")),
            ("1.234", Err("Members is not a whole number: 1.234.")),
            ("1,23", Err("Members is not a whole number: 1,23.")),
            ("1,2345", Err("Members is not a whole number: 1,2345.")),
            (",123", Err("Members is not a whole number: ,123.")),
            ("about 40", Err("Members is not a whole number: about 40.")),
            ("1e3", Err("Members is not a whole number: 1e3.")),
            ("٣", Err("Members is not a whole number: ٣.")),
        ] {
            assert_eq!(whole(text, "Members"), expect.map_err(str::to_owned), "{text}");
        }
    }
}
