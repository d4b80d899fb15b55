//! Lines of a story against the phrases that are understood.

/// What stands in the gaps `{}` of a phrase, trimmed and without quotation marks; none where the line is another.
#[must_use]
pub fn fit<'a, const N: usize>(phrase: &str, line: &'a str) -> Option<[&'a str; N]> {
    let mut parts = phrase.split("{}");
    let mut rest = line.strip_prefix(parts.next()?)?;
    let mut gaps = [""; N];
    let mut gap = gaps.iter_mut();
    let mut parts = parts.peekable();
    while let Some(part) = parts.next() {
        let end = if parts.peek().is_none() && !part.is_empty() {
            rest.strip_suffix(part)?.len()
        } else if part.is_empty() {
            rest.len()
        } else {
            rest.find(part)?
        };
        let (said, after) = rest.split_at_checked(end)?;
        *gap.next()? = unquoted(said);
        rest = after.strip_prefix(part)?;
        if unquoted(said).is_empty() {
            return None;
        }
    }
    (gap.next().is_none() && rest.is_empty()).then_some(gaps)
}

/// Without spaces and one pair of quotation marks around it.
#[must_use]
pub fn unquoted(text: &str) -> &str {
    let text = text.trim();
    let inner = text.strip_prefix('"').and_then(|text| text.strip_suffix('"'));
    inner.unwrap_or(text)
}

/// Numbers as people list them: `1-3, 7`.
#[must_use]
pub fn numbers(text: &str) -> Option<Vec<u32>> {
    let mut all = Vec::new();
    for part in text.split(',') {
        match part.split_once('-') {
            Some((first, last)) => all.extend(first.trim().parse::<u32>().ok()?..=last.trim().parse().ok()?),
            None => all.push(part.trim().parse().ok()?),
        }
    }
    Some(all)
}

/// A whole number, with or without commas: `1,810,113`.
#[must_use]
pub fn number(text: &str) -> Option<u64> {
    text.replace(',', "").trim().parse().ok()
}

/// `2 minutes`, `45 seconds`, `1 hour`, `1 minute 30 seconds`, in milliseconds.
#[must_use]
pub fn span(text: &str) -> Option<i64> {
    let mut words = text.split_whitespace();
    let mut ms = 0_i64;
    while let Some(count) = words.next() {
        let unit = match words.next()?.trim_end_matches('s') {
            "hour" => 3_600_000,
            "minute" => 60_000,
            "second" => 1_000,
            _ => return None,
        };
        ms = ms.checked_add(count.parse::<i64>().ok()?.checked_mul(unit)?)?;
    }
    Some(ms)
}

#[cfg(test)]
mod tests {
    use super::{fit, number, numbers, span};

    #[test]
    fn gaps_are_found_between_the_words() {
        assert_eq!(fit("take item {}", "take item \"Council budgets\""), Some(["Council budgets"]));
        assert_eq!(fit("add {}, {}, {}", "add Jo Cole, Camden, for"), Some(["Jo Cole", "Camden", "for"]));
        assert_eq!(fit("{} minutes pass", "2 minutes pass"), Some(["2"]));
        assert_eq!(fit::<1>("take item {}", "take item "), None);
        assert_eq!(fit::<0>("undo", "undo"), Some([]));
        assert_eq!(fit::<0>("undo", "undo entry 3"), None);
    }

    #[test]
    fn numbers_and_spans_as_people_write_them() {
        assert_eq!(numbers("1-3, 7"), Some(vec![1, 2, 3, 7]));
        assert_eq!(number("1,810,113"), Some(1_810_113));
        assert_eq!(span("1 minute 30 seconds"), Some(90_000));
        assert_eq!(span("a while"), None);
    }
}
