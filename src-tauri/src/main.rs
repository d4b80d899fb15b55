//! stub
fn main() { let c: tauri::Context<tauri::Wry> = tauri::generate_context!(); tauri::Builder::default().build(c).map(|_|()).unwrap_or_default(); }
