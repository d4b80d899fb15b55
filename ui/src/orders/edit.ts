// What is typed and chosen for a key, and the value that it makes. What a value may be is for the program to say.
import type { KeyKind } from '../link/types';

// `pick` is what is chosen, `some` what is ticked, `a` and `b` what is typed.
export type Typed = { pick: string; some: string[]; a: string; b: string };

const empty: Typed = { pick: '', some: [], a: '', b: '' };
const OR_NONE: KeyKind[] = ['minutes_or_none', 'number_or_none', 'percent_or_none'];
const NUMBERS: KeyKind[] = ['minutes', 'number', ...OR_NONE];

export const clock = (seconds: number): string => `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;

// `3` are three minutes, `1:30` a minute and a half.
export function secondsOf(text: string): number | undefined {
  const found = /^(\d{1,3})(?::([0-5]\d))?$/.exec(text.trim());
  return found ? Number(found[1]) * 60 + Number(found[2] ?? 0) : undefined;
}

function whole(text: string): number | undefined {
  return /^\d{1,6}$/.test(text.trim()) ? Number(text.trim()) : undefined;
}

type Parts = { number?: number; organisations?: number; delegates?: number; delegations?: number; fixed?: number; fraction?: Record<string, number> };

export function typedOf(kind: KeyKind, value: unknown): Typed {
  if (kind === 'seconds') return { ...empty, a: clock(value as number) };
  if (NUMBERS.includes(kind)) return { ...empty, a: value === null ? '' : String(value) };
  if (kind === 'yes_no') return { ...empty, pick: value === true ? 'yes' : 'no' };
  if (kind === 'one') return { ...empty, pick: value as string };
  if (kind === 'any' || kind === 'papers') return { ...empty, some: value as string[] };
  if (kind === 'text') return { ...empty, a: value as string };
  if (kind === 'groups') return { ...empty, a: (value as { group: string; at_least: number; of: number }[]).map((each) => `${each.group}: ${each.at_least} in ${each.of}`).join('\n') };
  if (value === null || typeof value === 'string') return { ...empty, pick: value ?? 'none' };
  const parts = value as Parts;
  const [pick] = Object.keys(parts);
  if (parts.fraction) {
    const [of, den] = Object.values(parts.fraction);
    return { ...empty, pick: 'fraction', a: String(of), b: String(parts.fraction['den'] ?? den) };
  }
  return { ...empty, pick: pick ?? 'none', a: String(Object.values(parts)[0] ?? '') };
}

function groupsOf(text: string): unknown {
  const shares = text.split('\n').map((line) => line.trim()).filter((line) => line !== '').map((line) => {
    const found = /^(.+?)\s*:\s*(\d{1,3})\s*(?:in|\/)\s*(\d{1,3})$/.exec(line);
    return found ? { group: found[1], at_least: Number(found[2]), of: Number(found[3]) } : undefined;
  });
  return shares.includes(undefined) ? undefined : shares;
}

// The value; undefined where what is typed makes none.
export function valueOf(kind: KeyKind, typed: Typed): unknown {
  if (kind === 'seconds') return secondsOf(typed.a);
  if (OR_NONE.includes(kind) && typed.a.trim() === '') return null;
  if (NUMBERS.includes(kind)) return whole(typed.a);
  if (kind === 'yes_no') return typed.pick === 'yes';
  if (kind === 'any' || kind === 'papers') return [...typed.some];
  if (kind === 'text') return typed.a.trim();
  if (kind === 'groups') return groupsOf(typed.a);
  if (kind === 'one') return typed.pick;
  if (typed.pick === 'none') return kind === 'quorum' ? 'none' : null;
  if (typed.pick === 'fraction') {
    const [num, den] = [whole(typed.a), whole(typed.b)];
    if (num === undefined || den === undefined) return undefined;
    return { fraction: kind === 'quorum' ? { of_registered_num: num, den } : { num, den } };
  }
  if (['number', 'organisations', 'delegates', 'delegations', 'fixed'].includes(typed.pick)) {
    const n = whole(typed.a);
    return n === undefined ? undefined : { [typed.pick]: n };
  }
  return typed.pick;
}
