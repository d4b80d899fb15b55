// The chair's morning, by keyboard alone; the hall sees every step.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { browserOfThisFile } from '../lib/browser.js';
import { Conference } from '../lib/conference.js';
import { shotFile } from '../lib/screen.js';
import { shot } from '../lib/shots.js';
import { Chair } from '../pages/chair.js';
import { Hall } from '../pages/hall.js';

const browser = browserOfThisFile();

test('the order of business: open, take, put aside, close, reopen, move', async (t) => {
  const room = await browser.demo(t, { open: false });
  const [chair, hall] = [new Chair(await room.chair()), new Hall(await room.hall())];
  await hall.shows('Grassroots Conference');
  await chair.says('I declare Grassroots Conference open');
  await chair.next('Open the conference');
  await chair.next('Take Welcome');
  await hall.title('Welcome; tellers; standing orders');
  await chair.business(/Welcome; tellers.*until/);

  await chair.takes('Statement of aims');
  await chair.business(/✓.*Welcome; tellers/);
  await hall.title('Statement of aims');

  await chair.takes('Council budgets');
  await chair.business(/Statement of aims.*put aside/);
  await hall.title('Council budgets');

  // Nothing undecided is closed by mistake; the chair may, with a reason.
  await chair.line('Statement of aims');
  await chair.screen.press('X');
  await chair.allows('undecided', 'It is taken with the structures.');
  await chair.business(/✓.*Statement of aims/);
  await chair.line('Statement of aims');
  await chair.screen.press('R');
  await chair.screen.lacks('.business [role=option]', /✓.*Statement of aims/);

  await chair.line('Free movement');
  await chair.screen.press('Shift+Up');
  // What the move does to the day is seen before it is done.
  await chair.screen.sees('h1', 'Draft of the order of business');
  await chair.screen.shot(shotFile('chair-moves-in-draft'));
  await chair.screen.press('Ctrl+Enter');
  await chair.panel('Adopt a new order of business');
  await chair.screen.write('Its mover has to leave.');
  await chair.screen.press('Ctrl+Enter');
  await chair.notice('A new order of business was adopted');
  await chair.screen.press('Alt+1');
  await chair.screen.until('Free movement before Tea', '.business [role=option]', (lines) => lines.findIndex((line) => line.includes('Free movement')) < lines.findIndex((line) => line.includes('Tea')));
  await chair.screen.press('Esc');

  await chair.screen.press('K');
  await chair.business(/Council budgets.*put aside/);
});

test('a debate: called, moved, the clock, seconded formally, put and agreed', async (t) => {
  const room = await browser.demo(t);
  const [chair, hall] = [new Chair(await room.chair()), new Hall(await room.hall())];
  await chair.takes('Convention of the Labour Left');
  await hall.title('Convention of the Labour Left');
  await hall.shows('This national meeting resolves to call a Convention');
  await hall.shows(/next.*Southwark/i);
  await chair.says('Southwark to move motion 12');

  await chair.next('Call Southwark');
  await hall.screen.sees('.hall .name', 'Southwark');
  await chair.shows('not started');
  assert.match(await chair.clock(), /5:00$/);
  await chair.next('Start the clock for Southwark');
  await chair.screen.measured('the clock runs', () => document.querySelector('.clock .left')?.textContent?.replaceAll(/\s/g, ''), (digits) => /4:5\d$/.test(digits));
  await hall.screen.measured('the hall’s clock runs', () => document.querySelector('.hall .rostrum .time')?.textContent?.replaceAll(/\s/g, ''), (digits) => /4:5\d/.test(digits));

  await chair.screen.press('Space');
  await chair.screen.sees('.lamp', 'stopped');
  await hall.shows(/clock (stopped|paused)/);
  const stopped = await chair.clock();
  await new Promise((done) => setTimeout(done, 1_200));
  assert.equal(await chair.clock(), stopped, 'a stopped clock stands');
  await chair.screen.press('E');
  await chair.panel('Extra time for Southwark');
  await chair.screen.press('1');
  await chair.noPanel();
  await chair.screen.measured('a minute more', () => document.querySelector('.clock .left')?.textContent?.replaceAll(/\s/g, ''), (digits) => /5:5\d$/.test(digits));
  await chair.screen.press('Space');
  await chair.screen.lacks('.lamp', 'stopped');

  await chair.next('Call Lewisham');
  await chair.screen.sees('.speakers', /✓\s*Southwark/);
  await chair.next('Start the clock for Lewisham');
  await chair.next('Thank Lewisham');
  await chair.screen.sees('.steps li', /✓ Seconded/);

  await chair.puts('A');
  await chair.says('Is that agreed?');
  await hall.shows('Is it agreed?');
  await hall.shows('If you object, say so now.');
  await chair.screen.press('C');
  await chair.declares('Declare: carried');
  await hall.title('Carried');
  await hall.shows('Agreed; nobody objected.');
});

