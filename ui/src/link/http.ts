// The link of a browser: a station on the cable, or a test. A stream is read with fetch because EventSource cannot send the key.
import { words } from '../words/link';
import { envelope, fault, undoRequest, type Link, type Picked } from './link';
import type { Actor, Answer, ErrandAnswer, ImportPreview, View } from './types';

const SILENT_MS = 2_000;
const AGAIN_MS = 700;

// An address with a key is a new beginning: what an earlier one said of the role is forgotten.
function fromHash(name: string): string | null {
  const hash = new URLSearchParams(location.hash.slice(1));
  const given = hash.get(name);
  if (given === null && hash.has('key')) sessionStorage.removeItem(`rostrum.${name}`);
  const kept = `rostrum.${name}`;
  if (given !== null) sessionStorage.setItem(kept, given);
  return given ?? sessionStorage.getItem(kept);
}

export function station(): { key: string; role: Actor['role']; name: string } {
  const role = (fromHash('role') ?? 'chair') as Actor['role'];
  return { key: fromHash('key') ?? '', role, name: fromHash('station') ?? role };
}

async function post<T>(path: string, key: string, body: unknown): Promise<T> {
  const request = { method: 'POST', headers: { 'content-type': 'application/json', 'x-rostrum-key': key }, body: JSON.stringify(body) };
  let answer: Response;
  try {
    answer = await fetch(path, request);
  } catch {
    answer = await fetch(path, request);
  }
  const text = await answer.text();
  if (!answer.ok) throw new Error(text || `${answer.status}`);
  return JSON.parse(text) as T;
}

async function stream(view: View, key: string, signal: AbortSignal, heard: () => void, push: (value: unknown) => void): Promise<void> {
  const address = `/watch?view=${encodeURIComponent(JSON.stringify(view))}`;
  const answer = await fetch(address, { headers: { 'x-rostrum-key': key, accept: 'text/event-stream' }, signal });
  if (!answer.ok || !answer.body) throw new Error(`${answer.status}`);
  const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return;
    heard();
    rest += value;
    const events = rest.split(/\r?\n\r?\n/);
    rest = events.pop() ?? '';
    for (const event of events) {
      const data = event.split(/\r?\n/).filter((line) => line.startsWith('data:')).map((line) => line.slice(5).trimStart());
      if (data.length > 0) push(JSON.parse(data.join('\n')));
    }
  }
}

function watch(view: View, key: string, push: (value: unknown) => void, lost: () => void): () => void {
  let open = true;
  let last = performance.now();
  let current: AbortController | null = null;
  let silent = false;
  const guard = setInterval(() => {
    if (!silent && performance.now() - last > SILENT_MS) {
      silent = true;
      lost();
      current?.abort();
    }
  }, 250);
  async function keep(): Promise<void> {
    while (open) {
      current = new AbortController();
      last = performance.now();
      try {
        await stream(view, key, current.signal, () => (last = performance.now()), (value) => {
          silent = false;
          if (open) push(value);
        });
      } catch {
        // Tried again below; the guard has told the screen.
      }
      if (open) await new Promise((again) => setTimeout(again, AGAIN_MS));
    }
  }
  void keep();
  return () => {
    open = false;
    clearInterval(guard);
    current?.abort();
  };
}

function askForFile(): Promise<Picked | null> {
  return new Promise((resolve) => {
    const input = document.createElement('input');
    input.type = 'file';
    input.accept = '.csv,.tsv,.txt,.xlsx,text/csv';
    input.oncancel = () => resolve(null);
    input.onchange = async () => {
      const file = input.files?.[0];
      if (!file) return resolve(null);
      const bytes = new Uint8Array(await file.arrayBuffer());
      let binary = '';
      for (const byte of bytes) binary += String.fromCharCode(byte);
      resolve({ name: file.name, base64: btoa(binary) });
    };
    input.click();
  });
}

export function httpLink(): Link {
  const { key, role, name } = station();
  const actor: Actor = { role, station: name, name: null };
  async function asked(path: string, body: unknown): Promise<Answer> {
    try {
      return await post<Answer>(path, key, body);
    } catch (cause) {
      return fault(words.notDone, cause);
    }
  }
  return {
    role,
    watch: (view, push, lost) => watch(view, key, push, lost ?? (() => {})),
    dispatch: (command, reason) => asked('/dispatch', envelope(actor, command, reason)),
    undo: (redo, seq) => asked('/undo', undoRequest(actor, redo, seq)),
    errand: async (errand) => (await asked('/errand', errand)) as unknown as ErrandAnswer,
    preview: (kind, file) => post<ImportPreview>('/preview', key, { kind, name: file.name, base64: file.base64 ?? null }),
    pick: (kind) => (kind === 'csv' ? askForFile() : Promise.resolve(null)),
    hall: async () => void window.open(`${location.pathname}?window=hall${location.hash}`, 'rostrum-hall'),
    painted: () => {},
  };
}
