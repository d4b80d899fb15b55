import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { sharing, type Link } from './link';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

it('asks for every view again at once when the laptop has slept, and not otherwise', () => {
  const [watch, stop] = [vi.fn(() => stop), vi.fn()];
  const link = sharing({ watch } as unknown as Link);
  const seen = vi.fn();
  link.watch({ view: 'desk' }, seen);
  link.watch({ view: 'desk' }, seen);
  link.watch({ view: 'hall' }, seen);
  vi.advanceTimersByTime(60_000);
  expect(watch).toHaveBeenCalledTimes(2);
  vi.setSystemTime(Date.now() + 3_600_000);
  vi.advanceTimersByTime(500);
  expect([watch.mock.calls.length, stop.mock.calls.length]).toEqual([4, 2]);
  vi.advanceTimersByTime(60_000);
  expect(watch).toHaveBeenCalledTimes(4);
});
