// The link of a browser: a station on the cable, or a test.
import { words } from '../words/link';
import { streams } from './stream';
import { envelope, fault, undoRequest, type Link, type Picked } from './link';
import type { Actor, Answer, ErrandAnswer, ImportPreview } from './types';

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

function askForFile(accept: string): Promise<File | null> {
  return new Promise((resolve) => {
    const input = document.createElement('input');
    input.type = 'file';
    input.accept = accept;
    input.oncancel = () => resolve(null);
    input.onchange = () => resolve(input.files?.[0] ?? null);
    input.click();
  });
}

function inBase64(file: File): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onerror = () => reject(reader.error);
    // data:…;base64, stands before it.
    reader.onload = () => resolve(String(reader.result).replace(/^[^,]*,/, ''));
    reader.readAsDataURL(file);
  });
}

async function picked(accept: string): Promise<Picked | null> {
  const file = await askForFile(accept);
  return file && { name: file.name, base64: await inBase64(file) };
}

/** What the desk says no to is a sentence for people. */
function sentenceOf(cause: unknown): string {
  const text = cause instanceof Error ? cause.message : String(cause);
  try {
    const { refusal } = JSON.parse(text) as { refusal?: { sentence: string; allow: string | null } };
    return refusal ? [refusal.sentence, refusal.allow].filter(Boolean).join(' ') : text;
  } catch {
    return text;
  }
}

/** The most that is sent to the desk at once. */
const MOST_SENT = 11 * 1024 * 1024;

export function httpLink(): Link {
  const { key, role, name } = station();
  const actor: Actor = { role, station: name, name: null };
  let hall: Window | null = null;
  // The window that opened the hall's is the chair's.
  if (role === 'hall') window.opener = null;
  async function asked(path: string, body: unknown): Promise<Answer> {
    try {
      return await post<Answer>(path, key, body);
    } catch (cause) {
      return fault(words.notDone, cause);
    }
  }
  return {
    role,
    station: name,
    watch: streams({ 'x-rostrum-key': key }),
    dispatch: (command, reason) => asked('/dispatch', envelope(actor, command, reason)),
    undo: (redo, seq) => asked('/undo', undoRequest(actor, redo, seq)),
    errand: async (errand) => (await asked('/errand', errand)) as unknown as ErrandAnswer,
    preview: (kind, file) => post<ImportPreview>('/preview', key, { kind, name: file.name, base64: file.base64 ?? null }),
    show: (view) => post('/show', key, view),
    // What is printed goes to the browser's downloads: it has no path.
    pick: (kind) => {
      if (kind === 'csv') return picked('.csv,.tsv,.txt,.json,.xlsx,text/csv');
      if (kind === 'pack') return picked('.json,application/json');
      return Promise.resolve(kind === 'save_pdf' ? { name: '' } : null);
    },
    async bring() {
      const file = await askForFile('');
      if (!file) return null;
      // Beyond what any paper may have nothing is sent; what may, the desk says.
      if (file.size > MOST_SENT) throw new Error(words.tooLarge);
      try {
        const { sha256 } = await post<{ sha256: string }>('/keep', key, { base64: await inBase64(file) });
        return { name: file.name, sha256 };
      } catch (cause) {
        throw new Error(sentenceOf(cause));
      }
    },
    async saveCopy(sha256, name) {
      const request = { method: 'POST', headers: { 'content-type': 'application/json', 'x-rostrum-key': key }, body: JSON.stringify({ sha256 }) };
      const answer = await fetch('/content', request);
      if (!answer.ok) throw new Error(sentenceOf(await answer.text()));
      const address = URL.createObjectURL(await answer.blob());
      const save = Object.assign(document.createElement('a'), { href: address, download: name });
      save.click();
      setTimeout(() => URL.revokeObjectURL(address), 60_000);
    },
    hall: async (action) => {
      if (action === 'close') return hall?.close();
      if (action === 'fullscreen' && hall?.closed === false) return hall.focus();
      // Its page has a key of its own: this page's can do everything.
      const { page } = await post<{ page: string }>('/hall', key, {});
      hall = window.open(page, 'rostrum-hall');
    },
    painted: () => {},
  };
}
