const LOOK_MS = 500;
const SLEPT_MS = 2_000;

/** The steady clock stands still while the laptop sleeps and the wall clock does not: that is how a sleep is known. */
export function onWake(run: () => void): void {
  const apart = (): number => Date.now() - performance.now();
  let before = apart();
  setInterval(() => {
    const after = apart();
    if (after - before > SLEPT_MS) run();
    before = after;
  }, LOOK_MS);
}
