import { expect, it } from 'vitest';
import type { PaperShown } from '../link/types';
import { fits, nextNumber } from './find';

function paper(id: number, number: string, upon: number | null = null): PaperShown {
  return {
    id, number, upon, label: `Motion ${number}`, kind: 'motion', title: 'Fighting the cuts', parties: 'To be moved by Southwark', mover: 'Southwark', seconder: null, state: 'on_agenda', item: null,
    paragraphs: [{ number: 1, passages: [{ kind: 'same', text: 'Conférence notes 14 libraries.' }], touched: false }], as_it_stands: null, parts: [], two_thirds: false, consequences: [],
  };
}

it('finds by words anywhere and by the number of the paper', () => {
  expect(fits(paper(1, '12'), 'southwark conference')).toBe(true);
  expect(fits(paper(1, '12'), '12')).toBe(true);
  expect(fits(paper(1, 'C4'), '4')).toBe(true);
  expect(fits(paper(1, '12'), '14')).toBe(false);
  expect(fits(paper(1, '12'), '')).toBe(true);
});

it('proposes the number of the next amendment', () => {
  const c4 = paper(1, 'C4');
  expect(nextNumber(c4, [c4])).toBe('4.1');
  expect(nextNumber(c4, [c4, paper(2, '4.1', 1), paper(3, '4.9', 1)])).toBe('4.10');
  expect(nextNumber(paper(5, '12'), [paper(6, 'A7', 5)])).toBe('A8');
});
