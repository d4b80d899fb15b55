//! A text without a mark whose encoding is guessed: what it may have become is said before it is taken in.

use papers::import::{Fate, ImportKind, Known, Preview, preview};

fn register(bytes: &[u8]) -> Preview {
    preview(ImportKind::Register, "register.csv", bytes, &Known::default())
}

#[test]
fn what_is_read_as_windows_1252_says_so_and_names_odd_rows() {
    // ISO-8859-15: Škoda and Koš, and a plain é that both have.
    let read = register(b"number,name,members\n1,Caf\xE9,3\n2,\xA6koda,3\n3,Leeds,4\n4,Ko\xA8,5\n");
    assert_eq!(read.encoding, "Windows-1252");
    assert_eq!(
        read.doubt.as_deref(),
        Some(
            "It is read as Windows-1252. Letters that look wrong come from another encoding: save the file as UTF-8, and import that. Look at line 3 (“¦”) and line 5 (“¨”)."
        )
    );
    let told: Vec<_> = read.rows.iter().map(|row| (row.line, row.fate, row.why.as_str())).collect();
    assert_eq!(
        told,
        [
            (2, Fate::New, ""),
            (3, Fate::New, "“¦” hardly stands in a name: it may be another letter."),
            (4, Fate::New, ""),
            (5, Fate::New, "“¨” hardly stands in a name: it may be another letter."),
        ]
    );
    // Nobody is kept from taking it in.
    assert!(read.command.is_some());
}

#[test]
fn each_sign_that_is_another_letter_elsewhere_is_odd() {
    for byte in [0xA4, 0xA6, 0xA8, 0xB4, 0xB8, 0xBC, 0xBD, 0xBE] {
        let mut bytes = b"number,name,members\n1,Ko".to_vec();
        bytes.extend([byte, b',', b'3', b'\n']);
        let doubt = register(&bytes).doubt.unwrap_or_default();
        assert!(doubt.contains(" Look at line 2 ("), "{byte:X}: {doubt}");
    }
}

#[test]
fn many_rows_are_not_all_named_in_one_sentence() {
    let mut bytes = b"number,name,members\n".to_vec();
    for number in 1..=9 {
        bytes.extend(format!("{number},Ko").bytes().chain([0xB8]).chain(*b",3\n"));
    }
    let doubt = register(&bytes).doubt.unwrap_or_default();
    assert!(doubt.ends_with("line 6 (“¸”) and 4 more."), "{doubt}");
}

#[test]
fn what_is_not_guessed_is_not_doubted() {
    for bytes in ["number,name,members\n1,Ko¨,3\n".as_bytes(), b"number,name,members\n1,Leeds,3\n"] {
        assert_eq!(register(bytes).doubt, None);
    }
}
