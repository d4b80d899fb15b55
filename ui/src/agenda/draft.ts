// The committee's draft of the order of business, changed line by line. What a change does to any time is asked of the
// record; nothing here knows when anything begins.
import type { DraftItem, DraftSession, MotionTag, Place, PlanDraft } from '../link/types';

/** A line of the draft: the place of its session, and its place in it. */
export type Cursor = { session: number; item: number };
export type Edited = { draft: PlanDraft; cursor: Cursor };

function copy(draft: PlanDraft): PlanDraft {
  return { sessions: draft.sessions.map((session) => ({ ...session, items: [...session.items] })), removed: [...(draft.removed ?? [])] };
}

export function itemAt(draft: PlanDraft, cursor: Cursor): DraftItem | null {
  return draft.sessions[cursor.session]?.items[cursor.item] ?? null;
}

/** Every line from first to last. */
export function lines(draft: PlanDraft): Cursor[] {
  return draft.sessions.flatMap((each, session) => each.items.map((_, item) => ({ session, item })));
}

/** The line so many further on; the last there is, at the ends. */
export function stepped(draft: PlanDraft, cursor: Cursor, by: number): Cursor {
  const all = lines(draft);
  const here = all.findIndex((each) => each.session === cursor.session && each.item === cursor.item);
  return all[Math.min(Math.max(here + by, 0), all.length - 1)] ?? cursor;
}

/** Takes a line out and puts it in before another place; the place is as it was before. */
export function carried(draft: PlanDraft, from: Cursor, to: Cursor): Edited | null {
  const made = copy(draft);
  const target = made.sessions[to.session];
  const [line] = made.sessions[from.session]?.items.splice(from.item, 1) ?? [];
  if (!line || !target) return null;
  const shifted = from.session === to.session && from.item < to.item ? to.item - 1 : to.item;
  const place = Math.min(Math.max(shifted, 0), target.items.length);
  target.items.splice(place, 0, line);
  return { draft: made, cursor: { session: to.session, item: place } };
}

/** One line up or down, and over the edge of its session into the one beside it. */
export function moved(draft: PlanDraft, from: Cursor, by: -1 | 1): Edited | null {
  const here = draft.sessions[from.session];
  if (!here) return null;
  const to = from.item + by;
  if (to >= 0 && to < here.items.length) return carried(draft, from, { session: from.session, item: by > 0 ? to + 1 : to });
  return across(draft, from, by, by > 0 ? 'first' : 'last');
}

/** As the order of business moves a line: one up or down, or before or after all that `free` may stand beside. */
export function placed(draft: PlanDraft, from: Cursor, place: Place, free: (cursor: Cursor) => boolean): Edited | null {
  if (place === 'up' || place === 'down') return moved(draft, from, place === 'up' ? -1 : 1);
  const others = lines(draft).filter(free);
  const end = place === 'first' ? others[0] : others.at(-1);
  if (!end || (end.session === from.session && end.item === from.item)) return null;
  return carried(draft, from, place === 'first' ? end : { session: end.session, item: end.item + 1 });
}

/** Into the session before or after, at its beginning or its end. */
export function across(draft: PlanDraft, from: Cursor, by: -1 | 1, place: 'first' | 'last'): Edited | null {
  const next = draft.sessions[from.session + by];
  return next ? carried(draft, from, { session: from.session + by, item: place === 'first' ? 0 : next.items.length }) : null;
}

export function changed(draft: PlanDraft, cursor: Cursor, change: Partial<DraftItem>): Edited | null {
  const line = itemAt(draft, cursor);
  const made = copy(draft);
  const items = made.sessions[cursor.session]?.items;
  if (!line || !items) return null;
  items[cursor.item] = { ...line, ...change };
  return { draft: made, cursor };
}

/** Takes a line off. One that the order of business has is said to be removed; lost business only waits again. */
export function removed(draft: PlanDraft, cursor: Cursor, lost: readonly number[]): Edited | null {
  const line = itemAt(draft, cursor);
  const made = copy(draft);
  if (!line) return null;
  made.sessions[cursor.session]?.items.splice(cursor.item, 1);
  if (line.item != null && !lost.includes(line.item)) made.removed = [...(made.removed ?? []), line.item];
  return { draft: made, cursor: nearest(made, cursor) };
}

function nearest(draft: PlanDraft, cursor: Cursor): Cursor {
  if (itemAt(draft, cursor)) return cursor;
  const all = lines(draft);
  const before = all.filter((each) => each.session < cursor.session || (each.session === cursor.session && each.item <= cursor.item));
  return before.at(-1) ?? all[0] ?? { session: 0, item: 0 };
}