test('seconded formally, and a question nobody has moved is put only with a reason', async (t) => {
  const room = await browser.demo(t);
  await room.conference.takes('Free movement');
  const chair = new Chair(await room.chair());
  await chair.shows('Motion 22');
  await chair.screen.press('V');
  await chair.panel('Put the question');
  await chair.screen.sees('[role=dialog]', 'Motion 22 has not been moved.');
  await chair.screen.press('H');
  await chair.notice('Motion 22 has not been moved.');
  await chair.screen.press('Esc');
  await chair.noPanel();
  await chair.next('Call Islington');
  await chair.next('Start the clock for Islington');
  await chair.screen.sees('.lamp', 'time');
  // The speech is Islington's until the chair puts a badge to it.
  await chair.screen.press('Shift+I');
  await chair.panel('Who speaks for Islington?');
  await chair.screen.sees('[role=dialog]', '139 Iona Grant');
  await chair.screen.shot(shotFile('who-speaks'));
  await chair.screen.write('139');
  await chair.screen.press('Enter');
  await chair.noPanel();
  await chair.screen.sees('.clock', 'Iona Grant');
  await chair.screen.press('S');
  await chair.screen.sees('.steps li', /✓ Seconded/);
  // Seconded formally: Swansea may still speak.
  assert.ok((await chair.waiting()).includes('Swansea'));
});

test('speakers by badge, by name, by delegation and from no register, each in a few keys', async (t) => {
  const room = await browser.demo(t);
  await room.conference.takes('Free movement');
  await room.conference.calls('Motion 22', 'seconded');
  const [chair, hall] = [new Chair(await room.chair()), new Hall(await room.hall())];
  await chair.shows('Motion 22');
  const timed = async (said, most, add) => {
    const [keys, begun] = [chair.screen.presses, performance.now()];
    await add();
    const took = performance.now() - begun;
    t.diagnostic(`${said}: ${chair.screen.presses - keys} keys, ${Math.round(took)} ms`);
    assert.ok(chair.screen.presses - keys <= most, `${said}: ${chair.screen.presses - keys} keys`);
    assert.ok(took < 3_000, `${said} took ${took} ms`);
  };
  await timed('by badge', 6, () => chair.adds('105', 'A', 'Rafiq Haddad'));
  await timed('by name', 13, () => chair.adds('sian price', 'F', 'Siân Price'));
  await timed('by delegation', 9, () => chair.adds('oxford', 'T', 'Oxford'));
  await timed('not on the register', 24, () => chair.adds('Ann Smith, Acton', 'F', 'Ann Smith'));
  await chair.speakers('Acton');

  // The key that is due is the side that was not heard last.
  await chair.screen.sees('.suggested', /next because/);
  assert.deepEqual((await chair.waiting()).slice(-4), ['Rafiq Haddad', 'Siân Price', 'Oxford', 'Ann Smith']);

  await chair.screen.press('A');
  await chair.screen.write('105');
  await chair.screen.sees('.hits .best', 'Rafiq Haddad');
  await chair.screen.press('Enter', 'A');
  await chair.notice(/Rafiq Haddad.*in the queue already/);
  await chair.screen.press('Esc', 'Esc');

  await chair.screen.press('Q', 'Home', 'End', 'Up', 'Up');
  const before = await chair.waiting();
  await chair.screen.press('Shift+Up');
  await chair.screen.until('another order', '.waiting [role=option] b', (names) => names.join() !== before.join());
  await chair.screen.press('T');
  await chair.screen.press('Delete');
  await chair.screen.until('one fewer', '.waiting [role=option] b', (names) => names.length === before.length - 1);
  await chair.screen.press('Esc');

  const second = (await chair.waiting())[1];
  await chair.screen.press('2');
  await chair.screen.sees('.clock', second);
  await hall.screen.sees('.hall .name', second);
  await chair.screen.press('U');
  await chair.screen.sees('.waiting [role=option] b', second);
  await chair.screen.lacks('.clock', second);
});

