// Finding a speaker from what the chair types: a badge exactly, then names and bodies, accents aside.
import type { Body, PeopleView, Person, Who } from '../link/types';

export type Hit = { key: string; name: string; body: string; badge: string; present: boolean; kind: 'person' | 'delegation' | 'given'; who: Who };

export const MOST = 8;

export function plain(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').replace(/[’']/g, '').toLowerCase().trim();
}

// 0 is best; null is no match. Every word typed must begin a word, or stand somewhere in the text.
function rank(text: string, typed: string): number | null {
  if (text === typed) return 0;
  if (text.startsWith(typed)) return 1;
  const have = text.split(/[\s,.&()/-]+/);
  const want = typed.split(/[\s,]+/).filter((word) => word !== '');
  if (want.length > 0 && want.every((word) => have.some((each) => each.startsWith(word)))) return 2;
  return typed.length >= 3 && text.includes(typed) ? 3 : null;
}

function person(each: Person): Hit {
  return { key: `p${each.id}`, name: each.name, body: each.body, badge: each.badge, present: each.present, kind: 'person', who: { delegate: each.id } };
}

function delegation(each: Body): Hit {
  return { key: `d${each.id}`, name: each.name, body: '', badge: each.number, present: true, kind: 'delegation', who: { delegation: each.id } };
}

export function find(people: PeopleView, typed: string): Hit[] {
  const wanted = plain(typed);
  if (wanted === '') return [];
  const several = /[\s,]/.test(wanted);
  const found: { hit: Hit; at: number }[] = [];
  for (const each of people.people) {
    const badge = plain(each.badge);
    if (badge === wanted) found.push({ hit: person(each), at: -2 });
    else if (badge.startsWith(wanted)) found.push({ hit: person(each), at: 1.5 });
    else {
      const at = rank(plain(each.name), wanted) ?? (several ? rank(plain(`${each.name} ${each.body}`), wanted) : null);
      const ofBody = at ?? rank(plain(each.body), wanted);
      if (ofBody !== null) found.push({ hit: person(each), at: (at === null ? 4 : 0) + ofBody + (each.present ? 0 : 0.5) });
    }
  }
  for (const each of people.bodies) {
    if (plain(each.number) === wanted) found.push({ hit: delegation(each), at: -1 });
    else {
      const at = rank(plain(each.name), wanted);
      if (at !== null) found.push({ hit: delegation(each), at: at + 0.25 });
    }
  }
  found.sort((a, b) => a.at - b.at || a.hit.name.localeCompare(b.hit.name));
  return found.slice(0, MOST).map((each) => each.hit);
}

// `Ann Smith, Camden`: a name that is not on the register, with its body where one is given.
export function given(people: PeopleView, typed: string): Hit | null {
  const [name = '', ...rest] = typed.split(',').map((part) => part.trim());
  const body = rest.join(', ').trim();
  if (name === '') return null;
  const known = people.bodies.find((each) => plain(each.name) === plain(body));
  const who: Who = known ? { name, delegation: known.id } : { name, body: body === '' ? null : body };
  return { key: 'given', name, body: known?.name ?? body, badge: '', present: true, kind: 'given', who };
}
