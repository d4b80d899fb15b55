import { describe, expect, it } from 'vitest';
import { appended, meant } from './compositing';

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
});
