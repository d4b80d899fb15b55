import { tone } from '../tone';

const KEPT = 'rostrum.sound';

export function soundOn(): boolean {
  try {
    return localStorage.getItem(KEPT) !== 'off';
  } catch {
    return true;
  }
}

export function keepSound(on: boolean): void {
  try {
    localStorage.setItem(KEPT, on ? 'on' : 'off');
  } catch {
    // A browser without storage forgets the choice, and that is all.
  }
}

/** One short high tone for a card that is counted; two low ones for anything a teller has to look at. */
export function beep(kind: 'good' | 'query'): void {
  if (!soundOn()) return;
  if (kind === 'good') {
    tone(1320, 0, 0.06, 'sine', 0.12);
  } else {
    tone(233, 0, 0.16, 'square', 0.1);
    tone(196, 0.19, 0.22, 'square', 0.1);
  }
}
