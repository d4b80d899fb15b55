import { describe, expect, it } from 'vitest';
import { appended, fromNowhere, meant, wholly, wordingOf } from './compositing';

describe('compositing', () => {
  it('finds the papers meant, in the order they were named', () => {
    const [motion, amendment] = [{ number: '14', label: 'Motion 14' }, { number: '14.1', label: 'Amendment 14.1' }];
    expect(meant([motion!, amendment!], 'amendment 14.1, 14,')).toEqual({ found: [amendment, motion], unknown: null });
    expect(meant([motion!], '14, 15').unknown).toBe('15');
  });

  it('adds a paragraph after a blank line', () => {
    expect(appended('', 'One.')).toBe('One.');
    expect(appended('One. \n', 'Two.')).toBe('One.\n\nTwo.');
  });

  it('names what comes from nowhere, and leaves out lone marks', () => {
    const passage = (text: string, source: number | null) => ({ text, source, paragraph: source === null ? null : 1 });
    const passages = [[passage('We oppose every cut', 0), passage(', ', null), passage('and so ', null), passage('set budgets.', 1)]];
    expect(fromNowhere({ sources: [], passages, within: null })).toEqual(['and so']);
  });

  it('knows a source that is taken up whole', () => {
    const whole = { paragraphs: [[{ text: 'We oppose it', taken: true }, { text: '.', taken: false }]] };
    expect(wholly(whole)).toBe(true);
    expect(wholly({ paragraphs: [...whole.paragraphs, [{ text: 'Lost.', taken: false }]] })).toBe(false);
    expect(wordingOf(whole)).toEqual(['We oppose it.']);
  });
});
