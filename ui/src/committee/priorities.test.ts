import { expect, test } from 'vitest';

import type { BallotShown, PaperLine } from '../link/types';
import { figureOf, marksOf, optionsOf, paperOf } from './priorities';

test('what a teller types on a paper', () => {
  expect(marksOf('2 5 1')).toEqual({ mark: 'marked', numbers: [2, 5, 1] });
  expect(marksOf('2,5')).toEqual({ mark: 'marked', numbers: [2, 5] });
  expect(marksOf(' B ')).toEqual({ mark: 'blank', numbers: [] });
  expect(marksOf('x')).toEqual({ mark: 'spoiled', numbers: [] });
  expect(marksOf('2 y')).toEqual({ wrong: 'y' });
  expect(marksOf('  ')).toEqual(null);
});

test('a delegation is found by its number and by nothing less', () => {
  const ballot = { papers: [{ number: '12', name: 'Leeds' }, { number: 'A1', name: 'Hull' }] } as BallotShown;
  expect(paperOf(ballot, '12')?.name).toEqual('Leeds');
  expect(paperOf(ballot, 'a1')?.name).toEqual('Hull');
  expect(paperOf(ballot, '1')).toEqual(null);
  expect(paperOf(ballot, '')).toEqual(null);
});

test('a line is a motion by its number, or a subject', () => {
  const papers = [{ id: 7, number: '12', label: 'Motion 12', title: 'Pay', upon: null }, { id: 8, number: '12.1', label: 'Amendment 12.1', title: 'More', upon: 7 }] as PaperLine[];
  expect(optionsOf('12\n\nHousing\n12.1\nmotion 12, pay', papers)).toEqual([
    { title: '', motion: 7 },
    { title: 'Housing', motion: null },
    { title: '12.1', motion: null },
    { title: '', motion: 7 },
  ]);
});

test('figures are whole and from one', () => {
  expect(['6', '0', '', '1.5', '-1', ' 3 '].map(figureOf)).toEqual([6, null, null, null, null, 3]);
});
