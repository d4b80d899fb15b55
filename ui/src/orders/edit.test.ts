import { expect, test } from 'vitest';

import type { KeyKind } from '../link/types';
import { secondsOf, typedOf, valueOf } from './edit';

test('every value is read back as it was shown', () => {
  const rows: [KeyKind, unknown][] = [
    ['seconds', 90], ['seconds', 600], ['minutes', 0], ['minutes_or_none', null], ['minutes_or_none', 30], ['number', 4],
    ['number_or_none', null], ['percent_or_none', 20], ['yes_no', true], ['yes_no', false], ['one', 'two_thirds'],
    ['any', ['not_spoken']], ['any', []], ['papers', ['rule_change']], ['text', 'Previous question'], ['text', ''],
    ['quorum', 'none'], ['quorum', { number: 150 }], ['quorum', { organisations: 4 }], ['quorum', { fraction: { of_registered_num: 1, den: 3 } }],
    ['demand', null], ['demand', 'mover'], ['demand', { delegates: 50 }], ['demand', { delegations: 3 }], ['demand', { fraction: { num: 1, den: 3 } }],
    ['groups', []], ['groups', [{ group: 'women', at_least: 1, of: 2 }, { group: 'under 27', at_least: 1, of: 4 }]],
    ['formula', null], ['formula', 'per_member'], ['formula', { fixed: 2 }],
  ];
  for (const [kind, value] of rows) expect(valueOf(kind, typedOf(kind, value)), `${kind} ${JSON.stringify(value)}`).toEqual(value);
});

test('what makes no value is no value', () => {
  for (const [text, seconds] of [['3', 180], ['1:30', 90], ['0:45', 45], ['1:75', undefined], ['', undefined], ['three', undefined]] as const) {
    expect(secondsOf(text), text).toBe(seconds);
  }
  const typed = { pick: 'delegates', some: [], a: 'many', b: '' };
  expect(valueOf('demand', typed)).toBe(undefined);
  expect(valueOf('number', typed)).toBe(undefined);
  expect(valueOf('groups', { ...typed, a: 'women half' })).toBe(undefined);
});
