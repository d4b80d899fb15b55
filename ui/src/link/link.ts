// What every screen is given: three verbs, and the few errands of the desktop. Screens know nothing else of the outside.
import type { Actor, Answer, Command, Envelope, Errand, ErrandAnswer, ImportKind, ImportPreview, UndoRequest, View } from './types';
import { onWake } from './wake';

export type Picked = { path?: string; name: string; base64?: string };
/** A file that was brought in to be attached: its name, and by what hash its content is known. */
export type Brought = { name: string; sha256: string };
export type PickKind = 'conference' | 'csv' | 'folder' | 'save_conference' | 'pack' | 'save_pack' | 'save_return' | 'save_pdf';
export type HallAction = 'open' | 'close' | 'fullscreen' | 'visitors';
export type Push = (value: unknown) => void;

export interface Link {
  readonly role: Actor['role'];
  readonly station: string;
  // Who sits at a station of its own: the desk knows, and lets nobody type as another.
  readonly person?: string;
  // Acts are sent in the order they are given, and kept until they are answered: they need not be given one by one.
  readonly ordered?: boolean;
  watch(view: View, push: Push, lost?: () => void): () => void;
  dispatch(command: Command, reason?: string): Promise<Answer>;
  undo(redo?: boolean, seq?: number): Promise<Answer>;
  errand(errand: Errand): Promise<ErrandAnswer>;
  preview(kind: ImportKind, file: Picked): Promise<ImportPreview>;
  // A view as it is at this moment: what a draft would do.
  show<T>(view: View): Promise<T>;
  // `name` is proposed for a file that is to be written.
  pick(kind: PickKind, name?: string): Promise<Picked | null>;
  // Lets a person pick a file and keeps its content; null where none was picked. A sentence is thrown where it is not kept.
  bring(): Promise<Brought | null>;
  saveCopy(sha256: string, name: string): Promise<void>;
  hall(action: HallAction): Promise<void>;
  painted(at: number): void;
}

export function envelope(actor: Actor, command: Command, reason?: string): Envelope {
  return { idem: crypto.randomUUID(), actor, at: null, command, reason: reason ?? null };
}

export function undoRequest(actor: Actor, redo = false, seq?: number): UndoRequest {
  return { actor, seq: seq ?? null, redo, idem: crypto.randomUUID() };
}

export function fault(sentence: string, detail: unknown): Answer {
  return { fault: { sentence, detail: detail instanceof Error ? detail.message : String(detail) } };
}

type Shared = { begin: () => void; stop: () => void; pushes: Set<Push>; losses: Set<() => void>; last: { value: unknown } | null; lost: boolean };

// One stream for each distinct view, however many parts of the screen look at it.
export function sharing(link: Link): Link {
  const streams = new Map<string, Shared>();
  // Conference time went on while the laptop slept: everything is asked afresh, not only when something next happens.
  onWake(() => {
    for (const each of streams.values()) each.stop();
    for (const each of streams.values()) each.begin();
  });
  function watch(view: View, push: Push, lost: () => void = () => {}): () => void {
    const key = JSON.stringify(view);
    let shared = streams.get(key);
    if (!shared) {
      const made: Shared = { begin: () => {}, stop: () => {}, pushes: new Set(), losses: new Set(), last: null, lost: false };
      streams.set(key, made);
      made.begin = () => {
        made.stop = link.watch(
          view,
          (value) => {
            made.last = { value };
            made.lost = false;
            for (const each of made.pushes) each(value);
          },
          () => {
            made.lost = true;
            for (const each of made.losses) each();
          },
        );
      };
      made.begin();
      shared = made;
    }
    const mine = shared;
    mine.pushes.add(push);
    mine.losses.add(lost);
    if (mine.last) push(mine.last.value);
    if (mine.lost) lost();
    return () => {
      mine.pushes.delete(push);
      mine.losses.delete(lost);
      if (mine.pushes.size === 0 && streams.get(key) === mine) {
        streams.delete(key);
        mine.stop();
      }
    };
  }
  return {
    role: link.role,
    station: link.station,
    ...(link.person === undefined ? {} : { person: link.person }),
    ordered: link.ordered ?? false,
    watch,
    dispatch: (command, reason) => link.dispatch(command, reason),
    undo: (redo, seq) => link.undo(redo, seq),
    errand: (errand) => link.errand(errand),
    preview: (kind, file) => link.preview(kind, file),
    show: (view) => link.show(view),
    pick: (kind, name) => link.pick(kind, name),
    bring: () => link.bring(),
    saveCopy: (sha256, name) => link.saveCopy(sha256, name),
    hall: (action) => link.hall(action),
    painted: (at) => link.painted(at),
  };
}
