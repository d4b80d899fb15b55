// What the office answers and is asked; replaced by the generated types as soon as they name these.
import type { Link } from '../link/link';
import type { Errand, NewConference } from '../link/types';

export type Recent = { path: string; name: string; opened: number };
export type VerificationShown = { done: number; total: number; state: 'waiting' | 'running' | 'whole' | 'altered' | 'failed'; problem: string | null };
export type BackupStatus = { last_at: number | null; seq: number; place: string | null; second: string | null; problem: string | null };
export type BackupFile = { path: string; at: number; seq: number; bytes: number };
export type Profile = { name: string; title: string; source: string };
export type OpenFile = { path: string; name: string; verification: VerificationShown; backups: BackupStatus; clock: { now: number; drift_ms: number; rehearsal: boolean } };
export type StartShown = {
  version: string;
  open: OpenFile | null;
  recent: Recent[];
  problem: string | null;
  second_backup: string | null;
  // Wanted of the office, and used where it gives them: the profiles it knows, and the folder where conferences are kept.
  profiles?: Profile[];
  folder?: string;
};

export type OfficeErrand =
  | { errand: 'new'; path: string; setup: NewConference }
  | { errand: 'demo'; path: string }
  | { errand: 'open'; path: string }
  | { errand: 'close' }
  | { errand: 'backups'; path: string | null }
  | { errand: 'restore'; backup: string; path: string }
  | { errand: 'second_backup'; folder: string | null }
  | { errand: 'forget'; path: string }
  | { errand: 'verify' };

export type Problem = { code: string; sentence: string; allow: string | null };
export type Outcome = { done: Record<string, unknown> } | { problem: Problem };

export async function ask(link: Link, errand: OfficeErrand): Promise<Outcome> {
  const answer = (await link.errand(errand as unknown as Errand)) as unknown as Record<string, unknown>;
  const refusal = answer['refusal'] as Problem | undefined;
  if (refusal) return { problem: refusal };
  const fault = answer['fault'] as { sentence: string; detail: string } | undefined;
  if (fault) return { problem: { code: 'fault', sentence: fault.sentence, allow: fault.detail } };
  return { done: (answer['done'] ?? {}) as Record<string, unknown> };
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
