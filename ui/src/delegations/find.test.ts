import { describe, expect, it } from 'vitest';
import type { DelegateLine, DelegationLine } from '../link/types';
import { cardOf, delegationIndex, exactly, find, nextBadge, peopleIndex, sorted } from './find';

const person = (id: number, badge: string, name: string, delegation: string): DelegateLine => ({ id, badge, name, delegation, standing: 'delegate', present: false, first_time: false });
const people = peopleIndex([person(1, '12', 'Siân Price', 'Cardiff'), person(2, '121', 'J. Cole', 'Camden'), person(3, '7', 'Ann Twelve', '12 Elms')]);
const body = (id: number, number: string, name: string, votes: number, cards: DelegationLine['cards'] = []): DelegationLine => ({ id, number, name, section: null, members: votes, votes, cards, delegates: 0, present: 0 });

describe('find', () => {
  it('knows names without their accents', () => expect(find(people, 'sian').map((each) => each.id)).toEqual([1]));
  it('takes the beginnings of words in any order', () => expect(find(people, 'cam j').map((each) => each.id)).toEqual([2]));
  it('puts the very badge first', () => expect(find(people, '12').map((each) => each.id)).toEqual([1, 2, 3]));
  it('shows everything for nothing', () => expect(find(people, ' ')).toHaveLength(3));
  it('reads a scanned badge to the letter', () => expect([exactly(people, '121')?.id, exactly(people, '1'), exactly(people, '')]).toEqual([2, null, null]));
});

describe('sorted', () => {
  const all = [body(1, '1', 'Leeds', 10, [{ id: 1, number: 4, value: 10, custody: 'issued' }]), body(2, '2', 'Camden', 30)];
  it('puts the largest first', () => expect(sorted(all, 'votes').map((each) => each.id)).toEqual([2, 1]));
  it('puts those without a card first', () => expect(sorted(all, 'card').map((each) => each.id)).toEqual([2, 1]));
  it('finds by any number of the index', () => expect(find(delegationIndex(all), '2').map((each) => each.id)).toEqual([2]));
  it('has no card in use once the last is cancelled', () => expect(cardOf(body(1, '1', 'x', 1, [{ id: 1, number: 4, value: 1, custody: 'cancelled' }]))).toBeNull());
  it('proposes the next badge', () => expect(nextBadge([person(1, '12', '', ''), person(2, 'V3', '', '')])).toBe('13'));
});
