import { describe, expect, it } from 'vitest';
import { covers, partAt, said, step, turn, wordsOf, type Cursor } from './divide';

const texts = ['We note pay.', 'Ballots last a month, and a “week” in summer.'];
const start: Cursor = { anchor: 0, at: 0, words: null };

describe('choosing a part', () => {
  it('finds words and marks, counted in characters', () => {
    expect(wordsOf(texts[0]!).map((word) => [word.text, word.from, word.to, word.gap])).toEqual([['We', 0, 2, true], ['note', 3, 7, true], ['pay', 8, 11, false], ['.', 11, 12, false]]);
    // A letter outside the first plane is one character for the rules.
    expect(wordsOf('𝕎e don’t').map((word) => [word.text, word.from])).toEqual([['𝕎e', 0], ['don’t', 3]]);
  });

  it('takes a paragraph, and a run of them', () => {
    const down = turn(start, 1, 2, false);
    expect(partAt(down, texts)).toEqual({ first: 2, last: 2, words: null });
    expect(partAt(turn(down, -1, 2, true), texts)).toEqual({ first: 1, last: 2, words: null });
    expect(turn(down, 5, 2, false).at).toBe(1);
  });

  it('takes words by steps, and goes back to the paragraph', () => {
    let cursor = turn(start, 1, 2, false);
    for (let n = 0; n < 5; n += 1) cursor = step(cursor, 1, 12, false);
    expect(said(texts[1]!, partAt(cursor, texts).words!)).toBe(',');
    for (let n = 0; n < 2; n += 1) cursor = step(cursor, 1, 12, true);
    const part = partAt(cursor, texts);
    expect(said(texts[1]!, part.words!)).toBe(', and a');
    const words = wordsOf(texts[1]!);
    expect(words.filter((word) => covers(part, 2, word)).map((word) => word.text)).toEqual([',', 'and', 'a']);
    expect(step({ ...cursor, words: { anchor: 0, at: 0 } }, -1, 12, false).words).toBeNull();
    expect(step(start, -1, 4, false)).toBe(start);
  });
});
