// @ts-expect-error Node's own, and only here: the screens have no types for it.
import { readFileSync } from 'node:fs';

import { expect, test } from 'vitest';

const css = readFileSync('src/hall/hall.css', 'utf8') as string;

/** The colours of one rule of hall.css, over those of the dark screen. */
function colours(rule: string): Record<string, string> {
  const found = (of: string): [string, string][] => {
    const body = css.split(`${of} {`)[1]?.split('}')[0] ?? '';
    return [...body.matchAll(/--([\w-]+): (#[\da-f]{6});/g)].map(([, name, value]) => [name ?? '', value ?? '']);
  };
  return Object.fromEntries([...found('.hall'), ...found(rule)]);
}

function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a: string | undefined, b: string | undefined): number {
  const [light = 0, dark = 0] = [luminance(a ?? ''), luminance(b ?? '')].sort((x, y) => y - x);
  return (light + 0.05) / (dark + 0.05);
}

for (const [theme, rule] of [['dark', '.hall'], ['light', '.hall.light']] as const) {
  test(`in the hall, ${theme}, what is read has a contrast of 7 to 1, and bars of 3 to 1`, () => {
    const of = colours(rule);
    for (const [ink, ground] of [['ink', 'bg'], ['ink2', 'bg'], ['for', 'bg'], ['against', 'bg'], ['on-amber', 'amber'], ['on-red', 'red'], ['on-mark', 'mark']] as const) {
      expect(contrast(of[ink], of[ground]), `${ink} on ${ground}`).toBeGreaterThanOrEqual(7);
    }
    for (const bar of ['for-bar', 'against-bar'] as const) expect(contrast(of[bar], of['bg']), bar).toBeGreaterThanOrEqual(3);
  });
}
