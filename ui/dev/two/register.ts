import type { DelegateLine, DelegationLine, RegisterView } from '../../src/link/types';
const towns = ['Southwark', 'Lewisham', 'Leeds', 'Camden', 'Cardiff', 'Manchester', 'Hull', 'Hackney North', 'Glasgow', 'Exeter', 'Enfield', 'Durham', 'Croydon', 'Sheffield', 'Bristol West', 'Newcastle upon Tyne Central', 'Bath', 'York', 'Leicester', 'Oxford'];
const unions = ['FBU London', 'Unite Construction', 'UNISON Health', 'RMT', 'CWU South'];
const names = ['Asha Patel', 'Siân Price', 'J. Cole', 'D. Okafor', 'R. Haddad', 'Maeve O’Brien', 'Tom Fletcher', 'Ngozi Eze', 'Élodie Martin', 'K. Singh'];
export function register(delegations: number, perBody: number): RegisterView {
  const bodies: DelegationLine[] = []; const people: DelegateLine[] = [];
  for (let i = 0; i < delegations; i += 1) {
    const union = i % 6 === 5; const name = union ? unions[i % 5]! + (i > 30 ? ` ${i}` : '') : towns[i % 20]! + (i >= 24 ? ` ${Math.floor(i / 20) + 1}` : '');
    const members = union ? 2300 + i * 13 : 180 + ((i * 137) % 1400);
    bodies.push({ id: i + 1, number: String(i + 1), name, section: union ? 'Affiliates' : 'Branches', members, votes: members, delegates: perBody, present: i % 3 === 0 ? perBody : 0, cards: i === 6 ? [] : i === 3 ? [{ id: 900, number: 104, value: members, custody: 'cancelled' }, { id: 901, number: 501, value: members, custody: 'issued' }] : [{ id: i + 1, number: 101 + i, value: members, custody: 'issued' }] });
    for (let j = 0; j < perBody; j += 1) people.push({ id: people.length + 1, badge: String(people.length + 1), name: `${names[(i * 3 + j) % 10]!}${i > 9 ? ` ${i}` : ''}`, delegation: name, standing: 'delegate', present: i % 3 === 0, first_time: (i + j) % 7 === 0 });
  }
  const sum = (f: (b: DelegationLine) => number) => bodies.reduce((n, b) => n + f(b), 0);
  const section = (id: number, name: string) => ({ id, name, weight: 50, delegations: bodies.filter((b) => b.section === name).length, votes: bodies.filter((b) => b.section === name).reduce((n, b) => n + b.votes, 0) });
  return { version: 4, why: 'card 104 of Camden was lost', sections: delegations ? [section(1, 'Branches'), section(2, 'Affiliates')] : [], delegations: bodies, delegates: people, totals: { delegations: bodies.length, members: sum((b) => b.members), votes: sum((b) => b.votes), cards: bodies.length, delegates: people.length, present: people.filter((p) => p.present).length } };
}
