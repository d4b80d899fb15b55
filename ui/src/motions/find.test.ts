import { expect, it } from 'vitest';
import type { PaperLine } from '../link/types';
import { fits } from './find';

function paper(number: string): PaperLine {
  return {
    id: 1, number, upon: null, label: `Motion ${number}`, kind: 'motion', title: 'Défense of libraries', mover: 'Southwark', seconder: null, state: 'on_agenda', item: null, two_thirds: false,
    section: 'Local government', category: '', late: false,
  };
}

it('finds by words anywhere and by the number of the paper', () => {
  expect(fits(paper('12'), 'southwark defense')).toBe(true);
  expect(fits(paper('12'), 'government agenda')).toBe(true);
  expect(fits(paper('12'), '12')).toBe(true);
  expect(fits(paper('C4'), '4')).toBe(true);
  expect(fits(paper('12'), '14')).toBe(false);
  expect(fits(paper('12'), 'kent')).toBe(false);
  expect(fits(paper('12'), '')).toBe(true);
});
