import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { KeptAct } from './kept';
import { Outgoing } from './outgoing.svelte';
import type { Answer } from './types';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

type Asked = { path: string; body: { idem: string } & Record<string, unknown> };
type Reply = { status: number; text: string } | Error;

/** A disk, and a desk that answers as it is told, one reply after another; then with receipts. */
function station(replies: Reply[], left: KeptAct[] = []): { out: Outgoing; asked: Asked[]; disk: Map<string, KeptAct> } {
  const asked: Asked[] = [];
  const disk = new Map(left.map((act) => [act.idem, act]));
  const kept = {
    put: async (act: KeptAct) => void disk.set(act.idem, act),
    drop: async (idem: string) => void disk.delete(idem),
    all: async () => [...disk.values()].sort((a, b) => a.n - b.n),
  };
  const out = new Outgoing(kept, 'teller-1', async (path, body) => {
    asked.push({ path, body: body as Asked['body'] });
    const reply = replies.shift() ?? { status: 200, text: JSON.stringify(receipt(asked.length)) };
    if (reply instanceof Error) throw reply;
    return reply;
  });
  return { out, asked, disk };
}

const receipt = (seq: number): Answer => ({ receipt: { seq, words: '', made: [], undoes: null, repeated: false } });
const card = (n: number): Record<string, unknown> => ({ command: { act: 'enter_slip', vote: 1, card: n, choice: 'for' } });
const cut = new Error('cable');

it('sends one after another in the order typed, each with a mark of its own, and forgets what is answered', async () => {
  const { out, asked, disk } = station([]);
  const answers = [1, 2, 3].map((n) => out.send('/dispatch', card(n)));
  expect([out.waiting, disk.size]).toEqual([3, 3]);
  await Promise.all(answers);
  expect(asked.map(({ body }) => (body['command'] as { card: number }).card)).toEqual([1, 2, 3]);
  expect(new Set(asked.map(({ body }) => body.idem)).size).toBe(3);
  expect([out.waiting, disk.size, out.stuck]).toEqual([0, 0, false]);
});

it('keeps what has no answer, says that it is stuck, and sends it again under the same mark', async () => {
  const { out, asked, disk } = station([cut, cut]);
  const answer = out.send('/dispatch', card(1));
  void out.send('/dispatch', card(2));
  await vi.advanceTimersByTimeAsync(300);
  expect([out.stuck, out.waiting, disk.size]).toEqual([true, 2, 2]);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(await answer).toEqual(receipt(3));
  expect(new Set(asked.slice(0, 3).map(({ body }) => body.idem)).size).toBe(1);
  expect([out.stuck, out.waiting, asked.length]).toEqual([false, 0, 4]);
});

it('waits where it is slowed down, and loses nothing by a fault of the desk', async () => {
  const { out, asked } = station([{ status: 429, text: '' }, { status: 503, text: '' }]);
  const answer = out.send('/dispatch', card(1));
  await vi.advanceTimersByTimeAsync(900);
  expect(asked.length).toBe(1);
  await vi.advanceTimersByTimeAsync(1_200);
  expect(await answer).toEqual(receipt(3));
});

it('keeps everything when it is revoked, and goes on where it was let in again', async () => {
  const { out, asked, disk } = station([{ status: 401, text: '' }]);
  void out.send('/dispatch', card(1));
  void out.send('/undo', { seq: 7, redo: false });
  await vi.advanceTimersByTimeAsync(10_000);
  expect([out.revoked, asked.length, disk.size]).toEqual([true, 1, 2]);
  out.wake();
  await vi.advanceTimersByTimeAsync(10);
  expect(asked.map(({ path }) => path)).toEqual(['/dispatch', '/dispatch', '/undo']);
  expect([out.revoked, out.waiting, disk.size]).toEqual([false, 0, 0]);
});

it('sends first what was left from before the page was opened, and once', async () => {
  const left: KeptAct = { idem: 'old', scope: 'teller-1', n: 5, path: '/dispatch', body: card(9) };
  const { out, asked, disk } = station([], [left]);
  expect(await out.restore()).toBe(1);
  await out.send('/dispatch', card(10));
  expect(asked.map(({ body }) => (body['command'] as { card: number }).card)).toEqual([9, 10]);
  expect(asked[0]?.body.idem).toBe('old');
  expect(await out.restore()).toBe(0);
  expect([asked.length, disk.size]).toEqual([2, 0]);
});

it('says so where an answer is not understood, and does not send the act for ever', async () => {
  const { out, asked } = station([{ status: 200, text: '<html>' }]);
  expect(await out.send('/dispatch', card(1))).toHaveProperty('fault');
  expect([asked.length, out.waiting]).toEqual([1, 0]);
});
