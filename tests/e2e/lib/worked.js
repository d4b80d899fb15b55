// The conference of the worked debate: Composite 4 with two amendments, a motion after it, and cards for a card vote.
import { join } from 'node:path';
import { Conference } from './conference.js';
import { folder, rostrumctl } from './programs.js';

const REGISTER = [['Southwark', 300], ['FBU', 500], ['Leeds', 300], ['North East', 400], ['Camden', 300], ['Barnet', 200], ['Hull', 100]];
const PEOPLE = [['101', 'Nadia Walsh', 1], ['102', 'Ann Bell', 5], ['105', 'Jo Cole', 5], ['106', 'Dee Okafor', 6], ['107', 'Sam Reid', 4], ['108', 'Lee Fox', 7]];

/** Served and set up; conference is not open yet. */
export async function workedDebate(file = join(folder('worked'), 'worked.conference')) {
  rostrumctl('new', file, '--name', 'Delegate Conference', '--day', '2017-03-11', '--profile', 'grassroots', '--rehearsal');
  const served = await Conference.serve(file);
  await served.does({ act: 'import_register', rows: REGISTER.map(([name, members], at) => ({ number: String(at + 1), name, members })) });
  const { delegations } = await served.shows({ view: 'register' });
  const delegation = (number) => delegations.find((each) => each.number === String(number)).id;
  for (const [badge, name, body] of PEOPLE) {
    await served.does({ act: 'add_delegate', badge, name, delegation: delegation(body), standing: 'delegate', first_time: false });
    await served.does({ act: 'check_in', badge });
  }
  await served.does({ act: 'issue_cards' });
  const row = (start, end, title) => ({ day: '2017-03-11', start, end, session: 'Morning', title });
  await served.does({ act: 'import_programme', rows: [row('10:00', '11:00', 'Fighting the cuts'), row('11:00', '11:30', 'Free movement')] });
  const { days } = await served.shows({ view: 'programme' });
  const item = (title) => days.flatMap((day) => day.items).find((line) => line.title === title).id;
  const paper = async (motion) => (await served.does({ act: 'add_motion', motion })).made.find((made) => made.table === 'motion').id;
  const composite = await paper({ number: 'C4', kind: 'composite', title: 'Fighting the cuts', mover: 'Southwark', seconder: 'FBU', item: item('Fighting the cuts'),
    paragraphs: ['Conference notes the cuts of this spring.', 'Conference will organise a demonstration.', 'Conference thanks the firefighters.'] });
  const lobby = await paper({ number: '4.1', kind: 'amendment', title: 'A lobby of every council', upon: composite, mover: 'Leeds', seconder: 'Hull',
    edits: [{ paragraph: 2, operation: 'replace', text: 'Conference will organise a demonstration and a lobby of every council.' }] });
  const fund = await paper({ number: '4.2', kind: 'amendment', title: 'A strike fund', upon: composite, mover: 'North East', seconder: 'Hull',
    edits: [{ paragraph: 3, operation: 'insert_after', text: 'Conference will open a strike fund.' }, { paragraph: 3, operation: 'insert_after', text: 'Branches will petition their councils.' }] });
  const movement = await paper({ number: '22', kind: 'motion', title: 'Free movement', mover: 'Barnet', seconder: 'Camden', item: item('Free movement'),
    paragraphs: ['Conference stands for the free movement of working people.'] });
  const stands = await paper({ number: '25', kind: 'motion', title: 'A single march', mover: 'Hull', item: item('Free movement'), paragraphs: ['Conference will hold one march.'] });
  await served.does({ act: 'enter_consequence', cause: composite, part: null, on: 'carried', target: stands, paragraphs: null, reason: 'They say opposite things.' });
  await served.does({ act: 'enter_consequence', cause: lobby, part: null, on: 'carried', target: fund, paragraphs: { first: 2, last: 2 }, reason: 'A lobby of every council is agreed by then.' });
  return { served, movement };
}

/** The same as a file that nothing has open. */
export async function workedFile(file) {
  const { served } = await workedDebate(file);
  await served.stop();
  return file;
}
