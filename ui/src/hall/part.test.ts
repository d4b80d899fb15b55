import { expect, it } from 'vitest';
import type { HallItem } from '../link/types';
import { part } from './part';

const day = (length: number, current: number | null): HallItem[] =>
  Array.from({ length }, (_, at) => ({ number: String(at + 1), title: `Item ${at + 1}`, start: 0, current: at === current, done: current !== null && at < current, is_break: false }));
const numbers = (items: HallItem[], lines: number) => {
  const { shown, after } = part(items, lines);
  return [shown.map((item) => Number(item.number)), after];
};

it('shows what was just done, what is now and what is next, and counts the rest', () => {
  expect(numbers(day(13, 4), 5)).toEqual([[4, 5, 6, 7, 8], 5]);
});
it('begins at the beginning and ends at the end', () => {
  expect(numbers(day(13, null), 5)).toEqual([[1, 2, 3, 4, 5], 8]);
  expect(numbers(day(13, 12), 5)).toEqual([[9, 10, 11, 12, 13], 0]);
  expect(numbers(day(3, 1), 5)).toEqual([[1, 2, 3], 0]);
  expect(numbers(day(6, 6).map((item) => ({ ...item, done: true })), 4)).toEqual([[3, 4, 5, 6], 0]);
  expect(numbers([], 5)).toEqual([[], 0]);
});
it('an item that was put aside earlier does not hold the list back', () => {
  const items = day(13, 8);
  items[2]!.done = false;
  expect(numbers(items, 4)).toEqual([[8, 9, 10, 11], 2]);
});