test('a point of order stops the clock, is ruled on, and the speaker goes on', async (t) => {
  const room = await browser.demo(t);
  await room.conference.takes('Free movement');
  await room.conference.calls('Motion 22', 'seconded');
  await room.conference.asks('105', 'against');
  const [chair, hall] = [new Chair(await room.chair()), new Hall(await room.hall())];
  await chair.shows('Motion 22');
  const at = (await chair.waiting()).indexOf('Rafiq Haddad') + 1;
  await chair.screen.press(String(at));
  await chair.next('Start the clock for Rafiq Haddad');
  await chair.screen.lacks('.lamp', 'not started');
  await chair.screen.press('P');
  await chair.panel('Somebody rises');
  await chair.screen.write('Leeds');
  await chair.screen.press('Enter');
  await chair.screen.write('The speaker is on another motion.');
  await chair.screen.press('Enter');
  await chair.noPanel();
  await chair.shows('Point of order — Leeds');
  await chair.screen.sees('.lamp', 'stopped');
  await hall.shows('Point of order');
  const left = await chair.clock();

  await chair.next('Rule on it');
  await chair.panel('Point of order: Leeds');
  // Nothing is chosen for the chair: neither by the panel, nor by Enter, nor by the key that opened it pressed twice.
  await chair.screen.press('N', 'Enter');
  assert.deepEqual(await chair.screen.texts('[role=dialog] [aria-pressed=true]'), []);
  assert.ok(await chair.screen.evaluate(() => document.querySelector('[role=dialog] .act').disabled));
  await chair.screen.press('W');
  await chair.screen.write('Keep to the motion.');
  await chair.screen.press('Enter');
  await chair.noPanel();
  await chair.screen.lacks('.centre', 'Point of order —');
  await hall.hides('Point of order');
  assert.equal(await chair.clock(), left, 'the interruption did not eat the speaker’s time');
  // What the chair has ruled can be looked up at any time, and not only while somebody waits for a ruling.
  await chair.screen.press('Shift+R');
  await chair.panel('How the chair has ruled at this conference');
  await chair.screen.sees('[role=dialog] li', 'well taken Leeds: The speaker is on another motion. — Keep to the motion.');
  await chair.screen.shot(shotFile('rulings'));
  await chair.screen.press('Esc');
  await chair.noPanel();
  await chair.screen.press('Space');
  await chair.screen.lacks('.lamp', 'stopped');

  // A point of information waits for the end of the speech, which goes on; the chair hears it before that with a reason.
  const rises = async (key, who, said) => {
    await chair.screen.press('P');
    await chair.panel('Somebody rises');
    await chair.screen.press(key);
    await chair.screen.write(who);
    await chair.screen.press('Enter');
    await chair.screen.write(said);
    await chair.screen.press('Enter');
    await chair.noPanel();
  };
  await rises('Alt+2', 'Hull', 'How many posts were cut?');
  await chair.shows('Point of information after this speech — Hull');
  await chair.screen.lacks('.lamp', 'stopped');
  await chair.screen.shot(shotFile('information-waits'));
  await chair.screen.press('Shift+P');
  await chair.allows('The point of information waits for the end of the speech.', 'the figure is wanted now');
  await chair.screen.lacks('.centre', 'Point of information');
  // A personal explanation stops it, and is heard.
  await rises('Alt+3', 'Camden', 'I said the opposite.');
  await chair.shows('Personal explanation — Camden');
  await chair.screen.sees('.lamp', 'stopped');
  await hall.shows('Personal explanation');
  await chair.screen.shot(shotFile('explanation'));
  await chair.next('It has been heard');
  await chair.panel('Personal explanation: Camden');
  await chair.screen.press('H', 'Enter');
  await chair.noPanel();
  await chair.screen.lacks('.centre', 'Personal explanation');
  await chair.screen.press('Space');
  await chair.screen.lacks('.lamp', 'stopped');
  // What conference has heard is corrected, never taken back.
  await chair.takesBack(/Took back: .*Rafiq Haddad/);
  await chair.screen.press('Ctrl+Z');
  await chair.notice(/^Conference has heard “.*personal explanation.*”\. It cannot be taken back\. What would allow it: Correct it with a new act\./i);
  assert.equal((await room.conference.desk()).interruption, null);
});

