//! Gives every command of the bridge a permission of its own, so that a window kind gets only what it may do.

fn main() {
    // A list of its own rather than a constant of the crate: a build script cannot see the crate it builds.
    let commands = &[
        "watch",
        "next",
        "unwatch",
        "dispatch",
        "undo",
        "errand",
        "hall",
        "pick",
        "preview",
        "show",
        "painted",
        "bring",
        "save_copy",
    ];
    let manifest = tauri_build::AppManifest::new().commands(commands);
    let attributes = tauri_build::Attributes::new().app_manifest(manifest);
    if let Err(error) = tauri_build::try_build(attributes) {
        // A build script has no other way to say why it failed.
        panic!("tauri_build: {error:#}");
    }
}
