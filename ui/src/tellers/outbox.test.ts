import { describe, expect, it } from 'vitest';
import type { Link } from '../link/link';
import type { Answer, Command } from '../link/types';
import { Outbox } from './outbox.svelte';

type Asked = { command: Command | null; undo: number | null; answer: (answer: Answer) => void; fail: () => void };

function desk(): { link: Link; asked: Asked[] } {
  const asked: Asked[] = [];
  const ask = (command: Command | null, undo: number | null): Promise<Answer> =>
    new Promise((resolve, reject) => asked.push({ command, undo, answer: resolve, fail: () => reject(new Error('cable')) }));
  const link = { dispatch: (command: Command) => ask(command, null), undo: (_redo: boolean, seq: number) => ask(null, seq) } as unknown as Link;
  return { link, asked };
}

const receipt = (seq: number): Answer => ({ receipt: { seq, words: '', made: [{ table: 'slip', id: seq * 10 }], repeated: false } });
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
    const { link, asked } = desk();
    const box = new Outbox(link, 7);
    box.enter(1, 'for');
    await settle();
    asked[0]?.answer(receipt(11));
    await settle();
    box.enter(2, 'for');
    expect(box.takeBack()).toBe(true);
    await settle();
    expect(asked[1]?.command).toMatchObject({ card: 2 });
    asked[1]?.answer(receipt(12));
    await settle();
    expect(asked[2]?.undo).toBe(12);
    asked[2]?.answer(receipt(13));
    await settle();
    expect(states(box)).toEqual(['2 taken_back', '1 stored']);
    expect(box.takeBack()).toBe(true);
    await settle();
    expect(asked[3]?.undo).toBe(11);
    asked[3]?.answer({ refusal: { code: 'undo.moved_on', sentence: 'A later act stands on it.', allow: null, overrulable: false } });
    await settle();
    expect(box.refused.map((entry) => [entry.card, entry.again])).toEqual([[1, false]]);
    expect(box.takeBack()).toBe(false);
  });
});
