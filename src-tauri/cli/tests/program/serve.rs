//! The screens served, looked at, and left.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Command, Stdio};

use crate::run::{done, run};

fn get(address: &str, path: &str, more: &str) -> String {
    let mut stream = TcpStream::connect(address).unwrap();
    write!(stream, "GET {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n{more}\r\n").unwrap();
    let mut text = String::new();
    stream.read_to_string(&mut text).unwrap();
    text
}

#[test]
fn it_serves_until_told_and_closes_the_file_well() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    done(folder, &["new", "a.conference", "--demo"]);
    let mut program = Command::new(env!("CARGO_BIN_EXE_rostrumctl"));
    let mut served =
        program.args(["serve", "a.conference"]).current_dir(folder).stdout(Stdio::piped()).spawn().unwrap();
    let mut lines = BufReader::new(served.stdout.take().unwrap()).lines();
    let (chair, hall) = (lines.next().unwrap().unwrap(), lines.next().unwrap().unwrap());
    let (address, key) = chair.strip_prefix("http://").unwrap().split_once("/#key=").unwrap();
    assert!(address.starts_with("127.0.0.1:") && key.len() == 64, "{chair}");
    assert!(
        hall.starts_with(&format!("http://{address}/?window=hall#key=")) && !hall.contains(key),
        "{hall}"
    );
    assert!(get(address, "/", "").starts_with("HTTP/1.1 200"));
    assert!(get(address, "/watch?view=%7B%22view%22%3A%22desk%22%7D", "").starts_with("HTTP/1.1 401"));

    // Open there, it can be looked at here, and not acted upon.
    assert!(done(folder, &["show", "a.conference", "desk", "--json"]).contains("Conway Hall"));
    assert!(done(folder, &["verify", "a.conference"]).contains("whole"));
    let locked = run(folder, &["undo", "a.conference"]);
    assert_eq!(locked.code, 1);
    assert!(locked.err.contains("is open in another Rostrum"), "{}", locked.err);
    let port = address.split(':').nth(1).unwrap();
    let taken = run(folder, &["serve", "--port", port]);
    assert_eq!(taken.code, 1, "{}", taken.err);

    assert!(Command::new("kill").args(["-TERM", &served.id().to_string()]).status().unwrap().success());
    assert_eq!(served.wait().unwrap().code(), Some(0));
    for end in ["-wal", "-shm", "-lock"] {
        assert!(!folder.join(format!("a.conference{end}")).exists(), "{end}");
    }
    done(folder, &["verify", "a.conference"]);
}
