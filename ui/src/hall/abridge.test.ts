import { describe, expect, it } from 'vitest';
import type { MarkedParagraph } from '../link/types';
import { abridge } from './abridge';

const words = (n: number, word = 'word') => Array.from({ length: n }, (_, i) => `${word}${i}`).join(' ');
const plain = (text: string): MarkedParagraph => ({ number: 1, passages: [{ kind: 'same', text }], touched: false });
const changed: MarkedParagraph = {
  number: 2,
  passages: [
    { kind: 'same', text: `${words(40, 'a')} ` },
    { kind: 'deleted', text: 'write to ' },
    { kind: 'inserted', text: 'lobby ' },
    { kind: 'same', text: words(40, 'b') },
  ],
  touched: true,
};
const text = (paragraphs: MarkedParagraph[]) => paragraphs.flatMap((p) => p.passages.map((s) => s.text)).join('');

describe('abridge', () => {
  it('leaves everything at level 0', () => {
    expect(abridge([plain('a b'), changed], 0)).toEqual([plain('a b'), changed]);
  });
  it('drops untouched paragraphs first', () => {
    expect(abridge([plain('a b'), changed], 1)).toEqual([changed]);
  });
  it('keeps the change and the words beside it', () => {
    const kept = text(abridge([changed], 4));
    expect(kept).toContain('write to lobby ');
    expect(kept).toContain('a39');
    expect(kept).toContain('b0');
    expect(kept).not.toContain('a20');
    expect(kept.startsWith('…')).toBe(true);
    expect(kept.trimEnd().endsWith('…')).toBe(true);
  });
  it('never drops a word of the change itself', () => {
    for (const level of [1, 2, 3, 4, 5, 6]) expect(text(abridge([changed], level))).toContain('lobby');
  });
  it('cuts a text without changes from its end', () => {
    const kept = text(abridge([plain(words(200))], 3));
    expect(kept).toContain('word81 …');
    expect(kept).not.toContain('word82');
  });
});
