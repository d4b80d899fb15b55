import { expect, it } from 'vitest';
import house from '../../../src-tauri/press/src/house.rs?raw';
import said from '../../../src-tauri/rules/src/slip_code.rs?raw';
import { slipWords } from '../words/hall';
import { slips } from './slips';

/** `[0x0a, 0x4c, 0x86]`, or the name of one of the house's inks. */
function hex(ink: string): string {
  const named = new RegExp(`const ${ink}: Ink = (\\[[^\\]]*\\])`).exec(house)?.[1];
  return `#${[...(named ?? ink).matchAll(/0x([0-9a-f]{2})/g)].map((part) => part[1]).join('')}`;
}

it('shows the slips in the colours and with the words in which they are printed', () => {
  const printed = [...house.matchAll(/Choice \{\s*word: "(\w+)",\s*letter: "\w",(?:\s*\/\/[^\n]*)*\s*colour: "(\w+)",\s*sign: Sign::(\w+),\s*ground: ([^\n]*),\s*ink: ([^\n]*),/g)];
  const signs: Record<string, string> = { Up: '▲', Down: '▼', Round: '●' };
  expect(printed.map(([, word, colour, sign, ground, ink]) => [word, colour, signs[sign ?? ''], hex(ground ?? ''), hex(ink ?? '')])).toEqual(
    slips.map((slip) => [slipWords[slip.choice].word, slipWords[slip.choice].colour, slip.sign, slip.ground, slip.ink]),
  );
  expect(said).toContain(slips.map((slip) => `${slipWords[slip.choice].word}: ${slipWords[slip.choice].colour}.`).join(' '));
});
