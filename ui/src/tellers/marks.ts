import type { Choice } from '../link/types';

export const marks: Record<Choice, string> = { for: '▲', against: '▼', abstain: '●', spoiled: '✕', unsigned: '?' };
