import { describe, expect, it } from 'vitest';
import { cardOf, CHOICE_KEYS, choiceOf, digitsOf, scanned } from './typing';

describe('typing cards', () => {
  it('knows four letters, large or small, and four keys of the number pad', () => {
    expect([...'fFaAbBxX'].map(choiceOf)).toEqual(['for', 'for', 'against', 'against', 'abstain', 'abstain', 'spoiled', 'spoiled']);
    expect([...'+-*/'].map(choiceOf)).toEqual(['for', 'against', 'abstain', 'spoiled']);
    expect([...'kq1 '].map(choiceOf)).toEqual([null, null, null, null]);
    expect(CHOICE_KEYS.map(({ key }) => key).join('')).toBe('FABX+-*/');
  });

  it('lets nothing but figures stand in the number, and blank is no card', () => {
    expect(digitsOf('2a1 4')).toBe('214');
    expect(digitsOf('123456789')).toBe('1234567');
    expect(cardOf('0214')).toBe(214);
    expect(cardOf('')).toBe(null);
    expect(cardOf('f')).toBe(null);
  });

  it('reads what comes in one piece', () => {
    expect(scanned(' 0214f ')).toEqual({ kind: 'entry', card: 214, choice: 'for' });
    expect(scanned('214-')).toEqual({ kind: 'entry', card: 214, choice: 'against' });
    expect(scanned('214')).toEqual({ kind: 'digits', text: '214' });
    expect(scanned('214k')).toEqual({ kind: 'digits', text: '214' });
    expect(scanned('Leeds')).toEqual({ kind: 'nothing' });
  });
});
