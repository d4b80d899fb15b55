import type { ItemLine, SessionShown } from '../link/types';

export type Sitting = { name: string; items: ItemLine[]; start: number; end: number; forecastEnd: number | null; lost: ItemLine[] };

/**
 * Lines that follow one another under one session's name. A session has the bounds that it was printed with; where it is
 * parted by another one, or none is known, each part has those of its lines.
 */
export function sittings(items: readonly ItemLine[], printed: readonly SessionShown[] = []): Sitting[] {
  const all: Sitting[] = [];
  for (const item of items) {
    let last = all.at(-1);
    if (!last || last.name !== item.session) {
      last = { name: item.session, items: [], start: item.planned_start, end: item.planned_end, forecastEnd: null, lost: [] };
      all.push(last);
    }
    last.items.push(item);
    last.start = Math.min(last.start, item.planned_start);
    last.end = Math.max(last.end, item.planned_end);
    if (item.forecast_end !== null) last.forecastEnd = Math.max(last.forecastEnd ?? 0, item.forecast_end);
    if (!item.reached) last.lost.push(item);
  }
  for (const sitting of all) {
    const session = printed.find((each) => each.id === sitting.items[0]?.session_id);
    if (session && all.filter((each) => each.name === sitting.name).length === 1) [sitting.start, sitting.end] = [session.start, session.end];
  }
  return all;
}

/** Where a line's bars lie on its session's time, in hundredths of its width. */
export function bar(sitting: Sitting, from: number, to: number): { left: number; width: number } {
  const start = Math.min(sitting.start, ...sitting.items.map((item) => item.forecast_start ?? item.planned_start));
  const whole = Math.max(1, Math.max(sitting.end, sitting.forecastEnd ?? 0) - start);
  return { left: ((from - start) / whole) * 100, width: Math.max(1.5, ((to - from) / whole) * 100) };
}

export function nameOf(item: Pick<ItemLine, 'number' | 'title'>): string {
  return item.number || item.title;
}

/** `31`, `31 and 33`, `31, 33 and 35` */
export function listed(names: readonly string[]): string {
  return names.length < 2 ? (names[0] ?? '') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}
