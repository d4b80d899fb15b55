//! A table of text for a terminal.

/// Which side of its column a text stands on.
#[derive(Clone, Copy)]
pub(crate) enum Side {
    Left,
    Right,
}

/// Rows beneath headings, columns two blanks apart.
pub(crate) fn table(headings: &[(&str, Side)], rows: &[Vec<String>]) -> String {
    let width = |column: usize, heading: &str| {
        let cells = rows.iter().filter_map(|row| row.get(column)).map(|cell| cell.chars().count());
        cells.chain([heading.chars().count()]).max().unwrap_or_default()
    };
    let widths: Vec<usize> =
        headings.iter().enumerate().map(|(at, (heading, _))| width(at, heading)).collect();
    let line = |cells: &mut dyn Iterator<Item = &str>| {
        let cells = cells.zip(headings).zip(&widths).map(|((cell, (_, side)), width)| match side {
            Side::Left => format!("{cell:<width$}"),
            Side::Right => format!("{cell:>width$}"),
        });
        format!("{}\n", cells.collect::<Vec<_>>().join("  ").trim_end())
    };
    let mut text = line(&mut headings.iter().map(|(heading, _)| *heading));
    for row in rows {
        text.push_str(&line(&mut row.iter().map(String::as_str)));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::{Side, table};

    #[test]
    fn columns_stand_under_their_headings() {
        let rows = [vec!["Café".to_owned(), "7".to_owned()], vec!["A".to_owned(), "1,234".to_owned()]];
        let text = table(&[("name", Side::Left), ("members", Side::Right)], &rows);
        assert_eq!(text, "name  members\nCafé        7\nA       1,234\n");
    }
}
