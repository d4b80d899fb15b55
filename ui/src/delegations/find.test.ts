import { describe, expect, it } from 'vitest';
import type { CardLine, DelegationLine, Person } from '../link/types';
import { cardOf, delegationIndex, figureOf, find, peopleIndex, sorted } from './find';

const person = (id: number, badge: string, name: string, body: string): Person => ({ id, badge, name, delegation: 1, body, standing: 'delegate', present: false, first_time: false });
const card = (number: number, custody: string): CardLine => ({ id: number, number, value: 10, custody, why: '', cancelled_at: null });
const people = peopleIndex([person(1, '12', 'Siân Price', 'Cardiff'), person(2, '121', 'J. Cole', 'Camden'), person(3, '7', 'Ann Twelve', '12 Elms')]);
const body = (id: number, number: string, name: string, votes: number, cards: DelegationLine['cards'] = []): DelegationLine => ({ id, number, name, section: null, members: votes, votes, cards, seats: null, differs: false, delegates: 0, present: 0 });

describe('find', () => {
  it('knows names without their accents', () => expect(find(people, 'sian').map((each) => each.id)).toEqual([1]));
  it('takes the beginnings of words in any order', () => expect(find(people, 'cam j').map((each) => each.id)).toEqual([2]));
  it('puts the very badge first', () => expect(find(people, '12').map((each) => each.id)).toEqual([1, 2, 3]));
  it('shows everything for nothing', () => expect(find(people, ' ')).toHaveLength(3));
});

describe('sorted', () => {
  const all = [body(1, '1', 'Leeds', 10, [card(4, 'issued')]), body(2, '2', 'Camden', 30)];
  it('puts the largest first', () => expect(sorted(all, 'votes').map((each) => each.id)).toEqual([2, 1]));
  it('puts those without a card first', () => expect(sorted(all, 'card').map((each) => each.id)).toEqual([2, 1]));
  it('finds by any number of the index', () => expect(find(delegationIndex(all), '2').map((each) => each.id)).toEqual([2]));
  it('has no card in use once the last is cancelled', () => expect(cardOf(body(1, '1', 'x', 1, [card(4, 'cancelled')]))).toBeNull());
  it('reads figures as people type them', () => expect(['1,234', '1 234 567', '12', '1,23', '', '-3', '1.5'].map(figureOf)).toEqual([1234, 1_234_567, 12, undefined, undefined, undefined, undefined]));
});
