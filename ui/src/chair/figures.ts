// Figures as they are typed. Nothing typed is not nought.
export function figure(typed: string): number | null | 'bad' {
  const bare = typed.replace(/[\s,.\u2009\u00a0]/g, '');
  if (bare === '') return null;
  return /^\d{1,15}$/.test(bare) ? Number(bare) : 'bad';
}
