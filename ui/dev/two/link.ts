import type { Link } from '../../src/link/link';
import { faces } from './hall';
import { preview } from './import';
import { programmes } from './programme';
import { register } from './register';
import { backups, starts } from './start';

export function fixture(asked: URLSearchParams): Link {
  const views: Record<string, unknown> = { hall: faces[asked.get('face') ?? 'debate'], start: starts[asked.get('face') ?? 'first'], programme: programmes[asked.get('face') ?? 'one'], register: register(asked.get('face') === 'none' ? 0 : Number(asked.get('n') ?? 40), 2) };
  return {
    role: 'chair',
    watch(view, push, lost) {
      setTimeout(() => push(views[view.view] ?? null), 10);
      if (asked.get('lost') !== null) setTimeout(() => lost?.(), 120);
      return () => {};
    },
    dispatch: async (command) => { console.log('dispatch', JSON.stringify(command)); return { receipt: { seq: 9, words: 'Done.', made: [], repeated: false } }; },
    undo: async () => ({ receipt: { seq: 9, words: 'Done.', made: [], repeated: false } }),
    errand: async (errand) => { console.log('errand', JSON.stringify(errand)); if ((errand as { errand: string }).errand === 'backups') return { path: '/x', backups } as never; if (asked.get('refuse') !== null) return { refusal: { code: 'file.locked', sentence: '/home/asha/Conferences/grassroots-conference.conference is open in another window.', allow: null } } as never; return { done: { sentence: 'Done.' } } as never; },
    preview: async () => preview as never,
    pick: async () => ({ name: 'register-2017.csv', base64: '' }),
    hall: async () => {},
    painted: () => {},
  };
}
