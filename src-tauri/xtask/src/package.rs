//! The .deb: how it is made, and the test that it installs, starts and goes away again.

use crate::house::{built, target, tools};
use crate::node::build_screens;
use crate::programs::{self, Group, cargo, command, output, succeeds};
use crate::screen::Screen;
use crate::tally::Tally;
use crate::{Outcome, system};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::{Duration, Instant};

/// What prints lies beside the program.
const PRESS: &str = "rostrum-press";

/// The release that matches the tauri in the lock file.
const PACKER: &str = "@tauri-apps/cli@2.12.5";

/// Makes the .deb that is given to others.
pub(crate) fn package() -> Outcome {
    system::ensure_build()?;
    build_screens()?;
    programs::prepare(&mut cargo(&["build", "--release", "--package", "rostrum", "--package", PRESS]))?;
    let deb = bundle("release")?;
    let bytes = fs::metadata(&deb).map_err(|e| format!("{}: {e}", deb.display()))?.len();
    println!("{}  {}.{} MB", deb.display(), bytes / 1_000_000, bytes / 100_000 % 10);
    Ok(())
}

/// Tauri's packer, kept beside the other tools: its lock file names programs for systems that no registry has here, and
/// `npm ci` in `ui` would fail for want of them.
fn packer() -> Outcome<PathBuf> {
    let folder = tools().join("packer");
    let program = folder.join("node_modules/.bin/tauri");
    if !program.is_file() {
        fs::create_dir_all(&folder).map_err(|e| format!("cannot make {}: {e}", folder.display()))?;
        eprintln!("Installing Tauri's packer, which makes the .deb");
        let mut npm = command("npm");
        npm.args(["install", "--no-audit", "--no-fund", "--no-package-lock", "--prefix"]);
        programs::prepare(npm.arg(&folder).arg(PACKER))?;
    }
    Ok(program)
}

