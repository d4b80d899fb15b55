// The return goes where the person says: a place on the stick, or a browser's downloads.
import type { Link } from '../link/link';
import { inTauri } from '../link/tauri';
import type { PackShown } from '../link/types';
import { ask } from '../start/errand';

/** A name that says whose it is; a stick may hold many. */
export function nameOfReturn(pack: Pick<PackShown, 'label' | 'station' | 'person'>): string {
  const plain = [pack.label, pack.station, pack.person].join(' ').normalize('NFKD').replace(/[\u0300-\u036f]/g, '').replace(/[^A-Za-z0-9]+/g, '-').replace(/^-|-$/g, '').toLowerCase();
  return `count-return-${plain}.json`;
}

export async function saveReturn(link: Link, pack: PackShown): Promise<{ acts: number } | { problem: string } | { nowhere: true }> {
  const place = inTauri() ? await link.pick('save_return') : null;
  if (inTauri() && !place?.path) return { nowhere: true };
  const outcome = await ask(link, { errand: 'cable', ask: { what: 'write_return', path: place?.path ?? null } });
  if ('problem' in outcome) return { problem: [outcome.problem.sentence, outcome.problem.allow].filter(Boolean).join(' ') };
  const { return: text, acts } = outcome.done as { return?: string; acts: number };
  if (text !== undefined) {
    const address = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
    Object.assign(document.createElement('a'), { href: address, download: nameOfReturn(pack) }).click();
    setTimeout(() => URL.revokeObjectURL(address), 60_000);
  }
  return { acts };
}
