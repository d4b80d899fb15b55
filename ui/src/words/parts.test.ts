import { expect, test } from 'vitest';

import { panels } from './chair';
import { voteState } from './parts';
import { words as tellers } from './tellers';

test('a state of a vote has one name, on the chair’s screen and at the tellers’ desk', () => {
  for (const method of ['agreed', 'hands', 'counted', 'card', 'roll_call', 'secret'] as const) {
    const names = ['called', 'open', 'closed', 'provisional', 'declared', 'inconclusive', 'abandoned', 'recounted'].map((state) => voteState(method, state));
    for (const [at, state] of ['called', 'open', 'closed', 'provisional'].entries()) {
      expect(panels.vote.stateOf(method, state)).toBe(names[at]);
      expect(tellers.state(method, state)).toBe(names[at]);
    }
    expect(new Set(names).size).toBe(method === 'counted' || method === 'roll_call' ? names.length - 1 : names.length);
  }
  // Hands that are shown and names that are called are counted at once.
  expect(voteState('counted', 'open')).toBe('being counted');
  expect(voteState('card', 'open')).toBe('open');
  expect(voteState('card', 'closed')).toBe('being counted');
});
