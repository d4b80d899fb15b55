// Tellers' computers on a cable: let in, cut off in mid-count, back again, revoked.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { test } from 'node:test';
import { serious } from '../lib/axe.js';
import { browserOfThisFile } from '../lib/browser.js';
import { folder, rostrumctl } from '../lib/programs.js';
import { shot } from '../lib/shots.js';
import { Pairing, Stations } from '../pages/stations.js';
import { Tellers } from '../pages/tellers.js';

const browser = browserOfThisFile();

async function counting(t) {
  const room = await browser.demo(t);
  const { conference } = room;
  await conference.takes('Convention of the Labour Left');
  await conference.calls('Motion 12', 'seconded');
  const vote = await conference.cardVote({}, 'open');
  return { room, conference, vote };
}

/** The code on a slip of card vote 1, as it stands on the paper. */
function printed(conference, card, letter) {
  const pdf = join(folder(`slip-${card}`), 'book.pdf');
  rostrumctl('print', conference.file, 'books', pdf, '--votes', '1', '--card', String(card));
  const { stdout } = spawnSync('pdftotext', [pdf, '-'], { encoding: 'utf8' });
  return stdout.match(new RegExp(`\\.RS1\\.1\\.${card}\\.${letter}\\.[0-9A-G]{12}`))[0];
}

/** Entries of a vote as the record has them, oldest first. */
async function entered(conference) {
  const { entries } = await conference.shows({ view: 'record', before: null });
  return entries.toReversed().flatMap(({ act, words }) => (act === 'enter_slip' || act === 'enter_scanned' ? [Number(/card (\d+)/.exec(words.replace(/^Card vote \d+/, ''))[1])] : []));
}

