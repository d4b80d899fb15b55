// Labour 2021, card vote 1 (R1 of the real card votes), as a conference of four cards that come to its printed figures.
import { join } from 'node:path';
import { Conference } from './conference.js';
import { folder, rostrumctl } from './programs.js';

const CARDS = [['CLPs for', 342_921, 'CLPs'], ['CLPs against', 8_723, 'CLPs'], ['Unions for', 1_810_113, 'Affiliates'], ['Unions against', 4_825, 'Affiliates']];
const TITLE = 'Conference Arrangements Committee report';

/** Served, open, and its one question before conference, seconded. */
export async function bySections() {
  const file = join(folder('sections'), 'sections.conference');
  rostrumctl('new', file, '--name', 'Annual Conference', '--day', '2021-09-25', '--profile', 'citrine', '--rehearsal');
  const served = await Conference.serve(file);
  await served.does({ act: 'import_register', rows: CARDS.map(([name, members, section], at) => ({ number: String(at + 1), name, members, section })) });
  const { sections } = await served.shows({ view: 'register' });
  for (const section of sections.filter((each) => each.weight !== 50)) await served.does({ act: 'weigh_section', section: section.id, weight: 50 });
  await served.does({ act: 'issue_cards' });
  await served.does({ act: 'import_programme', rows: [{ day: '2021-09-25', start: '10:00', end: '11:00', session: 'Morning', title: TITLE }] });
  const { days } = await served.shows({ view: 'programme' });
  await served.does({ act: 'add_motion', motion: { number: '1', kind: 'motion', title: TITLE, mover: 'CLPs for', item: days[0].items[0].id, paragraphs: ['That the report be agreed.'] } });
  await served.does({ act: 'open' });
  await served.takes(TITLE);
  await served.calls('Motion 1', 'seconded');
  return served;
}

/** How those four cards were cast. */
export const CAST = { 1: 'for', 2: 'against', 3: 'for', 4: 'against' };
