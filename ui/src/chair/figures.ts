// Figures as they are typed. Nothing typed is not nought; a point is never read over: 12.5 is not 125.
const PLAIN = /^\d{1,15}$/;
const GROUPED = /^\d{1,3}([ ,\u00a0\u2009\u202f])\d{3}(\1\d{3}){0,3}$/;

export function figure(typed: string): number | null | 'bad' {
  const bare = typed.trim();
  if (bare === '') return null;
  return PLAIN.test(bare) || GROUPED.test(bare) ? Number(bare.replace(/\D/g, '')) : 'bad';
}

/** The number of a card: what is typed, or else the one proposed. Whether a card may have it, the record says. */
export function cardNumber(typed: string, proposed: number | null): number | null | 'bad' {
  const bare = typed.trim();
  if (bare === '') return proposed;
  return /^\d{1,9}$/.test(bare) ? Number(bare) : 'bad';
}

/** Enter goes from figure to figure, as on an adding machine, and ends by entering them. */
export function onward(event: KeyboardEvent, form: HTMLElement | undefined, enter: () => void): void {
  if (event.key !== 'Enter' || event.ctrlKey) return;
  event.preventDefault();
  const fields = [...(form?.querySelectorAll('input') ?? [])];
  const next = fields[fields.indexOf(event.target as HTMLInputElement) + 1];
  if (next) next.focus();
  else enter();
}
