//! The desktop program: two windows over the office.
//!
//! Invariant: there is no rule and no SQL here. Whatever can be done from a window can be done without one.

mod attachments;
mod bridge;
mod displays;
mod opening;
mod paint;
#[cfg(target_os = "linux")]
mod surroundings;
mod watches;
mod windows;

use record::desk::Options;
use record::office::Office;
use std::process::ExitCode;
use tauri::webview::PageLoadEvent;
use tauri::{App, Manager, RunEvent, WindowEvent};

fn main() -> ExitCode {
    let log = paint::PaintLog::start();
    #[cfg(target_os = "linux")]
    surroundings::settle();
    let built = tauri::Builder::default()
        // First, so that a second start ends before it touches a file.
        .plugin(tauri_plugin_single_instance::init(|app, words, folder| {
            opening::second_start(app, &words, &folder);
        }))
        .plugin(tauri_plugin_dialog::init())
        .plugin(windows::places())
        .manage(log)
        .manage(watches::Watches::default())
        .manage(windows::Hall::default())
        .manage(windows::Moved::default())
        .invoke_handler(tauri::generate_handler![
            bridge::watch,
            bridge::next,
            bridge::unwatch,
            bridge::dispatch,
            bridge::undo,
            bridge::errand,
            bridge::hall,
            bridge::pick,
            bridge::preview,
            bridge::show,
            bridge::painted,
            attachments::bring,
            attachments::save_copy
        ])
        .on_page_load(|webview, page| {
            if page.event() == PageLoadEvent::Started {
                webview.state::<watches::Watches>().end_all(webview.label());
            }
        })
        .on_window_event(|window, event| {
            if matches!(event, WindowEvent::Destroyed) {
                window.state::<watches::Watches>().end_all(window.label());
            }
            windows::on_event(window, event);
        })
        .setup(|app| begin(app))
        .build(tauri::generate_context!());
    match built {
        Ok(app) => {
            app.run(|app, event| {
                if matches!(event, RunEvent::Exit)
                    && let Some(office) = app.try_state::<Office>()
                {
                    windows::keep(app);
                    office.leave();
                }
            });
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("rostrum: {error}");
            ExitCode::FAILURE
        }
    }
}

fn begin(app: &mut App) -> Result<(), Box<dyn std::error::Error>> {
    let settings = app.path().config_dir()?.join("rostrum");
    std::fs::create_dir_all(&settings)?;
    record::fault_log::into(&settings);
    let office = Office::open(&settings, Options::default())?;
    // Nothing listens, and nothing of TLS is made, until the chair asks for it.
    lan::Stations::attach(&office, tauri::async_runtime::handle().inner().clone());
    app.manage(office);
    let app = app.handle();
    opening::first_start(app);
    windows::open_chair(app)?;
    windows::open_hall_again(app);
    windows::follow_displays(app.clone());
    Ok(())
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    fn permissions(capability: &str) -> Vec<String> {
        let file = format!("{}/capabilities/{capability}.json", env!("CARGO_MANIFEST_DIR"));
        let text = std::fs::read_to_string(&file).expect("the capability is there");
        let capability: Value = serde_json::from_str(&text).expect("it is JSON");
        let list = capability["permissions"].as_array().expect("it has permissions");
        list.iter().map(|p| p.as_str().expect("permissions are plain names").to_owned()).collect()
    }

    #[test]
    fn the_hall_may_look_and_not_act() {
        for looks in ["hall", "visitors"] {
            assert_eq!(permissions(looks), ["allow-watch", "allow-next", "allow-unwatch"]);
        }
    }

    #[test]
    fn the_chair_has_the_bridge_and_nothing_else_of_tauri() {
        let chair = permissions("chair");
        assert!(chair.iter().all(|permission| permission.starts_with("allow-") && !permission.contains(':')));
        assert!(chair.contains(&"allow-dispatch".to_owned()));
    }

    #[test]
    fn each_capability_is_for_one_kind_of_window() {
        // A file that the configuration does not name gives its window nothing.
        let config: Value = serde_json::from_str(include_str!("../tauri.conf.json")).expect("it is JSON");
        assert_eq!(
            config["app"]["security"]["capabilities"],
            serde_json::json!(["chair", "hall", "visitors"])
        );
        for kind in ["chair", "hall", "visitors"] {
            let file = format!("{}/capabilities/{kind}.json", env!("CARGO_MANIFEST_DIR"));
            let text = std::fs::read_to_string(&file).expect("the capability is there");
            let capability: Value = serde_json::from_str(&text).expect("it is JSON");
            assert_eq!(capability["windows"], serde_json::json!([kind]));
        }
    }

    #[test]
    fn nothing_is_loaded_from_anywhere_but_the_program() {
        let config: Value = serde_json::from_str(include_str!("../tauri.conf.json")).expect("it is JSON");
        let security = &config["app"]["security"];
        let csp = security["csp"].as_object().expect("there is a policy");
        for (directive, sources) in csp {
            let sources = sources.as_str().expect("sources are words");
            // What a page draws by itself, and its way to the program; no other place, and nothing inline.
            let own = ["'self'", "'none'", "data:", "blob:", "ipc:", "http://ipc.localhost"];
            assert!(sources.split(' ').all(|source| own.contains(&source)), "{directive} {sources}");
        }
        for (directive, sources) in [
            ("default-src", "'self'"),
            ("script-src", "'self'"),
            ("style-src", "'self'"),
            ("object-src", "'none'"),
            ("base-uri", "'none'"),
            ("form-action", "'none'"),
        ] {
            assert_eq!(csp[directive], sources, "{directive}");
        }
        // Nothing else loosens it: what Tauri adds to a policy stays on.
        let mut said: Vec<_> = security.as_object().expect("there is security").keys().collect();
        said.sort();
        assert_eq!(said, ["capabilities", "csp"]);
    }
}
