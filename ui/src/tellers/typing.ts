import type { Choice } from '../link/types';

// The highest number that the record keeps for a card.
const HIGHEST = 4_294_967_295;

const LETTERS: Record<string, Choice> = { F: 'for', A: 'against', B: 'abstain', X: 'spoiled', U: 'unsigned' };
// The keypad's operators stand for the letters, so that one hand can do the whole count.
const KEYPAD: Record<string, Choice> = { '+': 'for', '-': 'against', '*': 'abstain', '/': 'spoiled' };

export const CHOICE_KEYS: { key: string; choice: Choice; onKeypad: boolean }[] = [
  ...Object.entries(LETTERS).map(([key, choice]) => ({ key, choice, onKeypad: false })),
  ...Object.entries(KEYPAD).map(([key, choice]) => ({ key, choice, onKeypad: true })),
];

export function choiceOf(key: string): Choice | null {
  return LETTERS[key.toUpperCase()] ?? KEYPAD[key] ?? null;
}

export function digitsOf(text: string): string {
  return text.replace(/\D/g, '');
}

/** The card's number, if any card can have it: what is too long is never cut to another card's. */
export function cardOf(text: string): number | null {
  const digits = digitsOf(text);
  return digits === '' || Number(digits) > HIGHEST ? null : Number(digits);
}

export type Scanned = { kind: 'entry'; text: string; choice: Choice } | { kind: 'digits'; text: string } | { kind: 'nothing' };

/** A scanner that pastes, or a phone's keyboard, gives everything in one piece: `214F`. */
export function scanned(text: string): Scanned {
  const match = /^\s*(\d+)\s*([a-z+\-*/])\s*$/i.exec(text);
  const choice = match?.[2] === undefined ? null : choiceOf(match[2]);
  if (match?.[1] !== undefined && choice !== null) return { kind: 'entry', text: match[1], choice };
  const digits = digitsOf(text);
  return digits === '' ? { kind: 'nothing' } : { kind: 'digits', text: digits };
}
