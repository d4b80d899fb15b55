import type { PaperLine } from '../link/types';
import { words } from '../words/motions';

function plain(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}

/** Whether a paper has every word: its label, title, bodies, section, category or state; a bare figure means its number. */
export function fits(paper: PaperLine, filter: string): boolean {
  const wanted = plain(filter).split(/\s+/).filter((word) => word !== '');
  if (wanted.length === 0) return true;
  const number = plain(paper.number);
  const text = plain([paper.label, paper.title, paper.mover ?? '', paper.seconder ?? '', paper.section, paper.category, words.kinds[paper.kind], words.state(paper.state)].join(' '));
  return wanted.every((word) => (/^\d+(\.\d+)?$/.test(word) ? number.startsWith(word) || number.replace(/^\D+/, '').startsWith(word) : text.includes(word)));
}
