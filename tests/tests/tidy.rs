//! The house rules that a program can check: they replace a pile of scripts.

use std::collections::{BTreeMap, BTreeSet};
use std::process::Command;

use record::capture;
use record::file::{self, MIGRATIONS};
use rostrum_tests::house::{File, files, root};
use rostrum_tests::program;
use rostrum_tests::world::{reader, scratch};
use serde_json::Value;

/// Longer than anybody reads at once.
const LONGEST: usize = 500;

/// Files that may be longer, and why.
const LONG: [(&str, &str); 8] = [
    ("Cargo.lock", "written by cargo"),
    ("src-tauri/record/schema/001_conference.sql", "one version of the schema is one file"),
    ("ui/package-lock.json", "written by npm"),
    ("ui/src/link/types.ts", "written by rostrumctl"),
    ("tests/e2e/package-lock.json", "written by npm"),
    ("assets/demo/grassroots.json", "data: forty branches and their delegates"),
    ("tests/procedure/table.md", "written by its own test, and reviewed line by line"),
    ("src-tauri/record/src/command.rs", "one enum of every act and one match, which belong together"),
];

/// The one name that is not ours: a trait of axum-server's wants it.
const OF_A_LIBRARY: &str = concat!("type Ser", "vice = axum_server::tls::TlsSer", "vice<S>;");

fn read(path: &str) -> String {
    std::fs::read_to_string(root().join(path)).unwrap_or_default()
}

fn written_by_hand(file: &File) -> bool {
    ["rs", "sql", "ts", "js", "svelte", "css", "html", "json", "toml", "md", "txt"].contains(&file.ending())
}

fn is_code(file: &File) -> bool {
    ["rs", "ts", "js", "svelte"].contains(&file.ending())
}

#[test]
fn the_types_of_the_screens_are_those_of_the_rust() {
    let folder = scratch().unwrap();
    let fresh = folder.path().join("types.ts");
    program::well(&["types"], &fresh, &[]).unwrap();
    let same = std::fs::read_to_string(fresh).unwrap() == read("ui/src/link/types.ts");
    assert!(same, "ui/src/link/types.ts is not fresh: cargo xtask types");
}

#[test]
fn tables_are_strict_and_every_reference_is_indexed() {
    let folder = scratch().unwrap();
    let path = folder.path().join("schema.conference");
    drop(file::create(&path, MIGRATIONS).unwrap());
    let conn = reader(&path).unwrap();
    let list = |sql: &str| -> Vec<(String, String)> {
        let mut list = conn.prepare(sql).unwrap();
        let rows = list.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).unwrap();
        rows.map(Result::unwrap).collect()
    };
    let tables = "pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite_%'";
    let loose = list(&format!(
        "SELECT name, strict FROM (SELECT name, strict || '' AS strict FROM {tables}) WHERE strict = '0'"
    ));
    assert_eq!(loose, [], "not STRICT");
    let journalled: BTreeSet<_> =
        capture::tables(&conn).unwrap().into_iter().map(|table| table.name).collect();
    assert!(journalled.len() > 20);
    for table in &journalled {
        let columns = list(&format!("SELECT name, type FROM pragma_table_info('{table}')"));
        let odd: Vec<_> = columns.iter().filter(|(_, kind)| kind != "INTEGER" && kind != "TEXT").collect();
        assert!(odd.is_empty(), "{table}: {odd:?} cannot be journalled");
    }
    let unindexed = list(
        "SELECT t.name, f.\"from\" FROM pragma_table_list t, pragma_foreign_key_list(t.name) f
         WHERE t.schema = 'main' AND t.type = 'table' AND NOT EXISTS (
           SELECT 1 FROM pragma_index_list(t.name) i, pragma_index_info(i.name) c WHERE c.seqno = 0 AND c.name = f.\"from\")",
    );
    assert_eq!(unindexed, [], "references without an index");
}

