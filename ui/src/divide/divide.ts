// What a person chooses in a text to be voted on by itself. Places are counted in characters as the rules count them.
import type { Part, Span } from '../link/types';

/** A word or a mark of a paragraph, with its place. */
export type Word = Span & { text: string; gap: boolean };

/** Words and marks, so that a comma can be chosen without the word before it. */
export function wordsOf(text: string): Word[] {
  const words: Word[] = [];
  let at = 0;
  for (const piece of text.match(/[\p{L}\p{N}][\p{L}\p{N}\p{M}'’-]*|\s+|[^\s]/gu) ?? []) {
    const length = [...piece].length;
    if (/\S/.test(piece)) words.push({ from: at, to: at + length, text: piece, gap: false });
    else if (words.length > 0) words[words.length - 1]!.gap = true;
    at += length;
  }
  return words;
}

/** Where the chooser stands: on paragraphs from one to another, or within one on words from one to another. */
export type Cursor = { anchor: number; at: number; words: { anchor: number; at: number } | null };

const between = (to: number, most: number): number => Math.min(Math.max(to, 0), most);

/** One paragraph up or down; with `more`, the run of paragraphs grows. */
export function turn(cursor: Cursor, by: number, paragraphs: number, more: boolean): Cursor {
  const at = between(cursor.at + by, paragraphs - 1);
  return { anchor: more && cursor.words === null ? cursor.anchor : at, at, words: null };
}

/** One word left or right; with `more`, the passage grows. Left of the first word is the whole paragraph again. */
export function step(cursor: Cursor, by: number, words: number, more: boolean): Cursor {
  if (words === 0) return cursor;
  if (cursor.words === null) return by > 0 ? { anchor: cursor.at, at: cursor.at, words: { anchor: 0, at: 0 } } : cursor;
  if (!more && cursor.words.at + by < 0) return { anchor: cursor.at, at: cursor.at, words: null };
  const at = between(cursor.words.at + by, words - 1);
  return { ...cursor, words: { anchor: more ? cursor.words.anchor : at, at } };
}

/** What is chosen under the cursor, as the rules name it. */
export function partAt(cursor: Cursor, texts: string[]): Part {
  const [first, last] = [Math.min(cursor.anchor, cursor.at) + 1, Math.max(cursor.anchor, cursor.at) + 1];
  if (cursor.words === null) return { first, last, words: null };
  const words = wordsOf(texts[cursor.at] ?? '');
  const [from, to] = [words[Math.min(cursor.words.anchor, cursor.words.at)], words[Math.max(cursor.words.anchor, cursor.words.at)]];
  return { first: cursor.at + 1, last: cursor.at + 1, words: from && to ? { from: from.from, to: to.to } : null };
}

/** The words of a passage. */
export function said(text: string, words: Span): string {
  return [...text].slice(words.from, words.to).join('');
}

export function same(one: Part, other: Part): boolean {
  return one.first === other.first && one.last === other.last && one.words?.from === other.words?.from && one.words?.to === other.words?.to;
}

/** Whether a word of a paragraph, from 1, is within a part. */
export function covers(part: Part, paragraph: number, word: Word): boolean {
  if (paragraph < part.first || paragraph > part.last) return false;
  return part.words === null || part.words === undefined || (part.words.from <= word.from && word.to <= part.words.to);
}
