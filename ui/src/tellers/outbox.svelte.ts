// What this station has typed. Entries go out one after another in the order typed, and typing never waits for an answer.
import type { Link } from '../link/link';
import type { Answer, BatchEntryId, Choice, Command, SplitVotes, VoteId } from '../link/types';
import { words } from '../words/tellers';

export type SentState = 'waiting' | 'stored' | 'refused' | 'taking_back' | 'taken_back';
/** What a card says: one choice, its votes divided, or that it is not in the batch. */
export type Said = Choice | SplitVotes | 'not_here';
export type Sent = {
  key: number;
  card: number;
  says: Said;
  // The entry of the batch in hand when it was typed; none for a card entered by itself.
  entry: BatchEntryId | null;
  // Of a slip that was scanned: proved when it is entered, so that no cable is needed to go on scanning.
  code: string | null;
  state: SentState;
  seq: number | null;
  slip: number | null;
  problem: string | null;
  // Refused, or without an answer: it can be sent once more. If it had been stored after all, the second is a query.
  again: boolean;
};

export class Outbox {
  // Newest first.
  entries = $state.raw<Sent[]>([]);
  readonly #link: Link;
  readonly #vote: VoteId;
  #chain: Promise<void> = Promise.resolve();
  #next = 1;

  constructor(link: Link, vote: VoteId) {
    this.#link = link;
    this.#vote = vote;
  }

  get waiting(): Sent[] {
    return this.entries.filter((each) => each.state === 'waiting' || each.state === 'taking_back');
  }

  get refused(): Sent[] {
    return this.entries.filter((each) => each.state === 'refused');
  }

  // What was typed here for a card and is on its way or stored, so that typing it again is noticed before the view comes back.
  choiceFor(card: number, entry: BatchEntryId | null = null): Choice | null {
    const typed = this.entries.find((each) => each.card === card && each.entry === entry && (each.state === 'waiting' || each.state === 'stored'));
    return typed === undefined || typeof typed.says === 'object' || typed.says === 'not_here' ? null : typed.says;
  }

  enter(card: number, says: Said, entry: BatchEntryId | null = null, code: string | null = null): void {
    const key = this.#next++;
    this.entries = [{ key, card, says, entry, code, state: 'waiting', seq: null, slip: null, problem: null, again: false }, ...this.entries];
    this.#hand(() => this.#send(key));
  }

  /** Takes back the newest act of this station: a card that is on its way, or else whatever was done here last, card or not.
   *  `told` is called with what became of an act that is no card typed on this desk. */
  takeBack(told: (answer: Answer) => void): void {
    const last = this.entries.find((each) => each.state === 'waiting');
    if (last === undefined) return this.#queue(() => this.#undoNewest(told));
    this.#put(last.key, { state: 'taking_back' });
    this.#queue(() => this.#undo(last.key));
  }

  acknowledge(): void {
    const oldest = this.refused.at(-1);
    this.entries = this.entries.filter((each) => each !== oldest);
  }

  sendAgain(): void {
    const oldest = this.refused.at(-1);
    if (oldest === undefined) return;
    this.acknowledge();
    this.enter(oldest.card, oldest.says, oldest.entry, oldest.code);
  }

  #queue(step: () => Promise<void>): void {
    this.#chain = this.#chain.then(step, step);
  }

  // A link that keeps the order by itself is given everything at once: it keeps what is not sent yet beyond this page.
  #hand(step: () => Promise<void>): void {
    if (this.#link.ordered !== true) return this.#queue(step);
    const given = step();
    this.#queue(() => given);
  }

  #put(key: number, change: Partial<Sent>): void {
    this.entries = this.entries.map((each) => (each.key === key ? { ...each, ...change } : each));
  }

  async #send(key: number): Promise<void> {
    const entry = this.entries.find((each) => each.key === key);
    if (entry === undefined) return;
    const answer = await this.#asked(() => this.#link.dispatch(commandOf(this.#vote, entry)));
    // It may have been marked for taking back meanwhile: that step comes next and needs the number of the act.
    const wanted = this.entries.find((each) => each.key === key)?.state === 'taking_back';
    if ('receipt' in answer) {
      const slip = answer.receipt.made.find((made) => made.table.startsWith('slip'))?.id ?? null;
      this.#put(key, { state: wanted ? 'taking_back' : 'stored', seq: answer.receipt.seq, slip });
    } else {
      // A slip that was not printed here is not sent again: the paper is put aside.
      const again = entry.code === null || !('refusal' in answer);
      this.#put(key, { state: wanted ? 'taken_back' : 'refused', problem: problemOf(answer), again });
    }
  }

  async #undo(key: number): Promise<void> {
    const entry = this.entries.find((each) => each.key === key);
    if (entry === undefined || entry.seq === null) return;
    const seq = entry.seq;
    const answer = await this.#asked(() => this.#link.undo(false, seq));
    if ('receipt' in answer) this.#put(key, { state: 'taken_back' });
    else this.#put(key, { state: 'refused', problem: words.notTakenBack(problemOf(answer)), again: false });
  }

  // Which act is the newest is for the record to say: one that is no card stands between cards that do not know of it.
  async #undoNewest(told: (answer: Answer) => void): Promise<void> {
    const answer = await this.#asked(() => this.#link.undo(false));
    const undone = 'receipt' in answer ? answer.receipt.undoes : null;
    const entry = this.entries.find((each) => each.seq !== null && each.seq === undone);
    if (entry === undefined) told(answer);
    else this.#put(entry.key, { state: 'taken_back' });
  }

  async #asked(ask: () => Promise<Answer>): Promise<Answer> {
    try {
      return await ask();
    } catch (cause) {
      return { fault: { sentence: words.noAnswer, detail: String(cause) } };
    }
  }
}

function commandOf(vote: VoteId, { card, says, entry, code }: Sent): Command {
  if (code !== null) return { act: 'enter_scanned', vote, code, entry };
  if (typeof says === 'object') return { act: 'enter_split', vote, card, split: says, entry };
  if (says === 'not_here') return { act: 'say_not_here', entry: entry ?? 0, card };
  return entry === null ? { act: 'enter_slip', vote, card, choice: says } : { act: 'enter_in_batch', entry, card, choice: says };
}

function problemOf(answer: Answer): string {
  if ('refusal' in answer) return [answer.refusal.sentence, answer.refusal.allow].filter(Boolean).join(' ');
  if ('fault' in answer) return answer.fault.sentence;
  return '';
}

const kept = new WeakMap<Link, Map<VoteId, Outbox>>();

// Kept beyond the screen: leaving it for a moment loses nothing that was typed, and what was refused still waits to be seen.
export function outboxOf(link: Link, vote: VoteId): Outbox {
  let boxes = kept.get(link);
  if (boxes === undefined) kept.set(link, (boxes = new Map()));
  let box = boxes.get(vote);
  if (box === undefined) boxes.set(vote, (box = new Outbox(link, vote)));
  return box;
}
