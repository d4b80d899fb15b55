//! Stories, simulation, crash, import and tidy: see each file under `tests/`.
