import { expect, it } from 'vitest';
import { named } from '../station/named';
import { words } from './station';

const done = (command: Record<string, unknown>): string => named({ act: { idem: 'a', scope: 'b', n: 1, path: '/dispatch', body: { command } }, mine: true });

it('names what was not stored in the words of the desk, and plainly what it has no words for', () => {
  expect([done({ act: 'claim_batch', batch: 1, teller: 'Ann' }), done({ act: 'finish_entry', entry: 1 })]).toEqual(['Taking a batch', 'The end of a batch']);
  for (const act of ['set_deadline', 'sort_motions', 'something_new']) expect(done({ act })).toBe('What was done here');
});

it('sends tellers to the head teller, and everybody else to the chair', () => {
  expect(words.untold.more(1, 'teller')).toContain('tell the head teller');
  for (const role of ['door', 'committee', 'head_teller'] as const) expect(words.untold.more(1, role)).toContain('tell the chair');
  for (const waiting of [0, 2]) {
    for (const role of ['teller', 'head_teller'] as const) expect(words.revokedMore(waiting, role)).toContain('the head teller');
    for (const role of ['door', 'committee'] as const) expect(words.revokedMore(waiting, role)).not.toMatch(/teller|batch/);
  }
});

it('does not say that a laptop on which no conference is open cannot store', () => {
  expect(words.closed(1)).toBe('No conference is open on the chair’s laptop. 1 entry is waiting here.');
});
