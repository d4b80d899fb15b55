//! Lines under headings, page by page.
//!
//! Invariant: a heading stands above the lines of every page of its section and never alone at the foot; the last line of a
//! section, which is its total, is never alone at the head of a page.

/// A heading and what stands under it, the total last.
pub(crate) struct Section<P> {
    /// None for what needs no heading.
    pub(crate) heading: Option<P>,
    pub(crate) lines: Vec<P>,
}

/// What stands on each page, from the top: pages run from `top` to `last`, mm, and `high` is the height of a part.
pub(crate) fn in_pages<P: Copy>(
    (top, last): (f32, f32),
    title: P,
    sections: &[Section<P>],
    high: impl Fn(P) -> f32,
) -> Vec<Vec<P>> {
    let mut page = vec![title];
    let mut pages = Vec::new();
    let mut y = top + high(title);
    for section in sections {
        let mut heading = section.heading;
        for (place, part) in section.lines.iter().enumerate() {
            // The first line under a heading and the last before the total have the next one beside them.
            let next = section.lines.get(place + 1);
            let beside = next.filter(|_| heading.is_some() || place + 2 == section.lines.len());
            let need: f32 = heading.iter().chain([part]).chain(beside).map(|part| high(*part)).sum();
            if y + need > last {
                pages.push(std::mem::take(&mut page));
                y = top;
                heading = section.heading;
            }
            for part in heading.take().into_iter().chain([*part]) {
                page.push(part);
                y += high(part);
            }
        }
    }
    pages.push(page);
    pages
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Pages of nine lines; `t` is a title of two, `#` a heading of two, everything else a line of one.
    #[track_caller]
    fn check(sections: &[&str], expect: &[&str]) {
        let sections: Vec<_> = sections
            .iter()
            .map(|lines| match lines.strip_prefix('#') {
                Some(lines) => Section { heading: Some('#'), lines: lines.chars().collect() },
                None => Section { heading: None, lines: lines.chars().collect() },
            })
            .collect();
        let high = |part| if part == 't' || part == '#' { 2.0 } else { 1.0 };
        let pages = in_pages((0.0, 9.0), 't', &sections, high);
        assert_eq!(pages.iter().map(|page| page.iter().collect::<String>()).collect::<Vec<_>>(), expect);
    }

    #[test]
    fn what_fits_stands_on_one_page() {
        check(&["#abcdS"], &["t#abcdS"]);
        check(&["#aS", "?"], &["t#aS?"]);
        check(&[], &["t"]);
    }

    #[test]
    fn a_heading_stands_above_every_page_and_never_alone_at_the_foot() {
        check(&["#abcdefghijklmS"], &["t#abcde", "#fghijkl", "#mS"]);
        check(&["#abcS", "#deS"], &["t#abcS", "#deS"]);
        check(&["#aS", "#deS"], &["t#aS", "#deS"]);
    }

    #[test]
    fn a_total_keeps_the_last_line_beside_it() {
        check(&["#abcdeS"], &["t#abcd", "#eS"]);
        check(&["#abcdS", "?"], &["t#abcdS", "?"]);
    }
}
