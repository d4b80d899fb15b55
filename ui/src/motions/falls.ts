// What a person types about what falls: the number of a paper, a run of paragraphs.
import type { ConsequenceShown, PaperLine, Paragraphs } from '../link/types';

/** What is asked about a consequence, with a reason. */
export type Asked = { what: 'take_away' | 'put_back'; of: ConsequenceShown };

/** The paper that is meant: `2`, `motion 2`, `A4`. */
export function paperOf(papers: PaperLine[], typed: string): PaperLine | null {
  const said = typed.trim().toLowerCase();
  return papers.find((paper) => paper.number.toLowerCase() === said || paper.label.toLowerCase() === said) ?? null;
}

/** `3`, `1-2`, `1–2`, `1 to 2`; blank is the whole paper, and `undefined` is no run at all. */
export function runOf(typed: string): Paragraphs | null | undefined {
  if (typed.trim() === '') return null;
  const found = /^(\d{1,4})(?:\s*(?:-|–|to)\s*(\d{1,4}))?$/.exec(typed.trim());
  if (!found) return undefined;
  const first = Number(found[1]);
  const last = Number(found[2] ?? found[1]);
  return first > 0 && last >= first ? { first, last } : undefined;
}
