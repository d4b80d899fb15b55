// Room, sizes, themes and what a screen reader meets.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { serious } from '../lib/axe.js';
import { browserOfThisFile, LAPTOP } from '../lib/browser.js';
import { outside, overflowing, overlapping, wrapped } from '../lib/layout.js';
import { bySections, CAST } from '../lib/sections.js';
import { shot } from '../lib/shots.js';
import { App, screens } from '../pages/app.js';
import { Chair } from '../pages/chair.js';

const browser = browserOfThisFile();

/** The chair's screen at its fullest: an amendment debated, somebody speaking, others waiting. */
async function debating(room) {
  const { conference } = room;
  await conference.takes('Statement of aims');
  await conference.calls('Statement S1', 'seconded').catch(async () => conference.calls((await conference.desk()).question.label, 'seconded'));
  await conference.calls('Amendment S1.1', 'seconded');
  for (const [badge, side] of [['105', 'against'], ['104', 'for'], ['113', 'against'], ['114', 'to'], ['109', 'for']]) await conference.asks(badge, side);
  await conference.speech();
  const request = (await conference.desk()).waiting[0].id;
  await conference.does({ act: 'call_speaker', request });
  await conference.does({ act: 'start_clock', request });
}

// What may be scrolled: a list that is longer than its place, never the screen itself.
const LISTS = /^(div|ul|ol)\.(list|lines|text|recent|days|scroll|rows|hits)\b/;

test('the chair’s screen needs no scrolling at 1366×768 in any state of a debate and of a vote', async (t) => {
  const room = await browser.demo(t, { open: false });
  const chair = new Chair(await room.chair());
  const faults = [];
  const look = async (said) => {
    // What is shown of a text is chosen once it has been laid out; only what remains is a fault.
    const settled = (look, fault = () => true) => chair.screen.settles(look, (found) => !found.some(fault)).then((found) => found.filter(fault));
    const found = await settled(overflowing, (each) => !/^div\.(list|lines)\b/.test(each));
    const hidden = (await settled(outside)).map((each) => `${each} is outside`);
    for (const each of [...found, ...hidden, ...(await settled(overlapping))]) faults.push(`${said}: ${each}`);
  };
  await chair.says('I declare');
  await look('before it is open');
  await room.conference.does({ act: 'open' });
  await debating(room);
  await chair.screen.sees('.clock', /./);
  await look('a debate');
  for (const key of ['P', 'V', 'E', 'H', 'T', 'Shift+N', 'Ctrl+K', '?']) {
    await chair.screen.press(key);
    await chair.panel(/./);
    await look(`the panel of ${key}`);
    await chair.screen.press('Esc');
    await chair.noPanel();
  }
  // What is refused is said in a place of its own: it covers nothing, moves nothing, and panels end above it.
  const place = () => chair.screen.evaluate(() => document.querySelector('.centre .act').getBoundingClientRect().top);
  const before = await place();
  await chair.screen.press('C');
  await chair.notice('What would allow it');
  assert.equal(await place(), before, 'the next act stays where it is');
  const covered = () => chair.screen.evaluate(() => {
    const notice = document.querySelector('.notice').getBoundingClientRect();
    const over = (one) => one.width > 0 && one.left < notice.right && one.right > notice.left && one.top < notice.bottom - 1 && one.bottom > notice.top + 1;
    return [...document.querySelectorAll('.app > *, .chair > *, [role=dialog], [role=dialog] .act')].filter((node) => over(node.getBoundingClientRect())).map((node) => node.className || node.tagName);
  });
  assert.deepEqual(await covered(), []);
  await look('a refusal');
  // It goes once another question is put over the screen.
  for (const [key, panel] of [['T', /./], ['Shift+F', 'Who has been heard'], ['V', 'Put the question']]) {
    await chair.screen.press(key);
    await chair.panel(panel);
    await chair.screen.lacks('.notice', 'What would allow it');
    await chair.screen.press('Esc');
    await chair.noPanel();
  }
  const { speech, question } = await room.conference.desk();
  await room.conference.does({ act: 'interrupt', question: question.id, kind: 'point_of_order', body: 'Leeds', stated: 'The speaker is on another amendment.' });
  await chair.shows('Point of order — Leeds');
  await look('a point of order');
  const { interruption } = await room.conference.desk();
  await room.conference.does({ act: 'rule', interruption: interruption.id, ruling: 'well_taken', words: '' });
  await room.conference.does({ act: 'end_speech', request: speech.request });
  await room.conference.does({ act: 'put_question', question: question.id, method: 'hands' });
  await chair.screen.sees('.vote', 'What do you see?');
  await look('a show of hands');
  const { vote } = await room.conference.desk();
  await room.conference.does({ act: 'count_hands', vote: vote.id, for: 43, against: 24, abstain: 3 });
  await chair.screen.sees('.vote', '43');
  await look('hands counted');
  await room.conference.does({ act: 'declare', vote: vote.id, carried: null });
  await chair.screen.lacks('.vote', /./);
  await look('after the vote');
  for (const until of ['called', 'open', 'entered']) {
    const id = await room.conference.cardVote({ 1: 'for', 2: 'against', 99: 'for' }, until);
    await chair.screen.sees('.vote', 'Card vote');
    await look(`a card vote, ${until}`);
    await room.conference.does({ act: 'abandon_vote', vote: id, reason: 'Only a look.' });
    await chair.screen.lacks('.vote', /./);
  }
  assert.deepEqual(faults, []);
});

