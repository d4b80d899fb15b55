import type { BookLine, DelegationLine, Person } from '../link/types';

/** Without accents and capitals, so that `sian` finds Siân. */
export function folded(text: string): string {
  return text.normalize('NFKD').replace(/[\u0300-\u036f]/g, '').toLowerCase();
}

export type Findable<T> = { of: T; words: string[]; exact: string };

export function delegationIndex(all: readonly DelegationLine[]): Findable<DelegationLine>[] {
  return all.map((each) => ({ of: each, exact: folded(each.number), words: split(`${each.number} ${each.name} ${each.section ?? ''}`) }));
}

export function peopleIndex(all: readonly Person[]): Findable<Person>[] {
  return all.map((each) => ({ of: each, exact: folded(each.badge), words: split(`${each.badge} ${each.name} ${each.body}`) }));
}

/** Books by the number on their cards, their delegation, and whose they are. */
export function bookIndex(all: readonly BookLine[]): Findable<BookLine>[] {
  return all.map((each) => ({ of: each, exact: String(each.number), words: split(`${each.number} ${each.delegation_number} ${each.delegation_name} ${each.holder ?? ''} ${each.badge ?? ''} ${each.given_to}`) }));
}

function split(text: string): string[] {
  return folded(text).split(/[^\p{L}\p{N}.]+/u).filter((word) => word !== '');
}

/** Every typed word begins a word of the line; a line whose number or badge is exactly that comes first. */
export function find<T>(index: readonly Findable<T>[], typed: string): T[] {
  const wanted = split(typed);
  if (wanted.length === 0) return index.map((each) => each.of);
  const whole = folded(typed.trim());
  const found = index.filter((each) => each.exact === whole || wanted.every((word) => each.words.some((own) => own.startsWith(word))));
  const exact = found.filter((each) => each.exact === whole);
  return (exact.length === 0 ? found : [...exact, ...found.filter((each) => each.exact !== whole)]).map((each) => each.of);
}

export type Sort = 'number' | 'name' | 'section' | 'members' | 'votes' | 'card' | 'delegates' | 'present';
const natural = new Intl.Collator('en-GB', { numeric: true, sensitivity: 'base' });

export function sorted(all: readonly DelegationLine[], by: Sort): DelegationLine[] {
  if (by === 'number') return [...all];
  const figures: Partial<Record<Sort, (each: DelegationLine) => number>> = {
    members: (each) => each.members,
    votes: (each) => each.votes,
    card: (each) => cardOf(each)?.number ?? -1,
    delegates: (each) => each.delegates,
    present: (each) => each.present,
  };
  const figure = figures[by];
  // The largest is looked for; a delegation without a card is looked for too, so it comes first.
  if (figure) return [...all].sort((a, b) => (by === 'card' ? figure(a) - figure(b) : figure(b) - figure(a)));
  return [...all].sort((a, b) => natural.compare(by === 'name' ? a.name : (a.section ?? ''), by === 'name' ? b.name : (b.section ?? '')));
}

/** The card in use: the last that is neither lost nor cancelled. */
export function cardOf(delegation: DelegationLine): DelegationLine['cards'][number] | null {
  return delegation.cards.findLast((card) => card.custody !== 'cancelled' && card.custody !== 'lost') ?? null;
}

/** A whole number as people type it, with or without separators of thousands; undefined where it is none. */
export function figureOf(text: string): number | undefined {
  const digits = text.trim().replaceAll(/(?<=\d)[\s,](?=\d{3}\b)/g, '');
  return /^\d{1,15}$/.test(digits) ? Number(digits) : undefined;
}
