import { expect, test } from 'vitest';
import { Sight } from './camera';

test('a slip that stays before the camera is read once, and again when it comes back', () => {
  const sight = new Sight();
  const reads = (code: string, times: number[]): boolean[] => times.map((at) => sight.isNew(code, at));
  expect(reads('.RS1.7.12.F.0', [0, 100, 1_900, 3_800, 5_700])).toEqual([true, false, false, false, false]);
  expect(reads('.RS1.7.13.F.0', [5_750])).toEqual([true]);
  expect(reads('.RS1.7.12.F.0', [7_000, 9_001])).toEqual([false, true]);
});
