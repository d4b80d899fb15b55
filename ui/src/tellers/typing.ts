import type { Choice } from '../link/types';

const LONGEST = 7;

// The keypad's operators stand for the letters, so that one hand can do the whole count.
const CHOICES: Record<string, Choice> = {
  f: 'for',
  a: 'against',
  b: 'abstain',
  x: 'spoiled',
  '+': 'for',
  '-': 'against',
  '*': 'abstain',
  '/': 'spoiled',
};

export type Typed =
  | { kind: 'digits'; text: string }
  | { kind: 'entry'; card: number; choice: Choice }
  | { kind: 'no_number'; choice: Choice }
  | { kind: 'no_choice' }
  | { kind: 'nothing' };

export function choiceOf(key: string): Choice | null {
  return CHOICES[key.toLowerCase()] ?? null;
}

export function digitsOf(text: string): string {
  return text.replace(/\D/g, '').slice(0, LONGEST);
}

export function cardOf(text: string): number | null {
  const digits = digitsOf(text);
  return digits === '' ? null : Number(digits);
}

/** What a key means, given what already stands in the field. */
export function press(field: string, key: string): Typed {
  if (/^\d$/.test(key)) return { kind: 'digits', text: digitsOf(field + key) };
  const choice = choiceOf(key);
  const card = cardOf(field);
  if (choice !== null) return card === null ? { kind: 'no_number', choice } : { kind: 'entry', card, choice };
  if (key === 'Enter' && card !== null) return { kind: 'no_choice' };
  return { kind: 'nothing' };
}

/** A scanner in keyboard mode or a paste gives everything at once: `214F`. */
export function scanned(text: string): Typed {
  const match = /^\s*0*(\d{1,7})\s*([a-z+\-*/])\s*$/i.exec(text);
  const choice = match?.[2] === undefined ? null : choiceOf(match[2]);
  if (match?.[1] !== undefined && choice !== null) return { kind: 'entry', card: Number(match[1]), choice };
  const digits = digitsOf(text);
  return digits === '' ? { kind: 'nothing' } : { kind: 'digits', text: digits };
}
