// The record page by page. Only the newest page is watched: older entries never change, and each open stream costs a connection.
import type { Link } from '../link/link';
import type { EntryLine, RecordView } from '../link/types';
import { Watched } from '../watch.svelte';

type Older = { entries: Map<number, EntryLine>; more: boolean };

const NONE: Older = { entries: new Map(), more: true };

export class Pages {
  readonly newest: Watched<RecordView>;
  #older = $state.raw<Older>(NONE);
  #coming = $state.raw<number | null>(null);
  readonly #link: Link;

  constructor(link: Link) {
    this.#link = link;
    this.newest = new Watched<RecordView>(link, { view: 'record', before: null });
  }

  readonly byNumber = $derived.by(() => {
    const all = new Map(this.#older.entries);
    for (const entry of this.newest.value?.entries ?? []) all.set(entry.seq, entry);
    // Whatever took an older entry back is newer and so is here: it says itself what it undoes.
    for (const entry of [...all.values()].sort((a, b) => a.seq - b.seq)) {
      const undone = entry.undoes === null ? undefined : all.get(entry.undoes);
      if (undone !== undefined && undone.undone_by !== entry.seq) all.set(undone.seq, { ...undone, undone_by: entry.seq });
    }
    return all;
  });

  readonly entries = $derived([...this.byNumber.values()].sort((a, b) => b.seq - a.seq));

  get coming(): boolean {
    return this.newest.value === null || this.#coming !== null;
  }

  get more(): boolean {
    return this.#older.entries.size === 0 ? (this.newest.value?.more ?? true) : this.#older.more;
  }

  older(): void {
    const oldest = this.entries.at(-1)?.seq;
    if (oldest !== undefined && this.more && !this.coming) this.#fetch(oldest);
  }

  /** Fetches what lies between, where the newest page has moved away from the older ones. */
  join(): void {
    const above = this.entries.find((entry, at) => entry.seq - 1 > (this.entries[at + 1]?.seq ?? entry.seq));
    if (above !== undefined && this.#coming === null) this.#fetch(above.seq);
  }

  /** Lets go of the older pages. */
  trim(): void {
    this.#older = NONE;
  }

  close(): void {
    this.newest.close();
  }

  #fetch(before: number): void {
    this.#coming = before;
    const stop = this.#link.watch({ view: 'record', before }, (value) => {
      // The first picture is the whole of it; a shared stream may give it before there is anything to stop.
      queueMicrotask(() => stop());
      if (this.#coming !== before) return;
      this.#coming = null;
      if (value === null || !('entries' in (value as object))) return;
      const page = value as RecordView;
      const entries = new Map(this.#older.entries);
      for (const entry of page.entries) entries.set(entry.seq, entry);
      const lower = page.entries.at(-1)?.seq ?? before;
      const lowest = Math.min(lower, ...this.#older.entries.keys());
      this.#older = { entries, more: lower === lowest ? page.more : this.#older.more };
    });
  }
}
