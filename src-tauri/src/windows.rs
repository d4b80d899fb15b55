//! The windows: the chair's, which is the program; the hall's, which follows the projector; and one for visitors, who see
//! nothing of a private session.
//!
//! Invariant: the hall's window is never left full screen where the chair's is. That it is open, and where, outlives the
//! program, as do the places of the others: after a crash the hall sees again what it saw.

use crate::displays::{Display, for_hall};
use record::office::Office;
use record::settings::HallWindow;
use serde::Serialize;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tauri::plugin::TauriPlugin;
use tauri::utils::config::Color;
use tauri::{
    AppHandle, Manager, PhysicalPosition, PhysicalSize, Runtime, WebviewUrl, WebviewWindow,
    WebviewWindowBuilder, Window, WindowEvent,
};
use tauri_plugin_window_state::{AppHandleExt, StateFlags};

/// The label of the chair's window; its capabilities are in `capabilities/chair.json`.
pub(crate) const CHAIR: &str = "chair";
/// The label of the hall's window; its capabilities are in `capabilities/hall.json`.
pub(crate) const HALL: &str = "hall";
/// The label of the visitors' window, with the hall's capabilities.
pub(crate) const VISITORS: &str = "visitors";

const PAPER: Color = Color(0xFB, 0xFA, 0xF7, 0xFF);
const DARK: Color = Color(0x14, 0x16, 0x1A, 0xFF);
/// About the height of a title bar, in pixels.
const TITLE_BAR: u32 = 32;
/// How soon a projector that comes or goes is noticed.
const LOOK_AGAIN: Duration = Duration::from_secs(2);

/// Where the hall's window is, as last put there.
#[derive(Debug, Default)]
pub(crate) struct Hall(Mutex<Place>);

/// Whether a window that is put where people want it has moved since its place was last kept.
#[derive(Debug, Default)]
pub(crate) struct Moved(AtomicBool);

/// Remembers where those windows are. The hall's follows the projector, and is kept by `keep`.
pub(crate) fn places<R: Runtime>() -> TauriPlugin<R> {
    tauri_plugin_window_state::Builder::new().with_state_flags(kept()).with_denylist(&[HALL]).build()
}

fn kept() -> StateFlags {
    StateFlags::SIZE | StateFlags::POSITION | StateFlags::MAXIMIZED
}

#[derive(Debug, Default)]
struct Place {
    open: bool,
    /// The display it fills; none for an ordinary window.
    display: Option<Display>,
    /// Where it was when last an ordinary window.
    ordinary: Option<(PhysicalPosition<i32>, PhysicalSize<u32>)>,
}

/// What the chair is told of the hall's window.
#[derive(Debug, Serialize)]
pub(crate) struct HallShown {
    open: bool,
    /// It fills a display of its own.
    second_display: bool,
}

/// Opens the chair's window.
pub(crate) fn open_chair(app: &AppHandle) -> tauri::Result<()> {
    let chair = WebviewWindowBuilder::new(app, CHAIR, WebviewUrl::App("index.html".into()))
        .title("Rostrum")
        .inner_size(1366.0, 768.0)
        .min_inner_size(960.0, 600.0)
        .background_color(PAPER)
        .build()?;
    // On a laptop that is no larger, title bar and panel would push the foot of the screen out of sight. A smaller
    // window that was left here before stays as it was left.
    if let Some(monitor) = chair.current_monitor()? {
        let (room, size) = (monitor.work_area().size, chair.inner_size()?);
        if size.width >= room.width || size.height + TITLE_BAR >= room.height {
            chair.maximize()?;
        }
    }
    Ok(())
}

/// Brings the chair's window to the front.
pub(crate) fn show_chair(app: &AppHandle) {
    if let Some(chair) = app.get_webview_window(CHAIR) {
        // A window manager may refuse; the window is there all the same.
        let _ = chair.unminimize();
        let _ = chair.set_focus();
    }
}

/// Opens the hall's window, on a display of its own if there is one.
pub(crate) fn open_hall(app: &AppHandle) -> tauri::Result<HallShown> {
    let hall = match app.get_webview_window(HALL) {
        Some(hall) => hall,
        None => WebviewWindowBuilder::new(app, HALL, WebviewUrl::App("index.html?window=hall".into()))
            .title("Rostrum: hall")
            .inner_size(960.0, 540.0)
            .min_inner_size(320.0, 180.0)
            .background_color(DARK)
            .focused(false)
            .visible(false)
            .build()?,
    };
    let (was_open, ordinary) = {
        let mut place = place(app);
        (std::mem::replace(&mut place.open, true), place.ordinary)
    };
    hall.show()?;
    if !was_open && let Some((position, size)) = ordinary.filter(|at| is_seen(&hall, *at)) {
        hall.set_size(size)?;
        hall.set_position(position)?;
    }
    arrange(app, &hall)?;
    show_chair(app);
    keep(app);
    Ok(shown(app))
}

