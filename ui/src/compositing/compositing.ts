// What a person types while compositing: which papers, and the text that is growing; and how a source is told from another.
import type { Compositing, PaperLine, SourceShown } from '../link/types';

/** How many kinds of colour and line there are; a seventh source looks like the first, and has its number beside it. */
const KINDS = 6;

export const kindOf = (source: number): string => `source${source % KINDS}`;

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

/** A passage with a word in it: marks between two passages come from nowhere and matter to nobody. */
export const saysSomething = (text: string): boolean => /[\p{L}\p{N}]/u.test(text);

/** The passages that are in no source. */
export function fromNowhere(compositing: Compositing): string[] {
  return compositing.passages.flat().filter((passage) => passage.source === null && saysSomething(passage.text)).map((passage) => passage.text.trim());
}

/** Every word of a source is in the composite. */
export function wholly(source: Pick<SourceShown, 'paragraphs'>): boolean {
  return source.paragraphs.flat().every((passage) => passage.taken || !saysSomething(passage.text));
}

/** What a source says, without what has become of it. */
export const wordingOf = (source: Pick<SourceShown, 'paragraphs'>): string[] => source.paragraphs.map((paragraph) => paragraph.map((passage) => passage.text).join(''));
