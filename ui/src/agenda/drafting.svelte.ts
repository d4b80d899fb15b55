// The draft that is being written. It stays while another screen is looked at, until it is adopted or thrown away.
import type { Link } from '../link/link';
import type { DraftView, Place, PlanDraft } from '../link/types';
import { itemAt, lines, placed, type Cursor, type Edited } from './draft';

type Shown = { draft: PlanDraft; cursor: Cursor; view: DraftView };

class Drafting {
  // A draft is shown together with what it would do, never one without the other.
  shown = $state.raw<Shown | null>(null);
  past = $state.raw<Edited[]>([]);
  future = $state.raw<Edited[]>([]);
  problem = $state('');
  #latest: Edited | null = null;
  #asked = 0;

  get under(): boolean {
    return this.past.length > 0;
  }

  async begin(link: Link, item: number | null): Promise<void> {
    const view = await link.show<DraftView>({ view: 'draft', draft: null });
    const all = lines(view.draft);
    const cursor = all.find((each) => itemAt(view.draft, each)?.item === item) ?? all[0] ?? { session: 0, item: 0 };
    this.past = [];
    this.future = [];
    this.problem = '';
    this.#latest = { draft: view.draft, cursor };
    this.shown = { draft: view.draft, cursor, view };
  }

  /** Where an item stands in the draft; null where it does not. */
  find(item: number): Cursor | null {
    const draft = this.#latest?.draft;
    return (draft && lines(draft).find((each) => itemAt(draft, each)?.item === item)) ?? null;
  }

  /** It has not been before conference, so that it can change places. */
  free(cursor: Cursor): boolean {
    const session = this.shown?.view.sessions.find((each) => each.place === cursor.session);
    return session?.items[cursor.item]?.begun === false;
  }

  /** Moves an item in the draft, begun where there is none; null where it is in no draft, false where it stands at the end. */
  async move(link: Link, item: number, place: Place): Promise<boolean | null> {
    if (!this.under) await this.begin(link, item);
    const cursor = this.find(item);
    const latest = this.latest;
    if (!cursor || !latest || !this.free(cursor)) return null;
    const made = placed(latest.draft, cursor, place, (each) => this.free(each));
    this.choose(cursor);
    this.edit(link, made);
    return made !== null;
  }

  // Keys come faster than answers: each change is made upon the one before it.
  get latest(): Edited | null {
    return this.#latest;
  }

  edit(link: Link, made: Edited | null): void {
    if (!made || !this.#latest) return;
    this.past = [...this.past, this.#latest];
    this.future = [];
    void this.#ask(link, made);
  }

  back(link: Link): void {
    const before = this.past.at(-1);
    if (!before || !this.#latest) return;
    this.future = [...this.future, this.#latest];
    this.past = this.past.slice(0, -1);
    void this.#ask(link, before);
  }

  again(link: Link): void {
    const next = this.future.at(-1);
    if (!next || !this.#latest) return;
    this.past = [...this.past, this.#latest];
    this.future = this.future.slice(0, -1);
    void this.#ask(link, next);
  }

  choose(cursor: Cursor): void {
    if (!this.#latest || !this.shown) return;
    this.#latest = { draft: this.#latest.draft, cursor };
    this.shown = { ...this.shown, cursor };
  }

  // What is lost grows by itself: the same draft, asked again.
  refresh(link: Link): void {
    if (this.#latest) void this.#ask(link, this.#latest);
  }

  end(): void {
    this.shown = null;
    this.#latest = null;
    this.past = [];
    this.future = [];
  }

  async #ask(link: Link, made: Edited): Promise<void> {
    this.#latest = made;
    const mine = ++this.#asked;
    try {
      const view = await link.show<DraftView>({ view: 'draft', draft: made.draft });
      // An answer to an older draft says nothing of this one.
      if (mine !== this.#asked || this.#latest === null) return;
      this.problem = '';
      this.shown = { draft: made.draft, cursor: this.#latest.cursor, view };
    } catch (cause) {
      this.problem = cause instanceof Error ? cause.message : String(cause);
    }
  }
}

export const drafting = new Drafting();
