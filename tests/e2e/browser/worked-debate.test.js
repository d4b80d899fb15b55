// The worked debate, all sixteen steps, by keyboard alone: what is moved from the floor, and what the hall is told of it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
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
  await chair.screen.sees('[role=dialog]', 'composite 4 is put to the vote at once, without more debate.');
  await chair.screen.shot(shotFile('floor-previous-question'));
  await types(chair, 'Southwark');
  await types(chair, '108');
  await chair.allows('has spoken', 'nobody else will');
  await chair.noPanel();
  await hall.shows('That the question be not now put.');
  await hall.shows('composite 4 is shelved, without a vote.');
  await hall.screen.shot(shotFile('floor-previous-question-hall'));
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
  await types(chair, '106');
  await types(chair, '7');
  await types(chair, 'so that a guest may speak');
  await types(chair, now);
  await chair.noPanel();
  await chair.shows(`That standing order 7 be suspended until ${now}, so that a guest may speak.`);
  await chair.screen.shot(shotFile('floor-suspension'));
  await hall.screen.shot(shotFile('floor-suspension-hall'));
  await chair.next('Put it to a show of hands');
  await hands(chair, 'C', 'Declare: carried');
  await chair.shows(`Suspended until ${now}`);

  await chair.screen.press('M', 'U');
  await types(chair, '107');
  await chair.noPanel();
  await hall.shows('Is there a quorum?');
  await chair.next('Count those present');
  await chair.panel('Count of the quorum');
  await types(chair, '39');
  await chair.notice('1 short. Conference waits.');
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
});
