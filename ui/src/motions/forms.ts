// The forms in which a text is read, one key each.
import type { MarkedParagraph, PaperShown } from '../link/types';

export type TextForm = 'moved' | 'in_place' | 'beside' | 'stands';

export const FORMS: readonly TextForm[] = ['moved', 'in_place', 'beside', 'stands'];

/** The forms that differ for this paper: an amendment's change, what it is beside, and what the paper would then read. */
export function formsOf(paper: PaperShown): readonly TextForm[] {
  if (paper.upon !== null) return ['moved', 'beside', 'stands'];
  const waiting = paper.in_place.some((each) => each.amendment !== null);
  return FORMS.filter((form) => form === 'moved' || (form === 'in_place' ? waiting : paper.as_it_stands !== null));
}

/** Marked paragraphs as they read without one side of the change; a paragraph that is then empty is gone. */
export function side(paragraphs: MarkedParagraph[], without: 'inserted' | 'deleted'): (MarkedParagraph | null)[] {
  return paragraphs.map((paragraph) => {
    const passages = paragraph.passages.filter((passage) => passage.kind !== without);
    return passages.every((passage) => passage.text.trim() === '') ? null : { ...paragraph, passages };
  });
}

/** Plain paragraphs, numbered from one. */
export function numbered(texts: string[]): MarkedParagraph[] {
  return texts.map((text, at) => ({ number: at + 1, passages: [{ kind: 'same', text }], touched: false }));
}

/** The same, with what would be marked left as plain text. */
export function plainly(paragraphs: (MarkedParagraph | null)[]): MarkedParagraph[] {
  const rest = paragraphs.filter((each) => each !== null);
  return numbered(rest.map((each) => each.passages.map((passage) => passage.text).join('')));
}
