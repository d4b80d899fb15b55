// What is said beside the field, and heard: the newest thing a teller has to know, and nothing older.
import type { SlipLine, VoteView } from '../link/types';
import { words } from '../words/tellers';
import type { Outbox, Sent } from './outbox.svelte';
import type { Roll } from './roll';
import { beep, keepSound, soundOn } from './sound';

type Became = Pick<SlipLine, 'delegation' | 'why' | 'state'>;
export type Said = { tone: 'bad' | 'query' | 'good' | 'plain'; text: string; more: string };

export class Telling {
  sound = $state(soundOn());
  #flash = $state.raw<Said | null>(null);
  #news = $state.raw<Sent | null>(null);
  // A query is not talked over by cards that were typed before it was known.
  #holds = 0;
  readonly #heard = new Set<number>();
  readonly #outbox: Outbox;
  readonly #view: () => VoteView | null;
  readonly #roll: () => Roll;

  readonly #abstains: () => boolean;

  constructor(outbox: Outbox, view: () => VoteView | null, roll: () => Roll, abstains: () => boolean) {
    this.#abstains = abstains;
    this.#outbox = outbox;
    this.#view = view;
    this.#roll = roll;
    for (const entry of outbox.entries.filter((each) => each.state !== 'waiting')) this.#heard.add(entry.key).add(-entry.key);
    $effect(() => this.listen());
  }

  say(text: string, wrong: boolean, more = ''): void {
    this.#flash = { tone: wrong ? 'query' : 'plain', text, more };
    if (wrong) beep('query');
  }

  hush(): void {
    this.#flash = null;
  }

  turnSound(): void {
    this.sound = !this.sound;
    keepSound(this.sound);
    this.say(this.sound ? words.soundOn : words.soundOff, false);
    if (this.sound) beep('good');
  }

  get now(): Said {
    const refused = this.#outbox.refused.at(-1);
    if (refused !== undefined) {
      const text = refused.again || (refused.code !== null && refused.seq === null) ? words.refused(refused.card, words.says(refused.says)) : words.notUndone(refused.card);
      return { tone: 'bad', text, more: refused.problem ?? '' };
    }
    if (this.#flash !== null) return this.#flash;
    const entry = this.#news === null ? undefined : this.#outbox.entries.find((each) => each.key === this.#news?.key);
    if (entry?.state === 'taken_back') return { tone: 'plain', text: words.tookBack(entry.card), more: '' };
    const slip = entry === undefined ? null : this.slipOf(entry);
    if (entry === undefined || slip === null || slip.state === 'set_aside') return { tone: 'plain', text: '', more: words.keypad(this.#abstains()) };
    if (slip.state === 'look') return { tone: 'query', text: words.lookAgain(entry.card, slip.delegation), more: slip.why };
    // While the line is cut, what was stored last says nothing of what is typed now.
    if (this.#outbox.waiting.length > 3) return { tone: 'plain', text: '', more: words.keypad(this.#abstains()) };
    if (slip.state === 'query') return { tone: 'query', text: words.onPile(entry.card, slip.delegation), more: slip.why };
    return { tone: 'good', text: words.stored(entry.card, slip.delegation || this.#nameOf(entry.card), words.says(entry.says)), more: '' };
  }

  /** The slip an entry became, once the view shows it. */
  slipOf(entry: Sent): Became | null {
    const view = this.#view();
    if (view === null || entry.state !== 'stored') return null;
    if (entry.entry !== null) {
      const line = view.in_hand?.lines.find((each) => each.id === entry.slip);
      if (line === undefined) return null;
      return { delegation: line.delegation, why: line.why, state: line.set_aside ? 'set_aside' : line.why === '' ? 'typed' : 'look' };
    }
    const same = (slip: SlipLine): boolean => (entry.slip === null ? slip.number === entry.card : slip.id === entry.slip);
    return view.queries.find(same) ?? view.slips.find(same) ?? null;
  }

  #nameOf(card: number): string {
    return this.#roll().line(card)?.delegation ?? '';
  }

  /** Hears what became of what was typed; runs whenever an answer or the view has changed. */
  listen(): void {
    const entries = this.#outbox.entries;
    let heard: 'good' | 'query' | null = null;
    for (const entry of entries.toReversed()) {
      if (entry.state === 'taken_back' && !this.#heard.has(-entry.key)) {
        this.#heard.add(-entry.key);
        this.#heard.add(entry.key);
        this.#news = entry;
        this.#flash = null;
      }
      if (this.#heard.has(entry.key)) continue;
      const slip = this.slipOf(entry);
      const wrong = entry.state === 'refused' || slip?.state === 'query' || slip?.state === 'look';
      if (!wrong && slip === null) continue;
      this.#heard.add(entry.key);
      if (wrong) {
        heard = 'query';
        this.#news = entry;
        this.#holds = entries[0]?.key ?? entry.key;
      } else if (entry.key > this.#holds) {
        heard ??= 'good';
        this.#news = entry;
      }
    }
    if (heard !== null) beep(heard);
  }
}
