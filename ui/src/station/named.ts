// What an act of this station is called once nobody remembers typing it.
import type { KeptAct } from '../link/kept';
import type { Untold } from '../link/outgoing.svelte';
import type { Command } from '../link/types';
import { readCode } from '../tellers/scan';
import { words } from '../words/station';
import { words as tellers } from '../words/tellers';

/** What a card said is left out where another sat here then: a second entry that has seen the first is none. */
export function named({ act, mine }: Pick<Untold, 'act' | 'mine'>): string {
  const found = cardOf(act);
  if (found !== null) return words.untold.card(found.card, mine ? found.says : '');
  if (act.path === '/undo') return act.body['redo'] === true ? words.untold.redo : words.untold.undo;
  return words.untold.act(commandOf(act)?.act ?? null);
}

function commandOf(act: KeptAct): Command | null {
  return (act.body['command'] as Command | undefined) ?? null;
}

function cardOf(act: KeptAct): { card: number; says: string } | null {
  const command = commandOf(act);
  switch (command?.act) {
    case 'enter_slip':
    case 'enter_in_batch':
      return { card: command.card, says: tellers.says(command.choice) };
    case 'enter_split':
      return { card: command.card, says: tellers.says(command.split) };
    case 'say_not_here':
      return { card: command.card, says: tellers.says('not_here') };
    case 'enter_scanned': {
      const read = readCode(command.code);
      return read === null ? null : { card: read.card, says: tellers.says(read.choice) };
    }
    default:
      return null;
  }
}