/// As it was left, where it was left open; by a crash too.
pub(crate) fn open_hall_again(app: &AppHandle) {
    let was = app.state::<Office>().settings().hall;
    place(app).ordinary = was
        .ordinary
        .map(|(x, y, width, height)| (PhysicalPosition::new(x, y), PhysicalSize::new(width, height)));
    // Where it cannot be opened the chair opens it by hand.
    if was.open
        && let Err(error) = open_hall(app)
    {
        eprintln!("rostrum: the hall's window: {error}");
    }
}

/// Keeps for the next start how the hall's window is.
pub(crate) fn keep(app: &AppHandle) {
    let window = {
        let place = place(app);
        let ordinary = place.ordinary.map(|(at, size)| (at.x, at.y, size.width, size.height));
        HallWindow { open: place.open, ordinary }
    };
    app.state::<Office>().keep_hall_window(window);
}

/// Whether enough of a window would be seen there: the display that it was on may be gone.
fn is_seen(window: &WebviewWindow, (at, size): (PhysicalPosition<i32>, PhysicalSize<u32>)) -> bool {
    let here = Display { name: String::new(), position: (at.x, at.y), size: (size.width, size.height) };
    displays(window).is_ok_and(|all| all.iter().any(|display| crate::displays::overlap(display, &here)))
}

/// Opens the visitors' window, an ordinary one that is put where they are; or brings it back to the front.
pub(crate) fn open_visitors(app: &AppHandle) -> tauri::Result<HallShown> {
    match app.get_webview_window(VISITORS) {
        Some(visitors) => visitors.unminimize()?,
        None => {
            WebviewWindowBuilder::new(app, VISITORS, WebviewUrl::App("index.html?window=visitors".into()))
                .title("Rostrum: visitors")
                .inner_size(960.0, 540.0)
                .min_inner_size(320.0, 180.0)
                .background_color(DARK)
                .focused(false)
                .build()?;
        }
    }
    show_chair(app);
    Ok(shown(app))
}

/// Hides the hall's window; what it shows goes on.
pub(crate) fn close_hall(app: &AppHandle) -> tauri::Result<HallShown> {
    let was = std::mem::take(&mut *place(app));
    if let Some(hall) = app.get_webview_window(HALL) {
        if was.display.is_some() {
            hall.set_fullscreen(false)?;
        }
        hall.hide()?;
    }
    place(app).ordinary = was.ordinary;
    keep(app);
    Ok(shown(app))
}

/// Fills the hall's display, or makes its window an ordinary one; where there is no display but the chair's it
/// stays an ordinary one.
pub(crate) fn toggle_fullscreen(app: &AppHandle) -> tauri::Result<HallShown> {
    let Some(hall) = app.get_webview_window(HALL).filter(|_| place(app).open) else { return open_hall(app) };
    if place(app).display.is_some() {
        make_ordinary(app, &hall)?;
    } else {
        arrange(app, &hall)?;
    }
    Ok(shown(app))
}

/// Where the hall's window is.
pub(crate) fn shown(app: &AppHandle) -> HallShown {
    let place = place(app);
    HallShown { open: place.open, second_display: place.display.is_some() }
}

/// What becomes of a window that is closed: the hall's is hidden, the chair's ends the program.
pub(crate) fn on_event(window: &Window, event: &WindowEvent) {
    let app = window.app_handle();
    match (window.label(), event) {
        (HALL, WindowEvent::CloseRequested { api, .. }) => {
            api.prevent_close();
            // A window that will not hide is still there to be closed again.
            let _ = close_hall(app);
        }
        (HALL, WindowEvent::Moved(at)) => moved(app, |ordinary| ordinary.0 = *at),
        (HALL, WindowEvent::Resized(size)) => moved(app, |ordinary| ordinary.1 = *size),
        (CHAIR, WindowEvent::Destroyed) => app.exit(0),
        (CHAIR | VISITORS, WindowEvent::Moved(_) | WindowEvent::Resized(_)) => {
            app.state::<Moved>().0.store(true, Ordering::Relaxed);
        }
        _ => {}
    }
}

/// Notes where an ordinary window has gone; whoever follows the displays keeps it.
fn moved(app: &AppHandle, change: impl FnOnce(&mut (PhysicalPosition<i32>, PhysicalSize<u32>))) {
    let mut place = place(app);
    if place.open && place.display.is_none() {
        change(place.ordinary.get_or_insert((PhysicalPosition::new(0, 0), PhysicalSize::new(960, 540))));
    }
}

