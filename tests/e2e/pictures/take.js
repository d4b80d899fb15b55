// The README's pictures, from the real program with the demonstration: a morning of it is led first.
import { mkdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { launch, LAPTOP, PROJECTOR, Room } from '../lib/browser.js';
import { Conference } from '../lib/conference.js';
import { root } from '../lib/programs.js';
import { Chair } from '../pages/chair.js';
import { Tellers } from '../pages/tellers.js';

const MOST_BYTES = 250 * 1000;
const into = join(root, 'assets/pictures');
const taken = [];

async function picture(screen, name) {
  // Fonts are there and nothing moves any more.
  await screen.evaluate(() => document.fonts.ready.then(() => true));
  await new Promise((done) => setTimeout(done, 400));
  const path = join(into, `${name}.png`);
  await screen.shot(path);
  taken.push({ name, bytes: statSync(path).size });
}

/** Somebody who waits is called, speaks from then to then, and has finished. */
async function speaks(conference, name, from, to) {
  const request = (await conference.desk()).waiting.find((each) => each.name === name).id;
  await conference.does({ act: 'call_speaker', request }, { at: from });
  await conference.does({ act: 'start_clock', request });
  if (to) await conference.does({ act: 'end_speech', request }, { at: to });
}

/** From the opening to the middle of an amendment. */
async function morning(conference) {
  await conference.does({ act: 'open' }, { at: '10:01' });
  const item = async (title) => (await conference.desk()).items.find((each) => each.title === title).id;
  const question = async () => (await conference.desk()).question.id;
  await conference.does({ act: 'take_item', item: await item('Welcome; tellers; standing orders') }, { at: '10:02' });
  await conference.does({ act: 'take_item', item: await item('Who may vote today') }, { at: '10:19' });
  await speaks(conference, 'Hackney', '10:20', '10:24');
  await conference.does({ act: 'second_formally', question: await question() });
  await conference.asks('114', 'against');
  await speaks(conference, 'Hannah Clarke', '10:25', '10:28');
  await conference.does({ act: 'put_question', question: await question(), method: 'hands' }, { at: '10:36' });
  const hands = (await conference.desk()).vote.id;
  await conference.does({ act: 'count_hands', vote: hands, for: 43, against: 24, abstain: null }, { at: '10:40' });
  await conference.does({ act: 'declare', vote: hands, carried: null }, { at: '10:41' });
  await conference.does({ act: 'take_item', item: await item('Statement of aims') }, { at: '10:49' });
  await speaks(conference, 'Lambeth', '10:50', '10:54');
  await conference.does({ act: 'second_formally', question: await question() });
  const amendment = (await conference.desk()).callable.find((each) => each.label === 'Amendment S1.1').motion;
  await conference.does({ act: 'call_motion', motion: amendment }, { at: '10:56' });
  await speaks(conference, 'Leeds', '10:57', '11:00');
  await conference.does({ act: 'second_formally', question: await question() });
  for (const [badge, side] of [['105', 'against'], ['104', 'for'], ['113', 'against'], ['109', 'for']]) await conference.asks(badge, side);
  await speaks(conference, 'Rafiq Haddad', '11:01', '11:03');
  await speaks(conference, 'Siân Price', '11:03');
}

async function counted(conference) {
  const { speech, question } = await conference.desk();
  await conference.does({ act: 'end_speech', request: speech.request }, { at: '11:07' });
  await conference.does({ act: 'put_question', question: question.id, method: 'hands' });
  await conference.does({ act: 'declare', vote: (await conference.desk()).vote.id, carried: true }, { at: '11:09' });
  const item = (await conference.desk()).items.find((each) => each.title === 'Convention of the Labour Left').id;
  await conference.does({ act: 'take_item', item }, { at: '11:46' });
  await speaks(conference, 'Southwark', '11:47', '11:51');
  await conference.does({ act: 'second_formally', question: (await conference.desk()).question.id });
}

mkdirSync(into, { recursive: true });
const browser = await launch();
const rooms = [];
try {
  const first = new Room(browser, await Conference.serve());
  rooms.push(first);
  await picture(await first.chair(), 'start');

  const room = new Room(browser, await Conference.demo({ open: false }));
  rooms.push(room);
  const { conference } = room;
  conference.actor = { role: 'chair', station: 'chair', name: null };
  await morning(conference);
  // A minute and a quarter of the speech are gone.
  await conference.clock((await conference.instant('11:04')) + 17_000);
  const chair = new Chair(await room.chair());
  await chair.screen.sees('.clock', 'Siân Price');
  const dark = await room.chair({ theme: 'dark' });
  await dark.sees('.clock', 'Siân Price');
  const hall = await room.hall({ size: PROJECTOR });
  await hall.sees('.hall', 'Siân Price');
  await picture(chair.screen, 'chair');
  await picture(dark, 'chair-dark');
  await picture(hall, 'hall-debate');
  for (const [name, there] of [['programme', 'Free movement'], ['register', 'Barnet']]) {
    await chair.goes(name);
    await chair.screen.sees('main', there);
    await picture(chair.screen, name);
  }

  await counted(conference);
  const tellers = new Tellers(await room.tellers('tellers-1', { size: LAPTOP }));
  const choices = Object.fromEntries(Array.from({ length: 29 }, (_, at) => [at + 1, at % 4 === 3 ? 'against' : at === 12 ? 'abstain' : 'for']));
  const vote = await conference.cardVote({}, 'open');
  await tellers.screen.sees('.in', /./);
  for (const [card, choice] of Object.entries(choices)) await tellers.enters(card, { for: 'F', against: 'A', abstain: 'B' }[choice]);
  await tellers.enters(7, 'A');
  await tellers.stored('query pile');
  await tellers.screen.write('31');
  await tellers.looked('card 31');
  await picture(tellers.screen, 'tellers');

  await tellers.screen.press('Esc');
  await tellers.piles('S', '1');
  await tellers.noPanel();
  for (let card = 30; card <= 39; card += 1) await tellers.enters(card, card % 3 === 0 ? 'A' : 'F');
  await tellers.account('Not yet seen', 1);
  await conference.does({ act: 'close_vote', vote }, { at: '12:04' });
  await conference.does({ act: 'mark_not_returned', vote, cards: 1 });
  await conference.does({ act: 'finish_count', vote }, { at: '12:09' });
  await conference.does({ act: 'declare', vote, carried: null }, { at: '12:10' });
  await hall.sees('.hall', 'Carried');
  await picture(hall, 'hall-result');
  await chair.goes('record');
  await chair.screen.sees('.record', 'declared card vote 1');
  await picture(chair.screen, 'record');
} finally {
  for (const room of rooms) await room.close().catch((error) => console.error(error.message));
  await browser.close();
}
for (const { name, bytes } of taken) console.log(`assets/pictures/${name}.png  ${Math.ceil(bytes / 1000)} kB`);
const large = taken.filter((each) => each.bytes > MOST_BYTES);
if (large.length > 0) throw new Error(`larger than ${MOST_BYTES / 1000} kB: ${large.map((each) => each.name).join(', ')}`);
