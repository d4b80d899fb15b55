import type { HallItem } from '../link/types';

/** The lines around now: what was just done, what is before conference, what is next; and how many come after them. */
export function part(items: readonly HallItem[], lines: number): { shown: HallItem[]; after: number } {
  const current = items.findIndex((item) => item.current);
  const now = current >= 0 ? current : items.findIndex((item) => !item.done);
  // At the end of the day the last lines are shown, not a page with one line on it.
  const from = Math.max(0, Math.min((now < 0 ? items.length : now) - 1, items.length - lines));
  const shown = items.slice(from, from + lines);
  return { shown, after: items.length - from - shown.length };
}
