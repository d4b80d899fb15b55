// What a station does, sent in the order it was done, each once. Without an answer it is sent again under the same mark; where
// nobody waits for its answer any more, because the page or the browser died meanwhile, a refusal is kept until it is seen.
import { words } from '../words/station';
import { fault } from './link';
import type { Kept, KeptAct } from './kept';
import type { Answer } from './types';

const PATIENCE_MS = 4_000;
const AGAIN_MS = 400;
// A key that bounces on the desk's side is slowed down there, not refused; a desk that cannot store is not hurried.
const SLOWER_MS = 1_000;
// Not a word about the act: no conference file is open at this moment.
const NOT_NOW = ['desk.closed', 'office.nothing_open'];
const NOT_ADMITTED = 'station.not_admitted';

export type Ask = (path: string, body: unknown, patience: number) => Promise<{ status: number; text: string }>;
export type Disk = Pick<Kept, 'put' | 'drop' | 'all'>;
// What was typed before this page was opened has nobody who waits for its answer.
type Waiting = { act: KeptAct; answered: ((answer: Answer) => void) | null };
/** `mine`: typed at this station, and not at one that this browser was before. */
export type Untold = { act: KeptAct; why: string; mine: boolean };

export class Outgoing {
  waiting = $state(0);
  // How many of those are on this computer's disk.
  kept = $state(0);
  // An act is on its way and has had no answer for a while.
  stuck = $state(false);
  revoked = $state(false);
  // The desk answers that it could not store the act that is first in the line: why. It is sent again until it is stored.
  troubled = $state<string | null>(null);
  // It is troubled by nothing but that no conference is open there.
  closed = $state(false);
  // What was not stored, and of which nobody was told yet.
  untold = $state.raw<Untold[]>([]);
  // This browser could not keep what was typed: it is lost if the page is closed before it is sent.
  unkept = $state(false);
  readonly #kept: Disk;
  readonly #ask: Ask;
  readonly #scope: string;
  #line: Waiting[] = [];
  // Marks of acts in the line that are not on this computer's disk.
  readonly #missing = new Set<string>();
  #running = false;
  // Another sits here now: nothing more is sent in the name of whoever typed this.
  #stopped = false;
  // Typed while the disk is still being read: it is numbered, and sent, after what was there before it. Null: it has been read.
  #early: KeptAct[] | null = null;
  #givenUp = false;
  #next = 1;

  constructor(kept: Disk, scope: string, ask: Ask) {
    this.#kept = kept;
    this.#scope = scope;
    this.#ask = ask;
  }

