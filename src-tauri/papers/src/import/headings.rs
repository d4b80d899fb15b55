//! Which column is what.
//!
//! Invariant: a heading is matched by its letters and digits alone, so neither case, blanks, underscores nor order
//! matter; a column is used once, and one that is not used says so.

use super::table::{self, MOST_CELLS, Row, Separator};
use super::text::{self, Text};
use super::{Column, LONGEST_CELL};

/// The longest row of headings, in bytes: no more is looked at for what separates them.
const LONGEST_LINE: usize = 200_000;
/// How many of a kind a sentence names.
const NAMED: usize = 5;

/// A column that an import looks for.
pub(super) struct Wanted {
    pub(super) name: &'static str,
    pub(super) needed: bool,
    /// Letters and digits only, the plainest first.
    also: &'static [&'static str],
}

impl Wanted {
    /// A column that is only ever called that.
    pub(super) const fn exactly(name: &'static str, needed: bool) -> Self {
        Self { name, needed, also: &[] }
    }

    /// A column with other names: letters and digits only.
    pub(super) const fn called(name: &'static str, also: &'static [&'static str], needed: bool) -> Self {
        Self { name, needed, also }
    }
}

/// Columns of a register, in the order of [`super::register`].
pub(super) const REGISTER: &[Wanted] = &[
    Wanted {
        name: "number",
        needed: true,
        also: &[
            "no",
            "nr",
            "num",
            "delegationnumber",
            "delegationno",
            "branchnumber",
            "branchno",
            "ref",
            "code",
        ],
    },
    Wanted {
        name: "name",
        needed: true,
        also: &[
            "body",
            "delegation",
            "branch",
            "bodyname",
            "delegationname",
            "branchname",
            "organisation",
            "organization",
            "affiliate",
            "union",
            "clp",
        ],
    },
    Wanted { name: "section", needed: false, also: &["sectionname", "division"] },
    Wanted {
        name: "members",
        needed: true,
        also: &["membership", "numberofmembers", "noofmembers", "membersrepresented", "affiliatedmembers"],
    },
    Wanted {
        name: "votes",
        needed: false,
        also: &["cardvalue", "vote", "cardvote", "cardvotes", "votevalue", "valueofcard", "value"],
    },
    Wanted {
        name: "delegates",
        needed: false,
        also: &["seats", "entitlement", "delegatesentitled", "numberofdelegates", "noofdelegates"],
    },
    Wanted { name: "women", needed: false, also: &["womenmembers", "membersthatarewomen", "female"] },
    Wanted { name: "young", needed: false, also: &["youngmembers", "under27", "membersunder27", "youth"] },
];

/// Columns of a list of delegates, in the order of [`super::delegates`].
pub(super) const DELEGATES: &[Wanted] = &[
    Wanted {
        name: "badge",
        needed: true,
        also: &["badgenumber", "badgeno", "barcode", "credential", "credentialno"],
    },
    Wanted { name: "name", needed: true, also: &["fullname", "delegatename", "delegate", "person"] },
    Wanted {
        name: "delegation",
        needed: false,
        also: &[
            "delegationnumber",
            "delegationno",
            "delegationname",
            "branch",
            "branchnumber",
            "branchname",
            "body",
            "organisation",
            "organization",
            "affiliate",
            "union",
            "clp",
        ],
    },
    Wanted { name: "standing", needed: false, also: &["status", "role", "type", "category", "capacity"] },
    Wanted {
        name: "first time",
        needed: false,
        also: &["firsttime", "first", "firstconference", "firsttimer", "newdelegate"],
    },
];

/// Columns of a programme, in the order of [`super::programme`].
pub(super) const PROGRAMME: &[Wanted] = &[
    Wanted { name: "day", needed: true, also: &["date"] },
    Wanted { name: "start", needed: true, also: &["from", "starttime", "starts", "begin", "begins", "time"] },
    Wanted { name: "end", needed: true, also: &["to", "finish", "endtime", "ends", "until", "finishes"] },
    Wanted { name: "session", needed: false, also: &["sitting", "sessionname"] },
    Wanted { name: "title", needed: true, also: &["item", "business", "itemtitle", "subject", "agendaitem"] },
    Wanted { name: "motions", needed: false, also: &["motion", "motionnumbers", "motionnumber"] },
    Wanted { name: "private", needed: false, also: &["closed", "privatesession", "closedsession"] },
    Wanted { name: "number", needed: false, also: &["no", "nr", "itemnumber", "itemno", "agendanumber"] },
    Wanted { name: "kind", needed: false, also: &["type", "itemkind", "itemtype"] },
    Wanted { name: "fixed", needed: false, also: &["fixedtime", "timed", "timefixed", "fixedstart"] },
];

/// Columns of a table of papers, in the order of [`super::papers`].
pub(super) const MOTIONS: &[Wanted] = &[
    Wanted {
        name: "number",
        needed: true,
        also: &["no", "nr", "num", "motionnumber", "motionno", "identifier", "ref"],
    },
    Wanted { name: "title", needed: true, also: &["heading", "subject", "name", "motiontitle"] },
    Wanted { name: "text", needed: true, also: &["motiontext", "wording", "body", "fulltext"] },
    Wanted {
        name: "mover",
        needed: false,
        also: &["movedby", "proposer", "proposedby", "submitter", "submitters", "from"],
    },
    Wanted { name: "seconder", needed: false, also: &["secondedby"] },
    Wanted { name: "section", needed: false, also: &["agendasection", "motionblock", "block"] },
    Wanted { name: "category", needed: false, also: &["tags", "topic"] },
    Wanted { name: "kind", needed: false, also: &["type", "papertype"] },
    Wanted { name: "upon", needed: false, also: &["amends", "amendmentto", "tomotion", "motion", "to"] },
    Wanted {
        name: "two-thirds",
        needed: false,
        also: &["needstwothirds", "twothirdsmajority", "majority", "specialmajority"],
    },
    Wanted {
        name: "handed in",
        needed: false,
        also: &["handedinat", "received", "receivedat", "submitted", "submittedat", "datereceived"],
    },
    Wanted { name: "supporters", needed: false, also: &["supportedby", "supportingbodies", "cosponsors"] },
];

/// The row of headings and what follows it.
pub(super) struct Heading<'a> {
    pub(super) cells: Vec<String>,
    pub(super) line: u32,
    pub(super) rest: &'a str,
    pub(super) next_line: u32,
}

