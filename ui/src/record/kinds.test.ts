import { describe, expect, it } from 'vitest';
import type { EntryLine } from '../link/types';
import { fold, kindOf, matches, takenBackBy } from './kinds';

function entry(seq: number, act: string, more: Partial<EntryLine> = {}): EntryLine {
  return { seq, at: seq, by: 'chair', act, words: '', reason: null, undone_by: null, undoes: null, code: null, ...more };
}

describe('the record', () => {
  it('folds a run of cards, and only a run', () => {
    const entries = [9, 8, 7, 6, 5].map((seq) => entry(seq, 'enter_slip'));
    const lines = fold([entry(10, 'note'), ...entries, entry(4, 'open_vote'), entry(3, 'enter_slip')], new Set());
    expect(lines.map((line) => [line.entry.seq, line.folded.length])).toEqual([[10, 0], [9, 5], [4, 0], [3, 0]]);
    expect(fold(entries, new Set([5])).length).toBe(5);
  });

  it('knows what stands', () => {
    const all = [entry(1, 'note', { undone_by: 2 }), entry(2, 'undo', { undoes: 1, undone_by: 3 }), entry(3, 'redo', { undoes: 2 })];
    const byNumber = new Map(all.map((each) => [each.seq, each]));
    expect(all.map((each) => takenBackBy(each, byNumber))).toEqual([null, 3, null]);
    expect(takenBackBy(entry(7, 'note', { undone_by: 8 }), byNumber)).toBe(8);
  });

  it('finds by every word, whatever the accents', () => {
    const siân = entry(12, 'call_speaker', { words: 'Siân Price, Cardiff, was called.' });
    expect(matches(siân, 'sian cardiff')).toBe(true);
    expect(matches(siân, 'sian leeds')).toBe(false);
    expect(matches(siân, ' ')).toBe(true);
  });

  it('finds a result by the code on the slip, as people write it', () => {
    const declared = entry(40, 'declare', { words: 'The chair declared card vote 7: carried.', code: '7K40-2MVX-93QP' });
    for (const written of ['7K40-2MVX-93QP', '7k4o 2mux 93qp', ' 7K4O2MVX93QP ', '7k40']) expect(matches(declared, written)).toBe(true);
    for (const other of ['7K41-2MVX-93QP', 'QP', '7k4']) expect(matches(declared, other)).toBe(false);
    expect(matches(entry(41, 'note'), '7K40-2MVX-93QP')).toBe(false);
  });

  it('gives every entry a kind', () => {
    expect(kindOf(entry(1, 'enter_slip'))).toBe('cards');
    expect(kindOf(entry(1, 'undo', { undoes: 3 }))).toBe('taken_back');
    expect(kindOf(entry(1, 'something new'))).toBe('business');
  });
});