#[test]
fn arrows_between_crates_point_one_way() {
    let allowed: BTreeMap<&str, &[&str]> = BTreeMap::from([
        ("rules", &[][..]),
        ("record", &["rules"]),
        ("papers", &["record", "rules"]),
        ("lan", &["papers", "record", "rules"]),
        ("rostrumctl", &["lan", "papers", "record", "rules"]),
        ("rostrum", &["lan", "papers", "record", "rules"]),
        ("rostrum-press", &[]),
        ("xtask", &[]),
        ("rostrum-tests", &["record", "rules"]),
    ]);
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version", "1", "--no-deps", "--offline"])
        .current_dir(root())
        .output()
        .unwrap();
    let metadata: Value = serde_json::from_slice(&output.stdout).unwrap();
    for package in metadata["packages"].as_array().unwrap() {
        let name = package["name"].as_str().unwrap();
        let ours = package["dependencies"]
            .as_array()
            .unwrap()
            .iter()
            .filter(|dependency| dependency["path"].is_string());
        let ours: BTreeSet<_> = ours.filter_map(|dependency| dependency["name"].as_str()).collect();
        let may: BTreeSet<_> =
            allowed.get(name).unwrap_or_else(|| panic!("{name} is new here")).iter().copied().collect();
        assert!(ours.is_subset(&may), "{name} leans on {:?}", ours.difference(&may).collect::<Vec<_>>());
    }
}

#[test]
fn no_file_is_too_long() {
    let long: Vec<_> = files()
        .unwrap()
        .into_iter()
        .filter(|file| written_by_hand(file) && !LONG.iter().any(|(path, _)| *path == file.path))
        .filter_map(|file| Some((file.text?.lines().count(), file.path)))
        .filter(|(lines, _)| *lines > LONGEST)
        .collect();
    assert!(long.is_empty(), "longer than {LONGEST} lines: {long:?}");
}

#[test]
fn names_say_what_things_are() {
    let banned = ["Manager", "Service", "Helper", "Util"];
    let declares = ["struct", "enum", "trait", "mod", "fn", "type", "class", "function", "const", "static"];
    let mut found = Vec::new();
    for file in files().unwrap().iter().filter(|file| is_code(file)) {
        let stem = file.stem().to_lowercase();
        if banned.iter().any(|word| stem.contains(&word.to_lowercase())) {
            found.push(file.path.clone());
        }
        for line in
            file.text.as_deref().unwrap_or_default().lines().filter(|line| line.trim() != OF_A_LIBRARY)
        {
            let words: Vec<_> =
                line.split(|c: char| !c.is_alphanumeric() && c != '_').filter(|w| !w.is_empty()).collect();
            for pair in words.windows(2) {
                let [before, name] = pair else { continue };
                let snake = |word: &str| {
                    name.split('_').any(|part| part.trim_end_matches('s') == word.to_lowercase())
                };
                if declares.contains(before) && banned.iter().any(|word| name.contains(word) || snake(word)) {
                    found.push(format!("{}: {name}", file.path));
                }
            }
        }
    }
    assert!(found.is_empty(), "{found:?}");
}

#[test]
fn every_asset_is_used() {
    let all = files().unwrap();
    let used = |asset: &File| {
        let name = asset.path.rsplit('/').next().unwrap_or_default();
        let mut others = all.iter().filter(|file| file.path != asset.path);
        others.any(|file| file.text.as_deref().is_some_and(|text| text.contains(name)))
    };
    let dead: Vec<_> =
        all.iter().filter(|file| file.path.starts_with("assets/") && !used(file)).map(|f| &f.path).collect();
    assert!(dead.is_empty(), "nobody uses {dead:?}");
}

#[test]
fn one_file_speaks_to_tauri_and_the_hall_may_not_act() {
    let imports = ["from '@tauri-apps", "from \"@tauri-apps", "import('@tauri-apps", "import(\"@tauri-apps"];
    let speaks: Vec<_> = files()
        .unwrap()
        .into_iter()
        .filter(|file| file.path.starts_with("ui/") && is_code(file))
        .filter(|file| {
            file.text.as_deref().is_some_and(|text| imports.iter().any(|import| text.contains(import)))
        })
        .map(|file| file.path)
        .collect();
    assert_eq!(speaks, ["ui/src/link/tauri.ts"]);
    for window in ["hall", "visitors"] {
        let file = read(&format!("src-tauri/capabilities/{window}.json"));
        let looks: Value = serde_json::from_str(&file).unwrap();
        assert_eq!(looks["windows"], serde_json::json!([window]));
        let may: Vec<_> = looks["permissions"].as_array().unwrap().iter().filter_map(Value::as_str).collect();
        let lawful = ["allow-watch", "allow-next", "allow-unwatch", "allow-painted"];
        assert!(may.iter().all(|may| lawful.contains(may)), "{window} may {may:?}");
    }
}

