import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Link } from '../link/link';
import type { Answer, Choice, SlipLine, VoteView } from '../link/types';
import { Outbox } from './outbox.svelte';
import type { Roll } from './roll';
import { Telling } from './telling.svelte';

const GOOD = [1320];
const QUERY = [233, 196];

// What the loudspeaker rang, and what the browser remembers.
let rung: number[];
let remembers: Map<string, string>;

beforeEach(() => {
  rung = [];
  remembers = new Map();
  const gain = { gain: { setValueAtTime: () => {}, linearRampToValueAtTime: () => {}, exponentialRampToValueAtTime: () => {} }, connect: () => {} };
  class Voice {
    type = '';
    frequency = { value: 0 };
    connect = (to: unknown): unknown => to;
    start = (): void => void rung.push(this.frequency.value);
    stop = (): void => {};
  }
  vi.stubGlobal('AudioContext', class {
    currentTime = 0;
    destination = {};
    resume = async (): Promise<void> => {};
    createOscillator = (): Voice => new Voice();
    createGain = (): unknown => gain;
  });
  vi.stubGlobal('localStorage', { getItem: (name: string) => remembers.get(name) ?? null, setItem: (name: string, value: string) => void remembers.set(name, value) });
});
afterEach(() => vi.unstubAllGlobals());

/** A teller's desk: what is typed is answered, and shown by the view, when the test says so. */
class Desk {
  readonly shown = { slips: [] as SlipLine[], queries: [] as SlipLine[], in_hand: null };
  readonly #asked: ((answer: Answer) => void)[] = [];
  readonly #link = { ordered: true, dispatch: () => new Promise<Answer>((done) => this.#asked.push(done)), undo: () => new Promise<Answer>((done) => this.#asked.push(done)) } as unknown as Link;
  readonly box = new Outbox(this.#link, 7);
  readonly telling = new Telling(this.box, () => this.shown as unknown as VoteView, () => ({ line: (card: number) => ({ delegation: `Branch ${card}` }) }) as unknown as Roll, () => true);
  #seq = 0;

  types(card: number, choice: Choice = 'for'): void {
    this.box.enter(card, choice);
    this.telling.listen();
  }

  /** The oldest that waits is answered. */
  async answers(answer: Answer): Promise<void> {
    this.#asked.shift()?.(answer);
    for (let turns = 0; turns < 10; turns++) await Promise.resolve();
    this.telling.listen();
  }

  async stores(): Promise<number> {
    const slip = (this.#seq += 1);
    await this.answers({ receipt: { seq: slip, words: '', made: [{ table: 'slip', id: slip }], undoes: null, repeated: false } });
    return slip;
  }

  shows(id: number, number: number, why = ''): void {
    const slip = { id, number, delegation: `Branch ${number}`, why, state: why === '' ? 'counted' : 'query' } as unknown as SlipLine;
    if (why === '') this.shown.slips.unshift(slip);
    else this.shown.queries.unshift(slip);
    this.telling.listen();
  }

  heard(): number[] {
    return rung.splice(0);
  }
}

const refusal: Answer = { refusal: { code: 'vote.not_open', sentence: 'The vote is not open.', allow: 'Wait for the chair.', overrulable: false } };

describe('what a teller hears', () => {
  it('is one high tone for a card that is counted: when the view shows it, once, and not when it is typed or answered', async () => {
    const desk = new Desk();
    desk.types(1);
    const slip = await desk.stores();
    expect(desk.heard()).toEqual([]);
    desk.shows(slip, 1);
    expect(desk.heard()).toEqual(GOOD);
    desk.telling.listen();
    expect(desk.heard()).toEqual([]);
    expect(desk.telling.now).toMatchObject({ tone: 'good', text: '1 Branch 1 · for · stored' });
  });

  it('is two low tones for a query, which is said with its reason and not talked over by cards typed before it was known', async () => {
    const desk = new Desk();
    for (const card of [900, 2]) desk.types(card);
    const [first, second] = [await desk.stores(), await desk.stores()];
    desk.shows(first, 900, 'No card 900 is on the roll.');
    expect(desk.heard()).toEqual(QUERY);
    desk.shows(second, 2);
    expect(desk.heard()).toEqual([]);
    expect(desk.telling.now).toMatchObject({ tone: 'query', more: 'No card 900 is on the roll.' });
    // What is typed afterwards is heard again.
    desk.types(3);
    desk.shows(await desk.stores(), 3);
    expect(desk.heard()).toEqual(GOOD);
    expect(desk.telling.now).toMatchObject({ tone: 'good' });
  });

  it('is one sound for what the view shows at once, and the query where there is one', async () => {
    const desk = new Desk();
    for (const card of [1, 2, 900]) desk.types(card);
    const slips = [await desk.stores(), await desk.stores(), await desk.stores()];
    const shown = desk.telling.listen.bind(desk.telling);
    desk.telling.listen = () => {};
    desk.shows(slips[0]!, 1);
    desk.shows(slips[1]!, 2);
    desk.shows(slips[2]!, 900, 'No card 900 is on the roll.');
    shown();
    expect(desk.heard()).toEqual(QUERY);
  });

  it('is the query for what is refused, which stands in the line with the way out until it is seen', async () => {
    const desk = new Desk();
    desk.types(5, 'against');
    await desk.answers(refusal);
    expect(desk.heard()).toEqual(QUERY);
    const said = { tone: 'bad', text: '5 against was not stored.', more: 'The vote is not open. Wait for the chair.' };
    expect(desk.telling.now).toEqual(said);
    // A card that is stored afterwards is heard, and does not hide what was refused.
    desk.types(6);
    desk.shows(await desk.stores(), 6);
    expect(desk.heard()).toEqual(GOOD);
    expect(desk.telling.now).toEqual(said);
    desk.box.acknowledge();
    expect(desk.telling.now).toMatchObject({ tone: 'good' });
  });

  it('is the query for what cannot be typed at all, and nothing for a plain word', () => {
    const desk = new Desk();
    desk.telling.say('Now F, A, B or X.', true);
    expect([desk.heard(), desk.telling.now.tone]).toEqual([QUERY, 'query']);
    desk.telling.say('Cleared.', false);
    expect([desk.heard(), desk.telling.now.tone]).toEqual([[], 'plain']);
  });

  it('is not heard a second time by a desk that is opened again', async () => {
    const desk = new Desk();
    desk.types(1);
    desk.shows(await desk.stores(), 1);
    expect(desk.heard()).toEqual(GOOD);
    const again = new Telling(desk.box, () => desk.shown as unknown as VoteView, () => ({ line: () => undefined }) as unknown as Roll, () => true);
    again.listen();
    expect(desk.heard()).toEqual([]);
  });

  it('is nothing while the sound is off, which the browser remembers; the line says it all the same', async () => {
    const desk = new Desk();
    desk.telling.turnSound();
    expect([desk.telling.sound, desk.heard(), desk.telling.now.text]).toEqual([false, [], 'Sound off']);
    desk.telling.hush();
    desk.types(900);
    desk.shows(await desk.stores(), 900, 'No card 900 is on the roll.');
    desk.telling.say('Now F, A, B or X.', true);
    desk.telling.hush();
    expect([desk.heard(), desk.telling.now.tone]).toEqual([[], 'query']);
    expect(new Desk().telling.sound).toBe(false);
    // Turned on again it is heard at once, so that a teller knows how loud it is.
    desk.telling.turnSound();
    expect([desk.telling.sound, desk.heard(), desk.telling.now.text]).toEqual([true, GOOD, 'Sound on']);
  });
});
