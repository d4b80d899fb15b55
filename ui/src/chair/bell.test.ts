import { beforeEach, describe, expect, it, vi } from 'vitest';

const tone = vi.hoisted(() => vi.fn());
vi.mock('../tone', () => ({ tone }));

// The bell is the laptop's: what was turned is kept with it.
async function fresh(kept: string | null): Promise<(typeof import('./bell.svelte'))['bell']> {
  const store = new Map<string, string>(kept === null ? [] : [['rostrum.bell', kept]]);
  vi.stubGlobal('localStorage', { getItem: (key: string) => store.get(key) ?? null, setItem: (key: string, value: string) => store.set(key, value) });
  vi.resetModules();
  return (await import('./bell.svelte')).bell;
}

// A stroke is two tones.
const strokes = (): number => tone.mock.calls.length / 2;

describe('the bell of the speech clock', () => {
  beforeEach(() => tone.mockClear());

  it.each([
    ['wind_up', 'bell', null, 1],
    ['stop', 'bell', null, 2],
    ['time', 'bell', null, 0],
    ['ready', 'bell', null, 0],
    ['stop', 'light', null, 0],
    ['stop', 'mic', null, 0],
    ['wind_up', 'light', 'on', 1],
    ['stop', 'light', 'on', 2],
    ['stop', 'bell', 'off', 0],
  ] as const)('at %s, where a speaker is stopped by %s and it was turned %s, strikes %d times', async (light, stop, kept, times) => {
    const bell = await fresh(kept);
    bell.ring(light, stop);
    expect(strokes()).toBe(times);
  });

  it('is turned on with a stroke to be heard, and off in silence, and stays so', async () => {
    const bell = await fresh(null);
    expect(bell.rings('light')).toBe(false);
    bell.turn('light');
    expect([bell.rings('light'), strokes()]).toEqual([true, 1]);
    bell.turn('light');
    expect([bell.rings('light'), strokes()]).toEqual([false, 1]);
    expect(localStorage.getItem('rostrum.bell')).toBe('off');
  });
});
