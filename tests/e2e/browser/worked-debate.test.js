// The worked debate, all sixteen steps, by keyboard alone: what is moved from the floor, and what the hall is told of it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { serious } from '../lib/axe.js';
import { browserOfThisFile } from '../lib/browser.js';
import { shotFile } from '../lib/screen.js';
import { workedDebate } from '../lib/worked.js';
import { Chair } from '../pages/chair.js';
import { Hall } from '../pages/hall.js';

const browser = browserOfThisFile();

/** Types what somebody said or is called, and ends it with Enter: these keys are the names, not the chair's. */
async function types(chair, words) {
  const before = chair.screen.presses;
  if (words !== '') await chair.screen.write(words);
  await chair.screen.press('Enter');
  chair.typed += chair.screen.presses - before;
}

async function hands(chair, key, words) {
  await chair.screen.sees('.vote', 'show of hands');
  await chair.screen.press(key);
  await chair.declares(words);
  // While the band stands, its own keys answer.
  await chair.screen.lacks('.vote', /./);
}

async function speaker(chair, name, side) {
  await chair.screen.press('A');
  const before = chair.screen.presses;
  await chair.screen.write(name);
  await chair.screen.sees('.hits .best', name);
  await chair.screen.press('Enter');
  chair.typed += chair.screen.presses - before;
  await chair.screen.press(side);
  await chair.screen.sees('.waiting [role=option]', name);
}

async function amendment(chair, label, mover) {
  await chair.screen.press('M');
  await chair.panel('Motion from the floor');
  await chair.screen.sees('[role=dialog]', label);
  await chair.screen.press('1');
  await chair.noPanel();
  await chair.shows(label);
  await chair.next(`Call ${mover}`);
  await chair.next(`Start the clock for ${mover}`);
  await chair.screen.press('S');
  await chair.screen.sees('.steps li', label);
}

