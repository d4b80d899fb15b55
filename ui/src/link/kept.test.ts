import { afterEach, expect, it, vi } from 'vitest';
import { Kept, type KeptAct } from './kept';

afterEach(() => vi.unstubAllGlobals());

const act: KeptAct = { idem: 'a', scope: 'teller-1', n: 1, path: '/dispatch', body: {} };
type Begun = { mode: string; options: IDBTransactionOptions | undefined; puts: unknown[]; oncomplete?: () => void; onabort?: () => void; error: Error | null };

/** A disk that ends a transaction when it is told to. */
function disk(): Begun[] {
  const begun: Begun[] = [];
  const transaction = (_store: string, mode: string, options?: IDBTransactionOptions): unknown => {
    const one: Begun = { mode, options, puts: [], error: null };
    begun.push(one);
    return Object.assign(one, { objectStore: () => ({ put: (it: unknown) => one.puts.push(it), delete: (it: unknown) => one.puts.push(it) }) });
  };
  const open = (): unknown => {
    const asked = { result: { transaction }, onsuccess: () => {} };
    queueMicrotask(() => asked.onsuccess());
    return asked;
  };
  vi.stubGlobal('indexedDB', { open });
  return begun;
}

const settled = async (promise: Promise<unknown>): Promise<string> => Promise.race([promise.then(() => 'kept', () => 'not kept'), new Promise<string>((done) => setTimeout(() => done('open'), 5))]);

it('has kept an act when it is on the disk, and not when it was handed over', async () => {
  const begun = disk();
  const put = new Kept().put(act);
  expect(await settled(put)).toBe('open');
  expect(begun.map(({ mode, options, puts }) => [mode, options, puts])).toEqual([['readwrite', { durability: 'strict' }, [act]]]);
  begun[0]?.oncomplete?.();
  expect(await settled(put)).toBe('kept');
});

it('says so where the disk does not take it', async () => {
  const begun = disk();
  const put = new Kept().put(act);
  await settled(put);
  begun[0]!.error = new Error('QuotaExceededError');
  begun[0]?.onabort?.();
  expect(await settled(put)).toBe('not kept');
});

it('says so in a browser that keeps nothing', async () => {
  const refuses = (): unknown => {
    const asked = { error: new Error('InvalidStateError'), onerror: () => {} };
    queueMicrotask(() => asked.onerror());
    return asked;
  };
  const throws = (): never => {
    throw new Error('SecurityError');
  };
  for (const open of [refuses, throws]) {
    vi.stubGlobal('indexedDB', { open });
    const kept = new Kept();
    expect([await settled(kept.put(act)), await settled(kept.all())]).toEqual(['not kept', 'not kept']);
  }
});
