// Sending an act and saying what became of it.
import type { Link } from './link/link';
import type { Answer, Command, Receipt, Refusal } from './link/types';
import { notices } from './notices.svelte';
import { undone } from './undone.svelte';
import { words } from './words/parts';

// How a screen says a receipt: not at all where the screen itself shows what changed. A refusal that the screen answers
// itself (`asks` says so) is not said either. `done` is called once the act is done, at once or after it was allowed with a
// reason.
export type Telling = { quiet?: boolean; reason?: string; asks?: (refusal: Refusal) => boolean; done?: (receipt: Receipt) => void };

export async function send(link: Link, command: Command, telling: Telling = {}): Promise<Receipt | null> {
  const answer = await link.dispatch(command, telling.reason);
  // A reason is the chair's to give: at a station of its own nobody is asked for one.
  return tell(answer, telling, link.person === undefined ? (reason) => void send(link, command, { ...telling, reason }) : null);
}

// A key that bounces, or a second press of it before the screen has shown what the first one did, must not do the next
// thing. Another key is meant.
const BOUNCE_MS = 120;
const waiting = new Set<string>();
let pressed = '';
if (typeof window !== 'undefined') {
  window.addEventListener('keydown', (event) => (pressed = event.key), true);
  window.addEventListener('pointerdown', () => (pressed = 'pointer'), true);
}

export async function once(link: Link, command: Command, telling: Telling = {}): Promise<Receipt | null> {
  const key = pressed;
  if (waiting.has(key)) return null;
  waiting.add(key);
  try {
    return await send(link, command, telling);
  } finally {
    setTimeout(() => waiting.delete(key), BOUNCE_MS);
  }
}

export async function takeBack(link: Link, redo = false, seq?: number): Promise<Receipt | null> {
  return tookBack(await link.undo(redo, seq));
}

/** Says what was taken back, or why nothing was. */
export function tookBack(answer: Answer): Receipt | null {
  if ('receipt' in answer) {
    undone.times += 1;
    notices.note(answer.receipt.words);
    return answer.receipt;
  }
  return tell(answer, {}, null);
}

function tell(answer: Answer, telling: Telling, allow: ((reason: string) => void) | null): Receipt | null {
  if ('receipt' in answer) {
    if (answer.receipt.repeated) notices.note(words.repeated);
    else if (telling.quiet) notices.whisper(answer.receipt.words);
    else notices.done(answer.receipt.words);
    telling.done?.(answer.receipt);
    return answer.receipt;
  }
  if ('refusal' in answer) {
    if (!telling.asks?.(answer.refusal)) notices.refused(answer.refusal, allow);
  } else notices.fault(answer.fault);
  return null;
}