/// Packs the program that is already built. Tauri's own `build` would compile it once more with other features.
fn bundle(profile: &str) -> Outcome<PathBuf> {
    let folder = target().join(profile).join("bundle/deb");
    if folder.exists() {
        fs::remove_dir_all(&folder).map_err(|e| format!("cannot empty {}: {e}", folder.display()))?;
    }
    let mut tauri = command(packer()?);
    tauri.args(["bundle", "--bundles", "deb", "--config"]);
    let press = built(profile, PRESS).display().to_string();
    tauri.arg(format!(r#"{{"bundle":{{"linux":{{"deb":{{"files":{{"/usr/bin/{PRESS}":"{press}"}}}}}}}}}}"#));
    if profile == "debug" {
        tauri.arg("--debug");
    }
    programs::prepare(&mut tauri)?;
    fs::read_dir(&folder)
        .map_err(|e| format!("{}: {e}", folder.display()))?
        .flatten()
        .map(|entry| entry.path())
        .find(|path| path.extension().is_some_and(|end| end == "deb"))
        .ok_or_else(|| format!("no .deb was made in {}", folder.display()))
}

/// Installs the .deb of the development build, starts what it installed, and removes it again. Where the program
/// is installed for use already, or nobody may install, the package is unpacked beside and started from there.
pub(crate) fn test() -> Outcome<Tally> {
    let deb = bundle("debug")?;
    let in_use = Path::new("/usr/bin/rostrum").exists();
    let mut test = Test { tally: Tally::default() };
    match system::as_administrator().filter(|_| !in_use) {
        Some(before) => {
            let file = deb.to_string_lossy().into_owned();
            let installed = system::administer(
                before,
                &["apt-get", "install", "--yes", "--no-install-recommends", &file],
            );
            test.check("the package installs", installed);
            test.start_from(Path::new("/"));
            test.check(
                "the package goes away",
                system::administer(before, &["apt-get", "remove", "--yes", "rostrum"]),
            );
            test.check("and leaves no program behind", leaves_nothing());
        }
        None => {
            let reason = if in_use {
                "Rostrum is installed here for use"
            } else {
                "only the administrator may install"
            };
            println!("{reason}: the package is unpacked beside instead.");
            test.tally.skipped += 3;
            let beside = target().join("package-test");
            let _ = fs::remove_dir_all(&beside);
            programs::run(command("dpkg-deb").arg("-x").arg(&deb).arg(&beside))?;
            test.start_from(&beside);
        }
    }
    Ok(test.tally)
}

struct Test {
    tally: Tally,
}

impl Test {
    fn check(&mut self, what: &str, outcome: Outcome) {
        match outcome {
            Ok(()) => {
                println!("  ok      {what}");
                self.tally.passed += 1;
            }
            Err(why) => {
                println!("  FAILED  {what}: {why}");
                self.tally.failed += 1;
            }
        }
    }

    fn start_from(&mut self, place: &Path) {
        self.check("it opens .conference files", opens_conferences(place));
        self.check("what prints lies beside it, and prints", prints(place));
        let started = Screen::start("1366x768").and_then(|screen| {
            let program = Group::start(
                screen
                    .lend(&mut command(place.join("usr/bin/rostrum")))
                    .env("ROSTRUM_PAINT_LOG", screen.folder("log").join("paint"))
                    .stdin(Stdio::null()),
            )?;
            Ok((program, screen))
        });
        match started {
            Ok((mut program, screen)) => {
                self.check("a window appears", wait_for(&mut program, || has_window(&screen)));
                let log = screen.folder("log").join("paint");
                self.check("the chair's page is painted", wait_for(&mut program, || painted(&log)));
                // Before its screen and its folders go.
                drop(program);
            }
            Err(why) => self.check("it starts", Err(why)),
        }
    }
}

/// A poster, set by the press that was installed.
fn prints(place: &Path) -> Outcome {
    const POSTER: &str = include_str!("../../press/poster.json");
    let press = place.join("usr/bin").join(PRESS);
    let (data, out) = (target().join("package-test.json"), target().join("package-test.pdf"));
    fs::write(&data, POSTER).map_err(|e| format!("{}: {e}", data.display()))?;
    let input = fs::File::open(&data).map_err(|e| format!("{}: {e}", data.display()))?;
    let run = programs::run(command(&press).arg(&out).stdin(input));
    let set = fs::read(&out).is_ok_and(|pdf| pdf.starts_with(b"%PDF-"));
    for file in [data, out] {
        // Where nothing was printed there is nothing to take away.
        let _ = fs::remove_file(file);
    }
    run.and(if set { Ok(()) } else { Err(format!("{} prints no PDF", press.display())) })
}

/// Waits up to half a minute for something that a running program brings about.
pub(crate) fn wait_for(program: &mut Group, there: impl Fn() -> bool) -> Outcome {
    let end = Instant::now() + Duration::from_secs(30);
    while Instant::now() < end {
        if there() {
            return Ok(());
        }
        if !program.runs() {
            return Err("the program ended".to_owned());
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    Err("not within 30 s".to_owned())
}

/// Whether the program has noted that its page was painted.
pub(crate) fn painted(log: &Path) -> bool {
    fs::read_to_string(log).is_ok_and(|text| text.lines().any(|line| line.starts_with("painted ")))
}

fn has_window(screen: &Screen) -> bool {
    succeeds(screen.lend(command("xdotool").args(["search", "--onlyvisible", "--name", "Rostrum"])))
}

fn opens_conferences(place: &Path) -> Outcome {
    let entry = place.join("usr/share/applications/Rostrum.desktop");
    let text = fs::read_to_string(&entry).map_err(|e| format!("{}: {e}", entry.display()))?;
    for line in ["MimeType=application/x-rostrum-conference", "Exec=rostrum %f"] {
        if !text.lines().any(|l| l.starts_with(line)) {
            return Err(format!("{} lacks `{line}`", entry.display()));
        }
    }
    let kind = place.join("usr/share/mime/packages/rostrum.xml");
    if kind.exists() { Ok(()) } else { Err(format!("{} is not there", kind.display())) }
}

fn leaves_nothing() -> Outcome {
    let listed =
        output(command("sh").args(["-c", "dpkg-query -W -f '${db:Status-Status}' rostrum 2>&1 || true"]))?;
    let gone = !Path::new("/usr/bin/rostrum").exists() && !listed.starts_with("installed");
    if gone { Ok(()) } else { Err("it is still there".to_owned()) }
}
