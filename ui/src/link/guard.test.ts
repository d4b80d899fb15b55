import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { guard } from './guard';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

it('says within two seconds that a source is silent, once, and knows it when it is heard again', () => {
  const [lost, other] = [vi.fn(), vi.fn()];
  const [mine, others] = [guard(lost), guard(other)];
  for (let second = 0; second < 10; second += 1) {
    vi.advanceTimersByTime(1_000);
    expect([mine.heard(), others.heard()]).toEqual([false, false]);
  }
  expect(lost).not.toHaveBeenCalled();
  for (let second = 0; second < 2; second += 1) {
    vi.advanceTimersByTime(1_000);
    others.heard();
  }
  expect([lost.mock.calls.length, other.mock.calls.length]).toEqual([1, 0]);
  vi.advanceTimersByTime(1_000);
  expect(lost).toHaveBeenCalledTimes(1);
  expect([mine.heard(), mine.heard()]).toEqual([true, false]);
  mine.end();
  others.end();
  expect(vi.getTimerCount()).toBe(0);
});