/// Notices from now on when a projector comes or goes, and moves the hall's window accordingly.
pub(crate) fn follow_displays(app: AppHandle) {
    std::thread::spawn(move || {
        let mut before = None;
        // Ends with the chair's window, and so with the program.
        while let Some(chair) = app.get_webview_window(CHAIR) {
            keep(&app);
            if app.state::<Moved>().0.swap(false, Ordering::Relaxed) {
                keep_places(&app);
            }
            let now = displays(&chair).ok();
            if now.is_some() && now != before {
                let is_news = before.is_some();
                before = now;
                if let Some(hall) = app.get_webview_window(HALL).filter(|_| is_news && place(&app).open) {
                    // Tried again when the displays change next; there is nobody to tell meanwhile.
                    let _ = arrange(&app, &hall);
                    show_chair(&app);
                }
            }
            std::thread::sleep(LOOK_AGAIN);
        }
    });
}

/// Keeps at once where the windows were put, as the plugin does at an end: a crash has none.
fn keep_places(app: &AppHandle) {
    let windows = app.clone();
    // On the thread of the windows: anywhere else the plugin holds its lock while it waits for that thread, which may
    // be waiting for the lock. What cannot be kept is tried again when a window moves, and at the end.
    let _ = app.run_on_main_thread(move || {
        if let Err(error) = windows.save_window_state(kept()) {
            eprintln!("rostrum: the places of the windows: {error}");
        }
    });
}

/// Puts the hall's window where it belongs.
fn arrange(app: &AppHandle, hall: &WebviewWindow) -> tauri::Result<()> {
    let displays = displays(hall)?;
    match chairs_display(app)?.and_then(|chair| for_hall(&displays, &chair)) {
        Some(number) => fill(app, hall, number, &displays[number]),
        None if place(app).display.is_some() => make_ordinary(app, hall),
        None => Ok(()),
    }
}

fn fill(app: &AppHandle, hall: &WebviewWindow, number: usize, display: &Display) -> tauri::Result<()> {
    // Asked before the lock is taken: the answers come from the thread of the windows, which may want the lock.
    let here = (hall.outer_position()?, hall.inner_size()?);
    {
        let mut place = place(app);
        if place.display.replace(display.clone()).is_none() {
            place.ordinary = Some(here);
        }
    }
    hall.set_fullscreen(false)?;
    // Where there is no window manager, or it does not care, the window still covers the display.
    hall.set_position(PhysicalPosition::new(display.position.0, display.position.1))?;
    hall.set_size(PhysicalSize::new(display.size.0, display.size.1))?;
    fullscreen_on(hall, number)
}

#[cfg(target_os = "linux")]
fn fullscreen_on(hall: &WebviewWindow, number: usize) -> tauri::Result<()> {
    use gtk::prelude::{GtkWindowExt, WidgetExt};
    let Ok(number) = i32::try_from(number) else { return Ok(()) };
    let window = hall.clone();
    hall.run_on_main_thread(move || {
        if let Ok(window) = window.gtk_window()
            && let Some(screen) = WidgetExt::screen(&window)
        {
            window.fullscreen_on_monitor(&screen, number);
        }
    })
}

#[cfg(not(target_os = "linux"))]
fn fullscreen_on(hall: &WebviewWindow, _number: usize) -> tauri::Result<()> {
    // Elsewhere a window fills the display that it is on.
    hall.set_fullscreen(true)
}

fn make_ordinary(app: &AppHandle, hall: &WebviewWindow) -> tauri::Result<()> {
    let ordinary = {
        let mut place = place(app);
        place.display = None;
        place.ordinary
    };
    hall.set_fullscreen(false)?;
    match ordinary {
        Some((position, size)) => {
            hall.set_size(size)?;
            hall.set_position(position)
        }
        None => hall.set_size(tauri::LogicalSize::new(960.0, 540.0)),
    }
}

fn displays(window: &WebviewWindow) -> tauri::Result<Vec<Display>> {
    Ok(window.available_monitors()?.iter().map(Display::from).collect())
}

fn chairs_display(app: &AppHandle) -> tauri::Result<Option<Display>> {
    let Some(chair) = app.get_webview_window(CHAIR) else { return Ok(None) };
    Ok(chair.current_monitor()?.as_ref().map(Display::from))
}

fn place(app: &AppHandle) -> MutexGuard<'_, Place> {
    app.state::<Hall>().inner().0.lock().unwrap_or_else(PoisonError::into_inner)
}
