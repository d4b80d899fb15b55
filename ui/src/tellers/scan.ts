// A scanner poses as a keyboard: it types the code of a slip, which begins with a sign that is no key of this desk, and Enter.
// Until then none of its letters is a key, so that a code never does what its letters would.

import type { Choice } from '../link/types';
import { choiceOf } from './typing';

const BEGINS = '.';
/** A scanner pauses no longer between two signs; whoever typed the sign by hand has the keys back after it. */
const PAUSE_MS = 250;
/** No code is longer. */
const LONGEST = 64;

type Heard = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'altKey' | 'metaKey' | 'timeStamp'>;

/** What a code says, to be shown until it is proved; none where it is no code of a slip. */
export function readCode(code: string): { card: number; choice: Choice } | null {
  const [, card, letter] = /^\.RS1\.\d{1,9}\.(\d{1,9})\.([FAB])\./i.exec(code.trim()) ?? [];
  const choice = letter === undefined ? null : choiceOf(letter);
  return card === undefined || choice === null ? null : { card: Number(card), choice };
}

export class Scan {
  #code = '';
  #last = 0;
  readonly #read: (code: string) => void;

  constructor(read: (code: string) => void) {
    this.#read = read;
  }

  /** Whether the key belongs to a scan, and is nobody else's. */
  hears({ key, ctrlKey, altKey, metaKey, timeStamp }: Heard): boolean {
    const within = this.#code !== '' && timeStamp - this.#last <= PAUSE_MS && this.#code.length < LONGEST;
    if (!within) this.#code = '';
    if (ctrlKey || altKey || metaKey) return false;
    if (!within && key !== BEGINS) return false;
    this.#last = timeStamp;
    if (key === 'Enter') {
      const code = this.#code;
      this.#code = '';
      this.#read(code);
    } else if (key.length === 1) {
      this.#code += key;
    }
    // What else a scanner holds down, such as Shift, has no meaning here.
    return true;
  }
}

/** Listens before every other key of the window. */
export function listen(scan: Scan, wanted: () => boolean): () => void {
  const heard = (event: KeyboardEvent): void => {
    if (!wanted() || !scan.hears(event)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
  };
  window.addEventListener('keydown', heard, { capture: true });
  return () => window.removeEventListener('keydown', heard, { capture: true });
}
