import { expect, it } from 'vitest';
import { cardNumber, figure } from './figures';

it('reads figures, with thousands apart or not', () => {
  expect(['0', '125', ' 1250 ', '1,250', '1 250 000', '12\u202f500', '000'].map(figure)).toEqual([0, 125, 1250, 1250, 1250000, 12500, 0]);
  expect(['', '  '].map(figure)).toEqual([null, null]);
});

it('never guesses what a mark in a figure means', () => {
  for (const typed of ['12.5', '1.250', '1,25', '12,5', '1,2500', '1250,000', '1,250 000', ',125', '125,', '1 2', '-1', '1e3', 'twelve', '9'.repeat(16)]) expect(figure(typed), typed).toBe('bad');
});

it('takes the number of a card as it is typed, and else the one proposed', () => {
  expect(['', ' ', '7', ' 12 '].map((typed) => cardNumber(typed, 4))).toEqual([4, 4, 7, 12]);
  // Whether there is such a card is not for the screen to say.
  expect(['0', '1000', '123456789'].map((typed) => cardNumber(typed, 4))).toEqual([0, 1000, 123_456_789]);
  for (const typed of ['7a', '1,2', '-1', '1234567890']) expect(cardNumber(typed, 4), typed).toBe('bad');
});
