import { describe, expect, it } from 'vitest';
import type { Link } from '../link/link';
import type { Answer, Command } from '../link/types';
import { Outbox } from './outbox.svelte';

type Asked = { command: Command | null; undo: number | null; answer: (answer: Answer) => void; fail: () => void };

function desk(): { link: Link; asked: Asked[] } {
  const asked: Asked[] = [];
  const ask = (command: Command | null, undo: number | null): Promise<Answer> =>
    new Promise((resolve, reject) => asked.push({ command, undo, answer: resolve, fail: () => reject(new Error('cable')) }));
  const link = { dispatch: (command: Command) => ask(command, null), undo: (_redo: boolean, seq?: number) => ask(null, seq ?? null) } as unknown as Link;
  return { link, asked };
}

const undone = (seq: number, undoes: number): Answer => ({ receipt: { seq, words: '', made: [], undoes, repeated: false } });
const receipt = (seq: number): Answer => ({ receipt: { seq, words: '', made: [{ table: 'slip', id: seq * 10 }], undoes: null, repeated: false } });
const settle = (): Promise<void> => new Promise((done) => setTimeout(done));

function states(box: Outbox): string[] {
  return box.entries.map((entry) => `${entry.card} ${entry.state}`);
}

describe('what a station has typed', () => {
  it('goes out one after another in the order typed, however slow the answers are', async () => {
    const { link, asked } = desk();
    const box = new Outbox(link, 7);
    box.enter(1, 'for');
    box.enter(2, 'against');
    box.enter(3, 'abstain');
    await settle();
    expect(asked.map((each) => each.command)).toEqual([{ act: 'enter_slip', vote: 7, card: 1, choice: 'for' }]);
    expect(states(box)).toEqual(['3 waiting', '2 waiting', '1 waiting']);
    expect(box.choiceFor(3)).toBe('abstain');
    for (let seq = 1; seq <= 3; seq++) {
      asked.at(-1)?.answer(receipt(seq));
      await settle();
    }
    expect(asked.length).toBe(3);
    expect(states(box)).toEqual(['3 stored', '2 stored', '1 stored']);
    expect(box.entries.map((entry) => entry.slip)).toEqual([30, 20, 10]);
  });

  it('keeps the code of a slip that is scanned while nobody answers, and does not send again what was not printed here', async () => {
    const { link, asked } = desk();
    const box = new Outbox(link, 7);
    box.enter(12, 'for', null, '.RS1.7.12.F.0B4G');
    box.enter(13, 'against', 4, '.RS1.7.13.A.0B4G');
    await settle();
    expect(states(box)).toEqual(['13 waiting', '12 waiting']);
    asked[0]?.answer({ refusal: { code: 'slip.made_up', sentence: 'It was not printed by this conference.', allow: null, overrulable: false } });
    await settle();
    expect(asked.map((each) => each.command)).toEqual([
      { act: 'enter_scanned', vote: 7, code: '.RS1.7.12.F.0B4G', entry: null },
      { act: 'enter_scanned', vote: 7, code: '.RS1.7.13.A.0B4G', entry: 4 },
    ]);
    expect(box.refused.map((each) => [each.card, each.again])).toEqual([[12, false]]);
  });

  it('goes on after a refusal and after a broken cable, and keeps both until they are seen', async () => {
    const { link, asked } = desk();
    const box = new Outbox(link, 7);
    box.enter(1, 'for');
    box.enter(2, 'for');
    box.enter(3, 'for');
    await settle();
    asked[0]?.answer({ refusal: { code: 'vote.counted', sentence: 'The count is finished.', allow: null, overrulable: false } });
    await settle();
    asked[1]?.fail();
    await settle();
    asked[2]?.answer(receipt(5));
    await settle();
    expect(states(box)).toEqual(['3 stored', '2 refused', '1 refused']);
    expect(box.refused.at(-1)?.problem).toBe('The count is finished.');
    box.acknowledge();
    expect(states(box)).toEqual(['3 stored', '2 refused']);
    box.sendAgain();
    await settle();
    expect(states(box)).toEqual(['2 waiting', '3 stored']);
    expect(asked[3]?.command).toEqual({ act: 'enter_slip', vote: 7, card: 2, choice: 'for' });
  });

  it('takes back its own last entry, also one that is still on its way', async () => {
    const heard: Answer[] = [];
    const told = (answer: Answer): number => heard.push(answer);
    const { link, asked } = desk();
    const box = new Outbox(link, 7);
    box.enter(1, 'for');
    await settle();
    asked[0]?.answer(receipt(11));
    await settle();
    box.enter(2, 'for');
    box.takeBack(told);
    await settle();
    expect(asked[1]?.command).toMatchObject({ card: 2 });
    asked[1]?.answer(receipt(12));
    await settle();
    expect(asked[2]?.undo).toBe(12);
    asked[2]?.answer(receipt(13));
    await settle();
    expect(states(box)).toEqual(['2 taken_back', '1 stored']);
    // On the desk the newest act is the card stored before.
    box.takeBack(told);
    await settle();
    expect(asked[3]?.undo).toBe(null);
    asked[3]?.answer(undone(14, 11));
    await settle();
    expect(states(box)).toEqual(['2 taken_back', '1 taken_back']);
    expect(heard).toEqual([]);
  });

  it('takes back the newest act of the desk, not the newest card, where something else was done since', async () => {
    const { link, asked } = desk();
    const box = new Outbox(link, 7);
    const heard: Answer[] = [];
    box.enter(40, 'for');
    await settle();
    asked[0]?.answer(receipt(11));
    await settle();
    // A query was settled meanwhile: entry 12.
    box.takeBack((answer) => heard.push(answer));
    await settle();
    expect(asked[1]?.undo).toBe(null);
    asked[1]?.answer(undone(13, 12));
    await settle();
    expect(states(box)).toEqual(['40 stored']);
    expect(heard).toEqual([undone(13, 12)]);
    // What cannot be taken back says why, and leaves the card alone.
    const refusal: Answer = { refusal: { code: 'undo.heard', sentence: 'Conference has heard it.', allow: null, overrulable: false } };
    box.takeBack((answer) => heard.push(answer));
    await settle();
    asked[2]?.answer(refusal);
    await settle();
    expect(states(box)).toEqual(['40 stored']);
    expect(heard.at(-1)).toEqual(refusal);
  });
});
