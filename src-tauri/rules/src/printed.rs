//! Numbers of motions as an order paper prints them: `38-47,63-64`, `2.2-2.5`, `A1`.
//!
//! Invariant: a number is found only where it is printed, or within a range that can be counted through.

/// Letters before, and the numbers between full stops: `A`, `[4, 1]`.
type Parts = (String, Vec<u32>);

/// What is wrong with a range that cannot be.
///
/// # Errors
/// A sentence that names the range.
pub fn check(printed: &str) -> Result<(), String> {
    let printed = plain(printed);
    for token in tokens(&printed) {
        let Some((from, to)) = ends(token) else { continue };
        let broken = || format!("Motions {token} are not a range of numbers.");
        let (from, to) = (parts(from).ok_or_else(broken)?, parts(to).ok_or_else(broken)?);
        // `12-A14` and `4.1-5` cannot be counted through; `A1-4` can.
        if !counted_through(&from, &to) {
            return Err(broken());
        }
        if to.1 < from.1 {
            return Err(format!("Motions {token} run backwards."));
        }
    }
    Ok(())
}

/// Whether a paper's number is among those printed.
#[must_use]
pub fn includes(printed: &str, number: &str) -> bool {
    let number = number.trim();
    let (printed, own) = (plain(printed), parts(number));
    !number.is_empty()
        && tokens(&printed).any(|token| {
            if token.eq_ignore_ascii_case(number) {
                return true;
            }
            let range = ends(token).and_then(|(from, to)| Some((parts(from)?, parts(to)?)));
            match (range, &own) {
                (Some((from, to)), Some(own)) => {
                    counted_through(&from, &to)
                        && own.0.eq_ignore_ascii_case(&from.0)
                        && own.1.len() == from.1.len()
                        && (&from.1..=&to.1).contains(&&own.1)
                }
                (_, _) => false,
            }
        })
}

/// Numbers as an order paper prints them: `1-32, 36, C1`. They come in their order.
#[must_use]
pub fn in_runs(numbers: &[String]) -> String {
    let plain = |number: &String| number.parse::<u32>().ok();
    let mut runs: Vec<(&String, &String)> = Vec::new();
    for number in numbers {
        let follows = |last: &String| {
            plain(last).zip(plain(number)).is_some_and(|(last, own)| last.checked_add(1) == Some(own))
        };
        match runs.last_mut() {
            Some((_, last)) if follows(last) => *last = number,
            Some(_) | None => runs.push((number, number)),
        }
    }
    let run = |(first, last): (&String, &String)| match plain(first).zip(plain(last)) {
        _ if first == last => first.clone(),
        Some((from, to)) if to - from == 1 => format!("{first}, {last}"),
        _ => format!("{first}-{last}"),
    };
    runs.into_iter().map(run).collect::<Vec<_>>().join(", ")
}

fn plain(printed: &str) -> String {
    printed.replace(" - ", "-").replace(" – ", "–").replace(" to ", "-")
}

fn tokens(printed: &str) -> impl Iterator<Item = &str> {
    printed.split([',', ';', '&', ' ']).map(str::trim).filter(|token| !token.is_empty())
}

fn ends(token: &str) -> Option<(&str, &str)> {
    token.split_once(['-', '–', '—'])
}

/// Both ends have as many numbers, and the second no other letters.
fn counted_through(from: &Parts, to: &Parts) -> bool {
    from.1.len() == to.1.len() && (to.0.is_empty() || to.0.eq_ignore_ascii_case(&from.0))
}

fn parts(number: &str) -> Option<Parts> {
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
    use super::{check, in_runs, includes};

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

    #[test]
    fn runs() {
        for (numbers, printed) in [
            (&[][..], ""),
            (&["1"], "1"),
            (&["1", "2"], "1, 2"),
            (&["1", "2", "3", "5", "C1"], "1-3, 5, C1"),
            (&["2", "1", "9", "10", "11"], "2, 1, 9-11"),
            (&["C1", "C2", "C3"], "C1, C2, C3"),
        ] {
            let numbers: Vec<String> = numbers.iter().map(|&number| number.to_owned()).collect();
            assert_eq!(in_runs(&numbers), printed);
        }
    }

    #[test]
    fn a_number_is_found_where_it_is_printed() {
        for (printed, number, found) in [
            ("2-11", "2", true),
            ("2-11", "11", true),
            ("2-11", "12", false),
            ("2-11", "1", false),
            ("2 to 11; 14", "7", true),
            ("2-11,14", "14", true),
            ("2-11", "A4", false),
            ("A1-4", "a4", true),
            ("A1-4", "4", false),
            ("2.2-2.5", "2.3", true),
            ("2.2-2.5", "2", false),
            ("Composite 4", "4", true),
            ("C3", "c3", true),
            ("9-1", "5", false),
            ("", "1", false),
            ("1", "", false),
        ] {
            assert_eq!(includes(printed, number), found, "{number} in {printed}");
        }
    }
}
