import { expect, test } from 'vitest';
import { readCode, Scan } from './scan';

function typed(scan: Scan, text: string, from = 1000, each = 8): boolean[] {
  const keys = [...text].map((sign) => (sign === '\n' ? 'Enter' : sign));
  return keys.map((key, at) => scan.hears({ key, ctrlKey: false, altKey: false, metaKey: false, timeStamp: from + at * each }));
}

test('a code is read whole, and none of its letters is a key', () => {
  const read: string[] = [];
  const scan = new Scan((code) => read.push(code));
  expect(typed(scan, '.RS1.7.12.F.0B4G\n').every(Boolean)).toBe(true);
  expect(typed(scan, '.rs1.7.13.a.0b4g\n', 9000).every(Boolean)).toBe(true);
  expect(read).toEqual(['.RS1.7.12.F.0B4G', '.rs1.7.13.a.0b4g']);
});

test('what is typed by hand is left alone', () => {
  const read: string[] = [];
  const scan = new Scan((code) => read.push(code));
  expect(typed(scan, '12F\n').some(Boolean)).toBe(false);
  // A stray sign, and then a person.
  expect(typed(scan, '.', 5000)).toEqual([true]);
  expect(typed(scan, '12F', 5400, 120)).toEqual([false, false, false]);
  expect(read).toEqual([]);
});

test('what a code says is read from it, to be shown until it is proved', () => {
  expect(readCode('.RS1.7.12.F.0B4G29')).toEqual({ card: 12, choice: 'for' });
  expect(readCode('.rs1.7.4000.b.0b4g29')).toEqual({ card: 4000, choice: 'abstain' });
  for (const none of ['.RS1.nonsense', '.RS1.7.12.X.0B4G', 'RS1.7.12.F.0B4G', '12F']) expect(readCode(none)).toBe(null);
});
