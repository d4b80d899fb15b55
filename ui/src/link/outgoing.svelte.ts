// What a station does, sent in the order it was done, each once. Without an answer it is sent again under the same mark.
import { words } from '../words/station';
import { fault } from './link';
import type { Kept, KeptAct } from './kept';
import type { Answer } from './types';

const PATIENCE_MS = 4_000;
const AGAIN_MS = 400;
// A key that bounces on the desk's side is slowed down there, not refused.
const SLOWER_MS = 1_000;

export type Ask = (path: string, body: unknown, patience: number) => Promise<{ status: number; text: string }>;
type Waiting = { act: KeptAct; answered: (answer: Answer) => void };

export class Outgoing {
  waiting = $state(0);
  // An act is on its way and has had no answer for a while.
  stuck = $state(false);
  revoked = $state(false);
  readonly #kept: Pick<Kept, 'put' | 'drop' | 'all'>;
  readonly #ask: Ask;
  readonly #scope: string;
  #line: Waiting[] = [];
  #running = false;
  #next = 1;

  constructor(kept: Pick<Kept, 'put' | 'drop' | 'all'>, scope: string, ask: Ask) {
    this.#kept = kept;
    this.#scope = scope;
    this.#ask = ask;
  }

  /** What was left from before this page was opened goes first. */
  async restore(): Promise<number> {
    const left = await this.#kept.all();
    const known = new Set(this.#line.map((each) => each.act.idem));
    const before = left.filter((act) => !known.has(act.idem)).map((act) => ({ act, answered: () => {} }));
    this.#line = [...before, ...this.#line];
    this.#next = Math.max(this.#next, ...this.#line.map((each) => each.act.n + 1));
    this.#count();
    void this.#run();
    return before.length;
  }

  send(path: KeptAct['path'], body: Record<string, unknown>): Promise<Answer> {
    const idem = crypto.randomUUID();
    const act: KeptAct = { idem, scope: this.#scope, n: this.#next++, path, body };
    return new Promise((answered) => {
      this.#line.push({ act, answered });
      this.#count();
      void this.#kept.put($state.snapshot(act) as KeptAct);
      void this.#run();
    });
  }

  /** The station was let in anew, or the cable is back: what waits is tried at once. */
  wake(): void {
    this.revoked = false;
    void this.#run();
  }

  #count(): void {
    this.waiting = this.#line.length;
  }

  async #run(): Promise<void> {
    if (this.#running) return;
    this.#running = true;
    while (this.#line.length > 0 && !this.revoked) {
      const first = this.#line[0]!;
      const answer = await this.#asked(first.act);
      if (answer === null) continue;
      this.#line.shift();
      this.#count();
      await this.#kept.drop(first.act.idem);
      first.answered(answer);
    }
    this.#running = false;
  }

  /** The answer; null where there was none, and it is to be sent again. */
  async #asked(act: KeptAct): Promise<Answer | null> {
    try {
      const { status, text } = await this.#ask(act.path, { idem: act.idem, ...act.body }, PATIENCE_MS);
      this.stuck = false;
      if (status === 401) {
        // Kept: if the station is let in again, nothing that was typed is lost.
        this.revoked = true;
        return null;
      }
      if (status === 429 || status >= 500) {
        await pause(SLOWER_MS);
        return null;
      }
      return JSON.parse(text) as Answer;
    } catch (cause) {
      if (cause instanceof SyntaxError) return fault(words.notUnderstood, cause);
      this.stuck = true;
      await pause(AGAIN_MS);
      return null;
    }
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((then) => setTimeout(then, ms));
}