test('the worked debate by keyboard', async (t) => {
  const { served, movement } = await workedDebate();
  const room = await browser.at(t, served);
  const [chair, hall] = [new Chair(await room.chair()), new Hall(await room.hall())];
  chair.typed = 0;
  const shots = async (name) => {
    await chair.screen.shot(shotFile(`floor-${name}`));
    await hall.screen.shot(shotFile(`floor-${name}-hall`));
  };

  // 1, 2. The item is taken; Southwark moves, FBU reserves.
  await chair.next('Open the conference');
  await chair.next('Take Fighting the cuts');
  await chair.says('Southwark to move composite 4.');
  await chair.next('Call Southwark');
  await chair.next('Start the clock for Southwark');
  await chair.screen.press('S');
  await chair.screen.sees('.steps li', /✓ Seconded/);

  // 3, 4. Amendment 4.1; speakers for and against it.
  await amendment(chair, 'Amendment 4.1', 'Leeds');
  await speaker(chair, 'Jo Cole', 'A');
  await speaker(chair, 'Dee Okafor', 'F');
  await speaker(chair, 'Sam Reid', 'A');
  await chair.next('Call Jo Cole');
  await chair.next('Start the clock for Jo Cole');

  // 5. A point of order: the clock stands, the chair rules.
  await chair.screen.press('P');
  await chair.panel('Somebody rises');
  await types(chair, 'Hull');
  await types(chair, 'The speaker is on 4.2.');
  await chair.noPanel();
  await hall.shows('Point of order');
  await chair.next('Rule on it');
  await chair.screen.press('W');
  await shots('ruling');
  await types(chair, 'Keep to 4.1.');
  await chair.noPanel();
  await chair.screen.lacks('.centre .act', 'Rule on it');
  await chair.screen.press('Space');
  // Hull seconded formally and kept its speech: it comes before those who asked later.
  await chair.next('Call Hull');
  await chair.next('Start the clock for Hull');

  // 6. The executive asks for remission; Southwark does not agree.
  await chair.screen.press('M', 'K');
  await chair.panel('The mover is asked to remit');
  await chair.screen.press('N');
  await chair.noPanel();

  // 7. Closure: it is in order now, and says what it does; its mover must not have spoken.
  await chair.screen.press('M');
  await chair.panel('Motion from the floor');
  await chair.screen.sees('[role=dialog]', 'Previous question waits for the end of the speech.');
  await shots('from-the-floor');
  assert.deepEqual(await serious(chair.screen), []);
  await chair.screen.press('C');
  await chair.screen.sees('[role=dialog]', 'on amendment 4.1 alone');
  await types(chair, '102');
  await types(chair, '108');
  await chair.noPanel();
  await chair.shows('That the question be now put.');
  await hall.shows('the debate on amendment 4.1 ends');
  await shots('closure');
  await chair.next('Put it to a show of hands');
  await hall.shows('That the question be now put.');
  await shots('closure-vote');
  await hands(chair, 'C', 'Declare: carried');

  // 8, 9. Southwark reserves its reply; the vote is on the amendment alone.
  await chair.shows('Amendment 4.1');
  await chair.next('Put the question');
  await chair.screen.press('H');
  await hands(chair, 'C', 'Declare: carried');

  // 11. 4.2 is clearly lost.
  await amendment(chair, 'Amendment 4.2', 'North East');
  await chair.next('Put the question');
  await chair.screen.press('H');
  await hands(chair, 'L', 'Declare: lost');

  // 12. The ruling that it was clear is challenged: the chair leaves the chair, and takes it again.
  await chair.screen.press('M', 'H');
  await chair.panel('Challenge to a ruling: who moves it?');
  await types(chair, '106');
  await types(chair, 'that the vote on 4.2 was clear');
  await types(chair, 'Vera Lane');
  await chair.noPanel();
  await chair.shows('Vera Lane is in the chair');
  await hall.shows('That the ruling of the chair be upheld.');
  await shots('challenge');
  await chair.next('Put it to a show of hands');
  await hands(chair, 'C', 'Declare: carried');
  await chair.screen.lacks('.centre', 'Vera Lane is in the chair');

  // 13. The substantive motion: FBU speaks after all, Southwark replies.
  await chair.screen.press('A');
  const before = chair.screen.presses;
  await chair.screen.write('Nadia');
  await chair.screen.sees('.hits .best', 'Nadia Walsh');
  await chair.screen.press('Enter');
  chair.typed += chair.screen.presses - before;
  await chair.screen.press('R', 'F');
  await chair.screen.sees('.waiting [role=option]', 'Nadia Walsh');
  await chair.next('Call FBU');
  await chair.next('Start the clock for FBU');
  await chair.next('Call Nadia Walsh');
  await chair.next('Start the clock for Nadia Walsh');
  await chair.next('Thank Nadia Walsh');

  // 14. The hands cannot be told apart: card vote 1.
  await chair.next('Put the question');
  await chair.screen.press('H');
  await chair.screen.sees('.vote', 'show of hands');
  await chair.screen.press('N');
  await chair.screen.sees('[role=dialog]', 'Card vote');
  await chair.screen.press('C');
  await chair.screen.sees('.vote', 'Card vote 1');
  await chair.screen.press('N');
  const { vote } = await served.desk();
  for (const card of [1, 2, 3, 4]) await served.does({ act: 'enter_slip', vote: vote.id, card, choice: 'for' });
  for (const card of [5, 6, 7]) await served.does({ act: 'enter_slip', vote: vote.id, card, choice: 'against' });

  // 15. Business goes on while it is counted.
  await chair.screen.sees('.vote', '7 of 7');
  await chair.screen.press('N');
  await chair.next('Take Free movement');
  await chair.shows('Motion 22');
  await served.does({ act: 'finish_count', vote: vote.id });

  // 16. The result; what falls with it.
  await chair.shows('ready to declare');
  await chair.screen.press('D');
  await chair.declares('Declare: carried');
  await chair.next('Confirm: motion 25 falls');
  const record = await served.shows({ view: 'record', before: null });
  const words = record.entries.map((entry) => entry.words).join('\n');
  for (const said of ['did not agree. The debate goes on.', 'moved: That the question be now put.', 'The ruling stands. The chair took the chair again.', 'card vote 1: carried']) assert.ok(words.includes(said), `${said}\n${words}`);
  assert.ok(movement > 0);
  const keys = chair.screen.presses - chair.typed;
  t.diagnostic(`${keys} key presses beyond what was typed`);
  assert.ok(keys <= 75, `${keys} key presses`);
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
