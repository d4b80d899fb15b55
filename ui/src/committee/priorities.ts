// What is typed at the priorities desk, read against what is on the ballot. Nothing is decided here: the desk refuses what
// it refuses; this only finds ids for numbers.
import type { BallotShown, NewPriority, PaperLine, PaperMark, PriorityPaper } from '../link/types';

/** The paper of the delegation with that number. */
export function paperOf(ballot: BallotShown, number: string): PriorityPaper | null {
  const wanted = number.trim().toLowerCase();
  return wanted === '' ? null : (ballot.papers.find((paper) => paper.number.toLowerCase() === wanted) ?? null);
}

export type Marked = { mark: PaperMark; numbers: number[] } | { wrong: string };

/** `2 5 1`, `2,5,1`, `b`, `x`. */
export function marksOf(text: string): Marked | null {
  const typed = text.trim().toLowerCase();
  if (typed === '') return null;
  if (typed === 'b') return { mark: 'blank', numbers: [] };
  if (typed === 'x') return { mark: 'spoiled', numbers: [] };
  const parts = typed.split(/[\s,;.]+/).filter((part) => part !== '');
  const wrong = parts.find((part) => !/^\d{1,4}$/.test(part));
  return wrong === undefined ? { mark: 'marked', numbers: parts.map(Number) } : { wrong };
}

/** A line that is the number or the label of a paper means that paper; any other is a subject. */
export function optionsOf(text: string, papers: PaperLine[]): NewPriority[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map((line) => {
      const wanted = line.toLowerCase();
      const paper = papers.find((each) => each.upon === null && (each.number.toLowerCase() === wanted || each.label.toLowerCase() === wanted || `${each.label}, ${each.title}`.toLowerCase() === wanted));
      return paper ? { title: '', motion: paper.id } : { title: line, motion: null };
    });
}

/** A figure as typed; null where it is none. */
export function figureOf(text: string): number | null {
  return /^\d{1,4}$/.test(text.trim()) && Number(text) > 0 ? Number(text) : null;
}
