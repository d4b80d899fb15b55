import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { KeptAct } from './kept';
import { Outgoing } from './outgoing.svelte';
import { named } from '../station/named';
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
// What the desk sends where it cannot store an act: an answer like any other (src-tauri/lan/src/cable/verbs.rs).
const full = { status: 200, text: JSON.stringify({ fault: { sentence: 'The disk is full.', detail: 'SQLITE_FULL' } }) };
const refused = (code: string, sentence: string, allow: string | null = null): Reply => ({ status: 200, text: JSON.stringify({ refusal: { code, sentence, allow, overrulable: false } }) });
const left = (n: number): KeptAct => ({ idem: `old-${n}`, scope: 'teller-1', n, path: '/dispatch', body: card(n) });

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
  expect([out.stuck, out.waiting, out.kept, disk.size]).toEqual([true, 2, 2, 2]);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(await answer).toEqual(receipt(3));
  expect(new Set(asked.slice(0, 3).map(({ body }) => body.idem)).size).toBe(1);
  expect([out.stuck, out.waiting, asked.length]).toEqual([false, 0, 4]);
});

it('waits where it is slowed down, or where the desk has too much to do', async () => {
  const { out, asked } = station([{ status: 429, text: '' }, { status: 503, text: '' }, { status: 408, text: '' }]);
  const answer = out.send('/dispatch', card(1));
  await vi.advanceTimersByTimeAsync(900);
  expect(asked.length).toBe(1);
  await vi.advanceTimersByTimeAsync(2_200);
  expect(await answer).toEqual(receipt(4));
});

it('loses nothing by a fault of the desk: it says so, keeps what is typed, and sends it until it is stored', async () => {
  const { out, asked, disk } = station([full, full, full]);
  const answers = [out.send('/dispatch', card(1)), out.send('/dispatch', card(2))];
  await vi.advanceTimersByTimeAsync(2_500);
  expect([out.troubled, out.closed, out.stuck, out.waiting, disk.size]).toEqual(['The disk is full.', false, false, 2, 2]);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(await Promise.all(answers)).toEqual([receipt(4), receipt(5)]);
  expect(new Set(asked.slice(0, 4).map(({ body }) => body.idem)).size).toBe(1);
  expect([out.troubled, out.waiting, disk.size]).toEqual([null, 0, 0]);
});

it('keeps what is typed also where the page is closed while the desk cannot store it', async () => {
  const dying = station(Array.from({ length: 50 }, () => full));
  void dying.out.send('/dispatch', card(1));
  await vi.advanceTimersByTimeAsync(5_000);
  const next = station([full], [...dying.disk.values()]);
  expect(await next.out.restore()).toBe(1);
  await vi.advanceTimersByTimeAsync(1_100);
  expect(next.asked.map(({ body }) => body.idem)).toEqual([dying.asked[0]?.body.idem, dying.asked[0]?.body.idem]);
  expect([next.out.waiting, next.disk.size, next.out.untold]).toEqual([0, 0, []]);
});

it('goes on after what the desk can never store, once somebody gives it up, and answers whoever typed it', async () => {
  const { out, asked, disk } = station([full, full]);
  const answers = [out.send('/dispatch', card(1)), out.send('/dispatch', card(2))];
  out.giveUp();
  await vi.advanceTimersByTimeAsync(500);
  expect([out.troubled, out.waiting]).toEqual(['The disk is full.', 2]);
  out.giveUp();
  await vi.advanceTimersByTimeAsync(1_000);
  expect(await Promise.all(answers)).toEqual([JSON.parse(full.text), receipt(3)]);
  expect([asked.length, out.troubled, out.waiting, disk.size]).toEqual([3, null, 0, 0]);
});

