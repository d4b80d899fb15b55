import type { Edit, MarkedParagraph } from '../link/types';

/** One paragraph being edited: an old one by its number, or a new one that comes after it (0: at the top). */
export type Box = { key: number; number: number; inserted: boolean; was: string; text: string };

export function textOf(paragraph: MarkedParagraph): string {
  return paragraph.passages.map((passage) => passage.text).join('');
}

export function boxesOf(paragraphs: string[]): Box[] {
  return paragraphs.map((text, at) => ({ key: at, number: at + 1, inserted: false, was: text, text }));
}

/** Text with blank lines between paragraphs, as people paste it. */
export function paragraphsOf(text: string): string[] {
  return text
    .split(/\n[^\S\n]*\n/)
    .map((paragraph) => paragraph.replace(/\s*\n\s*/g, ' ').trim())
    .filter((paragraph) => paragraph !== '');
}

export type Change = 'same' | 'replaced' | 'deleted' | 'inserted' | 'blank';

export function changeOf(box: Box): Change {
  if (box.inserted) return box.text.trim() === '' ? 'blank' : 'inserted';
  if (box.text.trim() === '') return 'deleted';
  return paragraphsOf(box.text).join('\n\n') === paragraphsOf(box.was).join('\n\n') ? 'same' : 'replaced';
}

/** What was done to the boxes, in the order they stand: emptied is delete, changed is replace, a further paragraph is an insertion. */
export function editsOf(boxes: Box[]): Edit[] {
  return boxes.flatMap((box): Edit[] => {
    const change = changeOf(box);
    if (change === 'same' || change === 'blank') return [];
    if (change === 'deleted') return [{ paragraph: box.number, operation: 'delete', text: '' }];
    const [first, ...rest] = paragraphsOf(box.text);
    const after = (text: string): Edit => ({ paragraph: box.number, operation: 'insert_after', text });
    if (change === 'inserted') return [first ?? '', ...rest].map(after);
    return [{ paragraph: box.number, operation: 'replace', text: first ?? '' }, ...rest.map(after)];
  });
}

export function insertAfter(boxes: Box[], key: number | null): { boxes: Box[]; key: number } {
  const at = boxes.findIndex((box) => box.key === key);
  const made: Box = { key: Math.max(-1, ...boxes.map((box) => box.key)) + 1, number: boxes[at]?.number ?? 0, inserted: true, was: '', text: '' };
  return { boxes: [...boxes.slice(0, at + 1), made, ...boxes.slice(at + 1)], key: made.key };
}