test('how the chair has ruled is found by a word, and what is not listed is said to be there', async (t) => {
  const room = await browser.demo(t);
  await room.conference.takes('Council budgets');
  await room.conference.calls('Motion 28', 'seconded');
  const { question } = await room.conference.desk();
  for (let point = 1; point <= 14; point += 1) {
    const stated = point === 2 ? 'The clock is wrong.' : `The speaker is on paragraph ${point}.`;
    const { made } = await room.conference.does({ act: 'interrupt', question: question.id, kind: 'point_of_order', body: 'Hull', stated });
    const interruption = made.find((each) => each.table === 'interruption').id;
    await room.conference.does({ act: 'rule', interruption, ruling: 'not_well_taken', words: `Ruling ${point}.` });
  }
  const chair = new Chair(await room.chair());
  await chair.shows('Motion 28');
  await chair.screen.press('Shift+R');
  await chair.panel('How the chair has ruled at this conference');
  await chair.screen.sees('[role=dialog] li', 'not well taken Hull: The speaker is on paragraph 14. — Ruling 14.');
  await chair.screen.sees('[role=dialog] li', 'Standing orders, version 1: challenged by');
  await chair.screen.sees('[role=dialog]', 'and 2 more');
  await chair.screen.lacks('[role=dialog] li', 'The clock is wrong.');
  await chair.screen.shot(shotFile('precedents'));
  await chair.screen.write('clock');
  await chair.screen.sees('[role=dialog] li', 'not well taken Hull: The clock is wrong. — Ruling 2.');
  await chair.screen.lacks('[role=dialog] li', 'paragraph');
  await chair.screen.lacks('[role=dialog]', /and \d+ more/);
  await chair.screen.write('work');
  await chair.screen.sees('[role=dialog]', 'No ruling has those words.');
  await chair.screen.press('Esc');
  await chair.noPanel();

  // Beside a point that waits for its ruling four are listed.
  await room.conference.does({ act: 'interrupt', question: question.id, kind: 'point_of_order', body: 'Leeds', stated: 'The clock again.' });
  await chair.next('Rule on it');
  await chair.panel('Point of order: Leeds');
  await chair.screen.sees('[role=dialog]', 'and 10 more');
});

test('an amendment is called, carried by hands, and the motion stands as amended', async (t) => {
  const room = await browser.demo(t);
  await room.conference.takes('Council budgets');
  await room.conference.calls('Motion 28', 'seconded');
  const [chair, hall] = [new Chair(await room.chair()), new Hall(await room.hall())];
  await chair.shows('Motion 28');
  await chair.screen.press('M');
  await chair.panel('Motion from the floor');
  await chair.screen.sees('[role=dialog]', 'moved by Leeds');
  await chair.screen.press('1');
  await chair.noPanel();
  await chair.shows('Amendment 28.1');
  await hall.shows('Motion 28 · amendment 28.1 from Leeds');
  await hall.shows('That paragraph 1 should read:');
  await hall.screen.sees('.hall ins, .hall .inserted', 'organise');
  await chair.next('Call Leeds');
  await chair.next('Start the clock for Leeds');
  await chair.next('Call Hull');
  await chair.next('Start the clock for Hull');
  await chair.next('Thank Hull');
  await chair.screen.lacks('.clock', /./);
  await chair.puts('H');
  await hall.shows('Show of hands');
  await hall.shows('If carried');
  await chair.screen.sees('.vote', 'What do you see?');
  await chair.screen.press('C');
  await chair.declares('carried');
  await hall.title('Carried');
  await hall.shows('Clearly carried on a show of hands.');
  await hall.shows('Next: motion 28');
  await chair.screen.sees('.steps li', 'As amended');
  await chair.shows('organise, with the trade unions, a lobby');
});

