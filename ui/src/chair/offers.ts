// Doing what the desk offers. The desk decides what is in order; this only carries it out or says why not.
import { once, send } from '../act.svelte';
import type { Link } from '../link/link';
import type { DeskView, Offer, VoteShown } from '../link/types';
import { notices } from '../notices.svelte';
import { where } from '../place.svelte';
import { panels, type Asked } from './panel.svelte';

// `hands` is answered by the band of the vote itself.
const PANELS: Record<string, Exclude<Asked['name'], 'declare' | 'nem_con' | 'vote' | 'settle' | 'correct'>> = {
  put: 'put', interrupt: 'interrupt', rule: 'rule', amendment: 'floor', floor: 'floor', motion: 'floor', extend: 'extend',
  count_hands: 'count', note: 'note', withdraw: 'withdraw', hall: 'hall', abandon: 'abandon', falls: 'falls', divide: 'divide', limit: 'limit', quorum: 'quorum', second: 'second', demand: 'demand', options: 'options', adjourn: 'adjourn', close: 'close', who: 'who',
};

export function declarable(view: DeskView): VoteShown | null {
  if (view.vote?.state === 'provisional') return view.vote;
  return view.parked_votes.find((vote) => vote.state === 'provisional') ?? null;
}

export function perform(link: Link, view: DeskView, offer: Offer): void {
  const command = offer.command;
  // What the chair may allow with a reason is asked for all the same: its panel gets the refusal, and with it the way to allow it.
  if (offer.refused && !(offer.refused.overrulable && command === null && offer.panel !== null)) {
    notices.refused(offer.refused, command ? (reason) => void send(link, command, { reason }) : null);
  } else if (command?.act === 'declare') {
    panels.ask({ name: 'declare', vote: command.vote, carried: command.carried ?? null });
  } else if (offer.panel === 'declare') {
    const vote = declarable(view) ?? view.vote;
    if (vote) panels.ask({ name: 'declare', vote: vote.id, carried: null });
  } else if (offer.panel === 'roll_call' && view.vote) {
    where.go('tellers', { vote: view.vote.id });
  } else if (offer.panel === 'settle') {
    const unfit = view.callable.find((each) => each.to_settle);
    if (unfit) panels.ask({ name: 'settle', amendment: unfit.motion });
  } else if (offer.panel === 'add') {
    panels.add();
  } else if (offer.panel !== null) {
    const name = PANELS[offer.panel];
    if (name) panels.ask({ name });
  } else if (command) {
    void once(link, command, { quiet: true });
  }
}
