import type { Choice, NotSeen, RollLine, RollView, SlipLine, VoteView } from '../link/types';

export type Looked =
  | { kind: 'unknown'; number: number }
  | { kind: 'cancelled'; line: RollLine }
  | { kind: 'entered'; line: RollLine; choice: Choice | null; station: string | null }
  | { kind: 'not_returned'; line: RollLine }
  | { kind: 'free'; line: RollLine };

/** Finds a card as it is typed. It only shows what the views hold: the desk alone decides what becomes of the slip. */
export class Roll {
  #cards: Map<number, RollLine>;
  #waiting: Map<number, NotSeen>;
  #slips: Map<number, SlipLine>;

  constructor(roll: RollView | null, vote: VoteView | null) {
    this.#cards = new Map((roll?.cards ?? []).map((card) => [card.number, card]));
    this.#waiting = new Map((vote?.not_seen ?? []).map((card) => [card.number, card]));
    // The newest come first: the oldest, which is what was counted, has to win.
    this.#slips = new Map((vote?.slips ?? []).filter((s) => s.state !== 'set_aside').map((s) => [s.number, s]));
  }

  get known(): boolean {
    return this.#cards.size > 0;
  }

  line(number: number): RollLine | null {
    return this.#cards.get(number) ?? null;
  }

  look(number: number, typedHere: (number: number) => Choice | null): Looked {
    const line = this.#cards.get(number);
    if (line === undefined) return { kind: 'unknown', number };
    if (line.cancelled) return { kind: 'cancelled', line };
    const here = typedHere(number);
    if (here !== null) return { kind: 'entered', line, choice: here, station: null };
    const slip = this.#slips.get(number);
    if (slip !== undefined) return { kind: 'entered', line, choice: slip.choice, station: slip.station };
    // The view names the largest that are missing: of any other the desk says at once what is wrong with it.
    return { kind: this.#waiting.get(number)?.not_returned ? 'not_returned' : 'free', line };
  }
}
