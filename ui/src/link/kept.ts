// What this browser has not got an answer to yet, on its own disk: a page that is closed, or a browser that dies, forgets nothing.
export type KeptAct = { idem: string; scope: string; n: number; path: '/dispatch' | '/undo'; body: Record<string, unknown> };

const STORE = 'outgoing';

export class Kept {
  readonly #opened: Promise<IDBDatabase | null>;
  readonly #scope: string;

  constructor(scope: string) {
    this.#scope = scope;
    this.#opened = new Promise((resolve) => {
      const asked = indexedDB.open('rostrum', 1);
      asked.onupgradeneeded = () => asked.result.createObjectStore(STORE, { keyPath: 'idem' });
      asked.onsuccess = () => resolve(asked.result);
      // A browser that keeps nothing (a private window) still sends; it only forgets when it is closed.
      asked.onerror = () => resolve(null);
    });
  }

  async #store(mode: IDBTransactionMode): Promise<IDBObjectStore | null> {
    return (await this.#opened)?.transaction(STORE, mode).objectStore(STORE) ?? null;
  }

  async put(act: KeptAct): Promise<void> {
    (await this.#store('readwrite'))?.put(act);
  }

  async drop(idem: string): Promise<void> {
    (await this.#store('readwrite'))?.delete(idem);
  }

  /** What is kept for this station, in the order it was done. */
  async all(): Promise<KeptAct[]> {
    const store = await this.#store('readonly');
    if (store === null) return [];
    const all = await new Promise<KeptAct[]>((resolve) => {
      const asked = store.getAll();
      asked.onsuccess = () => resolve(asked.result as KeptAct[]);
      asked.onerror = () => resolve([]);
    });
    return all.filter((act) => act.scope === this.#scope).sort((a, b) => a.n - b.n);
  }
}
