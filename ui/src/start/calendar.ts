/** Days of a month in weeks that begin on Monday; null where another month stands. Days are `2017-03-11`. */
export function weeks(year: number, month: number): (string | null)[][] {
  const first = new Date(Date.UTC(year, month, 1));
  const before = (first.getUTCDay() + 6) % 7;
  const days = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  const cells: (string | null)[] = Array.from({ length: before }, () => null);
  for (let day = 1; day <= days; day += 1) cells.push(iso(year, month, day));
  while (cells.length % 7 !== 0) cells.push(null);
  return Array.from({ length: cells.length / 7 }, (_, index) => cells.slice(index * 7, index * 7 + 7));
}

export function iso(year: number, month: number, day: number): string {
  return new Date(Date.UTC(year, month, day)).toISOString().slice(0, 10);
}

export function shifted(day: string, by: number): string {
  const [year, month, date] = day.split('-').map(Number) as [number, number, number];
  return iso(year, month - 1, date + by);
}

const months = new Intl.DateTimeFormat('en-GB', { month: 'long', year: 'numeric', timeZone: 'UTC' });
const words = new Intl.DateTimeFormat('en-GB', { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' });

export function monthWords(year: number, month: number): string {
  return months.format(Date.UTC(year, month, 1));
}

export function dayWords(day: string): string {
  return words.format(new Date(`${day}T00:00:00Z`)).replace(',', '');
}