  /** What was left from before this page was opened goes first; how many acts that is. */
  async restore(): Promise<number> {
    this.#early = [];
    this.#untroubled();
    const had = this.#line.map((each) => each.act.idem);
    const left = await this.#left();
    // Also what has been answered since: the disk may have been read before it was forgotten there.
    const known = new Set([...had, ...this.#line.map((each) => each.act.idem)]);
    const before = left.filter((act) => act.scope === this.#scope && act.why === undefined && !known.has(act.idem));
    this.#line = [...before.map((act) => ({ act, answered: null })), ...this.#line];
    this.#next = Math.max(this.#next, ...left.map((act) => act.n + 1));
    const early = this.#early ?? [];
    this.#early = null;
    for (const act of early) {
      act.n = this.#next++;
      void this.#keep(act);
    }
    this.untold = left.flatMap((act): Untold[] => {
      if (act.scope !== this.#scope) return [{ act, why: act.why === undefined ? words.untold.neverSent : words.untold.refused, mine: false }];
      return act.why === undefined ? [] : [{ act, why: act.why, mine: true }];
    });
    this.#count();
    void this.#run();
    return before.length;
  }

  send(path: KeptAct['path'], body: Record<string, unknown>): Promise<Answer> {
    const idem = crypto.randomUUID();
    const early = this.#early;
    const act: KeptAct = { idem, scope: this.#scope, n: this.#next++, path, body: $state.snapshot(body) as Record<string, unknown> };
    return new Promise((answered) => {
      this.#line.push({ act, answered });
      this.#missing.add(idem);
      if (early === null) void this.#keep(act);
      else early.push(act);
      this.#count();
      void this.#run();
    });
  }

  /** The station was let in anew, or the cable is back: what waits is tried at once. */
  wake(): void {
    this.revoked = false;
    void this.#run();
  }

  /** The chair has revoked the station. What was typed is kept: let in again under the same key, nothing of it is lost. */
  revoke(): void {
    this.revoked = true;
    this.#untroubled();
  }

  /** For good: another may sit at this computer from now on, and what was typed before is not sent in that name. */
  stop(): void {
    this.#stopped = true;
  }

  /** What the desk cannot store is not sent again: it is said to whoever typed it, and what comes after it goes on. */
  giveUp(): void {
    if (this.troubled !== null) this.#givenUp = true;
  }

  /** Somebody has read what was not stored. */
  seen(): void {
    for (const { act } of this.untold) void this.#drop(act);
    this.untold = [];
  }

  // Whoever gave an act up did so for what was wrong then.
  #untroubled(): void {
    this.troubled = null;
    this.closed = false;
    this.#givenUp = false;
  }

  #count(): void {
    this.waiting = this.#line.length;
    this.kept = this.#line.filter(({ act }) => !this.#missing.has(act.idem)).length;
  }

  async #left(): Promise<KeptAct[]> {
    try {
      return await this.#kept.all();
    } catch {
      this.unkept = true;
      return [];
    }
  }

  async #keep(act: KeptAct): Promise<void> {
    this.#missing.add(act.idem);
    try {
      await this.#kept.put(act);
      this.#missing.delete(act.idem);
      if (!this.unkept) return;
      // There is room again: also for what had none.
      for (const each of this.#line.filter(({ act: other }) => this.#missing.has(other.idem))) {
        // Answered meanwhile, and forgotten: it is not brought back.
        if (!this.#line.includes(each)) continue;
        await this.#kept.put(each.act);
        this.#missing.delete(each.act.idem);
      }
      this.unkept = false;
    } catch {
      this.unkept = true;
    } finally {
      this.#count();
    }
  }

  // What cannot be forgotten is sent once more when the page is opened again, and done once.
  async #drop(act: KeptAct): Promise<void> {
    this.#missing.delete(act.idem);
    await this.#kept.drop(act.idem).catch(() => {});
  }

  async #run(): Promise<void> {
    if (this.#running) return;
    this.#running = true;
    while (this.#line.length > 0 && !this.revoked && !this.#stopped && this.#early === null) {
      const first = this.#line[0]!;
      const answer = await this.#asked(first.act);
      if (answer === null) continue;
      this.#untroubled();
      // Not simply the first: what was left from before may have come in front of it meanwhile.
      this.#line = this.#line.filter((each) => each !== first);
      this.#count();
      await this.#told(first, answer);
    }
    this.#running = false;
  }

  /** Said before it is forgotten: a browser that dies between the two says it again. */
  async #told({ act, answered }: Waiting, answer: Answer): Promise<void> {
    answered?.(answer);
    if (answered !== null || 'receipt' in answer) return this.#drop(act);
    const why = whyNot(answer);
    this.untold = [...this.untold, { act, why, mine: true }];
    await this.#keep({ ...act, why });
  }

  /** The answer; null where there was none, or the desk could not store the act, and it is to be sent again. */
  async #asked(act: KeptAct): Promise<Answer | null> {
    try {
      const { status, text } = await this.#ask(act.path, { idem: act.idem, ...act.body }, PATIENCE_MS);
      this.stuck = false;
      if (status === 401) return this.#notAdmitted();
      if (status === 408 || status === 429 || status >= 500) {
        await pause(SLOWER_MS);
        return null;
      }
      const answer = understood(text);
      if ('refusal' in answer && answer.refusal.code === NOT_ADMITTED) return this.#notAdmitted();
      const decided = 'receipt' in answer || ('refusal' in answer && !NOT_NOW.includes(answer.refusal.code));
      if (decided || this.#givenUp) return answer;
      if (!this.revoked) {
        this.troubled = whyNot(answer);
        // No other refusal leaves it undecided.
        this.closed = 'refusal' in answer;
      }
      await pause(SLOWER_MS);
      return null;
    } catch {
      this.stuck = true;
      this.#untroubled();
      await pause(AGAIN_MS);
      return null;
    }
  }

  #notAdmitted(): null {
    this.revoke();
    return null;
  }
}

function understood(text: string): Answer {
  try {
    const answer = JSON.parse(text) as Answer;
    if ('receipt' in answer || 'refusal' in answer || 'fault' in answer) return answer;
    return fault(words.notUnderstood, text);
  } catch (cause) {
    return fault(words.notUnderstood, cause);
  }
}

function whyNot(answer: Answer): string {
  if ('refusal' in answer) return [answer.refusal.sentence, answer.refusal.allow].filter(Boolean).join(' ');
  return 'fault' in answer ? answer.fault.sentence : '';
}

function pause(ms: number): Promise<void> {
  return new Promise((then) => setTimeout(then, ms));
}
