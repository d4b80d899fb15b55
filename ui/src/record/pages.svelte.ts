// The record page by page. Each page is watched where it stands, so that an old entry taken back is struck through as well.
import type { Link } from '../link/link';
import type { EntryLine, RecordView } from '../link/types';
import { Watched } from '../watch.svelte';

// Pages overlap by half, so that a hundred new acts can come before another page has to be put in between.
function middle(page: RecordView): number | null {
  return page.entries[Math.floor(page.entries.length / 2)]?.seq ?? null;
}

type Page = { before: number | null; view: Watched<RecordView> };

export class Pages {
  #pages = $state.raw<Page[]>([]);
  readonly #link: Link;

  constructor(link: Link) {
    this.#link = link;
    this.#pages = [this.#page(null)];
  }

  get newest(): Watched<RecordView> {
    return (this.#pages[0] as Page).view;
  }

  readonly byNumber = $derived.by(() => {
    const all = new Map<number, EntryLine>();
    for (const page of this.#pages.toReversed()) for (const entry of page.view.value?.entries ?? []) all.set(entry.seq, entry);
    return all;
  });

  readonly entries = $derived([...this.byNumber.values()].sort((a, b) => b.seq - a.seq));

  get more(): boolean {
    return this.#pages.at(-1)?.view.value?.more ?? false;
  }

  get coming(): boolean {
    return this.#pages.some((page) => page.view.value === null);
  }

  older(): void {
    const last = this.#pages.at(-1)?.view.value;
    if (!last?.more || this.coming) return;
    // The newest page moves down as the meeting goes on; the others stand still and need no overlap.
    const before = this.#pages.length === 1 ? middle(last) : (last.entries.at(-1)?.seq ?? null);
    this.#pages = [...this.#pages, this.#page(before)];
  }

  /** Puts a page in where the newest has moved away from the next. */
  join(): void {
    const [first, second] = this.#pages;
    const oldest = first?.view.value?.entries.at(-1)?.seq;
    if (first?.view.value == null || second?.before == null || oldest === undefined || oldest <= second.before) return;
    this.#pages = [first, this.#page(middle(first.view.value)), ...this.#pages.slice(1)];
  }

  /** Lets go of everything but the newest two pages. */
  trim(): void {
    const over = this.#pages.slice(2);
    if (over.length === 0) return;
    for (const page of over) page.view.close();
    this.#pages = this.#pages.slice(0, 2);
  }

  close(): void {
    for (const page of this.#pages) page.view.close();
  }

  #page(before: number | null): Page {
    return { before, view: new Watched<RecordView>(this.#link, { view: 'record', before }) };
  }
}
