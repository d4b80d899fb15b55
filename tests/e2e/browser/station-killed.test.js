// A tellers' computer that dies: what it has said that it keeps is sent once when it is back, and what was refused meanwhile is
// said to somebody.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { serious } from '../lib/axe.js';
import { browserOfThisFile } from '../lib/browser.js';
import { Conference } from '../lib/conference.js';
import { OwnBrowser } from '../lib/own-browser.js';
import { shot } from '../lib/shots.js';
import { Pairing } from '../pages/stations.js';
import { Tellers } from '../pages/tellers.js';

const browser = browserOfThisFile();
const TIMES = 5;
/** Cards of the demonstration, a part of them each time: typed while nobody listens, and while the desk is about to answer. */
const UNHEARD = 5;
const UNANSWERED = 3;
const CARDS = TIMES * (UNHEARD + UNANSWERED);
const SOON = 30_000;
const pause = (ms) => new Promise((done) => setTimeout(done, ms));
const choiceOf = (card) => ({ key: 'FAB'[card % 3], choice: ['for', 'against', 'abstain'][card % 3] });

async function counting(conference) {
  await conference.takes('Convention of the Labour Left');
  await conference.calls('Motion 12', 'seconded');
  return conference.cardVote({}, 'open');
}

/** What the record has of the vote: the cards in the order in which they were entered. */
async function entered(conference) {
  const { entries } = await conference.shows({ view: 'record', before: null });
  return entries.toReversed().flatMap(({ act, words }) => (act === 'enter_slip' ? [Number(/card (\d+)/.exec(words.replace(/^Card vote \d+/, ''))[1])] : []));
}

async function comes(look, ms = SOON) {
  for (const end = performance.now() + ms; performance.now() < end; await pause(5)) {
    if (await look()) return true;
  }
  return false;
}

async function until(said, look) {
  if (!(await comes(look))) throw new Error(`never: ${said}`);
}

// In the page: the acts that are on the disk of this computer.
function onDisk() {
  return new Promise((done, failed) => {
    const asked = indexedDB.open('rostrum', 1);
    asked.onerror = () => failed(asked.error);
    asked.onsuccess = () => {
      const all = asked.result.transaction('outgoing').objectStore('outgoing').count();
      all.onsuccess = () => {
        asked.result.close();
        done(all.result);
      };
    };
  });
}

async function joins(screen, conference, person) {
  const { code } = await conference.cable({ what: 'offer', role: 'teller' });
  await new Pairing(screen).joins(code, person);
  const station = new Tellers(screen);
  await station.accepts();
  return station;
}

test('a station whose browser is killed with its acts unsent, and while they are being sent, sends every one of them once', async (t) => {
  const conference = await Conference.demo();
  t.after(() => conference.stop());
  const vote = await counting(conference);
  const { listening: [address] } = await conference.cable({ what: 'listen', addresses: ['127.0.0.1'], port: 0 });
  const port = Number(new URL(address).port);
  const laptop = new OwnBrowser('A teller’s laptop');
  t.after(() => laptop.stop());
  await joins(await laptop.opens(address), conference, 'Ann Example');
  // A browser writes down a cookie within half a minute: whoever dies before that is let in anew.
  await laptop.closes();

  const typed = [];
  const enters = async (station, count) => {
    for (let n = 0; n < count; n += 1) {
      const card = typed.length + 1;
      await station.enters(card, choiceOf(card).key);
      typed.push(card);
    }
  };
  const comesBack = async () => {
    const station = new Tellers(await laptop.opens(address));
    await station.screen.sees('header b', 'Teller 1 · Ann Example', SOON);
    await station.accepts();
    return station;
  };
  const arrived = () => until(`${typed.length} cards are in the record`, async () => (await entered(conference)).length >= typed.length);

  let station = await comesBack();
  let unanswered = 0;
  for (let time = 0; time < TIMES; time += 1) {
    // Nobody listens; every second time the line comes back, and the browser dies as soon as the first act has arrived.
    await conference.cable({ what: 'stop' });
    await station.screen.sees('header .light', 'Cut off');
    const before = typed.length;
    await enters(station, UNHEARD);
    await station.screen.sees('[role=alert]', `${UNHEARD} entries are kept here`);
    if (time % 2 === 1) {
      await conference.cable({ what: 'listen', addresses: ['127.0.0.1'], port });
      await until('the first of them is in the record', async () => (await entered(conference)).length > before);
      await laptop.killed();
    } else {
      await laptop.killed();
      assert.equal((await entered(conference)).length, before);
      await conference.cable({ what: 'listen', addresses: ['127.0.0.1'], port });
    }
    station = await comesBack();
    await arrived();
    assert.deepEqual(await entered(conference), typed, `${time}, unsent`);

    // The desk has done an act, and its answer is on the way when the browser dies: nobody here was told.
    await until('nothing waits', async () => (await station.screen.evaluate(onDisk)) === 0);
    const heard = typed.length;
    conference.server.freeze();
    await enters(station, UNANSWERED);
    await until(`${UNANSWERED} acts are on the disk`, async () => (await station.screen.evaluate(onDisk)) === UNANSWERED);
    laptop.freeze();
    conference.server.thaw();
    // Where its line was taken by the beat of the station, the act has not left: then this is as it is with no line at all.
    if (await comes(async () => (await entered(conference)).length > heard, 2_000)) unanswered += 1;
    await laptop.killed();
    station = await comesBack();
    await arrived();
    assert.deepEqual(await entered(conference), typed, `${time}, unanswered`);
    await station.screen.lacks('[role=alert]', 'not stored');
  }
  t.diagnostic(`${unanswered} of ${TIMES} times an act was done and its answer lost`);
  assert.ok(unanswered > 0);

  // Nothing was lost and nothing is there twice: each card says what was typed, and nothing is in query.
  await until('nothing waits', async () => (await station.screen.evaluate(onDisk)) === 0);
  const { slips, queries } = await conference.shows({ view: 'vote', vote, station: 'Teller 1' });
  assert.deepEqual(queries, []);
  const found = slips.map(({ number, choice }) => [number, choice]).sort(([a], [b]) => a - b);
  assert.deepEqual(found, Array.from({ length: CARDS }, (_, at) => [at + 1, choiceOf(at + 1).choice]));
});

