// What is found in a list before anything is changed; replaced by the generated types as soon as they name these.
import type { Command } from '../link/types';

export type Fate = 'new' | 'updated' | 'unchanged' | 'bad';
export type PreviewColumn = { heading: string; used_as: string | null };
export type PreviewRow = { line: number; cells: string[]; fate: Fate; why: string };
export type Preview = {
  kind: 'register' | 'programme';
  file: string;
  encoding: string;
  separator: string;
  columns: PreviewColumn[];
  rows: PreviewRow[];
  counts: Record<Fate, number>;
  problem: string | null;
  command: Command | null;
};
