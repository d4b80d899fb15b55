import { expect, test } from 'vitest';
import { runOf } from './falls';

test('a run of paragraphs is read as it is written', () => {
  expect(['', ' 3 ', '1-2', '1–2', '2 to 5', '2-2'].map(runOf)).toEqual([
    null, { first: 3, last: 3 }, { first: 1, last: 2 }, { first: 1, last: 2 }, { first: 2, last: 5 }, { first: 2, last: 2 },
  ]);
});

test('what is no run is not taken for one, nor for the whole paper', () => {
  expect(['0', '2-1', 'two', '1,2', '1-', '-2', '1.5'].map(runOf)).toEqual(Array(7).fill(undefined));
});
