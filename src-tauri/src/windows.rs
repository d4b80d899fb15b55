//! The windows: the chair's, which is the program; the hall's, which follows the projector; and one for visitors, who see
//! nothing of a private session.
//!
//! Invariant: the hall's window is never left full screen where the chair's is.

use crate::displays::{Display, for_hall};
use serde::Serialize;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tauri::utils::config::Color;
use tauri::{
    AppHandle, Manager, PhysicalPosition, PhysicalSize, WebviewUrl, WebviewWindow, WebviewWindowBuilder,
    Window, WindowEvent,
};

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
    place(app).open = true;
    hall.show()?;
    arrange(app, &hall)?;
    show_chair(app);
    Ok(shown(app))
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
        (CHAIR, WindowEvent::Destroyed) => app.exit(0),
        _ => {}
    }
}

/// Notices from now on when a projector comes or goes, and moves the hall's window accordingly.
pub(crate) fn follow_displays(app: AppHandle) {
    std::thread::spawn(move || {
        let mut before = None;
        // Ends with the chair's window, and so with the program.
        while let Some(chair) = app.get_webview_window(CHAIR) {
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
