// What a person types while compositing: which papers, and the text that is growing.
import type { PaperLine } from '../link/types';

/** `11, motion 14, 14.1`: the papers meant, and the first that is none. */
export function meant<Named extends Pick<PaperLine, 'number' | 'label'>>(papers: Named[], typed: string): { found: Named[]; unknown: string | null } {
  const names = typed.split(',').map((name) => name.trim()).filter((name) => name !== '');
  const of = (name: string): Named | undefined => papers.find((paper) => [paper.number, paper.label].some((each) => each.toLowerCase() === name.toLowerCase()));
  return { found: names.flatMap((name) => of(name) ?? []), unknown: names.find((name) => of(name) === undefined) ?? null };
}

/** A paragraph at the end of the text, with a blank line before it. */
export function appended(text: string, paragraph: string): string {
  return text.trim() === '' ? paragraph : `${text.trimEnd()}\n\n${paragraph}`;
}
