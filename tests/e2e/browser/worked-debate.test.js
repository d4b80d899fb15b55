// The worked debate, all sixteen steps, by keyboard alone: what is moved from the floor, and what the hall is told of it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { serious } from '../lib/axe.js';
import { browserOfThisFile } from '../lib/browser.js';
import { shotFile } from '../lib/screen.js';
import { workedDebate } from '../lib/worked.js';
import { Chair } from '../pages/chair.js';
import { Hall } from '../pages/hall.js';
import { hands, IN_THE_MINUTES, types, workedDebateByKeys } from '../pages/worked-debate.js';

const browser = browserOfThisFile();

/** The bar: key presses of the chair beyond the names. */
const KEYS = 60;

test('the worked debate by keyboard', async (t) => {
  const { served } = await workedDebate();
  const room = await browser.at(t, served);
  await served.does({ act: 'open' });
  const [chair, hall] = [new Chair(await room.chair()), new Hall(await room.hall())];
  const shots = async (name) => {
    await chair.screen.shot(shotFile(`floor-${name}`));
    await hall.screen.shot(shotFile(`floor-${name}-hall`));
  };
  const keys = await workedDebateByKeys(chair, hall, { shots, look: async () => assert.deepEqual(await serious(chair.screen), []) });
  const record = await served.shows({ view: 'record', before: null });
  const words = record.entries.map((entry) => entry.words).join('\n');
  for (const said of IN_THE_MINUTES) assert.ok(words.includes(said), `${said}\n${words}`);
  t.diagnostic(`${keys} key presses beyond what was typed`);
  assert.ok(keys <= KEYS, `${keys} key presses`);
});

test('what is not in order says why, and the chair may take it with a reason', async (t) => {
  const { served } = await workedDebate();
  const room = await browser.at(t, served);
  await served.does({ act: 'open' });
  await served.takes('Fighting the cuts');
  await served.calls('Composite 4', 'seconded');
  const [chair, hall] = [new Chair(await room.chair()), new Hall(await room.hall())];
  chair.typed = 0;
  await chair.screen.press('M');
  await chair.screen.sees('[role=dialog]', 'That the question be not now put.', 1).catch(() => {});
  await chair.screen.press('Q');
  await chair.screen.sees('[role=dialog]', 'composite 4 is put to the vote at once, without more debate; amendments 4.1 and 4.2 are no longer taken, and fall.');
  await chair.screen.shot(shotFile('floor-previous-question'));
  await types(chair, 'Southwark');
  await types(chair, '108');
  await chair.allows('has spoken', 'nobody else will');
  await chair.noPanel();
  await hall.shows('That the question be not now put.');
  await hall.shows('composite 4 is shelved, without a vote.');
  await hall.screen.shot(shotFile('floor-previous-question-hall'));

  // By Robert's Rules the name is that of a closure: carried, the vote comes; what Britain calls so is not in use.
  await served.does({ act: 'change_standing_orders', profile: 'robert', keys: [], vote: null, reason: 'for contrast' }, { reason: 'for contrast' });
  await chair.screen.press('M');
  await chair.screen.sees('[role=dialog]', 'Previous question (closure)');
  await chair.screen.sees('[role=dialog]', 'These standing orders have no previous question.');
  await chair.screen.press('C');
  await chair.screen.sees('[role=dialog]', /Previous question \(closure\)[\s\S]*the debate on the previous question ends: the vote comes at once/);
});

