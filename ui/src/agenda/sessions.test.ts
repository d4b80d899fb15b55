import { describe, expect, it } from 'vitest';
import type { ItemLine } from '../link/types';
import { bar, listed, sittings } from './sessions';

const line = (id: number, session: string, start: number, end: number, reached = true): ItemLine => ({
  id, number: String(id), title: '', note: '', kind: 'business', state: 'planned', fixed: false, private: false, together: false, session, session_id: 1,
  planned_start: start, planned_end: end, forecast_start: reached ? start + 1 : null, forecast_end: reached ? end + 1 : null, reached,
});

describe('sittings', () => {
  const all = sittings([line(1, 'Morning', 0, 10), line(2, 'Morning', 10, 20), line(3, 'Afternoon', 30, 40, false)]);
  it('follow the order of the day', () => expect(all.map((each) => each.name)).toEqual(['Morning', 'Afternoon']));
  it('know their bounds', () => expect([all[0]?.start, all[0]?.end, all[0]?.forecastEnd]).toEqual([0, 20, 21]));
  it('keep the bounds that they were printed with, though lines are pushed beyond them', () => {
    const printed = [{ id: 1, day: '2017-03-11', name: 'A', start: 0, end: 15, faults: [] }];
    const bounds = (names: string) => sittings([...names].map((name, n) => line(n, name, n * 10, n * 10 + 10)), printed).map((each) => [each.start, each.end]);
    expect(bounds('AA')).toEqual([[0, 15]]);
    expect(bounds('ABA')).toEqual([[0, 10], [0, 15], [20, 30]]);
  });
  it('name what is lost', () => expect(all[1]?.lost.map((each) => each.id)).toEqual([3]));
  it('begin again under the same name after another', () => expect(sittings([line(1, 'A', 0, 1), line(2, 'B', 1, 2), line(3, 'A', 2, 3)])).toHaveLength(3));
  it('place bars on their own time', () => expect(bar(all[1]!, 30, 40)).toEqual({ left: 0, width: 100 }));
});

describe('listed', () => {
  it('joins as people do', () => expect([listed([]), listed(['31']), listed(['31', '33']), listed(['1', '2', '3'])]).toEqual(['', '31', '31 and 33', '1, 2 and 3']));
});
