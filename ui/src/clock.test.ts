import { describe, expect, it } from 'vitest';

import { digits, drifted, read } from './clock';
import type { Speech } from './link/types';

const fresh: Speech = { granted_ms: 300_000, warn_ms: 60_000, extra_ms: 0, used_ms: 0, running_since: null, ended: false };
const running = { ...fresh, running_since: 1_000 };
const paused = { ...fresh, used_ms: 250_000 };

describe('a clock', () => {
  it.each([
    [fresh, 5, 300_000, 0, 'ready', false],
    [running, 1_000, 300_000, 0, 'time', true],
    [running, 240_999, 60_001, 239_999, 'time', true],
    [running, 241_000, 60_000, 240_000, 'wind_up', true],
    [running, 300_999, 1, 299_999, 'wind_up', true],
    [running, 301_000, 0, 300_000, 'stop', true],
    [running, 308_000, -7_000, 307_000, 'stop', true],
    [running, 0, 300_000, 0, 'time', true],
    [paused, 9_999_999, 50_000, 250_000, 'wind_up', false],
    [{ ...paused, extra_ms: 60_000 }, 0, 110_000, 250_000, 'time', false],
  ] as const)('reads as the rules read it (%#)', (speech, now, left_ms, used_ms, light, isRunning) => {
    expect(read(speech, now)).toEqual({ left_ms, used_ms, light, running: isRunning });
  });

  it.each([
    [161_000, '2:41'],
    [160_001, '2:41'],
    [1, '0:01'],
    [0, '0:00'],
    [-999, '0:00'],
    [-7_000, '+0:07'],
    [-67_500, '+1:07'],
  ])('writes %d as %s', (ms, text) => expect(digits(ms)).toBe(text));
});

it('says by how many minutes the laptop has left conference time, and nothing of less than one', () => {
  expect([0, 59_999, -59_999].map(drifted)).toEqual([null, null, null]);
  expect(drifted(60_000)).toEqual({ minutes: 1, ahead: true });
  expect(drifted(-300_500)).toEqual({ minutes: 5, ahead: false });
});
