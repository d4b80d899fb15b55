// What this browser has not got an answer to yet, on its own disk: a page that is closed, or a browser that dies, forgets nothing.

/** `why`: it was refused, or given up, and nobody has seen that yet. It is not sent again. */
export type KeptAct = { idem: string; scope: string; n: number; path: '/dispatch' | '/undo'; body: Record<string, unknown>; why?: string };

const STORE = 'outgoing';

export class Kept {
  readonly #opened: Promise<IDBDatabase | null>;

  constructor() {
    this.#opened = opened().catch(() => null);
  }

  /** Comes back when it is on the disk, and fails where it is not: what the screen says is kept must be. */
  async put(act: KeptAct): Promise<void> {
    const changing = await this.#changing();
    changing.objectStore(STORE).put(act);
    await over(changing);
  }

  async drop(idem: string): Promise<void> {
    const changing = await this.#changing();
    changing.objectStore(STORE).delete(idem);
    await over(changing);
  }

  /** All that is kept, also of a station that this browser was before; in the order it was done. Fails where nothing can be. */
  async all(): Promise<KeptAct[]> {
    const store = (await this.#disk()).transaction(STORE, 'readonly').objectStore(STORE);
    const all = await new Promise<KeptAct[]>((resolve, reject) => {
      const asked = store.getAll();
      asked.onsuccess = () => resolve(asked.result as KeptAct[]);
      asked.onerror = () => reject(asked.error ?? new Error('not read'));
    });
    return all.sort((a, b) => a.n - b.n);
  }

  async #disk(): Promise<IDBDatabase> {
    const disk = await this.#opened;
    if (disk === null) throw new Error('this browser keeps nothing');
    return disk;
  }

  async #changing(): Promise<IDBTransaction> {
    return (await this.#disk()).transaction(STORE, 'readwrite', { durability: 'strict' });
  }
}

function opened(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const asked = indexedDB.open('rostrum', 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore(STORE, { keyPath: 'idem' });
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error ?? new Error('not opened'));
  });
}

function over(changing: IDBTransaction): Promise<void> {
  return new Promise((resolve, reject) => {
    changing.oncomplete = () => resolve();
    changing.onabort = () => reject(changing.error ?? new Error('not written'));
  });
}
