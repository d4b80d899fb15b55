import { describe, expect, it } from 'vitest';
import { boxesOf, changeOf, editsOf, insertAfter, paragraphsOf, type Box } from './edits';

const PAPER = ['One stands.', 'Two stands.', 'Three stands.'];

function edited(change: (boxes: Box[]) => Box[]): ReturnType<typeof editsOf> {
  return editsOf(change(boxesOf(PAPER)));
}

const set = (number: number, text: string) => (boxes: Box[]): Box[] => boxes.map((box) => (box.number === number ? { ...box, text } : box));

describe('an amendment written by editing', () => {
  it('is nothing where nothing changed, nor only the line breaks', () => {
    expect(edited((boxes) => boxes)).toEqual([]);
    expect(edited(set(2, '  Two\n stands.  '))).toEqual([]);
  });

  it('replaces, deletes and inserts', () => {
    expect(edited(set(2, 'Two falls.'))).toEqual([{ paragraph: 2, operation: 'replace', text: 'Two falls.' }]);
    expect(edited(set(3, ' \n '))).toEqual([{ paragraph: 3, operation: 'delete', text: '' }]);
    expect(edited(set(1, 'One stands.\n\nAnd more.'))).toEqual([
      { paragraph: 1, operation: 'replace', text: 'One stands.' },
      { paragraph: 1, operation: 'insert_after', text: 'And more.' },
    ]);
  });

  it('keeps insertions in the order they stand', () => {
    const boxes = boxesOf(PAPER);
    const first = insertAfter(boxes, 1);
    const second = insertAfter(first.boxes, first.key);
    const top = insertAfter(second.boxes, null);
    const texts = new Map([[first.key, 'a'], [second.key, 'b'], [top.key, 'top']]);
    const done = top.boxes.map((box) => ({ ...box, text: texts.get(box.key) ?? box.text }));
    expect(editsOf(done)).toEqual([
      { paragraph: 0, operation: 'insert_after', text: 'top' },
      { paragraph: 2, operation: 'insert_after', text: 'a' },
      { paragraph: 2, operation: 'insert_after', text: 'b' },
    ]);
    expect(top.boxes.map(changeOf)).toEqual(['blank', 'same', 'same', 'blank', 'blank', 'same']);
  });

  it('splits at blank lines', () => {
    expect(paragraphsOf('One\nline.\n\n  \nTwo.\n')).toEqual(['One line.', 'Two.']);
    expect(paragraphsOf('  ')).toEqual([]);
  });
});
