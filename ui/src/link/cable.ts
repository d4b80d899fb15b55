// The link of a station on the cable. Its key is in a cookie that no script reads; who it is, the desk says.
import { words } from '../words/station';
import { Kept } from './kept';
import { fault, type Link } from './link';
import { Outgoing, type Ask } from './outgoing.svelte';
import { streams } from './stream';
import type { Actor } from './types';

export type Me = { station: string; role: Actor['role']; person: string; fingerprint: string | null; mark: string };
export type Known = { me: Me } | { stranger: { fingerprint: string | null } } | { away: true };

const PATIENCE_MS = 4_000;
const HERE_MS = 1_500;

async function ask(path: string, body: unknown, patience = PATIENCE_MS, who: Record<string, string> = {}): Promise<{ status: number; text: string }> {
  const request = { method: 'POST', headers: { ...who, 'content-type': 'application/json' }, body: JSON.stringify(body), signal: AbortSignal.timeout(patience) };
  const answer = await fetch(path, request);
  return { status: answer.status, text: await answer.text() };
}

export async function whoAmI(): Promise<Known> {
  try {
    const signal = AbortSignal.timeout(PATIENCE_MS);
    const me = await fetch('/me', { signal });
    if (me.ok) return { me: (await me.json()) as Me };
    const desk = await fetch('/desk', { signal });
    return { stranger: (await desk.json()) as { fingerprint: string | null } };
  } catch {
    return { away: true };
  }
}

/** Lets this browser in with a code; or the sentence that says why not. */
export async function pair(code: string, person: string): Promise<{ me: Me } | { problem: string }> {
  try {
    const { status, text } = await ask('/pair', { code, person });
    const answer = JSON.parse(text) as Me & { refusal?: { sentence: string; allow: string | null } };
    if (status === 200) return { me: answer };
    return { problem: [answer.refusal?.sentence, answer.refusal?.allow].filter(Boolean).join(' ') || words.noAnswer };
  } catch {
    return { problem: words.noAnswer };
  }
}

/** `stop`: before another is let in with this browser, so that nothing more is said or sent for whoever sat here. */
export function cableLink(me: Me): { link: Link; outgoing: Outgoing; stop: () => void } {
  // The cookie is the browser's, and changes under a page that is still open: the desk answers only who is meant.
  const who = { 'x-station': me.mark };
  const asks: Ask = (path, body, patience) => ask(path, body, patience, who);
  const outgoing = new Outgoing(new Kept(), me.mark, asks);
  const refused = Promise.resolve(fault(words.notHere, ''));
  const watch = streams(who, (status) => {
    if (status === 401) outgoing.revoke();
  });
  let silent = false;
  let stopped = false;
  async function here(): Promise<void> {
    if (stopped) return;
    try {
      const { status } = await asks('/here', { waiting: outgoing.waiting }, HERE_MS);
      if (stopped) return;
      if (status === 401) outgoing.revoke();
      else if (silent) outgoing.wake();
      silent = status !== 200;
    } catch {
      silent = true;
    }
    setTimeout(() => void here(), HERE_MS);
  }
  function stop(): void {
    stopped = true;
    outgoing.stop();
  }
  void here();
  const link: Link = {
    role: me.role,
    station: me.station,
    person: me.person,
    ordered: true,
    watch,
    dispatch: (command) => outgoing.send('/dispatch', { command }),
    undo: (redo = false, seq) => outgoing.send('/undo', { seq: seq ?? null, redo }),
    errand: () => refused as never,
    preview: () => Promise.reject(new Error(words.notHere)),
    show: async (view) => {
      const { status, text } = await asks('/show', view, PATIENCE_MS);
      if (status !== 200) throw new Error(text);
      return JSON.parse(text) as never;
    },
    pick: () => Promise.resolve(null),
    bring: () => Promise.resolve(null),
    saveCopy: () => Promise.reject(new Error(words.notHere)),
    hall: () => Promise.resolve(),
    painted: () => {},
  };
  return { link, outgoing, stop };
}