it('keeps what comes while no conference is open at the desk, or while it is being revoked', async () => {
  const { out, disk } = station([refused('office.nothing_open', 'No conference is open.'), refused('station.not_admitted', 'Revoked.')]);
  void out.send('/dispatch', card(1));
  await vi.advanceTimersByTimeAsync(500);
  expect([out.troubled, out.closed, out.revoked, disk.size]).toEqual(['No conference is open.', true, false, 1]);
  await vi.advanceTimersByTimeAsync(1_000);
  expect([out.closed, out.revoked, out.waiting, disk.size]).toEqual([false, true, 1, 1]);
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

it('says what was refused of what was left from before, and says it until somebody has seen it', async () => {
  const counted = refused('vote.counted', 'The count is finished.', 'Count it anew.');
  const { out, asked, disk } = station([counted], [left(1), left(2)]);
  expect(await out.restore()).toBe(2);
  await vi.advanceTimersByTimeAsync(10);
  const why = 'The count is finished. Count it anew.';
  expect(out.untold.map((each) => [named(each), each.why])).toEqual([['Card 1, for', why]]);
  expect([out.waiting, [...disk.keys()]]).toEqual([0, ['old-1']]);

  // The browser dies once more before anybody has looked: it is said again, and not sent again.
  const next = station([], [...disk.values()]);
  expect(await next.out.restore()).toBe(0);
  await vi.advanceTimersByTimeAsync(10);
  expect(next.out.untold.map((each) => [named(each), each.why])).toEqual([['Card 1, for', why]]);
  next.out.seen();
  expect([asked.length, next.asked.length, next.out.untold, next.disk.size]).toEqual([2, 0, [], 0]);
});

it('says of a fault that was given up which act it was, where nobody waits for it', async () => {
  const { out, disk } = station([full, full], [left(1)]);
  await out.restore();
  await vi.advanceTimersByTimeAsync(10);
  out.giveUp();
  await vi.advanceTimersByTimeAsync(1_000);
  expect(out.untold.map((each) => [named(each), each.why])).toEqual([['Card 1, for', 'The disk is full.']]);
  expect([out.waiting, disk.size]).toEqual([0, 1]);
});

it('says what another station left in this browser, without what its cards said, and sends none of it', async () => {
  const { out, asked, disk } = station([], [{ ...left(6), scope: 'teller-0', why: 'Card 6 says for.' }, { ...left(7), scope: 'teller-0' }, left(8)]);
  expect(await out.restore()).toBe(1);
  await vi.advanceTimersByTimeAsync(10);
  expect(asked.map(({ body }) => body.idem)).toEqual(['old-8']);
  expect(out.untold.map((each) => `${named(each)}: ${each.why}`)).toEqual(['Card 6: It was typed before this station was let in anew, and refused.', 'Card 7: It was typed before this station was let in anew, and never sent.']);
  out.seen();
  expect(disk.size).toBe(0);
});

it('says so where this browser keeps nothing, and no longer once it does', async () => {
  const { out, disk } = station([cut, cut, cut]);
  const put = disk.set.bind(disk);
  disk.set = () => {
    throw new Error('no room');
  };
  void out.send('/dispatch', card(1));
  void out.send('/dispatch', card(2));
  await vi.advanceTimersByTimeAsync(10);
  expect([out.unkept, out.waiting, out.kept, disk.size]).toEqual([true, 2, 0, 0]);
  disk.set = put;
  void out.send('/dispatch', card(3));
  await vi.advanceTimersByTimeAsync(10);
  expect([out.unkept, out.waiting, out.kept, disk.size]).toEqual([false, 3, 3, 3]);
  await vi.advanceTimersByTimeAsync(2_000);
  expect([out.waiting, disk.size]).toEqual([0, 0]);
});

it('says from the beginning that nothing can be kept, before the cable is cut', async () => {
  const none = { put: () => Promise.reject(new Error('none')), drop: () => Promise.reject(new Error('none')), all: () => Promise.reject(new Error('none')) };
  const out = new Outgoing(none, 'teller-1', async () => ({ status: 200, text: JSON.stringify(receipt(1)) }));
  expect([await out.restore(), out.unkept]).toEqual([0, true]);
  expect(await out.send('/dispatch', card(1))).toEqual(receipt(1));
  expect(out.waiting).toBe(0);
});

it('says so where an answer is not understood, and sends it no more once somebody gives it up', async () => {
  for (const text of ['<html>', '{}', 'null', '7']) {
    const { out, asked } = station([{ status: 200, text }, { status: 200, text }]);
    const answer = out.send('/dispatch', card(1));
    await vi.advanceTimersByTimeAsync(10);
    expect([out.troubled, out.waiting]).toEqual(['The chair’s laptop answered something that is not understood.', 1]);
    out.giveUp();
    await vi.advanceTimersByTimeAsync(1_000);
    expect(await answer).toHaveProperty('fault');
    expect([asked.length, out.waiting]).toEqual([2, 0]);
  }
});

/** A station whose disk is read, and whose desk answers, when the test says so. */
function slow(left: KeptAct[] = []): { out: Outgoing; asked: string[]; puts: KeptAct[]; read: () => void; answer: () => void } {
  const [asked, puts, answers]: [string[], KeptAct[], (() => void)[]] = [[], [], []];
  let read = (): void => {};
  const kept = {
    put: async (act: KeptAct) => void puts.push({ ...act }),
    drop: async () => {},
    all: () => new Promise<KeptAct[]>((then) => (read = () => then(left))),
  };
  const out = new Outgoing(kept, 'teller-1', (_path, body) => {
    const said = body as { idem: string; command: { card: number } };
    asked.push(`${said.command.card}`);
    return new Promise((then) => answers.push(() => then({ status: 200, text: JSON.stringify(receipt(asked.length)) })));
  });
  return { out, asked, puts, read: () => read(), answer: () => answers.shift()?.() };
}

it('sends and numbers what is typed while the disk is being read after what was left there', async () => {
  const { out, asked, puts, read, answer } = slow([left(5)]);
  void out.restore();
  void out.send('/dispatch', card(6));
  await vi.advanceTimersByTimeAsync(10);
  expect([asked, puts, out.waiting, out.kept]).toEqual([[], [], 1, 0]);
  read();
  await vi.advanceTimersByTimeAsync(10);
  expect([asked, puts.map((act) => act.n), out.waiting, out.kept]).toEqual([['5'], [6], 2, 2]);
  answer();
  await vi.advanceTimersByTimeAsync(10);
  expect([asked, out.waiting]).toEqual([['5', '6'], 1]);
});

it('loses nothing that was left where something is on its way when the disk has been read', async () => {
  const { out, asked, read, answer } = slow([left(5)]);
  void out.send('/dispatch', card(6));
  void out.restore();
  read();
  await vi.advanceTimersByTimeAsync(10);
  answer();
  await vi.advanceTimersByTimeAsync(10);
  answer();
  await vi.advanceTimersByTimeAsync(10);
  expect([asked, out.waiting]).toEqual([['6', '5'], 0]);
});

it('does not bring back to the disk what was answered while others found room there again', async () => {
  const disk = new Map<string, KeptAct>();
  let room = false;
  let slowly: (() => void)[] = [];
  const kept = {
    put: async (act: KeptAct) => {
      if (!room) throw new Error('no room');
      await new Promise<void>((then) => slowly.push(then));
      disk.set(act.idem, act);
    },
    drop: async (idem: string) => void disk.delete(idem),
    all: async () => [],
  };
  const answers: (() => void)[] = [];
  const out = new Outgoing(kept, 'teller-1', () => new Promise((then) => answers.push(() => then({ status: 200, text: JSON.stringify(receipt(1)) }))));
  const done = [1, 2].map((n) => out.send('/dispatch', card(n)));
  await vi.advanceTimersByTimeAsync(10);
  room = true;
  void out.send('/dispatch', card(3));
  const put = async (): Promise<void> => {
    const now = slowly;
    slowly = [];
    for (const each of now) each();
    await vi.advanceTimersByTimeAsync(10);
  };
  // The third is on the disk, and the first is being put there, when the first two are answered.
  await vi.advanceTimersByTimeAsync(10);
  await put();
  for (const each of done) {
    answers.shift()?.();
    await each;
    await vi.advanceTimersByTimeAsync(10);
  }
  const [, second] = [...disk.keys()];
  expect(second).toBeUndefined();
  await put();
  await put();
  expect([...disk.values()].map((act) => (act.body['command'] as { card: number }).card)).not.toContain(2);
});

it('gives nothing up that is revoked or cut off meanwhile: it was given up for what was wrong before', async () => {
  for (const between of [{ status: 401, text: '' }, cut]) {
    const { out, asked, disk } = station([full, between, full]);
    void out.send('/dispatch', card(1));
    await vi.advanceTimersByTimeAsync(10);
    out.giveUp();
    await vi.advanceTimersByTimeAsync(1_000);
    expect([out.troubled, asked.length]).toEqual([null, 2]);
    // Its key works on, but there is nothing to give up.
    out.giveUp();
    out.wake();
    await vi.advanceTimersByTimeAsync(500);
    expect([asked.length, out.troubled, out.waiting, disk.size]).toEqual([3, 'The disk is full.', 1, 1]);
  }
});

it('says nothing of the desk’s trouble once it is revoked, also where the answer comes after that', async () => {
  const { out } = station([full, full]);
  void out.send('/dispatch', card(1));
  out.revoke();
  await vi.advanceTimersByTimeAsync(10);
  expect([out.revoked, out.troubled]).toEqual([true, null]);
});
