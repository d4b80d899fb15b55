import { expect, it } from 'vitest';
import type { MarkedParagraph } from '../link/types';
import { plainly, side } from './forms';

const marked: MarkedParagraph[] = [
  { number: 1, touched: true, passages: [{ kind: 'same', text: 'Pay ' }, { kind: 'deleted', text: 'falls.' }, { kind: 'inserted', text: 'rises.' }] },
  { number: 2, touched: true, passages: [{ kind: 'deleted', text: 'Slowly.' }] },
  { number: null, touched: true, passages: [{ kind: 'inserted', text: 'At once.' }] },
];

it('reads either side of a change, and leaves a gap where a paragraph is only on the other', () => {
  const text = (paragraphs: (MarkedParagraph | null)[]): (string | null)[] => paragraphs.map((each) => each && each.passages.map((passage) => passage.text).join(''));
  expect(text(side(marked, 'inserted'))).toEqual(['Pay falls.', 'Slowly.', null]);
  expect(text(side(marked, 'deleted'))).toEqual(['Pay rises.', null, 'At once.']);
});

it('numbers what would then stand', () => {
  expect(plainly(side(marked, 'deleted')).map((each) => [each.number, each.passages[0]?.text])).toEqual([[1, 'Pay rises.'], [2, 'At once.']]);
});
