//! Text out of HTML, paragraph by paragraph.
//!
//! Invariant: nothing of the text is lost but what is never shown, and no tag is left in it.

/// What begins a paragraph of its own.
const BLOCKS: [&str; 20] = [
    "p",
    "li",
    "ul",
    "ol",
    "div",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "blockquote",
    "table",
    "tr",
    "td",
    "th",
    "section",
    "article",
    "pre",
    "hr",
];

/// Whether a text begins with the tag of a paragraph, a list, a heading.
pub(super) fn is_html(text: &str) -> bool {
    let Some(tag) = text.trim_start().strip_prefix('<') else { return false };
    let name: String = tag.chars().take_while(char::is_ascii_alphanumeric).collect();
    BLOCKS.contains(&name.to_lowercase().as_str())
}

/// The paragraphs of a text; one that has no tags has them where a line is blank.
pub(super) fn paragraphs(html: &str) -> Vec<String> {
    let plain = !html.contains('<');
    let mut all = vec![String::new()];
    let mut rest = html;
    let mut hidden = false;
    while let Some(at) = rest.find('<') {
        let (text, from) = rest.split_at(at);
        let Some(end) = from.find('>').filter(|_| is_tag(from)) else {
            push(&mut all, &rest[..=at], hidden);
            rest = &rest[at + 1..];
            continue;
        };
        push(&mut all, text, hidden);
        let name: String =
            from[1..end].trim_start_matches('/').chars().take_while(char::is_ascii_alphanumeric).collect();
        let name = name.to_lowercase();
        if name == "br" {
            push(&mut all, " ", hidden);
        } else if name == "script" || name == "style" {
            hidden = !from.starts_with("</");
        } else if BLOCKS.contains(&name.as_str()) {
            all.push(String::new());
        }
        rest = &from[end + 1..];
    }
    push(&mut all, rest, hidden);
    let split = |text: String| match plain {
        true => text.replace("\r\n", "\n").split("\n\n").map(str::to_owned).collect(),
        false => vec![text],
    };
    let squeezed = all.into_iter().flat_map(split).map(|text| super::super::squeeze(&decoded(&text)));
    squeezed.filter(|text| !text.is_empty()).collect()
}

/// `<p`, `</p` or a comment; not `a < b`.
fn is_tag(from: &str) -> bool {
    from[1..].starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '!'))
}

fn push(all: &mut [String], text: &str, hidden: bool) {
    if let Some(last) = all.last_mut().filter(|_| !hidden) {
        last.push_str(text);
    }
}

/// The text with its entities as letters; one that is not known stays as it is written.
fn decoded(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        let (before, from) = rest.split_at(at);
        out.push_str(before);
        let entity = from[1..].split_once(';').filter(|(name, _)| name.len() <= 8);
        match entity.and_then(|(name, after)| Some((letter(name)?, after))) {
            Some((letter, after)) => {
                out.push(letter);
                rest = after;
            }
            None => {
                out.push('&');
                rest = &from[1..];
            }
        }
    }
    out.push_str(rest);
    out
}

fn letter(name: &str) -> Option<char> {
    if let Some(code) = name.strip_prefix('#') {
        let code = match code.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16).ok()?,
            None => code.parse().ok()?,
        };
        return char::from_u32(code);
    }
    let known = [
        ("amp", '&'),
        ("lt", '<'),
        ("gt", '>'),
        ("quot", '"'),
        ("apos", '\''),
        ("nbsp", ' '),
        ("shy", '\u{AD}'),
        ("auml", 'ä'),
        ("ouml", 'ö'),
        ("uuml", 'ü'),
        ("Auml", 'Ä'),
        ("Ouml", 'Ö'),
        ("Uuml", 'Ü'),
        ("szlig", 'ß'),
        ("eacute", 'é'),
        ("egrave", 'è'),
        ("ecirc", 'ê'),
        ("agrave", 'à'),
        ("aacute", 'á'),
        ("acirc", 'â'),
        ("aring", 'å'),
        ("aelig", 'æ'),
        ("oslash", 'ø'),
        ("ccedil", 'ç'),
        ("ntilde", 'ñ'),
        ("iacute", 'í'),
        ("icirc", 'î'),
        ("oacute", 'ó'),
        ("ocirc", 'ô'),
        ("uacute", 'ú'),
        ("ucirc", 'û'),
        ("Eacute", 'É'),
        ("ndash", '–'),
        ("mdash", '—'),
        ("hellip", '…'),
        ("bdquo", '„'),
        ("ldquo", '“'),
        ("rdquo", '”'),
        ("lsquo", '‘'),
        ("rsquo", '’'),
        ("sbquo", '‚'),
        ("laquo", '«'),
        ("raquo", '»'),
        ("euro", '€'),
        ("pound", '£'),
        ("sect", '§'),
        ("deg", '°'),
        ("bull", '•'),
        ("middot", '·'),
        ("frac12", '½'),
    ];
    known.iter().find(|(known, _)| *known == name).map(|(_, letter)| *letter)
}

#[cfg(test)]
mod tests {
    use super::paragraphs;

    #[test]
    fn text_out_of_html() {
        for (html, expect) in [
            ("<p>We agree.</p>\n<p>And&nbsp;resolve.</p>", &["We agree.", "And resolve."][..]),
            ("<ul><li>One<br>more</li><li>Two &amp; <b>three</b></li></ul>", &["One more", "Two & three"]),
            (
                "<P class=\"x>y\">&ouml;l &#8364; &#x41; &unknown; a &amp b</P>",
                &["y\">öl € A &unknown; a &amp b"],
            ),
            ("Plain, 1 < 2.\n\nNext &lt;p&gt;.", &["Plain, 1 < 2. Next <p>."]),
            ("One.\n\nTwo\nlines.", &["One.", "Two lines."]),
            ("<style>p { }</style><p>Seen</p><!-- not --><p> </p>", &["Seen"]),
            ("", &[]),
        ] {
            assert_eq!(paragraphs(html), expect, "{html}");
        }
    }
}
