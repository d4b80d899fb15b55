import { expect, test } from 'vitest';
import { broughtFrom } from './brought';
import { nameOfReturn } from './save';

test('a return is named by its vote and by who typed it', () => {
  expect(nameOfReturn({ label: 'Card vote 7', station: 'Teller 2', person: 'Siân Ó Brien' })).toBe('count-return-card-vote-7-teller-2-sian-o-brien.json');
});

test('a file is handed on by its place, or as what stands in it', () => {
  const base64 = btoa(String.fromCharCode(...new TextEncoder().encode('“pack”')));
  for (const [picked, expected] of [
    [null, null],
    [{ name: 'pack.json' }, null],
    [{ name: 'pack.json', path: '/stick/pack.json' }, { path: '/stick/pack.json' }],
    [{ name: 'pack.json', base64 }, { text: '“pack”' }],
  ] as const) {
    expect(broughtFrom(picked)).toEqual(expected);
  }
});
