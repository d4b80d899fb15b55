// The desktop window's link. The only file that imports Tauri.
import { invoke } from '@tauri-apps/api/core';

import { words } from '../words/link';
import { guard } from './guard';
import { envelope, fault, undoRequest, type Brought, type Link, type Picked } from './link';
import type { Actor, Answer, Envelope, ErrandAnswer, ImportPreview, UndoRequest, View } from './types';

/** What comes every second while nothing else does. */
const BEAT = 'beat';

export function inTauri(): boolean {
  return '__TAURI_INTERNALS__' in window;
}

// A lost reply is asked for again under the same id, so that no act can be done twice.
async function asked(command: 'dispatch', body: { envelope: Envelope }): Promise<Answer>;
async function asked(command: 'undo', body: { request: UndoRequest }): Promise<Answer>;
async function asked(command: string, body: Record<string, unknown>): Promise<Answer> {
  try {
    return await invoke<Answer>(command, body);
  } catch (first) {
    try {
      return await invoke<Answer>(command, body);
    } catch {
      return fault(words.notDone, first);
    }
  }
}

export function tauriLink(role: Actor['role'], station: string): Link {
  const actor: Actor = { role, station, name: null };
  return {
    role,
    station,
    watch(view, push, lost) {
      let open = true;
      let id: number | null = null;
      let last: { value: unknown } | null = null;
      const guarded = guard(() => open && lost?.());
      const end = () => {
        guarded.end();
        if (id !== null) void invoke('unwatch', { id });
      };
      const follow = async (): Promise<void> => {
        id = await invoke<number>('watch', { view });
        while (open) {
          const value = await invoke<unknown>('next', { id });
          const wasSilent = guarded.heard();
          if (value !== BEAT) last = { value };
          // After a silence what is there is said again: it may be the same, and then it is no longer old.
          if (open && last && (value !== BEAT || wasSilent)) push(last.value);
        }
      };
      follow().then(
        // Closed before it had begun.
        end,
        () => {
          if (open) lost?.();
        },
      );
      return () => {
        open = false;
        end();
      };
    },
    dispatch: (command, reason) => asked('dispatch', { envelope: envelope(actor, command, reason) }),
    undo: (redo, seq) => asked('undo', { request: undoRequest(actor, redo, seq) }),
    async errand(errand) {
      try {
        return await invoke<ErrandAnswer>('errand', { errand });
      } catch (cause) {
        return fault(words.notDone, cause) as ErrandAnswer;
      }
    },
    preview: (kind, file) => invoke<ImportPreview>('preview', { kind, path: file.path ?? file.name }),
    show: <T>(view: View) => invoke<T>('show', { view }),
    pick: (kind, name) => invoke<Picked | null>('pick', { kind, name: name ?? null }),
    bring: () => invoke<Brought | null>('bring'),
    saveCopy: async (sha256, name) => void (await invoke<boolean>('save_copy', { sha256, name })),
    hall: (action) => invoke<void>('hall', { action }),
    painted: (at) => void invoke('painted', { at }).catch(() => {}),
  };
}