test('what was refused meanwhile, or never sent, is said until somebody has seen it', async (t) => {
  const room = await browser.demo(t);
  const { conference } = room;
  const vote = await counting(conference);
  const { listening: [address] } = await conference.cable({ what: 'listen', addresses: ['127.0.0.1'], port: 0 });
  const port = Number(new URL(address).port);
  const station = await joins(await room.station(address, 'A teller’s laptop'), conference, 'Ann Example');
  await station.enters(1, 'F');
  await station.stored(/1 .*/);

  // The page is closed with two cards unsent, and the count is finished without them.
  await conference.cable({ what: 'stop' });
  await station.screen.sees('header .light', 'Cut off');
  for (const card of [6, 7]) await station.enters(card, 'A');
  await station.screen.sees('[role=alert]', '2 entries are kept here');
  const again = await station.screen.page.context().newPage();
  await station.screen.page.close({ runBeforeUnload: false });
  await conference.does({ act: 'close_vote', vote });
  const { not_seen } = (await conference.shows({ view: 'vote', vote })).reconciliation;
  await conference.does({ act: 'mark_not_returned', vote, cards: not_seen.cards });
  await conference.does({ act: 'finish_count', vote });
  await conference.cable({ what: 'listen', addresses: ['127.0.0.1'], port });
  await again.goto(address);
  station.screen.page = again;
  const untold = '[role=alert]';
  await station.screen.sees(untold, '2 entries from before were not stored');
  await station.screen.sees(`${untold} li`, /^Card 6, against .*The count of card vote \d+ is finished\./);
  await station.screen.sees(`${untold} li`, /^Card 7, against/);
  await shot(station, 'station-not-stored');
  assert.deepEqual(await serious(station.screen), []);
  // It outlives the page that said it, until somebody says that they have seen it.
  await again.reload();
  await station.screen.sees(untold, '2 entries from before were not stored');
  await station.screen.press('Alt+O');
  await station.screen.lacks(untold, /./);
  await again.reload();
  await station.screen.sees('header .light', 'Connected');
  await station.screen.lacks(untold, /./);
  assert.deepEqual(await entered(conference), [1]);

  // Revoked with a card unsent, and let in anew as another: what the other typed is named, and not what it said.
  await conference.does({ act: 'recount', vote, reason: 'Two cards came late.' });
  await station.accepts();
  await conference.cable({ what: 'stop' });
  await station.screen.sees('header .light', 'Cut off');
  await station.enters(8, 'A');
  await station.screen.sees(untold, '1 entry is kept here');
  const { stations } = await conference.shows({ view: 'stations' });
  await conference.does({ act: 'revoke_station', station: stations[0].id });
  await conference.cable({ what: 'listen', addresses: ['127.0.0.1'], port });
  await station.screen.sees(untold, '1 entry was not sent');
  await station.screen.page.getByText('Join again with a new code').click();
  const { code } = await conference.cable({ what: 'offer', role: 'teller' });
  await new Pairing(station.screen).joins(code, 'Ben Example');
  await station.screen.sees('header b', 'Teller 2 · Ben Example');
  await station.screen.sees(`${untold} li`, /^Card 8 It was typed before this station was let in anew, and never sent\.$/);
  await station.screen.press('Alt+O');
  await station.screen.lacks(untold, /./);
  // Two beats of the line: also then nothing is sent under the other's name.
  await new Promise((then) => setTimeout(then, 3_500));
  assert.deepEqual(await entered(conference), [1]);
});

// In the page: what the loudspeaker rings, in hertz.
function listens() {
  window.rung = [];
  const ring = OscillatorNode.prototype.start;
  OscillatorNode.prototype.start = function start(...at) {
    window.rung.push(Math.round(this.frequency.value));
    return ring.apply(this, at);
  };
}

test('a teller hears what was counted and what was not, until M turns the sound off', async (t) => {
  const room = await browser.demo(t);
  await counting(room.conference);
  const tellers = new Tellers(await room.tellers());
  await tellers.accepts();
  await tellers.screen.evaluate(listens);
  const heard = (pitches) => tellers.screen.measured('what was rung', () => window.rung.splice(0), (rung) => JSON.stringify(rung) === JSON.stringify(pitches), 100);
  const GOOD = [1320];
  const QUERY = [233, 196];
  await tellers.enters(1, 'F');
  await tellers.stored(/1 Barnet .*stored/);
  await heard(GOOD);
  await tellers.enters(900, 'F');
  await tellers.stored(/900, on the query pile/);
  await heard(QUERY);
  await tellers.screen.press('M');
  await tellers.stored('Sound off');
  await tellers.enters(901, 'F');
  await tellers.stored(/901, on the query pile/);
  await heard([]);
  await tellers.screen.press('M');
  await tellers.stored('Sound on');
  await heard(GOOD);
});
