import type { PaperShown } from '../link/types';
import { textOf } from './edits';

function plain(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}

/** Whether a paper has every word; a bare figure means the number of the paper. */
export function fits(paper: PaperShown, filter: string): boolean {
  const wanted = plain(filter).split(/\s+/).filter((word) => word !== '');
  if (wanted.length === 0) return true;
  const number = plain(paper.number);
  const text = plain([paper.label, paper.title, paper.parties, ...paper.paragraphs.map(textOf)].join(' '));
  return wanted.every((word) => (/^\d+(\.\d+)?$/.test(word) ? number.startsWith(word) || number.replace(/^\D+/, '').startsWith(word) : text.includes(word)));
}

/** A proposal for the number of the next amendment: 4.3 after 4.2; the first of C4 is 4.1, as papers are printed. */
export function nextNumber(upon: PaperShown, papers: PaperShown[]): string {
  const last = papers.filter((paper) => paper.upon === upon.id).at(-1)?.number;
  const counted = last === undefined ? null : /^(.*?)(\d+)$/.exec(last);
  if (counted) return `${counted[1]}${Number(counted[2]) + 1}`;
  return `${upon.number.replace(/^C(?=\d)/, '')}.1`;
}