test('a teller is let in with a code, is cut off, keeps typing, and every card is there once', async (t) => {
  const { room, conference } = await counting(t);
  const slip = printed(conference, 5, 'F');
  const chair = new Stations(await room.chair());
  await chair.opens();
  await chair.screen.sees('[role=dialog]', 'No other computer can reach this laptop.');
  await shot(chair, 'stations-off');

  // Turned on by the chair, on an address that the chair chose: here this laptop alone.
  await chair.screen.sees('fieldset label', '127.0.0.1');
  await chair.screen.evaluate(() => {
    for (const label of document.querySelectorAll('fieldset label')) {
      const box = label.querySelector('input');
      if (box.checked !== label.innerText.includes('127.0.0.1')) box.click();
    }
  });
  await chair.screen.page.getByLabel('Port').fill('0');
  await chair.screen.page.getByLabel('Port').blur();
  await chair.screen.press('Enter');
  const address = await chair.screen.sees('.address', 'https://127.0.0.1:');
  await chair.screen.sees('header .light', 'Stations on');
  const print = (await chair.screen.texts('.print'))[0];
  const code = await chair.offers('T');

  const pairing = new Pairing(await room.station(address, 'A teller’s laptop'));
  await pairing.screen.sees('h1', 'Join the desk');
  // Both sides show what is to be compared, and it is the same.
  await pairing.screen.sees('.print', print);
  await shot(pairing, 'pairing');
  await shot(chair, 'stations-code');
  assert.deepEqual(await serious(pairing.screen), []);
  await pairing.joins('AAA-AAA', 'Ann Example');
  await pairing.screen.sees('[role=alert]', 'That code is not known');
  await pairing.screen.page.getByLabel('Code').fill(code.toLowerCase());
  await pairing.screen.page.getByLabel('Code').press('Enter');
  const station = new Tellers(pairing.screen);
  await station.screen.sees('header b', 'Teller 1 · Ann Example');
  await chair.stands('Teller 1', 'connected');
  await chair.screen.sees('header .light', '1 station');

  await station.accepts();
  await station.enters(1, 'F');
  await station.stored(/1 .*/);
  await station.enters(2, 'A');
  await shot(station, 'station-connected');
  await station.screen.sees('header .light', 'Connected');

  // The chair's own screens are not served here, and a stranger with the address sees nothing of the conference.
  const stranger = await room.station(`${address}/`, 'A stranger');
  await stranger.sees('h1', 'Join the desk');
  assert.doesNotMatch(await stranger.text('body'), /Convention/);

  // The cable is cut at the laptop: a browser that is told to be offline keeps the streams it has.
  const port = Number(new URL(address).port);
  const pulled = performance.now();
  await conference.cable({ what: 'stop' });
  await station.screen.sees('header .light', 'Cut off');
  const took = performance.now() - pulled;
  t.diagnostic(`said to be cut off after ${Math.round(took)} ms`);
  assert.ok(took < 2_300, `${took}`);
  // What is scanned is kept too, and proved when it is sent.
  for (const card of [3, 4]) await station.enters(card, 'F');
  await station.screen.page.keyboard.type(slip);
  await station.screen.page.keyboard.press('Enter');
  await station.screen.sees('[role=alert]', '3 entries are kept here');
  await shot(station, 'station-cut');
  await chair.stands('Teller 1', 'last heard');
  await shot(chair, 'stations-cut');
  assert.deepEqual(await entered(conference), [1, 2]);

  // Plugged in again, they are sent: once, and in order.
  await conference.cable({ what: 'listen', addresses: ['127.0.0.1'], port });
  await station.screen.lacks('[role=alert]', 'kept here');
  await station.screen.sees('header .light', 'Connected');
  await chair.stands('Teller 1', 'connected');
  assert.deepEqual(await entered(conference), [1, 2, 3, 4, 5]);

  // Cut off again, and the page is closed: what was typed is on that computer's disk.
  await conference.cable({ what: 'stop' });
  await station.screen.sees('header .light', 'Cut off');
  for (const card of [6, 7]) await station.enters(card, 'A');
  await station.screen.sees('[role=alert]', '2 entries are kept here');
  const again = await station.screen.page.context().newPage();
  await station.screen.page.close({ runBeforeUnload: false });
  await conference.cable({ what: 'listen', addresses: ['127.0.0.1'], port });
  await again.goto(address);
  station.screen.page = again;
  await station.screen.sees('header b', 'Teller 1 · Ann Example');
  for (let tries = 0; tries < 100 && (await entered(conference)).length < 7; tries += 1) await new Promise((done) => setTimeout(done, 50));
  assert.deepEqual(await entered(conference), [1, 2, 3, 4, 5, 6, 7]);

  // Revoked at a press, and once more to mean it.
  await chair.screen.press('Delete');
  await chair.screen.sees('.stations li', 'Press again to revoke Teller 1');
  await chair.screen.press('Delete');
  await chair.stands('Teller 1', 'revoked');
  await station.screen.sees('[role=alert]', 'This station was revoked.');
  await shot(station, 'station-revoked');
  assert.deepEqual(await serious(chair.screen), []);
});

test('a hall screen shows the hall, the door checks people in, the committee has its own screens', async (t) => {
  const { room, conference } = await counting(t);
  const { listening: [address] } = await conference.cable({ what: 'listen', addresses: ['127.0.0.1'], port: 0 });
  const joins = async (role, person, theme) => {
    const { code } = await conference.cable({ what: 'offer', role });
    const pairing = new Pairing(await room.station(address, person, { theme }));
    await pairing.joins(code, person);
    return pairing.screen;
  };
  const hall = await joins('hall', 'Projector');
  await hall.sees('.hall', 'Voting is open');
  const door = await joins('door', 'Di Example');
  await door.sees('header b', 'Door 1 · Di Example');
  await shot({ screen: door }, 'station-door');
  const committee = await joins('committee', 'Co Example');
  await committee.sees('nav [aria-current=page]', 'Motions');
  await committee.sees('main', 'Convention of the Labour Left');
  await committee.press('Alt+2');
  await committee.sees('nav [aria-current=page]', 'Committee');
  await committee.press('Alt+3');
  await committee.sees('main', 'Convention of the Labour Left');
  await shot({ screen: committee }, 'station-committee');
  const head = await joins('head_teller', 'Cy Example', 'dark');
  await head.sees('header b', 'Head teller 1 · Cy Example');
  await shot({ screen: head }, 'station-head-dark');
  const chair = new Stations(await room.chair({ theme: 'dark' }));
  await chair.opens();
  await chair.stands('Door 1', 'connected');
  await shot(chair, 'stations-dark');
});
