import { expect, it } from 'vitest';
import { restoredAs } from './errand';

it('puts a backup back under the name of its conference', () => {
  const named = (name: string): string => restoredAs(name, '/home/ann/');
  expect(named('/media/stick/spring.0a1b2c3d.20170311T101500Z.00000042.conference')).toBe('/home/ann/spring.conference');
  expect(named('C:\\stick\\spring.day.20170311T101500Z.00000042.conference')).toBe('/home/ann/spring.day.conference');
  expect(named(' copy of spring.conference ')).toBe('/home/ann/copy of spring.conference');
  expect(named('')).toBe('');
});
