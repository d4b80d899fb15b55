import { expect, it } from 'vitest';
import { sample, score } from './practice';

it('never shows the same card twice running', () => {
  const first = sample(() => 0.5, null);
  expect(sample(() => 0.5, first).card).not.toBe(first.card);
  expect(sample(() => 0.999, null)).toEqual({ card: 399, choice: 'spoiled' });
});

it('scores cards a minute', () => {
  expect(score(24, 2, 60_000)).toEqual({ cards: 24, errors: 2, perMinute: 24 });
  expect(score(24, 2, 30_000).perMinute).toBe(48);
  expect(score(0, 0, 0).perMinute).toBe(0);
});
