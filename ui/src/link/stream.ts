// Every view that a browser's page watches, over one stream: browsers open only some six connections to one place.
// It is read with fetch, because EventSource cannot send the key.
import type { Link } from './link';
import type { View } from './types';

// With the beat of one second and the guard's quarter, a screen says so within two.
const SILENT_MS = 1_700;
const AGAIN_MS = 700;

type Watcher = { key: string; push: (value: unknown) => void; lost: () => void };

export function streams(who: Record<string, string>, refused: (status: number) => void = () => {}): Link['watch'] {
  const watchers = new Set<Watcher>();
  const newest = new Map<string, unknown>();
  let reader: AbortController | null = null;
  let asked = '';
  let heard = performance.now();
  let silent = false;

  const wanted = (): string[] => [...new Set([...watchers].map((watcher) => watcher.key))].sort();

  function tell(view: string, value: unknown): void {
    newest.set(view, value);
    for (const watcher of watchers) if (watcher.key === view) watcher.push(value);
  }

  async function read(views: string[], signal: AbortSignal): Promise<void> {
    const address = `/watch?views=${encodeURIComponent(`[${views.join(',')}]`)}`;
    const answer = await fetch(address, { headers: { ...who, accept: 'text/event-stream' }, signal });
    if (!answer.ok) refused(answer.status);
    if (!answer.ok || !answer.body) throw new Error(`${answer.status}`);
    const source = answer.body.pipeThrough(new TextDecoderStream()).getReader();
    let rest = '';
    for (;;) {
      const { value, done } = await source.read();
      if (done || signal.aborted) return;
      heard = performance.now();
      silent = false;
      rest += value;
      const events = rest.split(/\r?\n\r?\n/);
      rest = events.pop() ?? '';
      for (const event of events) {
        const lines = event.split(/\r?\n/).filter((line) => line.startsWith('data:'));
        if (lines.length === 0) continue;
        const [at, seen] = JSON.parse(lines.map((line) => line.slice(5).trimStart()).join('\n')) as [number, unknown];
        const view = views[at];
        if (view !== undefined) tell(view, seen);
      }
    }
  }

  async function keep(views: string[], mine: AbortController): Promise<void> {
    while (!mine.signal.aborted) {
      try {
        await read(views, mine.signal);
      } catch {
        // Tried again below; the guard tells the screens.
      }
      if (!mine.signal.aborted) await new Promise((again) => setTimeout(again, AGAIN_MS));
    }
  }

  /** Opens the stream anew when other views are wanted than it carries. */
  function settle(): void {
    const views = wanted();
    if (views.join() === asked) return;
    asked = views.join();
    reader?.abort();
    reader = null;
    for (const view of newest.keys()) if (!views.includes(view)) newest.delete(view);
    if (views.length === 0) return;
    reader = new AbortController();
    void keep(views, reader);
  }

  setInterval(() => {
    if (silent || watchers.size === 0 || performance.now() - heard < SILENT_MS) return;
    silent = true;
    for (const watcher of watchers) watcher.lost();
    // A source that has stopped without a word is asked afresh.
    asked = '';
    settle();
  }, 250);

  return (view: View, push, lost) => {
    const watcher: Watcher = { key: JSON.stringify(view), push, lost: lost ?? (() => {}) };
    if (watchers.size === 0) {
      heard = performance.now();
      asked = '';
    }
    watchers.add(watcher);
    if (newest.has(watcher.key)) push(newest.get(watcher.key));
    queueMicrotask(settle);
    return () => {
      watchers.delete(watcher);
      // A screen that is left and its successor are settled together.
      setTimeout(settle, 50);
    };
  };
}
