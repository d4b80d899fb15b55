// What is printed comes as PDF: to a place that the chair picks, or, in a browser, to its downloads.
import type { Link } from '../link/link';
import type { Print } from '../link/types';
import { notices } from '../notices.svelte';
import { prints as words } from '../words/prints';

type Done = { written?: string; file?: { name: string; base64: string }; missing: string };
type Told = (set: number, of: number) => void;

/** How often is asked how far it is. */
const EVERY_MS = 400;

/** Prints; whether it was printed. What was not is said by a notice. */
export async function print(link: Link, what: Print, told: Told): Promise<boolean> {
  const place = await link.pick('save_pdf');
  if (place === null) return false;
  const asking = setInterval(() => void ask(link, told), EVERY_MS);
  try {
    const answer = await link.errand({ errand: 'print', print: what, path: place.path ?? null });
    if ('refusal' in answer) {
      notices.refused(answer.refusal);
      return false;
    }
    if ('fault' in answer) {
      notices.fault(answer.fault);
      return false;
    }
    const { written, file, missing } = answer.done as Done;
    if (file) download(file.name, file.base64);
    const said = file ? words.downloaded : words.written(written?.split(/[\\/]/).at(-1) ?? '');
    notices.done(missing === '' ? said : `${said} ${words.missing(missing)}`);
    return true;
  } finally {
    clearInterval(asking);
  }
}

async function ask(link: Link, told: Told): Promise<void> {
  const answer = await link.errand({ errand: 'printing' });
  if (!('done' in answer)) return;
  const { set, of } = answer.done as { set?: number; of?: number };
  if (set !== undefined && of !== undefined) told(set, of);
}

function download(name: string, base64: string): void {
  const bytes = Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
  const address = URL.createObjectURL(new Blob([bytes], { type: 'application/pdf' }));
  Object.assign(document.createElement('a'), { href: address, download: name }).click();
  // The browser reads it after this turn.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