/** Puts a line in after another. */
export function inserted(draft: PlanDraft, after: Cursor, line: DraftItem): Edited | null {
  const made = copy(draft);
  const session = made.sessions[after.session];
  if (!session) return null;
  const item = session.items.length === 0 ? 0 : after.item + 1;
  session.items.splice(item, 0, line);
  return { draft: made, cursor: { session: after.session, item } };
}

/** With a new line after an item; at the end where there is none. */
export function withLine(draft: PlanDraft, after: number | null, line: DraftItem): PlanDraft | null {
  const all = lines(draft);
  const place = all.find((each) => after !== null && itemAt(draft, each)?.item === after) ?? all.at(-1);
  return (place && inserted(draft, place, line)?.draft) ?? null;
}

/** With these items in this order, each in the place of one of them. */
export function ordered(draft: PlanDraft, order: readonly number[]): PlanDraft {
  const all = draft.sessions.flatMap((session) => session.items);
  const waiting = [...order];
  const next = (line: DraftItem): DraftItem => {
    if (line.item == null || !order.includes(line.item)) return line;
    const item = waiting.shift();
    return all.find((each) => each.item === item) ?? line;
  };
  return { ...draft, sessions: draft.sessions.map((session) => ({ ...session, items: session.items.map(next) })) };
}

/** A paper that is taken under no item is taken under this line, after what stands there. */
export function takenIn(draft: PlanDraft, cursor: Cursor, motion: number): Edited | null {
  const line = itemAt(draft, cursor);
  return line && line.kind !== 'break' ? changed(draft, cursor, { motions: [...(line.motions ?? []), motion] }) : null;
}

/** The motions of a line join those of the line above it, to be debated together; the line goes. */
export function grouped(draft: PlanDraft, cursor: Cursor): Edited | null {
  const line = itemAt(draft, cursor);
  const above = { session: cursor.session, item: cursor.item - 1 };
  const first = itemAt(draft, above);
  if (!line || !first || (line.motions ?? []).length === 0 || (first.motions ?? []).length === 0) return null;
  const motions = [...(first.motions ?? []), ...(line.motions ?? [])];
  const joined = changed(draft, above, { motions, together: true, minutes: first.minutes + line.minutes });
  const gone = joined && removed(joined.draft, cursor, []);
  return gone && { draft: gone.draft, cursor: above };
}

/** Each motion of a group has a line of its own again, the minutes shared out; what is left over stays with the first. */
export function ungrouped(draft: PlanDraft, cursor: Cursor, tags: readonly MotionTag[]): Edited | null {
  const line = itemAt(draft, cursor);
  const motions = line?.motions ?? [];
  if (!line || motions.length < 2) return null;
  const share = Math.floor(line.minutes / motions.length);
  let made = changed(draft, cursor, { motions: motions.slice(0, 1), together: false, minutes: line.minutes - share * (motions.length - 1) });
  for (const motion of motions.slice(1)) {
    const tag = tags.find((each) => each.motion === motion);
    const own: DraftItem = { ...line, item: null, title: tag?.title ?? '', number: tag?.number ?? '', minutes: share, at: null, fixed: false, motions: [motion], together: false };
    made = made && inserted(made.draft, made.cursor, own);
  }
  return made && { draft: made.draft, cursor };
}

/** Sessions stand in the order in which they are held. */
function inOrder(draft: PlanDraft): PlanDraft {
  const key = (session: DraftSession) => `${session.day} ${session.start.padStart(5, '0')}`;
  return { ...draft, sessions: [...draft.sessions].sort((a, b) => key(a).localeCompare(key(b))) };
}

export function withSession(draft: PlanDraft, place: number | null, session: DraftSession): PlanDraft {
  const made = copy(draft);
  if (place === null) made.sessions.push(session);
  else made.sessions[place] = session;
  return inOrder(made);
}

export function withoutSession(draft: PlanDraft, place: number): PlanDraft | null {
  if (draft.sessions[place]?.items.length !== 0) return null;
  const made = copy(draft);
  made.sessions.splice(place, 1);
  return made;
}

/** `930`, `9.30`, `9:30` and `09:30` are one time; null where it is none. */
export function timeOf(text: string): string | null {
  const found = /^(\d{1,2})[:.]?(\d{2})$/.exec(text.trim());
  if (!found || Number(found[1]) > 23 || Number(found[2]) > 59) return null;
  return `${found[1]?.padStart(2, '0')}:${found[2]}`;
}

/** A whole number of minutes, as typed; null where it is none. */
export function minutesOf(text: string): number | null {
  return /^\d{1,4}$/.test(text.trim()) && Number(text) <= 1440 ? Number(text) : null;
}