test('hands that are not clear are counted, and the figures decide', async (t) => {
  const room = await browser.demo(t);
  await room.conference.takes('Who may vote today');
  await room.conference.calls('Motion 1', 'seconded');
  const [chair, hall] = [new Chair(await room.chair()), new Hall(await room.hall())];
  await chair.shows('Motion 1');
  await chair.puts('H');
  await chair.screen.press('N');
  await chair.screen.sees('[role=dialog]', 'Not clear');
  await chair.screen.press('F');
  await chair.panel('Enter a count');
  await chair.screen.write('43');
  await chair.screen.press('Enter', 'Enter');
  // Blank is not nought.
  await chair.screen.press('Enter');
  await chair.screen.sees('[role=dialog]', 'nought where there were none');
  await chair.screen.press('Shift+Tab');
  await chair.screen.write('24');
  await chair.screen.press('Enter', 'Enter');
  await chair.screen.sees('[role=dialog]', 'For 43, against 24: carried');
  await hall.hides('43');
  await chair.declares('carried');
  await hall.title('Carried');
  await hall.shows('43');
  await hall.shows('24');
});

test('an amendment is written on the floor by editing the text', async (t) => {
  const room = await browser.demo(t);
  await room.conference.takes('Convention of the Labour Left');
  await room.conference.calls('Motion 12', 'seconded');
  const [chair, hall] = [new Chair(await room.chair()), new Hall(await room.hall())];
  await chair.shows('Motion 12');
  await chair.screen.press('M');
  await chair.panel('Motion from the floor');
  await chair.screen.press('A');
  await chair.panel('Amendment from the floor to Motion 12');
  await chair.screen.sees('[role=dialog] textarea', 'This national meeting');
  await chair.screen.press('Ctrl+End', 'Backspace');
  await chair.screen.write(' and a common press.');
  await chair.screen.press('Tab');
  await chair.screen.write('Leeds');
  await chair.screen.press('Tab');
  await chair.screen.write('Oxford');
  await chair.screen.press('Ctrl+Enter');
  await chair.noPanel();
  await chair.shows('Amendment 12.1');
  await hall.shows('amendment 12.1 from Leeds');
  await hall.screen.sees('.hall ins, .hall .inserted', 'and a common press');
});

test('an amendment from the floor changes the paragraph that the chair chose, whatever was inserted before it', async (t) => {
  const room = await browser.demo(t);
  const { conference } = room;
  await conference.takes('Convention of the Labour Left');
  await conference.calls('Motion 12', 'seconded');
  const motion = (await conference.desk()).question.motion;
  const edits = [{ paragraph: 1, operation: 'insert_after', text: 'A branch may bring a guest.' }];
  await conference.does({ act: 'add_motion', motion: { number: '12.1', kind: 'amendment', title: 'Guests', upon: motion, mover: 'Leeds', edits } });
  await conference.calls('Amendment 12.1', 'seconded');
  await conference.does({ act: 'put_question', question: (await conference.desk()).question.id, method: 'agreed' });
  await conference.does({ act: 'declare', vote: (await conference.desk()).vote.id, carried: true });
  const [chair, hall] = [new Chair(await room.chair()), new Hall(await room.hall())];
  await chair.shows('Motion 12');
  await chair.screen.press('M');
  await chair.panel('Motion from the floor');
  await chair.screen.press('A');
  await chair.screen.sees('[role=dialog] ol button', 'A branch may bring a guest.');
  await chair.screen.press('Alt+Down', 'Alt+3');
  await chair.screen.sees('[role=dialog] del', 'A branch may bring a guest.');
  await chair.screen.evaluate(() => document.querySelector('[role=dialog] .who input')?.focus());
  await chair.screen.write('Oxford');
  await chair.screen.press('Ctrl+Enter');
  await chair.noPanel();
  await chair.shows('Amendment 12.2');
  await hall.shows('That paragraph 2 be deleted:');
  await hall.screen.sees('.hall del', 'A branch may bring a guest.');
});

