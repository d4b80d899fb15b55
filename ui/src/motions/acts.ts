// The acts upon a paper as the desk offers them: what they are called, and the command with its reason.
import type { Command, PaperOffer } from '../link/types';
import { words } from '../words/papers';

export function nameOf(offer: PaperOffer): string {
  const command = offer.command;
  if (offer.asks_item) return words.takeUnder;
  if (command.act === 'dispose_of') return words.fates[command.fate];
  return words.acts[command.act] ?? command.act;
}

/** The command that is sent once the reason is typed. */
export function withReason(offer: PaperOffer, reason: string): Command {
  return (offer.asks_reason ? { ...offer.command, reason } : offer.command) as Command;
}

/** The command that is sent once the item is named. */
export function underItem(offer: PaperOffer, item: number): Command {
  return { ...offer.command, item } as Command;
}
