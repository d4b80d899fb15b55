// A card vote by two sections whose slips are signed and may be divided: the hall is shown the slips, the account is read
// section by section, what is not signed waits for its delegation, and the chair reads each section before the whole.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { serious } from '../lib/axe.js';
import { browserOfThisFile } from '../lib/browser.js';
import { Conference } from '../lib/conference.js';
import { folder, rostrumctl } from '../lib/programs.js';
import { shot } from '../lib/shots.js';
import { Chair } from '../pages/chair.js';
import { Hall } from '../pages/hall.js';
import { Tellers } from '../pages/tellers.js';

const browser = browserOfThisFile();

async function weighted() {
  const file = join(folder('weighted'), 'weighted.conference');
  rostrumctl('new', file, '--name', 'Delegate Conference', '--day', '2017-03-11', '--profile', 'unison', '--rehearsal');
  const served = await Conference.serve(file);
  const rows = [['Bakers', 10, 'Affiliates'], ['Drivers', 4, 'Affiliates'], ['Leeds', 900, 'Branches'], ['Hull', 90, 'Branches']];
  await served.does({ act: 'import_register', rows: rows.map(([name, members, section], at) => ({ number: String(at + 1), name, members, section })) });
  await served.does({ act: 'change_standing_orders', profile: null, keys: [{ key: 'split', value: 'free' }], vote: null, reason: 'as agreed' });
  await served.does({ act: 'issue_cards' });
  await served.does({ act: 'import_programme', rows: [{ day: '2017-03-11', start: '10:00', end: '11:00', session: 'Morning', title: 'Rents' }] });
  const { days } = await served.shows({ view: 'programme' });
  const item = days.flatMap((day) => day.items).find((line) => line.title === 'Rents').id;
  await served.does({ act: 'add_motion', motion: { number: '4', kind: 'motion', title: 'Rents', mover: 'Leeds', seconder: 'Hull', item, paragraphs: ['Rents are to be lowered in every town in which a branch of this union has members.'] } });
  await served.does({ act: 'open' });
  await served.takes('Rents');
  await served.calls('Motion 4', 'seconded');
  return served;
}

test('nine hundred for and a hundred against is lost, and everybody can hear why', async (t) => {
  const room = await browser.at(t, weighted());
  const { conference } = room;
  const [chair, hall, tellers, other] = [new Chair(await room.chair()), new Hall(await room.hall()), new Tellers(await room.tellers('head')), new Tellers(await room.tellers('other'))];
  await chair.screen.press('V');
  await chair.panel('Put the question');
  await chair.screen.sees('[role=dialog]', 'For: blue. Against: orange. Abstain: white.');
  await chair.screen.press('C');
  await chair.noPanel();
  await hall.shows('Tear out one slip of vote 1, and hand it to a teller:');
  await hall.shows(/For\s*blue.*Against\s*orange.*Abstain\s*white/s);
  await shot(hall, 'hall-slips');
  const vote = (await conference.desk()).vote.id;

  // How often it is entered stands there, with its key.
  await tellers.screen.sees('header', 'Entered twice, blind.');
  await shot(tellers, 'tellers-twice');
  await conference.does({ act: 'open_vote', vote });

  const types = async (who, cards) => {
    for (const [card, key] of cards) await who.enters(card, key);
  };
  await tellers.takesNew('Ann Roe', 'Floor', '4');
  await tellers.screen.sees('h1', /Floor\s+first entry/);
  await types(tellers, [[1, 'A'], [2, 'U'], [3, 'F']]);
  await tellers.stored('card 2 is not signed');
  await tellers.screen.sees('.recent', 'card 2 is not signed');
  await tellers.screen.write('4');
  await tellers.screen.press('S');
  await tellers.panel('The votes of card 4 are divided');
  for (const part of ['50', '40', '0']) {
    await tellers.screen.write(part);
    if (part !== '0') await tellers.screen.press('Tab');
  }
  await tellers.screen.press('Enter');
  await tellers.noPanel();
  await tellers.screen.sees('header', '4 typed · 0 to go');
  await shot(tellers, 'tellers-unsigned');
  await tellers.ends();
  await other.takes('Ben Doe');
  await other.screen.sees('h1', /Floor\s+second entry/);
  await types(other, [[1, 'A'], [2, 'U'], [3, 'F'], [4, 'F']]);
  await other.screen.sees('header', '4 typed');
  await other.ends();
  await tellers.takes('Ann Roe');
  await tellers.screen.sees('header', 'Look again at card 4');
  await tellers.enters(4, 'A');
  await tellers.ends();

  // Three readings of card 4: the head teller divides it, with the paper in hand.
  await tellers.screen.sees('h1', 'Card vote 1');
  await tellers.screen.sees('section', /Floor\s*1 differ/);
  await tellers.screen.press('D');
  await tellers.panel('Cards on which the entries differ');
  await tellers.screen.press('S');
  await tellers.panel('The votes of card 4 are divided');
  for (const part of ['10', '80', '0']) {
    await tellers.screen.write(part);
    if (part !== '0') await tellers.screen.press('Tab');
  }
  await tellers.screen.press('Enter');
  await tellers.screen.sees('[role=dialog]', 'Divided: 10 for, 80 against, 0 abstained');
  await shot(tellers, 'tellers-divided');
  await tellers.screen.press('Enter');
  await tellers.noPanel();

  // What is not signed waits on the pile until its delegation was called.
  await tellers.screen.sees('button', 'Query pile, 1');
  await tellers.screen.press('Q');
  await tellers.panel('1 slip to settle');
  await tellers.screen.sees('[role=dialog]', 'call its delegation at once');
  await tellers.screen.press('A');
  await shot(tellers, 'tellers-signed');
  assert.deepEqual(await serious(tellers.screen), []);
  await tellers.screen.press('1', 'Enter');
  await tellers.noPanel();

  // The account of each section, by a key.
  await tellers.account('Issued', 4, '1,004');
  await tellers.screen.press('V');
  await tellers.account('Issued', 2, '14');
  await tellers.screen.press('V');
  await tellers.account('Issued', 2, '990');
  await shot(tellers, 'tellers-section');
  await tellers.screen.press('V');
  await tellers.account('Issued', 4, '1,004');
  await conference.does({ act: 'close_vote', vote });
  await tellers.finishes();

  await chair.next('Declare');
  await chair.screen.sees('[role=dialog]', 'Affiliates: for 0, against 14; 0.00 and 100.00 per cent. Branches: for 910, against 80; 91.92 and 8.08 per cent. Weighted, for 45.96 per cent, against 54.04 per cent: lost.');
  const { result } = (await conference.desk()).vote;
  await chair.screen.sees('[role=dialog]', `The slip in your hand bears the code ${result.code}`);
  await hall.hides('45.96');
  await shot(chair, 'chair-declare-weighted');
  await chair.declares('lost');
  await hall.title('Lost');
  // What was declared bears the code of the slip in the chair's hand, in the hall too.
  await hall.foot(result.code);

  // The code of the slip that was printed before the declaration is found in the record.
  await chair.goes('record');
  await chair.screen.sees('.record', 'the count is finished and adds up');
  await chair.screen.press('/');
  await chair.screen.write(result.code.toLowerCase().replaceAll('-', ' '));
  await chair.screen.sees('.record tbody', 'the count is finished and adds up');
  await chair.screen.sees('.record tbody', 'The chair declared');
  await shot(chair, 'record-code');
});
