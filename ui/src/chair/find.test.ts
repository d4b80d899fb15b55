import { expect, it } from 'vitest';

import type { PeopleView } from '../link/types';
import { find, given } from './find';

const people: PeopleView = {
  people: [
    { id: 1, badge: '104', name: 'Asha Patel', delegation: 1, body: 'Leeds', standing: 'delegate', first_time: false, present: true },
    { id: 2, badge: '1041', name: 'Siân Price', delegation: 1, body: 'Cardiff', standing: 'delegate', first_time: false, present: true },
    { id: 3, badge: '12', name: 'Jo Leeds', delegation: 1, body: 'Camden', standing: 'delegate', first_time: false, present: true },
    { id: 4, badge: '77', name: 'Seán O’Neill', delegation: 1, body: 'Derry', standing: 'delegate', first_time: false, present: false },
  ],
  bodies: [
    { id: 9, number: '12', name: 'Leeds' },
    { id: 10, number: '31', name: 'Côte d’Azur branch' },
  ],
};

const names = (typed: string) => find(people, typed).map((hit) => `${hit.kind[0]}:${hit.name}`);

it.each([
  ['104', ['p:Asha Patel', 'p:Siân Price']],
  ['sian', ['p:Siân Price']],
  ['price car', ['p:Siân Price']],
  ['oneill', ['p:Seán O’Neill']],
  ['leeds', ['d:Leeds', 'p:Jo Leeds', 'p:Asha Patel']],
  ['12', ['p:Jo Leeds', 'd:Leeds']],
  ['cote', ['d:Côte d’Azur branch']],
  ['nobody', []],
  ['  ', []],
])('%s finds %o', (typed, found) => expect(names(typed)).toEqual(found));

it('takes a name as it is given', () => {
  expect(given(people, 'Ann Smith, leeds')?.who).toEqual({ name: 'Ann Smith', delegation: 9 });
  expect(given(people, 'Ann Smith, Acton')?.who).toEqual({ name: 'Ann Smith', body: 'Acton' });
  expect(given(people, 'Ann Smith')?.who).toEqual({ name: 'Ann Smith', body: null });
  expect(given(people, ' ,x')).toBeNull();
});