#[test]
fn nothing_names_a_machine_or_a_mirror() {
    let lock = read("Cargo.lock");
    let sources: BTreeSet<_> = lock.lines().filter(|line| line.starts_with("source = ")).collect();
    let crates = "source = \"registry+https://github.com/rust-lang/crates.io-index\"";
    assert_eq!(sources.into_iter().collect::<Vec<_>>(), [crates]);
    for file in files().unwrap().iter().filter(|file| file.path.ends_with("package-lock.json")) {
        let lock: Value = serde_json::from_str(file.text.as_deref().unwrap_or_default()).unwrap();
        let packages = lock["packages"].as_object().unwrap();
        let resolved: Vec<_> = packages.values().filter_map(|package| package["resolved"].as_str()).collect();
        let elsewhere = resolved.iter().filter(|from| from.contains("://")).count();
        assert_eq!(elsewhere, 0, "{} names hosts: {:?}", file.path, resolved.first());
    }
    // Put together here, so that this file does not name them itself; `/home/ann` in an example is nobody's machine.
    let mut machine: Vec<_> = ["/wo|rk/", "/ro|ot/", "/Us|ers/"].map(|path| path.replace('|', "")).into();
    machine.push(root().display().to_string());
    machine.extend(std::env::var("HOME").ok().filter(|home| home.len() > 1));
    let mut found = Vec::new();
    for file in files().unwrap().iter().filter(|file| written_by_hand(file) || file.path.starts_with(".c")) {
        let text = file.text.as_deref().unwrap_or_default();
        for (number, line) in (1..).zip(text.lines()) {
            if machine.iter().any(|path| line.contains(path)) {
                found.push(format!(
                    "{}:{number}: {}",
                    file.path,
                    line.trim().chars().take(120).collect::<String>()
                ));
            }
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn the_law_has_no_floats_no_clock_and_no_disk() {
    let banned = [
        "f32",
        "f64",
        "SystemTime",
        "Instant",
        "std::fs",
        "std::net",
        "std::env",
        "std::io",
        "rand",
        "println",
    ];
    let mut found = Vec::new();
    for file in files()
        .unwrap()
        .iter()
        .filter(|file| file.path.starts_with("src-tauri/rules/") && file.ending() == "rs")
    {
        let text = file.text.as_deref().unwrap_or_default();
        for line in text.lines().map(str::trim).filter(|line| !line.starts_with("//")) {
            let words: Vec<_> = line.split(|c: char| !c.is_alphanumeric() && c != '_' && c != ':').collect();
            found.extend(
                banned
                    .iter()
                    .filter(|word| {
                        words.iter().any(|said| said == *word || said.starts_with(&format!("{word}::")))
                    })
                    .map(|word| format!("{}: {word}", file.path)),
            );
        }
    }
    assert!(found.is_empty(), "{found:?}");
}

#[test]
fn every_module_says_what_it_is_for() {
    let silent: Vec<_> = files()
        .unwrap()
        .into_iter()
        .filter(|file| file.ending() == "rs" && file.path.contains("/src/"))
        .filter(|file| !file.text.as_deref().unwrap_or_default().trim_start().starts_with("//!"))
        // The tests of a module stand in a file of their own beside it.
        .filter(|file| !file.stem().ends_with("_tests"))
        .map(|file| file.path)
        .collect();
    assert!(silent.is_empty(), "{silent:?}");
}

/// A rule that nothing reads is a promise that the program does not keep: `tests/cases/readers-of-keys.txt` names for every key
/// of the standing orders a file that reads it, and the words by which it does.
#[test]
fn every_key_of_the_standing_orders_has_a_reader() {
    const OWN: &str = "src-tauri/rules/src/standing_orders";
    let list = read("tests/cases/readers-of-keys.txt");
    let mut named = BTreeMap::new();
    for line in list.lines().filter(|line| !line.starts_with('#') && !line.trim().is_empty()) {
        let parts: Vec<_> = line.split('|').map(str::trim).collect();
        let [key, path, words] = parts[..] else { panic!("KEY | FILE | WORDS: {line}") };
        assert!(!path.starts_with(OWN), "{key}: what only describes it does not read it");
        let reads = path == "nothing" && key.starts_with("proc.amendment.") || read(path).contains(words);
        assert!(reads, "{key}: {path} does not say “{words}”");
        assert!(named.insert(key.to_owned(), path.to_owned()).is_none(), "{key} stands twice");
    }
    let keys = rules::standing_orders::key_paths();
    let kinds: Vec<_> =
        rules::standing_orders::ProcKind::ALL.iter().map(|kind| format!("proc.{}.", kind.key())).collect();
    let kinds: Vec<_> = kinds.into_iter().filter(|kind| kind != "proc.amendment.").collect();
    let known = |key: &str| {
        let of_a_kind = kinds
            .iter()
            .find_map(|kind| key.strip_prefix(kind.as_str()))
            .map(|rest| format!("proc.*.{rest}"));
        named.contains_key(key) || of_a_kind.is_some_and(|key| named.contains_key(&key))
    };
    let without: Vec<_> = keys.iter().filter(|key| !known(key)).collect();
    assert!(without.is_empty(), "no reader: {without:?}");
    let gone: Vec<_> = named.keys().filter(|key| !key.contains('*') && !keys.contains(key)).collect();
    assert!(gone.is_empty(), "no such key: {gone:?}");
}

/// A threat that is said to be stopped names a file that is there, and in it a test whose name begins so.
#[test]
fn what_is_said_to_be_stopped_names_its_test() {
    let threats = read("src-tauri/lan/THREATS.md");
    let stopped =
        threats.split("## What is stopped").nth(1).and_then(|rest| rest.split("\n## ").next()).unwrap();
    let (mut rows, mut wrong) = (0, Vec::new());
    for row in stopped.lines().filter(|line| line.starts_with("| ")).skip(1) {
        rows += 1;
        let shown = row.trim_end_matches(" |").rsplit(" | ").next().unwrap_or_default();
        let paths: Vec<_> = shown.split('`').skip(1).step_by(2).collect();
        let texts: Vec<_> = paths
            .iter()
            .flat_map(|path| [format!("src-tauri/lan/tests/stations/{path}"), (*path).to_owned()])
            .map(|path| read(&path))
            .filter(|text| !text.is_empty())
            .collect();
        let word = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
        let tests = shown.split('…').filter_map(|before| before.rsplit(|c: char| !word(c)).next());
        let missing = tests
            .filter(|name| !name.is_empty())
            .filter(|name| !texts.iter().any(|text| text.contains(&format!("fn {name}"))));
        wrong.extend(missing.map(|name| format!("{name}: {row}")));
        if paths.is_empty() || texts.len() != paths.len() {
            wrong.push(format!("no such file: {row}"));
        }
    }
    assert!(rows > 15 && wrong.is_empty(), "{wrong:#?}");
}

/// Who is refused is told what would allow it; where nothing would, `tests/cases/no-way-out.txt` says why.
#[test]
fn a_refusal_says_what_would_allow_it_or_why_nothing_would() {
    let list = read("tests/cases/no-way-out.txt");
    let mut excused = BTreeSet::new();
    let mut group = false;
    for line in list.lines().filter(|line| !line.starts_with('#')) {
        if let Some(said) = line.strip_prefix('[') {
            let (name, reason) = said.split_once("] ").unwrap_or_default();
            assert!(!name.is_empty() && reason.ends_with('.'), "[GROUP] REASON.: {line}");
            group = true;
        } else {
            for code in line.split_whitespace() {
                assert!(group && excused.insert(code.to_owned()), "{code} stands twice, or in no group");
            }
        }
    }
    let mut bare = BTreeMap::new();
    for file in files().unwrap().iter().filter(|file| file.ending() == "rs" && file.path.contains("/src/")) {
        let text = file.text.as_deref().unwrap_or_default();
        let text = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
        let own = file.path.starts_with("src-tauri/") && !file.path.ends_with("tests.rs");
        for code in own.then(|| without_a_way_out(text)).into_iter().flatten() {
            bare.entry(code).or_insert_with(|| file.path.clone());
        }
    }
    assert!(bare.len() > 100, "refusals are found no longer: {bare:?}");
    let unexcused: Vec<_> = bare.iter().filter(|(code, _)| !excused.contains(*code)).collect();
    assert!(unexcused.is_empty(), "say what would allow it, or why nothing would: {unexcused:#?}");
    let better: Vec<_> = excused.iter().filter(|code| !bare.contains_key(*code)).collect();
    assert!(better.is_empty(), "strike it off tests/cases/no-way-out.txt, it has a way out: {better:?}");
}

/// The codes of the refusals that are made in a text and are not given a way out where they are made.
fn without_a_way_out(text: &str) -> Vec<String> {
    let made = ["Refusal::new(", "Refused::new("].into_iter().flat_map(|made| text.match_indices(made));
    let found = made.filter_map(|(at, made)| {
        let (before, rest) = text.split_at(at);
        let rest = rest.strip_prefix(made)?;
        let (given, after) = rest.split_at(closing(rest)?);
        let code = given.split('"').find(|part| {
            let word = |c: char| c.is_ascii_lowercase() || c == '_';
            part.split_once('.').is_some_and(|(noun, reason)| {
                [noun, reason].iter().all(|half| !half.is_empty() && half.chars().all(word))
            })
        })?;
        let ways = [".allowed_by(", ".by_reason("];
        let said = after.strip_prefix(')').unwrap_or_default().trim_start();
        // Kept under a name at first, and given its way out in the lines that follow.
        let name =
            before.trim_end().strip_suffix('=').and_then(|before| before.split_whitespace().next_back());
        let later = name.is_some_and(|name| {
            let near: String = after.chars().take(800).collect();
            ways.iter().any(|way| near.contains(&format!("{name}{way}")))
        });
        (!later && !ways.iter().any(|way| said.starts_with(way))).then(|| code.to_owned())
    });
    found.collect()
}

/// Where the bracket is closed that was open before the text began.
fn closing(text: &str) -> Option<usize> {
    let (mut depth, mut quoted, mut escaped) = (1, false, false);
    for (at, sign) in text.char_indices() {
        match sign {
            _ if escaped => escaped = false,
            '\\' if quoted => escaped = true,
            '"' => quoted = !quoted,
            '(' if !quoted => depth += 1,
            ')' if !quoted => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return Some(at);
        }
    }
    None
}

#[test]
fn a_refusal_without_a_way_out_is_found() {
    let rows: [(&str, &[&str]); 6] = [
        (r#"Refusal::new("vote.open", "It (too) is open.").into()"#, &["vote.open"]),
        (r#"Refusal::new("vote.open", format!("{} \"is\" open.", x())).allowed_by("Close it.")"#, &[]),
        ("Refusal::new(\n  \"vote.open\",\n  \"It is.\",\n)\n.by_reason()", &[]),
        (r#"let no = Refusal::new("vote.open", "It is."); Err(no.by_reason())"#, &[]),
        (r#"let no = Refusal::new("vote.open", "It is."); Err(no.into())"#, &["vote.open"]),
        (r#"Refused::new(StatusCode::CONFLICT, "lan.full", sentence)"#, &["lan.full"]),
    ];
    for (text, codes) in rows {
        assert_eq!(without_a_way_out(text), codes, "{text}");
    }
}

/// `rostrumctl` runs on a machine without a screen: nothing of a window is linked into it.
#[test]
fn the_command_line_links_no_webview() {
    let tree = |package: &str| {
        let told = Command::new(option_env!("CARGO").unwrap_or("cargo"))
            .args([
                "tree",
                "--offline",
                "--edges",
                "normal",
                "--prefix",
                "none",
                "--format",
                "{p}",
                "--package",
                package,
            ])
            .current_dir(root())
            .output()
            .unwrap();
        assert!(told.status.success(), "{}", String::from_utf8_lossy(&told.stderr));
        let text = String::from_utf8_lossy(&told.stdout).into_owned();
        text.lines().filter_map(|line| line.split(' ').next().map(str::to_owned)).collect::<BTreeSet<_>>()
    };
    let windows = ["tauri", "wry", "tao", "gtk", "webkit2gtk", "softbuffer"];
    let found = |package: &str| {
        let tree = tree(package);
        windows.into_iter().filter(|name| tree.contains(*name)).collect::<Vec<_>>()
    };
    assert_eq!(found("rostrumctl"), Vec::<&str>::new());
    assert!(found("rostrum").contains(&"wry"), "the look itself finds it where it is");
}
