import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { cableLink, type Me } from './cable';

beforeEach(() => vi.useFakeTimers());
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const ann: Me = { station: 'Teller 1', role: 'teller', person: 'Ann Example', fingerprint: null, mark: 'ab12' };

/** A desk that answers every call with this status; what it was asked, and for which station. */
function desk(): { asked: string[]; answers: (status: number) => void } {
  const asked: string[] = [];
  let status = 200;
  vi.stubGlobal('fetch', async (path: string, { headers }: { headers: Record<string, string> }) => {
    asked.push(`${path} ${headers['x-station']}`);
    return { status, text: async () => JSON.stringify({ receipt: { seq: 1, words: '', made: [], undoes: null, repeated: false } }) };
  });
  return { asked, answers: (next) => void (status = next) };
}

it('says with each call for which station it speaks, since the cookie may be another’s by then', async () => {
  const { asked } = desk();
  const { link, stop } = cableLink(ann);
  await link.dispatch({ act: 'finish_count', vote: 1 });
  await link.undo();
  await link.show({ view: 'votes' });
  stop();
  expect(asked).toEqual(['/here ab12', '/dispatch ab12', '/undo ab12', '/show ab12']);
});

it('sends nothing more once another is let in with this browser, whatever the desk answers then', async () => {
  const { asked, answers } = desk();
  answers(401);
  const { link, outgoing, stop } = cableLink(ann);
  void link.dispatch({ act: 'finish_count', vote: 1 });
  await vi.advanceTimersByTimeAsync(2_000);
  expect([outgoing.revoked, outgoing.waiting]).toEqual([true, 1]);
  stop();
  answers(200);
  asked.splice(0);
  await vi.advanceTimersByTimeAsync(10_000);
  outgoing.wake();
  await vi.advanceTimersByTimeAsync(10);
  expect([asked, outgoing.waiting]).toEqual([[], 1]);
});
