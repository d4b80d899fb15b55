import { describe, expect, test } from 'vitest';

import { send } from './act.svelte';
import type { Link } from './link/link';
import type { Answer, Receipt } from './link/types';
import { notices } from './notices.svelte';

const receipt: Receipt = { seq: 7, words: 'Note: Doors opened', made: [], undoes: null, repeated: false };
const note = { act: 'note', text: 'Doors opened' } as const;

/** A desk that allows the act only with a reason. */
function strict(asked: (string | null)[], person?: string): Link {
  const dispatch = async (_: unknown, reason?: string | null): Promise<Answer> => {
    asked.push(reason ?? null);
    return reason ? { receipt } : { refusal: { code: 'order', sentence: 'Not now.', allow: 'The chair may allow it.', overrulable: true } };
  };
  return { role: 'chair', station: 'chair', person, dispatch } as unknown as Link;
}

describe('what a screen does once an act is done', () => {
  test('is done once, with its receipt, when the act was allowed with a reason', async () => {
    const [asked, done]: [(string | null)[], Receipt[]] = [[], []];
    expect(await send(strict(asked), note, { quiet: true, done: (given) => done.push(given) })).toBeNull();
    expect(done).toEqual([]);
    notices.list.at(-1)?.allow?.('The hall agreed.');
    await expect.poll(() => done).toEqual([receipt]);
    expect(asked).toEqual([null, 'The hall agreed.']);
  });

  test('is not done at a station, where nobody is asked for a reason', async () => {
    const done: Receipt[] = [];
    await send(strict([], 'Ann'), note, { done: (given) => done.push(given) });
    expect(notices.list.at(-1)).toMatchObject({ sentence: 'Not now.', allow: null });
    expect(done).toEqual([]);
  });
});