test('a suspension is named and ends by itself; the quorum is counted; conference adjourns and resumes', async (t) => {
  const { served } = await workedDebate();
  const room = await browser.at(t, served);
  await served.does({ act: 'open' });
  await served.takes('Fighting the cuts');
  await served.calls('Composite 4', 'seconded');
  const [chair, hall] = [new Chair(await room.chair()), new Hall(await room.hall())];
  chair.typed = 0;
  const now = new Date((await served.desk()).heading.now + 20 * 60_000).toISOString().slice(11, 16);
  await chair.screen.press('M', 'S');
  await chair.panel('Suspension of standing orders: who moves it?');
  await types(chair, '105');
  // Nobody has seconded it yet.
  await types(chair, '');
  await types(chair, '7');
  await types(chair, 'so that a guest may speak');
  await types(chair, now);
  await chair.noPanel();
  await chair.shows(`That standing order 7 be suspended until ${now}, so that a guest may speak.`);
  await chair.screen.shot(shotFile('floor-suspension'));
  await hall.screen.shot(shotFile('floor-suspension-hall'));
  // Whoever seconds it is named: N, a badge, Enter.
  await chair.next('It is seconded');
  await chair.panel('Suspension of standing orders: who seconds it?');
  await chair.screen.write('105');
  await chair.screen.press('Enter');
  await chair.notice('Whoever moves the suspension of standing orders does not second it.');
  await chair.screen.press('Esc', 'Esc');
  await chair.next('It is seconded');
  await chair.screen.write('106');
  await chair.screen.sees('[role=dialog]', 'Dee Okafor');
  await chair.screen.shot(shotFile('floor-seconder'));
  await chair.screen.press('Enter');
  await chair.noPanel();
  await chair.shows('seconded by Dee Okafor (Barnet)');

  // Two-thirds of those present: six are checked in, and 75 hands went up.
  await chair.next('Put it to a show of hands');
  await chair.screen.sees('.vote', 'show of hands');
  await chair.screen.press('F');
  await chair.panel('Enter a count');
  await chair.screen.shot(shotFile('floor-count-present'));
  for (const figure of ['70', '5', '', '']) await types(chair, figure);
  await chair.screen.sees('[role=dialog]', '6 are entered as present, and that is fewer than voted.');
  await chair.screen.shot(shotFile('floor-present'));
  await types(chair, '84');
  await chair.screen.sees('[role=dialog]', 'two-thirds of the 84 present');
  await chair.declares('Declare: carried');
  await chair.shows(`Suspended until ${now}`);
  // It stands in the hall while it is in force, and is the reason at one press where a standing order is overruled.
  await hall.shows(`Standing order 7 is suspended until ${now}`);
  await hall.screen.shot(shotFile('floor-suspended-hall'));
  await chair.screen.press('M', '2');
  await chair.notice('Amendment 4.1 comes before amendment 4.2');
  await chair.screen.press('Alt+W');
  await chair.screen.sees('.notice', `Standing order 7 is suspended until ${now}, so that a guest may speak.`);
  await chair.screen.shot(shotFile('floor-suspended-reason'));
  await chair.screen.press('Alt+1');
  await chair.noPanel();
  await chair.shows('Amendment 4.2');
  const [called] = (await served.shows({ view: 'record', before: null })).entries;
  assert.equal(called.reason, `Standing order 7 is suspended until ${now}, so that a guest may speak.`);
  await chair.screen.press('Ctrl+Z');
  await chair.screen.sees('.centre h1', 'Composite 4');

  await chair.screen.press('M', 'U');
  await types(chair, '107');
  await chair.noPanel();
  await hall.shows('Is there a quorum?');
  await chair.next('Count those present');
  await chair.panel('Count of the quorum');
  await types(chair, '39');
  await chair.notice('1 short. Conference waits for a quorum; if there is none by');
  await chair.screen.shot(shotFile('floor-quorum'));
  await chair.next('Count those present');
  await types(chair, '41');
  await chair.shows('Composite 4');

  await chair.screen.press('M', 'G');
  await types(chair, '');
  await types(chair, 'The heating has failed.');
  await chair.noPanel();
  await chair.shows('Conference is adjourned.');
  await chair.screen.shot(shotFile('floor-adjourned'));
  await chair.next('Resume conference');
  await chair.next('Take Free movement');

  // It ends by itself, and the screen says so at its time: nothing has to come from the program for that.
  const [suspension] = (await served.desk()).suspensions;
  await served.does({ act: 'black', on: true }, { at: suspension.ends_at - 4_000 });
  await chair.shows(`Suspended until ${now}`);
  await setTimeout(1_000);
  served.server.freeze();
  t.after(() => served.server.thaw());
  await chair.shows(`The suspension of standing order 7 ended at ${now}; it binds again.`);
});

