// Which question is asked over the chair's screen. One at a time; any part of the program may ask for one.
import type { MotionId, VoteId, VoteShown } from '../link/types';
import { where } from '../place.svelte';

export type Asked =
  | { name: 'put' | 'interrupt' | 'rule' | 'floor' | 'amendment' | 'extend' | 'note' | 'withdraw' | 'whole' | 'hall' | 'abandon' | 'not_clear' | 'falls' | 'divide' | 'limit' | 'quorum' | 'second' | 'fairness' | 'rulings' | 'demand' | 'options' | 'adjourn' | 'close' | 'who' }
  | { name: 'count' }
  | { name: 'declare'; vote: VoteId; carried: boolean | null }
  | { name: 'nem_con'; vote: VoteId }
  | { name: 'vote'; vote: VoteId }
  | { name: 'settle'; amendment: MotionId }
  | { name: 'correct'; of: VoteShown };

class Panels {
  asked = $state.raw<Asked | null>(null);
  // Counts how often the field for adding a speaker was asked for.
  adding = $state(0);

  ask(asked: Asked): void {
    where.go('chair');
    this.asked = asked;
  }

  add(): void {
    where.go('chair');
    this.adding += 1;
  }

  close = (): void => {
    this.asked = null;
  };
}

export const panels = new Panels();
