import type { Choice } from '../link/types';

export const PRACTICE_MS = 60_000;

export type Sample = { card: number; choice: Choice };
export type Score = { cards: number; errors: number; perMinute: number };

const CHOICES: Choice[] = ['for', 'for', 'for', 'against', 'against', 'against', 'abstain', 'spoiled'];

/** A card to type; `chance` is between nought and one, given twice. */
export function sample(chance: () => number, before: Sample | null, abstains = true): Sample {
  const choices = abstains ? CHOICES : CHOICES.filter((choice) => choice !== 'abstain');
  const card = 1 + Math.floor(chance() * 399);
  const choice = choices[Math.floor(chance() * choices.length)] ?? 'for';
  // The same card twice running would look as if nothing had happened.
  return before !== null && before.card === card ? { card: (card % 399) + 1, choice } : { card, choice };
}

export function score(cards: number, errors: number, elapsedMs: number): Score {
  const minutes = elapsedMs / 60_000;
  return { cards, errors, perMinute: minutes > 0 ? Math.round(cards / minutes) : 0 };
}
