import type { Link } from '../../src/link/link';
import { faces } from './hall';

export function fixture(asked: URLSearchParams): Link {
  const views: Record<string, unknown> = { hall: faces[asked.get('face') ?? 'debate'] };
  return {
    role: 'chair',
    watch(view, push, lost) {
      setTimeout(() => push(views[view.view] ?? null), 10);
      if (asked.get('lost') !== null) setTimeout(() => lost?.(), 120);
      return () => {};
    },
    dispatch: async (command) => { console.log('dispatch', JSON.stringify(command)); return { receipt: { seq: 9, words: 'Done.', made: [], repeated: false } }; },
    undo: async () => ({ receipt: { seq: 9, words: 'Done.', made: [], repeated: false } }),
    errand: async (errand) => { console.log('errand', JSON.stringify(errand)); return { done: { sentence: 'Done.' } } as never; },
    preview: async () => null as never,
    pick: async () => null,
    hall: async () => {},
    painted: () => {},
  };
}
