import { describe, expect, it } from 'vitest';
import { digitsOf, press, scanned, type Typed } from './typing';

/** Types a whole line key by key, as a scanner does, and returns the entries made. */
function type(keys: string[]): { entries: Typed[]; left: string } {
  let field = '';
  const entries: Typed[] = [];
  for (const key of keys) {
    const typed = press(field, key);
    if (typed.kind === 'digits') field = typed.text;
    if (typed.kind === 'entry') {
      entries.push(typed);
      field = '';
    }
  }
  return { entries, left: field };
}

describe('typing cards', () => {
  it('takes a number and one letter', () => {
    expect(type(['2', '1', '4', 'f'])).toEqual({ entries: [{ kind: 'entry', card: 214, choice: 'for' }], left: '' });
  });

  it('takes a scanner that ends with Enter, and forgets nothing after it', () => {
    expect(type(['2', '1', '4', 'F', 'Enter', '7', 'A', 'Enter'])).toEqual({
      entries: [
        { kind: 'entry', card: 214, choice: 'for' },
        { kind: 'entry', card: 7, choice: 'against' },
      ],
      left: '',
    });
  });

  it('takes the keypad', () => {
    expect(type(['9', '-', '8', '*', '6', '/', '5', '+']).entries.map((e) => e.kind === 'entry' && e.choice)).toEqual([
      'against',
      'abstain',
      'spoiled',
      'for',
    ]);
  });

  it('never lets a letter into the number, and never enters a choice without one', () => {
    expect(press('21', 'k')).toEqual({ kind: 'nothing' });
    expect(press('', 'f')).toEqual({ kind: 'no_number', choice: 'for' });
    expect(press('21', 'Enter')).toEqual({ kind: 'no_choice' });
    expect(press('', 'Enter')).toEqual({ kind: 'nothing' });
    expect(digitsOf('2a1 4')).toBe('214');
  });

  it('reads a paste', () => {
    expect(scanned(' 0214f ')).toEqual({ kind: 'entry', card: 214, choice: 'for' });
    expect(scanned('214')).toEqual({ kind: 'digits', text: '214' });
    expect(scanned('Leeds')).toEqual({ kind: 'nothing' });
  });
});
