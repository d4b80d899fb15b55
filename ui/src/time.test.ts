import { expect, it } from 'vitest';

import { hhmm, isoDay, longDay, moment, shortDay, spoken, thousands } from './time';

const at = Date.UTC(2017, 2, 11, 14, 32, 9);

it('shows times in the zone of the conference', () => {
  expect(hhmm(at, 'Europe/London')).toBe('14:32');
  expect(hhmm(at, 'Asia/Kolkata')).toBe('20:02');
  expect(isoDay(at, 'Europe/London')).toBe('2017-03-11');
  expect(longDay(at, 'Europe/London')).toBe('Saturday 11 March 2017');
  expect(shortDay('Saturday 11 March 2017')).toBe('Saturday 11 March');
});

it('says a moment in words, and leaves what is none', () => {
  expect(['2018-05-30 09:00', '2018-05-30', 'at once', ''].map(moment)).toEqual(['30 May 2018, 09:00', '30 May 2018', 'at once', '']);
});

it('groups figures with commas, as the sentences do', () => {
  expect([0, 999, 1_000, 1_810_113].map(thousands)).toEqual(['0', '999', '1,000', '1,810,113']);
});

it('says how long somebody spoke', () => {
  expect([45, 120, 130].map(spoken)).toEqual(['45 s', '2 min', '2 min 10']);
});
