import { describe, expect, it } from 'vitest';
import type { DraftItem, PlanDraft } from '../link/types';
import { across, carried, changed, grouped, inserted, minutesOf, moved, ordered, placed, removed, stepped, takenIn, timeOf, ungrouped, withLine, withSession, withoutSession, type Edited } from './draft';

const item = (id: number, motions: number[] = []): DraftItem => ({ item: id, title: `Item ${id}`, kind: 'business', minutes: 10, motions });
// `1 2 | 3`: two sessions, of two items and of one.
const plan = (text: string): PlanDraft => ({
  removed: [],
  sessions: text.split('|').map((part, n) => ({
    session: n + 1, day: '2018-05-30', name: `S${n + 1}`, start: `0${9 + n}:00`.slice(-5), end: '12:00',
    items: part.trim().split(/\s+/).filter((each) => each !== '').map((each) => item(Number(each))),
  })),
});
const told = (made: Edited | PlanDraft | null) => {
  if (made === null) return null;
  const draft = 'draft' in made ? made.draft : made;
  return draft.sessions.map((session) => session.items.map((each) => each.item ?? each.title).join(' ')).join(' | ');
};
const at = (session: number, place: number) => ({ session, item: place });

describe('a draft', () => {
  it('is walked from line to line, over the edges of sessions', () => {
    const draft = plan('1 2 | | 3');
    expect(stepped(draft, at(0, 1), 1)).toEqual(at(2, 0));
    expect(stepped(draft, at(2, 0), 1)).toEqual(at(2, 0));
    expect(stepped(draft, at(0, 0), -1)).toEqual(at(0, 0));
  });
  it('has a line put before or after all that has not begun', () => {
    const draft = plan('1 2 3 | 4');
    const free = (cursor: { session: number; item: number }) => cursor.session > 0 || cursor.item > 0;
    expect(told(placed(draft, at(0, 2), 'first', free))).toBe('1 3 2 | 4');
    expect(told(placed(draft, at(0, 1), 'last', free))).toBe('1 3 | 4 2');
    expect(told(placed(draft, at(0, 1), 'down', free))).toBe('1 3 2 | 4');
    expect(placed(draft, at(0, 1), 'first', free)).toBeNull();
    expect(placed(draft, at(1, 0), 'last', free)).toBeNull();
    expect(placed(draft, at(0, 1), 'first', () => false)).toBeNull();
  });
  it('has a new line after an item, or at the end', () => {
    const line: DraftItem = { title: 'E1', kind: 'business', minutes: 10 };
    expect(told(withLine(plan('1 2 | 3'), 1, line))).toBe('1 E1 2 | 3');
    expect(told(withLine(plan('1 2 | 3'), null, line))).toBe('1 2 | 3 E1');
    expect(told(withLine(plan('1 2 | 3'), 9, line))).toBe('1 2 | 3 E1');
    expect(withLine(plan(''), 1, line)).toBeNull();
  });
  it('has some lines in another order, each in the place of one of them', () => {
    expect(told(ordered(plan('1 2 3 | 4 5'), [5, 2, 4]))).toBe('1 5 3 | 2 4');
    expect(told(ordered(plan('1 2'), []))).toBe('1 2');
  });
  it('has a line moved up and down, within a session and into the next', () => {
    const draft = plan('1 2 3 | 4');
    expect(told(moved(draft, at(0, 0), 1))).toBe('2 1 3 | 4');
    expect(told(moved(draft, at(0, 2), -1))).toBe('1 3 2 | 4');
    expect(told(moved(draft, at(0, 2), 1))).toBe('1 2 | 3 4');
    expect(moved(draft, at(0, 2), 1)?.cursor).toEqual(at(1, 0));
    expect(told(moved(draft, at(1, 0), -1))).toBe('1 2 3 4 | ');
    expect(moved(draft, at(0, 0), -1)).toBe(null);
    expect(told(across(draft, at(0, 0), 1, 'last'))).toBe('2 3 | 4 1');
  });
  it('has a line dragged before another', () => {
    const draft = plan('1 2 3 | 4');
    expect(told(carried(draft, at(0, 0), at(0, 2)))).toBe('2 1 3 | 4');
    expect(told(carried(draft, at(0, 2), at(0, 0)))).toBe('3 1 2 | 4');
    expect(told(carried(draft, at(0, 1), at(1, 1)))).toBe('1 3 | 4 2');
    expect(told(carried(draft, at(0, 1), at(0, 1)))).toBe('1 2 3 | 4');
    expect(told(draft)).toBe('1 2 3 | 4');
  });
  it('says what is taken off, unless it was lost before', () => {
    const draft = plan('1 2 | 3');
    expect(removed(draft, at(0, 1), [])).toMatchObject({ cursor: at(0, 0), draft: { removed: [2] } });
    expect(removed(draft, at(0, 1), [2])?.draft.removed).toEqual([]);
    expect(told(inserted(draft, at(0, 0), item(9)))).toBe('1 9 2 | 3');
    expect(told(inserted(plan(' | 1'), at(0, 0), item(9)))).toBe('9 | 1');
  });
  it('groups motions with the line above, and parts them again', () => {
    const draft: PlanDraft = { removed: [], sessions: [{ ...plan('1').sessions[0]!, items: [item(1, [38]), item(2, [39, 40]), item(3)] }] };
    const group = grouped(draft, at(0, 1));
    expect(group?.draft.sessions[0]?.items[0]).toMatchObject({ item: 1, motions: [38, 39, 40], together: true, minutes: 20 });
    expect(group?.draft.removed).toEqual([2]);
    expect(grouped(draft, at(0, 2))).toBe(null);
    expect(grouped(draft, at(0, 0))).toBe(null);
    const tags = [38, 39, 40].map((motion) => ({ motion, number: `${motion}`, label: `Motion ${motion}`, title: `On ${motion}` }));
    const parted = ungrouped(group!.draft, at(0, 0), tags);
    expect(parted?.draft.sessions[0]?.items.map((each) => [each.item, each.title, each.minutes, each.motions])).toEqual([
      [1, 'Item 1', 8, [38]], [null, 'On 39', 6, [39]], [null, 'On 40', 6, [40]], [3, 'Item 3', 10, []],
    ]);
  });
  it('keeps its sessions in the order of the day', () => {
    const draft = plan('1 | 2');
    const early = withSession(draft, null, { session: null, day: '2018-05-30', name: 'Early', start: '8:00', end: '09:00', items: [] });
    expect(early.sessions.map((each) => each.name)).toEqual(['Early', 'S1', 'S2']);
    expect(withoutSession(early, 0)?.sessions).toHaveLength(2);
    expect(withoutSession(early, 1)).toBe(null);
  });
  it('takes a paper in under a line, after what stands there, and under no break', () => {
    const draft = plan('1 2');
    const first = takenIn(draft, at(0, 0), 12);
    const both = takenIn(first!.draft, first!.cursor, 13);
    expect(both?.draft.sessions[0]?.items.map((each) => each.motions)).toEqual([[12, 13], []]);
    const pause = changed(draft, at(0, 1), { kind: 'break' });
    expect(takenIn(pause!.draft, at(0, 1), 12)).toBe(null);
  });
  it('takes one change of a line and leaves the rest', () => {
    expect(changed(plan('1 2'), at(0, 1), { minutes: 45 })?.draft.sessions[0]?.items.map((each) => each.minutes)).toEqual([10, 45]);
    expect(changed(plan('1'), at(3, 0), { minutes: 45 })).toBe(null);
  });
});

describe('what is typed', () => {
  it('is a time in any of the ways people write one', () => {
    for (const [text, time] of [['930', '09:30'], ['9.30', '09:30'], [' 09:30 ', '09:30'], ['1415', '14:15'], ['25:00', null], ['9', null], ['9:75', null], ['half', null]]) {
      expect(timeOf(text as string), text as string).toBe(time);
    }
  });
  it('is a whole number of minutes within a day', () => {
    for (const [text, minutes] of [['20', 20], ['0', 0], ['1440', 1440], ['1441', null], ['-5', null], ['2.5', null], ['', null]]) expect(minutesOf(text as string)).toBe(minutes);
  });
});