for (const theme of ['light', 'dark']) {
  test(`a motion and its amendments have one debate, and then a vote each (${theme})`, async (t) => {
    const { served } = await workedDebate();
    const room = await browser.at(t, served);
    const keys = [{ key: 'amend.debate', value: 'grouped_then_votes' }];
    await served.does({ act: 'change_standing_orders', profile: null, keys, vote: null, reason: 'as printed' }, { reason: 'as printed' });
    await served.does({ act: 'open' });
    const [chair, hall] = [new Chair(await room.chair({ theme })), new Hall(await room.hall())];
    chair.typed = 0;
    if (theme === 'light') await hall.screen.press('l');
    const shots = async (name) => {
      await chair.screen.shot(shotFile(`joint-${name}-${theme}`));
      await hall.screen.shot(shotFile(`joint-${name}-hall-${theme}`));
    };

    // Whoever moves and seconds the amendments stands in the one queue, after the mover of the motion.
    await chair.next('Take Fighting the cuts');
    await chair.next('Call Southwark');
    await chair.next('Start the clock for Southwark');
    await chair.screen.press('S');
    await chair.speakers('to move amendment 4.1');
    await chair.says('Leeds to move amendment 4.1.');
    await chair.next('Call Leeds');
    await chair.next('Start the clock for Leeds');
    await hall.shows('Leeds');
    await hall.shows('Debated together with amendments 4.1 and 4.2, which are voted on first.');
    await shots('moving');
    await chair.next('Call Hull');
    await chair.next('Start the clock for Hull');
    await chair.says('North East to move amendment 4.2.');
    await chair.next('Call North East');
    await chair.next('Start the clock for North East');
    await chair.next('Call Hull');
    await chair.next('Start the clock for Hull');

    // One debate upon all of it.
    await chair.adds('Jo Cole', 'A');
    await chair.next('Call Jo Cole');
    await chair.next('Start the clock for Jo Cole');
    await shots('debate');
    await chair.next('Call FBU');
    await chair.next('Start the clock for FBU');
    await chair.next('Thank FBU');

    // Then the votes, one after the other: nothing is left of an amendment but that.
    await chair.says('We vote on amendment 4.1.');
    await shots('votes-begin');
    await chair.next('Call amendment 4.1');
    await chair.shows('Amendment 4.1');
    await chair.next('Put the question');
    await chair.screen.press('H');
    await hall.shows('a lobby of every council');
    await hands(chair, 'C', 'Declare: carried');
    await chair.next('Confirm: paragraph 2 of amendment 4.2 falls');
    await hall.shows('Next: amendment 4.2, A strike fund.');
    await chair.next('Call amendment 4.2');
    await chair.next('Put the question');
    await chair.screen.press('H');
    await hands(chair, 'L', 'Declare: lost');
    await chair.shows('as amended');
    await shots('as-amended');
    await chair.next('Put the question');
    await chair.screen.press('H');
    await hands(chair, 'C', 'Declare: carried');
    const record = await served.shows({ view: 'record', before: null });
    const words = record.entries.map((entry) => entry.words).join('\n');
    assert.ok(words.includes('it was debated together with composite 4.'), words);
  });
}

test('between two items somebody rises, and the chair’s confidence is asked for', async (t) => {
  const room = await browser.demo(t);
  const [chair, hall] = [new Chair(await room.chair()), new Hall(await room.hall())];
  await chair.shows('Nothing is before conference.');
  await chair.screen.press('P');
  await chair.panel('Somebody rises');
  // Nobody is at the rostrum: no clock is said to stop.
  assert.match(await chair.screen.text('[role=dialog] .act'), /^Hear the point/);
  await chair.screen.write('Leeds');
  await chair.screen.press('Enter');
  await chair.screen.write('The fire doors are locked.');
  await chair.screen.press('Enter');
  await chair.noPanel();
  await chair.shows('Point of order — Leeds');
  await hall.screen.sees('.hall .risen', 'Point of order');
  await chair.screen.shot(shotFile('between-risen'));
  await hall.screen.shot(shotFile('between-risen-hall'));
  await chair.next('Rule on it');
  await chair.panel('Point of order: Leeds');
  await chair.screen.press('W', 'Enter');
  await chair.noPanel();
  await hall.hides('Point of order');

  // What is about a paper says why it is not in order; what concerns conference itself is.
  await chair.screen.press('M');
  await chair.panel('Motion from the floor');
  await chair.screen.sees('[role=dialog]', 'Closure is moved on a paper, and no item is before conference.');
  await chair.screen.shot(shotFile('between-floor'));
  await chair.screen.press('O');
  await chair.panel('No confidence in the chair: who moves it?');
  for (const words of ['105', '104', 'Vera Lane']) {
    await chair.screen.write(words);
    await chair.screen.press('Enter');
  }
  await chair.noPanel();
  await chair.screen.sees('.centre h1', 'No confidence in the chair');
  await chair.shows('Vera Lane is in the chair');
  await hall.shows('That conference has no confidence in the chair.');
  await chair.screen.shot(shotFile('between-moved'));
  await hall.screen.shot(shotFile('between-moved-hall'));
  await chair.next('Put it to a show of hands');
  await chair.screen.sees('.vote', 'show of hands');
  await chair.screen.press('L');
  await chair.declares('Declare: lost');
  await chair.shows('Nothing is before conference.');
  await hall.shows('Lost');
});