/// A row with its cells in the order of the columns wanted.
pub(super) struct ReadRow<'a> {
    pub(super) line: u32,
    cells: Vec<&'a str>,
    /// What is wrong with the row before anything is made of it.
    pub(super) fault: Option<String>,
}

impl ReadRow<'_> {
    /// What stands in a wanted column, on one line; empty where it is absent.
    pub(super) fn text(&self, column: usize) -> String {
        super::squeeze(self.whole(column))
    }

    /// The same as it stands, with its lines.
    pub(super) fn whole(&self, column: usize) -> &str {
        self.cells.get(column).copied().unwrap_or_default()
    }
}

/// The separator that makes most of the headings known, and the row of headings.
pub(super) fn find<'a>(text: &'a str, wanted: &[Wanted]) -> Result<(Separator, Heading<'a>), String> {
    let (text, line) = skip_blank_lines(text, 1);
    let (text, line, told) = told_separator(text, line);
    let end = ['\n', '\r'].iter().filter_map(|end| text.find(*end)).min().unwrap_or(text.len());
    if end > LONGEST_LINE {
        return Err(format!("Line {line}: a heading is longer than {LONGEST_CELL} characters."));
    }
    let mut best: Option<(usize, usize, Separator, Heading<'a>)> = None;
    for separator in Separator::ALL {
        let (row, rest) = table::next(text, line, separator);
        let known = places(&row.cells, wanted).iter().flatten().count();
        let rank = (known, row.cells.len());
        let better = best.as_ref().is_none_or(|(known, columns, _, _)| rank > (*known, *columns));
        if told.map_or(better, |told| told == separator) {
            let next_line = line + table::line_ends(&text[..text.len() - rest.len()]);
            best = Some((rank.0, rank.1, separator, Heading { cells: row.cells, line, rest, next_line }));
        }
    }
    match best {
        Some((_, _, _, heading)) if heading.cells.iter().any(|cell| cell.chars().count() > LONGEST_CELL) => {
            Err(format!("Line {}: a heading is longer than {LONGEST_CELL} characters.", heading.line))
        }
        Some((_, _, _, heading)) if heading.cells.len() > MOST_CELLS => {
            Err(format!("Line {}: there are more than {MOST_CELLS} headings.", heading.line))
        }
        Some((_, _, separator, heading)) => Ok((separator, heading)),
        None => Err("The file is empty.".to_owned()),
    }
}

fn skip_blank_lines(mut text: &str, mut line: u32) -> (&str, u32) {
    while let Some(end) = text.find('\n') {
        let (first, rest) = text.split_at(end + 1);
        if !first.chars().all(|c| c.is_whitespace() || matches!(c, ',' | ';')) {
            break;
        }
        line += table::line_ends(first);
        text = rest;
    }
    (text, line)
}

/// Excel's `sep=;` before the headings.
fn told_separator(text: &str, line: u32) -> (&str, u32, Option<Separator>) {
    let told = Separator::ALL.into_iter().find_map(|separator| {
        let rest = text.strip_prefix(&format!("sep={}", separator.char()))?;
        let rest = rest.strip_prefix("\r\n").or_else(|| rest.strip_prefix('\n'))?;
        Some((rest, separator))
    });
    match told {
        Some((rest, separator)) => (rest, line + 1, Some(separator)),
        None => (text, line, None),
    }
}

/// For each wanted column, where it stands: the plainest heading first, then the leftmost.
pub(super) fn places(cells: &[String], wanted: &[Wanted]) -> Vec<Option<usize>> {
    let keys: Vec<String> = cells.iter().map(|cell| key(cell)).collect();
    let place = |wanted: &Wanted| {
        std::iter::once(wanted.name)
            .chain(wanted.also.iter().copied())
            .find_map(|name| keys.iter().position(|own| *own == key(name)))
    };
    wanted.iter().map(place).collect()
}

fn key(heading: &str) -> String {
    heading.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// The columns of the file and what each is taken for.
pub(super) fn columns(cells: &[String], places: &[Option<usize>], wanted: &[Wanted]) -> Vec<Column> {
    let used_as = |at: usize| {
        let mut used = places.iter().zip(wanted).filter(|(place, _)| **place == Some(at));
        used.next().map(|(_, wanted)| wanted.name.to_owned())
    };
    let column =
        |(at, cell): (usize, &String)| Column { heading: super::squeeze(cell), used_as: used_as(at) };
    cells.iter().enumerate().map(column).collect()
}

/// A problem where there are no headings, or a needed one is missing.
pub(super) fn check(
    heading: &Heading<'_>,
    places: &[Option<usize>],
    wanted: &[Wanted],
) -> Result<(), String> {
    let found = first_few(heading.cells.iter().map(|cell| text::brief(cell)).filter(|cell| !cell.is_empty()));
    let needed = || wanted.iter().filter(|wanted| wanted.needed).map(|wanted| wanted.name.to_owned());
    if places.iter().flatten().next().is_none() {
        return Err(format!(
            "There is no row of headings: line {} has {found}. The headings must name {}.",
            heading.line,
            list(needed()),
        ));
    }
    let absent = |(place, wanted): (&Option<usize>, &Wanted)| {
        (place.is_none() && wanted.needed).then(|| format!("“{}”", wanted.name))
    };
    let missing: Vec<String> = places.iter().zip(wanted).filter_map(absent).collect();
    match missing.as_slice() {
        [] => Ok(()),
        [one] => Err(format!("There is no column {one}. The columns are {found}.")),
        many => Err(format!("There are no columns {}. The columns are {found}.", list(many.iter().cloned()))),
    }
}

/// Puts the cells of a row in the order of the columns wanted, and finds what is wrong with the row as such.
pub(super) fn read<'a>(row: &'a Row, places: &[Option<usize>], columns: usize, text: &Text) -> ReadRow<'a> {
    let cells = places
        .iter()
        .map(|place| place.and_then(|at| row.cells.get(at)).map_or("", String::as_str))
        .collect();
    let beyond = row.cells.iter().skip(columns).any(|cell| !cell.trim().is_empty());
    let fault = if row.stray_quote {
        Some(
            "A quotation mark stands where none may: write it twice inside a cell in quotation marks."
                .to_owned(),
        )
    } else if beyond {
        Some(format!(
            "The row has {} cells and there are {columns} headings: a text with a separator in it needs quotation marks.",
            row.cells.len(),
        ))
    } else {
        let fault =
            places.iter().flatten().find_map(|at| text::fault(row.cells.get(*at)?, text).map(|f| (at, f)));
        fault.map(|(at, fault)| format!("Cell {} {fault}.", at + 1))
    };
    ReadRow { line: row.line, cells, fault }
}