test('what a card vote by sections came to is read and declared at 1366×768 without scrolling, and never cut', async (t) => {
  const room = await browser.at(t, bySections());
  await room.conference.cardVote(CAST, 'provisional');
  const chair = new Chair(await room.chair());
  await chair.next('Declare');
  await chair.panel('Declare: Card vote 1');
  for (const figure of ['97.52', '48.76', '1,810,113', '98.63', 'Weighted 50 to 50']) await chair.screen.sees('[role=dialog]', figure);
  await shot(chair, 'declare-by-sections');
  assert.deepEqual(await serious(chair.screen), [], 'the panel of the declaration');
  assert.deepEqual(await chair.screen.settles(overflowing, (found) => found.length === 0), []);
  assert.deepEqual(await chair.screen.evaluate(outside), []);
  assert.deepEqual(await chair.screen.evaluate(wrapped, '[role=dialog] td.figure'), []);
  await chair.declares('Declare: carried');
  await chair.screen.sees('.chair', '98.63');
  const hall = await room.hall();
  await hall.sees('.hall', '98.63');
  assert.deepEqual(await serious(hall), [], 'the result in the hall');
  await chair.screen.press('Y');
  await chair.panel('Card vote 1');
  await chair.screen.sees('[role=dialog]', 'of the register');
  assert.deepEqual(await serious(chair.screen), [], 'the panel of the vote');
  await chair.screen.press('C');
  await chair.panel('Correct a declared result');
  assert.deepEqual(await serious(chair.screen), [], 'the panel of a correction');
});

for (const [width, height] of [[1280, 720], [1920, 1080], [3840, 2160]]) {
  test(`${width}×${height}: nothing lies outside or over anything, and the chair’s screen fits`, async (t) => {
    const room = await browser.demo(t);
    await debating(room);
    const chair = new Chair(await room.chair({ size: { width, height } }));
    await chair.screen.sees('.clock', /./);
    for (const name of screens) {
      await chair.goes(name);
      await chair.screen.sees('main', /./);
      assert.deepEqual(await chair.screen.evaluate(outside), [], name);
      assert.deepEqual(await chair.screen.evaluate(overlapping), [], name);
      const page = (await chair.screen.evaluate(overflowing)).filter((each) => each.startsWith('html') || (name === 'chair' && !LISTS.test(each)));
      assert.deepEqual(page, [], name);
    }
  });
}

test('at 200 % everything can be reached, and a debate can be led', async (t) => {
  const room = await browser.demo(t);
  await debating(room);
  const chair = new Chair(await room.chair({ size: { width: LAPTOP.width / 2, height: LAPTOP.height / 2 }, scale: 2 }));
  await chair.screen.sees('.clock', /./);
  for (const name of screens) {
    await chair.goes(name);
    await chair.screen.sees('main', /./);
    // A table may be scrolled sideways in its own place; nothing else may.
    assert.deepEqual(await chair.screen.evaluate(outside, '.scroll, .table, table'), [], name);
    const wide = (await chair.screen.evaluate(overflowing)).filter((each) => each.endsWith('too wide') && /^(html|main)/.test(each));
    assert.deepEqual(wide, [], name);
    // Text keeps its size: nothing is cut to fit.
    const small = await chair.screen.evaluate(() => Math.min(...[...document.querySelectorAll('main p, main td, main button')].filter((node) => node.getBoundingClientRect().width > 2).map((node) => parseFloat(getComputedStyle(node).fontSize))));
    assert.ok(small >= 11.5, `${name}: ${small} px`);
  }
  await chair.goes('chair');
  await chair.next('Call');
  await chair.next('Start the clock');
  await chair.screen.press('V');
  await chair.panel('Put the question');
  const reach = await chair.screen.evaluate(() => {
    const body = document.querySelector('[role=dialog] .body');
    return { high: document.querySelector('[role=dialog]').getBoundingClientRect().height <= innerHeight, scrolls: body.scrollHeight <= body.clientHeight || getComputedStyle(body).overflowY === 'auto' };
  });
  assert.deepEqual(reach, { high: true, scrolls: true });
});

