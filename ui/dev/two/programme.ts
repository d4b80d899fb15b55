import type { ItemLine, ProgrammeView } from '../../src/link/types';
import { heading, NOW } from './hall';
const t = (h: number, m: number) => Date.UTC(2017, 2, 11, h, m);
let id = 0;
const line = (number: string, title: string, session: string, from: [number, number], min: number, over: Partial<ItemLine> = {}, shift = 6): ItemLine => {
  const s = t(...from); const e = s + min * 60_000;
  return { id: ++id, number, title, note: '', kind: 'business', state: 'planned', fixed: false, private: false, session, planned_start: s, planned_end: e, forecast_start: s + shift * 60_000, forecast_end: e + shift * 60_000, reached: true, ...over };
};
const lost = { reached: false, forecast_start: null, forecast_end: null };
const items = [
  line('1', 'Welcome; tellers', 'Morning', [10, 0], 10, { state: 'closed' }, 4), line('2', 'Committee report 1', 'Morning', [10, 10], 20, { state: 'closed', kind: 'report' }, 4), line('3', 'Who may vote today', 'Morning', [10, 30], 24, { state: 'closed' }, 5),
  line('4', 'Statement of aims', 'Morning', [10, 54], 24, { state: 'parked' }), line('C4', 'Fighting the cuts', 'Morning', [11, 18], 34, { state: 'current', note: '2 amendments' }), line('12', 'Convention of the Left', 'Morning', [11, 52], 19, { note: 'Southwark' }), line('22', 'Free movement', 'Morning', [12, 11], 14),
  line('', 'Lunch', 'Lunch', [12, 30], 60, { kind: 'break' }, 1),
  line('25', 'Mandatory reselection', 'Afternoon', [13, 30], 16, { note: 'falls if C4 is carried' }, 1), line('28', 'Council budgets', 'Afternoon', [13, 46], 22, { note: 'with 29, voted in sequence' }, 1), line('E1', 'Emergency: bus strike', 'Afternoon', [14, 8], 11, { private: true }, 1),
  line('', 'Election of the committee', 'Afternoon', [14, 30], 10, { fixed: true, kind: 'election', note: 'ballot opens' }, 0), line('31', 'Trade union link', 'Afternoon', [14, 40], 18, lost), line('33', 'Local government strategy', 'Afternoon', [14, 58], 17, lost),
  line('', 'Result of the election; report 3', 'Closing', [15, 15], 15, { fixed: true }, 0),
];
export const programmes: Record<string, ProgrammeView> = {
  one: { heading: { ...heading, now: NOW }, schedule: { behind_ms: 360_000, words: '6 min behind', not_reached: ['31', '33'] }, days: [{ date: '2017-03-11', words: 'Saturday 11 March 2017', items }] },
  two: { heading: { ...heading, now: NOW, state: 'preparing' }, schedule: { behind_ms: 0, words: 'on time', not_reached: [] }, days: [{ date: '2017-03-11', words: 'Saturday 11 March 2017', items: items.map((i) => ({ ...i, state: 'planned' as const, reached: true, forecast_start: i.planned_start, forecast_end: i.planned_end })) }, { date: '2017-03-12', words: 'Sunday 12 March 2017', items: items.map((i) => ({ ...i, id: i.id + 100, state: 'planned' as const, reached: true, forecast_start: i.planned_start, forecast_end: i.planned_end })) }] },
  none: { heading, schedule: { behind_ms: 0, words: 'on time', not_reached: [] }, days: [{ date: '2017-03-11', words: 'Saturday 11 March 2017', items: [] }] },
};