/// `lines 2, 3 and 7`; of many the first few, or twenty thousand rows would each name twenty thousand.
pub(super) fn lines(all: &[u32]) -> String {
    let mut few: Vec<String> = all.iter().take(NAMED).map(u32::to_string).collect();
    if let Some(more) = all.len().checked_sub(NAMED).filter(|more| *more > 0) {
        few.push(format!("{more} more"));
    }
    format!("lines {}", list(few.into_iter()))
}

/// The first few of many, and how many more there are.
pub(super) fn first_few(words: impl Iterator<Item = String>) -> String {
    let mut words = words.peekable();
    let mut few: Vec<String> = words.by_ref().take(NAMED).collect();
    if words.peek().is_some() {
        few.push(format!("{} more", words.count()));
    }
    list(few.into_iter())
}

/// `a, b and c`
pub(super) fn list(words: impl Iterator<Item = String>) -> String {
    let words: Vec<String> = words.collect();
    if words.is_empty() { "nothing".to_owned() } else { rules::share::listed(&words) }
}

#[cfg(test)]
mod tests {
    use super::{PROGRAMME, REGISTER, find, places};

    #[test]
    fn neither_case_nor_blanks_nor_order_matter() {
        for (heading, name, expect) in [
            (
                "number,name,section,members,votes",
                "comma",
                [Some(0), Some(1), Some(2), Some(3), Some(4), None, None, None],
            ),
            (
                "Card_Value;MEMBERSHIP; Branch No. ;Branch;x",
                "semicolon",
                [Some(2), Some(3), None, Some(1), Some(0), None, None, None],
            ),
            (
                "sep=\t\nbody\tNo.\tname\tMembers",
                "tab",
                [Some(1), Some(2), None, Some(3), None, None, None, None],
            ),
            (
                "\"Name, as printed\";Body;Nr;members",
                "semicolon",
                [Some(2), Some(1), None, Some(3), None, None, None, None],
            ),
        ] {
            let (separator, heading) = find(heading, REGISTER).unwrap();
            assert_eq!((separator.name(), places(&heading.cells, REGISTER)), (name, expect.to_vec()));
        }
        let (_, heading) = find("\r\n;;\r\nFrom;To;Date;Business\r\nx", PROGRAMME).unwrap();
        assert_eq!((heading.line, heading.next_line, heading.rest), (3, 4, "x"));
    }
}
