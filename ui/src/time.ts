// Times and figures as people read them. Every time is shown in the conference's own zone, never the laptop's.
const cache = new Map<string, Intl.DateTimeFormat>();

function format(tz: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = tz + JSON.stringify(options);
  let made = cache.get(key);
  if (!made) {
    try {
      made = new Intl.DateTimeFormat('en-GB', { ...options, timeZone: tz });
    } catch {
      made = new Intl.DateTimeFormat('en-GB', { ...options, timeZone: 'UTC' });
    }
    cache.set(key, made);
  }
  return made;
}

export function hhmm(ms: number, tz: string): string {
  return format(tz, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(ms);
}

export function hhmmss(ms: number, tz: string): string {
  return format(tz, { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' }).format(ms);
}

// 2017-03-11
export function isoDay(ms: number, tz: string): string {
  const parts = Object.fromEntries(format(tz, { year: 'numeric', month: '2-digit', day: '2-digit' }).formatToParts(ms).map((part) => [part.type, part.value]));
  return `${parts['year']}-${parts['month']}-${parts['day']}`;
}

// Saturday 11 March 2017
export function longDay(ms: number, tz: string): string {
  return format(tz, { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' }).format(ms).replace(',', '');
}

// The words of a day without its year, for narrow places: Saturday 11 March
export function shortDay(words: string): string {
  return words.replace(/ \d{4}$/, '');
}

// `2018-05-30 09:00`, as it is typed: 30 May 2018, 09:00.
export function moment(typed: string): string {
  const [, year, month, day, time] = /^(\d{4})-(\d{2})-(\d{2})(?: (\d{2}:\d{2}))?$/.exec(typed) ?? [];
  if (year === undefined) return typed;
  const words = format('UTC', { day: 'numeric', month: 'long', year: 'numeric' }).format(Date.UTC(Number(year), Number(month) - 1, Number(day)));
  return time === undefined ? words : `${words}, ${time}`;
}

export function minutes(ms: number): number {
  return Math.round(ms / 60_000);
}

// 1,810,113, as the sentences write it.
export function thousands(n: number): string {
  return String(Math.trunc(n)).replace(/\B(?=(\d{3})+(?!\d))/g, ',');
}

// 3 minutes · 2 min 10
export function spoken(seconds: number): string {
  const whole = Math.floor(seconds / 60);
  const rest = seconds % 60;
  return whole === 0 ? `${rest} s` : rest === 0 ? `${whole} min` : `${whole} min ${String(rest).padStart(2, '0')}`;
}
