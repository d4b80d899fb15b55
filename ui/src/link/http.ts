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

function askForFile(): Promise<Picked | null> {
  return new Promise((resolve) => {
    const input = document.createElement('input');
    input.type = 'file';
    input.accept = '.csv,.tsv,.txt,.json,.xlsx,text/csv';
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
    pick: (kind) => (kind === 'csv' ? askForFile() : Promise.resolve(null)),
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
