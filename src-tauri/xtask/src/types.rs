//! `cargo xtask types`: the TypeScript of what goes over the bridge, from the Rust that answers it.

use crate::Outcome;
use crate::programs::{cargo, run};

/// Writes `ui/src/link/types.ts` anew.
pub(crate) fn types() -> Outcome {
    run(&mut cargo(&["run", "--package", "rostrumctl", "--", "types", "ui/src/link/types.ts"]))
}
