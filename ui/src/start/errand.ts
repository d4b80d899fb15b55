// An errand, and what stands in the way of one.
import type { Link } from '../link/link';
import type { Errand, Refusal, StartView } from '../link/types';

// A copy that the program made by itself, as the errand `backups` lists it, with every place it is in.
export type BackupFile = { path: string; at: number; seq: number; bytes: number; places: ('beside' | 'second')[] };
// Wanted of the office, and used where it gives it: the folder where conferences are kept.
export type StartShown = StartView & { folder?: string };

export type Problem = Refusal;
export type Outcome = { done: Record<string, unknown> } | { problem: Problem };

export async function ask(link: Link, errand: Errand): Promise<Outcome> {
  const answer = await link.errand(errand);
  if ('refusal' in answer) return { problem: answer.refusal };
  if ('fault' in answer) return { problem: { code: 'fault', sentence: answer.fault.sentence, allow: answer.fault.detail, overrulable: false } };
  return { done: (answer.done ?? {}) as Record<string, unknown> };
}

// A folder to propose: where the last conference was kept.
export function folderOf(path: string | undefined): string {
  const cut = path ? Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) : -1;
  return path && cut > 0 ? path.slice(0, cut + 1) : '';
}

export function fileName(name: string): string {
  const plain = name.normalize('NFKD').replace(/[\u0300-\u036f]/g, '').replace(/[^A-Za-z0-9]+/g, '-').replace(/^-|-$/g, '').toLowerCase();
  return `${plain || 'conference'}.conference`;
}

/** Where a backup is put back: under the name of its conference, without what tells the backups of one file apart. */
export function restoredAs(backup: string, folder: string): string {
  const name = backup.trim().split(/[\\/]/).at(-1) ?? '';
  const of = name.replace(/\.conference$/, '').replace(/(\.[0-9a-f]{8}|\.empty)?\.\d{8}T\d{6}Z\.\d+$/, '');
  return of === '' ? '' : `${folder}${of}.conference`;
}