for (const theme of ['light', 'dark']) {
  test(`axe finds nothing serious on any screen, ${theme}`, { timeout: 240_000 }, async (t) => {
    const room = await browser.demo(t);
    await room.conference.takes('Who may vote today');
    await room.conference.calls('Motion 1', 'seconded');
    await room.conference.cardVote({ 1: 'for', 2: 'for', 3: 'against', 4: 'abstain' });
    await debating(room);
    const chair = new Chair(await room.chair({ theme }));
    await chair.screen.sees('.clock', /./);
    const dark = await chair.screen.evaluate(() => getComputedStyle(document.body).backgroundColor);
    assert.equal(Number(/\d+/.exec(dark)[0]) < 128, theme === 'dark', dark);
    const faults = new Map();
    // In the other theme only the colours are others.
    const rules = theme === 'light' ? undefined : ['color-contrast'];
    const look = async (where, screen = chair.screen) => {
      for (const each of await serious(screen, rules)) faults.set(each, [...(faults.get(each) ?? []), where]);
    };
    for (const name of screens) {
      await chair.goes(name);
      await chair.screen.sees('main', /./);
      await look(name);
    }
    await chair.goes('chair');
    for (const [key, panel] of [['V', 'put the question'], ['P', 'point of order'], ['E', 'extra time'], ['H', 'the hall'], ['Ctrl+K', 'find anything'], ['?', 'keys'], ['Shift+N', 'a note']]) {
      await chair.screen.press(key);
      await chair.panel(/./);
      await look(panel);
      await chair.screen.press('Esc');
      await chair.noPanel();
    }
    const hall = await room.open(`${room.conference.hallUrl.replace('window=hall', `window=hall&theme=${theme}`)}`, 'The hall');
    await hall.sees('.hall .rostrum', /./);
    await look('hall, a debate', hall);
    const { question } = await room.conference.desk();
    await room.conference.does({ act: 'put_question', question: question.id, method: 'hands' });
    await chair.screen.sees('.vote', 'What do you see?');
    await chair.screen.press('F');
    await chair.panel(/./);
    await look('the figures of a count');
    await chair.screen.press('Esc');
    await chair.noPanel();
    await room.conference.does({ act: 'abandon_vote', vote: (await room.conference.desk()).vote.id, reason: 'Only a look.' });
    await room.conference.does({ act: 'put_question', question: question.id, method: 'card' });
    const { vote } = await room.conference.desk();
    await room.conference.does({ act: 'open_vote', vote: vote.id });
    for (const [card, choice] of [[1, 'for'], [1, 'against'], [2, 'against'], [99, 'for']]) await room.conference.does({ act: 'enter_slip', vote: vote.id, card, choice });
    await chair.screen.sees('.vote', 'Card vote');
    await look('a card vote');
    await chair.goes('tellers');
    await chair.screen.sees('.in', /./);
    await look('tellers');
    await chair.screen.press('Q');
    await chair.panel('to settle');
    await look('the query pile');
    await chair.screen.press('Esc');
    for (const face of [['welcome'], ['order'], ['message'], ['vote'], ['follow']]) {
      await room.conference.does({ act: 'show_in_hall', face: face[0], message: face[0] === 'message' ? 'Lost: a blue umbrella' : null, vote: face[0] === 'vote' ? 1 : null });
      await hall.sees('.hall', /./);
      await look(`hall, ${face[0]}`, hall);
    }
    await room.conference.does({ act: 'abandon_vote', vote: vote.id, reason: 'Only a look.' });
    await room.conference.takes('Lunch');
    await hall.sees('.hall', 'Lunch');
    await look('hall, an item', hall);
    await chair.goes('chair');
    await chair.screen.press('C');
    await chair.screen.sees('.business', /✓.*Lunch/);
    await chair.screen.press('Shift+C');
    await chair.panel('Close');
    await look('closing the conference');
    assert.deepEqual([...faults].map(([fault, places]) => `${fault}\n  in ${places.join(', ')}`), []);
  });
}

test('an empty conference and an empty desk say what belongs there', async (t) => {
  const room = await browser.demo(t, { open: false });
  const app = new App(await room.chair());
  await app.goes('tellers');
  await app.screen.sees('main', 'No vote has been called yet.');
  await app.screen.sees('main', 'appears here the moment the chair calls it');
});
