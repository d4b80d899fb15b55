// The teller's name, kept at this station only, so that it is typed once a day.
const KEPT = 'rostrum.teller';

export function nameKept(): string {
  try {
    return localStorage.getItem(KEPT) ?? '';
  } catch {
    return '';
  }
}

export function keepName(name: string): void {
  try {
    localStorage.setItem(KEPT, name);
  } catch {
    // A browser without storage asks again, and that is all.
  }
}
