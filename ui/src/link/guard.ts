// Whether a source is still there. It beats every second, so that a screen says within two that it is not.
const SILENT_MS = 1_700;
const LOOK_MS = 250;

type Guarded = { at: number; silent: boolean; lost: () => void };
export type Guard = {
  /** Something came; whether it had been silent for too long before. */
  heard(): boolean;
  end(): void;
};

const guarded = new Set<Guarded>();
let looking: ReturnType<typeof setInterval> | null = null;

function look(): void {
  for (const each of guarded) {
    if (each.silent || performance.now() - each.at < SILENT_MS) continue;
    each.silent = true;
    each.lost();
  }
}

export function guard(lost: () => void): Guard {
  const mine: Guarded = { at: performance.now(), silent: false, lost };
  guarded.add(mine);
  looking ??= setInterval(look, LOOK_MS);
  return {
    heard() {
      const was = mine.silent;
      mine.at = performance.now();
      mine.silent = false;
      return was;
    },
    end() {
      guarded.delete(mine);
      if (guarded.size > 0 || looking === null) return;
      clearInterval(looking);
      looking = null;
    },
  };
}
