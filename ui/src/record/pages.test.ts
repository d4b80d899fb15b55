import { expect, it } from 'vitest';
import type { Link } from '../link/link';
import type { EntryLine, RecordView, View } from '../link/types';
import { Pages } from './pages.svelte';

const PAGE = 10;

function journal(): { link: Link; add: (count: number, more?: Partial<EntryLine>) => void; streams: () => number } {
  const all: EntryLine[] = [];
  const open = new Map<(value: unknown) => void, number | null>();
  function page(before: number | null): RecordView {
    const entries = all.filter((entry) => before === null || entry.seq < before).toReversed().slice(0, PAGE);
    return { heading: {} as RecordView['heading'], entries, total: all.length, more: (entries.at(-1)?.seq ?? 1) > 1, head: '' };
  }
  function add(count: number, more: Partial<EntryLine> = {}): void {
    for (let n = 0; n < count; n++) all.push({ seq: all.length + 1, at: 0, by: 'chair', act: 'note', words: '', reason: null, undone_by: null, undoes: null, code: null, ...more });
    for (const [push, before] of open) push(page(before));
  }
  const link = {
    watch(view: View, push: (value: unknown) => void) {
      const before = view.view === 'record' ? view.before ?? null : null;
      open.set(push, before);
      push(page(before));
      return () => void open.delete(push);
    },
  } as unknown as Link;
  return { link, add, streams: () => open.size };
}

const settle = (): Promise<void> => new Promise((done) => setTimeout(done));

it('has every entry once, however the record grows meanwhile, and keeps one stream open', async () => {
  const { link, add, streams } = journal();
  add(35);
  const pages = new Pages(link);
  pages.older();
  await settle();
  expect(pages.entries.map((entry) => entry.seq)).toEqual(Array.from({ length: 20 }, (_, n) => 35 - n));
  expect(pages.more).toBe(true);
  add(17);
  for (let n = 0; n < 4; n++) {
    pages.join();
    pages.older();
    await settle();
  }
  expect(pages.entries.map((entry) => entry.seq)).toEqual(Array.from({ length: 52 }, (_, n) => 52 - n));
  expect(pages.more).toBe(false);
  expect(streams()).toBe(1);
  pages.close();
  expect(streams()).toBe(0);
});

it('knows of an old entry that it was taken back since', async () => {
  const { link, add } = journal();
  add(25);
  const pages = new Pages(link);
  pages.older();
  await settle();
  add(1, { act: 'undo', undoes: 7 });
  expect(pages.byNumber.get(7)?.undone_by).toBe(26);
  add(1, { act: 'redo', undoes: 26 });
  expect(pages.byNumber.get(26)?.undone_by).toBe(27);
});
