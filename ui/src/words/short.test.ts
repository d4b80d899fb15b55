import { expect, it } from 'vitest';
import { inShort } from './short';

it('leaves out what would cover the screen, and says where it is', () => {
  expect(inShort('Motion 1 was carried.')).toBe('Motion 1 was carried.');
  const roll = `The roll was called; the result waits for the chair. Absent, 79: ${Array.from({ length: 79 }, (_, n) => `Person ${n} (Branch)`).join(', ')}.`;
  expect(inShort(roll)).toBe('The roll was called; the result waits for the chair. … The whole of it is in the record.');
  const one = `${'word '.repeat(80)}end`;
  expect(inShort(one).length).toBeLessThan(345);
  expect(inShort(one)).toMatch(/ word … The whole of it is in the record\.$/);
});