test('Ctrl+Z takes back one act after another and says each; Ctrl+Shift+Z does it again', async (t) => {
  const room = await browser.demo(t);
  const chair = new Chair(await room.chair());
  await chair.takes('Free movement');
  await chair.next('Call Islington');
  await chair.next('Start the clock for Islington');
  await chair.screen.lacks('.lamp', 'not started');
  await chair.takesBack('Took back');
  await chair.screen.sees('.lamp', 'not started');
  await chair.takesBack(/Took back: .*Islington/);
  await chair.screen.lacks('.clock', 'Islington');
  await chair.takesBack(/Took back: .*Free movement/);
  await chair.shows('Nothing is before conference');
  await chair.screen.press('Ctrl+Shift+Z');
  await chair.shows('Motion 22');
  const words = (await room.conference.shows({ view: 'record', before: null })).entries.map((entry) => entry.words);
  assert.ok(words.some((each) => /taken back|took back/i.test(each)), words.slice(0, 8).join(' | '));
});

test('the end of a day and of a conference: adjourned, resumed, closed once what is left is named, opened again', async (t) => {
  const room = await browser.at(t, Conference.serve());
  const { conference } = room;
  const setup = { name: 'Two Days', venue: 'Town Hall', time_zone: 'Europe/London', days: ['2017-03-11', '2017-03-12'], profile: 'citrine', rehearsal: true };
  const made = await conference.post('/errand', { errand: 'new', path: join(conference.folder, 'days.conference'), setup });
  assert.ok(made.done, JSON.stringify(made));
  const row = (day, start, end, title) => ({ day, start, end, session: 'Morning', title });
  await conference.does({ act: 'import_programme', rows: [row('2017-03-11', '10:00', '11:00', 'Welcome'), row('2017-03-12', '10:00', '11:00', 'Transport'), row('2017-03-12', '11:00', '11:30', 'Thanks')] });
  await conference.does({ act: 'open' }, { at: '10:00' });
  const [chair, hall] = [new Chair(await room.chair()), new Hall(await room.hall())];
  await chair.next('Take Welcome');
  await hall.title('Welcome');
  await chair.next('Close Welcome');

  // Nothing of the day is left: it adjourns to where the next begins.
  await chair.says('Conference is adjourned until 10:00 on Sunday 12 March 2017.');
  await chair.next('Adjourn conference');
  await chair.panel('Conference adjourns');
  await chair.screen.measured('when the next day begins is proposed', () => document.activeElement.value, (value) => value === '2017-03-12 10:00');
  await chair.screen.press('Enter', 'Enter');
  await chair.noPanel();
  await hall.shows('Conference is adjourned');
  await chair.shows('Conference is adjourned until Sunday 12 March, 10:00.');
  await conference.does({ act: 'black', on: true }, { at: Date.parse('2017-03-12T10:00:00Z') });
  await conference.does({ act: 'black', on: false });
  await chair.next('Resume conference');
  await chair.next('Take Transport');
  await hall.title('Transport');
  await conference.does({ act: 'close_item', item: (await conference.desk()).item.id });

  // Closed early, what is left is named first; Esc goes back.
  await chair.says('We move to Thanks.');
  await chair.screen.press('Shift+C');
  await chair.panel('Close Two Days');
  await chair.screen.sees('[role=dialog] .left', /One item of business is not reached:.*Thanks/);
  await chair.screen.sees('[role=dialog] .say', 'I declare Two Days closed.');
  await shot(chair, 'close-conference');
  await chair.screen.press('Esc');
  await chair.noPanel();
  await chair.next('Take Thanks');
  await hall.title('Thanks');
  await chair.next('Close Thanks');
  await chair.next('Close the conference');
  await chair.panel('Close Two Days');
  await chair.screen.sees('[role=dialog]', 'No item of business and no paper is left undecided.');
  await chair.screen.press('Enter');
  await chair.noPanel();
  await hall.shows('Conference is closed');
  await chair.shows('Conference is closed.');
  await chair.goes('record');
  await chair.screen.sees('main', 'Two Days closed.');
  await chair.screen.press('Esc');
  await chair.takesBack('Conference has heard');
  await chair.screen.press('Shift+C');
  await chair.next('Close the conference');
  await chair.panel('Close Two Days');
});
