import type { Method, Role, Side } from '../link/types';

export const sides: Record<Side, { mark: string; word: string }> = {
  for: { mark: '▲', word: 'for' },
  against: { mark: '▼', word: 'against' },
  to: { mark: '●', word: 'to' },
};

export const roles: Record<Role, string> = {
  mover: 'moving',
  seconder: 'seconding',
  speaker: 'speaking',
  reply: 'right of reply',
  point_of_order: 'point of order',
  platform: 'from the platform',
};

// One name for each state of a vote, in whatever way it is taken and on whatever screen.
const voteStates: Record<string, string> = {
  called: 'called',
  open: 'open',
  closed: 'being counted',
  provisional: 'counted',
  declared: 'declared',
  inconclusive: 'not clear',
  abandoned: 'given up',
  recounted: 'counted anew',
};

// Hands and names are counted as they are shown: with them it is open and being counted at once.
export const voteState = (method: Method, state: string): string =>
  voteStates[state === 'open' && (method === 'counted' || method === 'roll_call') ? 'closed' : state] ?? state.replaceAll('_', ' ');

export const words = {
  repeated: 'That had already been done.',
  close: 'Close',
  cancel: 'Cancel',
  whatAllows: 'What would allow it:',
  allowAnyway: 'Allow it all the same…',
  reason: 'Reason, for the record',
  allow: 'Allow and record',
  detail: 'For whoever mends it:',
  inserted: 'inserted: ',
  deleted: 'deleted: ',
  part: 'voted on by itself: ',
  paragraph: (n: number) => `Paragraph ${n}`,
  rail: 'Parts of the program',
  keysTitle: 'Keys that work here',
  keysEverywhere: 'Everywhere',
  notices: 'Notices',
  loading: 'Reading the conference file…',
  lost: 'Connection lost: this is how it stood.',
  key: (name: string) => `key ${name}`,
};

export const keyNames: Record<string, string> = {
  Space: 'Space', Enter: 'Enter', Esc: 'Esc', Delete: 'Del', Up: '↑', Down: '↓', Left: '←', Right: '→',
};

// 'Shift+Up' as it is drawn: Shift ↑
export function keyDrawn(key: string): string {
  return key.split('+').map((part) => keyNames[part] ?? part).join(' ');
}
