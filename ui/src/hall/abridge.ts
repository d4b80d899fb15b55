import type { MarkedParagraph, Passage } from '../link/types';

/** Words kept on each side of a change, or from the start of a text without one, by how much must go. */
const KEPT = [
  { around: Infinity, plain: Infinity },
  { around: Infinity, plain: 115 },
  { around: 20, plain: 98 },
  { around: 12, plain: 82 },
  { around: 7, plain: 66 },
  { around: 4, plain: 50 },
  { around: 2, plain: 30 },
  { around: 1, plain: 14 },
  { around: 0, plain: 0 },
] as const;

export const LEVELS = KEPT.length - 1;

/** Level 0 is the whole text; level 1 the paragraphs that change; beyond it ever less around each change. */
export function abridge(paragraphs: readonly MarkedParagraph[], level: number): MarkedParagraph[] {
  const kept = KEPT[Math.min(level, LEVELS)]!;
  if (level === 0) return [...paragraphs];
  const touched = paragraphs.filter((paragraph) => paragraph.touched);
  if (touched.length === 0) return firstWords(paragraphs, kept.plain);
  if (kept.around === Infinity) return touched;
  return touched.map((paragraph) => ({ ...paragraph, passages: around(paragraph.passages, kept.around) }));
}

function around(passages: readonly Passage[], words: number): Passage[] {
  return passages.map((passage, index) => {
    if (passage.kind !== 'same') return passage;
    const first = index === 0;
    const last = index === passages.length - 1;
    const parts = passage.text.split(/(?<=\s)/);
    if (parts.length <= words * (first || last ? 1 : 2) + 1) return passage;
    const head = first ? '' : parts.slice(0, words).join('').trimEnd() + ' ';
    const tail = last ? '' : ' ' + parts.slice(parts.length - words).join('');
    return { ...passage, text: `${head}…${tail}` };
  });
}

function firstWords(paragraphs: readonly MarkedParagraph[], words: number): MarkedParagraph[] {
  const out: MarkedParagraph[] = [];
  let left = words;
  for (const paragraph of paragraphs) {
    const passages: Passage[] = [];
    for (const passage of paragraph.passages) {
      const parts = passage.text.split(/(?<=\s)/).filter((part) => part !== '');
      if (parts.length <= left) {
        passages.push(passage);
        left -= parts.length;
        continue;
      }
      passages.push({ ...passage, text: `${parts.slice(0, left).join('').trimEnd()} …` });
      return [...out, { ...paragraph, passages }];
    }
    out.push({ ...paragraph, passages });
  }
  return out;
}
