import { describe, expect, it } from 'vitest';
import { cardOf, CHOICE_KEYS, choiceOf, digitsOf, scanned } from './typing';

describe('typing cards', () => {
  it('knows five letters, large or small, and four keys of the number pad', () => {
    expect([...'fFaAbBxXuU'].map(choiceOf)).toEqual(['for', 'for', 'against', 'against', 'abstain', 'abstain', 'spoiled', 'spoiled', 'unsigned', 'unsigned']);
    expect([...'+-*/'].map(choiceOf)).toEqual(['for', 'against', 'abstain', 'spoiled']);
    expect([...'kq1 '].map(choiceOf)).toEqual([null, null, null, null]);
    expect(CHOICE_KEYS.map(({ key }) => key).join('')).toBe('FABXU+-*/');
  });

  it('lets nothing but figures stand in the number, and blank is no card', () => {
    expect(digitsOf('2a1 4')).toBe('214');
    expect(digitsOf('12345678901')).toBe('12345678901');
    expect(cardOf('0214')).toBe(214);
    expect(cardOf('')).toBe(null);
    expect(cardOf('f')).toBe(null);
    expect(cardOf('12345678')).toBe(12345678);
    expect(cardOf('4294967296')).toBe(null);
  });

  it('reads what comes in one piece', () => {
    expect(scanned(' 0214f ')).toEqual({ kind: 'entry', text: '0214', choice: 'for' });
    expect(scanned('214-')).toEqual({ kind: 'entry', text: '214', choice: 'against' });
    expect(scanned('12345678F')).toEqual({ kind: 'entry', text: '12345678', choice: 'for' });
    expect(scanned('214')).toEqual({ kind: 'digits', text: '214' });
    expect(scanned('214k')).toEqual({ kind: 'digits', text: '214' });
    expect(scanned('Leeds')).toEqual({ kind: 'nothing' });
  });
});
