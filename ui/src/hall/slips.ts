import type { Choice } from '../link/types';

/** The slips of a card vote as they are printed: the same paper whatever the light in the hall. */
export const slips: { choice: Extract<Choice, 'for' | 'against' | 'abstain'>; sign: string; ground: string; ink: string }[] = [
  { choice: 'for', sign: '▲', ground: '#0a4c86', ink: '#ffffff' },
  { choice: 'against', sign: '▼', ground: '#f2a34c', ink: '#1a1c20' },
  { choice: 'abstain', sign: '●', ground: '#ffffff', ink: '#1a1c20' },
];
