// The README's pictures, with the demonstration: the program's own windows, and the tellers' desk in a browser, where tellers
// sit. A morning is led in the file beforehand; a rehearsal's time stands still while nobody has it open.
import { mkdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { launch, LAPTOP, PROJECTOR, Room } from '../lib/browser.js';
import { Conference, demoFile } from '../lib/conference.js';
import { root } from '../lib/programs.js';
import { display, Laptop } from '../lib/window.js';
import { Chair } from '../pages/chair.js';
import { Tellers } from '../pages/tellers.js';

const MOST_BYTES = 250 * 1000;
const into = join(root, 'assets/pictures');
const taken = [];

async function picture(screen, name) {
  // Fonts are there and nothing moves any more.
  await screen.measured('its letters are there', () => document.fonts.status, (status) => status === 'loaded');
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
  // Its mover is the one who has come to the rostrum.
  await conference.does({ act: 'call_motion', motion: amendment }, { at: '10:56', reason: 'Leeds is at the rostrum' });
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

/** The file in the program itself, with the hall's window beside the chair's; what is looked at ends with it. */
async function inWindows(laptop, file, look) {
  const desk = await laptop.starts([file]);
  try {
    const chair = new Chair(desk.chair);
    await desk.chair.sees('.chair', /./, 15_000);
    await desk.session.setWindowRect(0, 0, LAPTOP.width, LAPTOP.height);
    await desk.chair.press('H');
    await chair.panel('What the hall sees');
    await desk.chair.press('P');
    const hall = await desk.hall();
    await hall.sees('.hall', /./, 15_000);
    await hall.toFront();
    await desk.session.setWindowRect(0, 0, PROJECTOR.width, PROJECTOR.height);
    await hall.measured('it fills the projector', () => [innerWidth, innerHeight], ([width, height]) => width === PROJECTOR.width && height === PROJECTOR.height);
    await desk.chair.press('Esc');
    await chair.noPanel();
    await look(chair, hall);
  } finally {
    await desk.ends();
  }
}

async function firstStart(laptop) {
  const desk = await laptop.starts();
  try {
    await desk.chair.sees('.start', 'Open the demo conference', 15_000);
    await desk.session.setWindowRect(0, 0, LAPTOP.width, LAPTOP.height);
    await picture(desk.chair, 'start');
  } finally {
    await desk.ends();
  }
}

/** A card vote at the tellers' desk, up to its declaration. */
async function cardVote(room) {
  const { conference } = room;
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
}

/** The file is led from where it stands, by a script and in a browser, and then let go. */
async function led(file, lead) {
  const room = new Room(browser, await Conference.serve(file));
  room.conference.actor = { role: 'chair', station: 'chair', name: null };
  try {
    await lead(room);
  } finally {
    await room.close();
  }
}

mkdirSync(into, { recursive: true });
const browser = await launch();
const shown = await display(`${PROJECTOR.width}x${PROJECTOR.height}`);
try {
  await firstStart(new Laptop(shown));
  const laptop = new Laptop(shown);
  const file = demoFile('conway-hall');
  await led(file, async ({ conference }) => {
    await morning(conference);
    // A minute and a quarter of the speech are gone.
    await conference.clock((await conference.instant('11:04')) + 17_000);
  });
  await inWindows(laptop, file, async (chair, hall) => {
    await chair.screen.sees('.clock', 'Siân Price');
    await hall.sees('.hall', 'Siân Price');
    await picture(chair.screen, 'chair');
    await picture(hall, 'hall-debate');
    await chair.screen.press('Alt+L');
    await chair.screen.measured('it is dark', () => document.documentElement.dataset.theme, (theme) => theme === 'dark');
    await picture(chair.screen, 'chair-dark');
    await chair.screen.press('Alt+L');
    for (const [name, there] of [['programme', 'Free movement'], ['register', 'Barnet']]) {
      await chair.goes(name);
      await chair.screen.sees('main', there);
      await picture(chair.screen, name);
    }
    await chair.goes('chair');
  });
  await led(file, cardVote);
  await inWindows(laptop, file, async (chair, hall) => {
    await hall.sees('.hall', 'Carried');
    await picture(hall, 'hall-result');
    await chair.goes('record');
    await chair.screen.sees('.record', 'declared card vote 1');
    await picture(chair.screen, 'record');
  });
} finally {
  await shown.stop();
  await browser.close();
}
for (const { name, bytes } of taken) console.log(`assets/pictures/${name}.png  ${Math.ceil(bytes / 1000)} kB`);
const large = taken.filter((each) => each.bytes > MOST_BYTES);
if (large.length > 0) throw new Error(`larger than ${MOST_BYTES / 1000} kB: ${large.map((each) => each.name).join(', ')}`);
