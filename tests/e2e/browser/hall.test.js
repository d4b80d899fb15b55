// What is seen from the back of the hall.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { browserOfThisFile } from '../lib/browser.js';
import { overflowing, sizes } from '../lib/layout.js';
import { shotFile } from '../lib/screen.js';
import { bySections, CAST } from '../lib/sections.js';
import { asItStands, shot } from '../lib/shots.js';
import { Chair } from '../pages/chair.js';
import { Hall } from '../pages/hall.js';

const browser = browserOfThisFile();

/** A face as a bright room has it, to be looked at; then dark again. */
async function inTheLight(hall, face) {
  await hall.screen.press('l');
  await hall.screen.shot(shotFile(`hall-light-${face.replaceAll(/\W+/g, '-')}`));
  await hall.screen.press('l');
}

const TITLE = 1 / 12;

/** Every face in turn, as a conference comes to it. */
async function everyFace(conference, look) {
  await look('welcome', /Grassroots Conference/);
  await conference.takes('Welcome; tellers; standing orders');
  await look('an item', /Welcome; tellers/);
  await conference.takes('Statement of aims');
  const paper = (await conference.desk()).question.label;
  await conference.calls(paper, 'seconded');
  await look('a debate, nobody speaking', /Statement of aims/);
  for (const [badge, side] of [['105', 'against'], ['104', 'for']]) await conference.asks(badge, side);
  const { waiting, question } = await conference.desk();
  await conference.does({ act: 'call_speaker', request: waiting.find((each) => each.name === 'Rafiq Haddad').id });
  await conference.does({ act: 'start_clock', request: waiting.find((each) => each.name === 'Rafiq Haddad').id });
  await look('a debate', /Rafiq Haddad/);
  await conference.does({ act: 'interrupt', question: question.id, kind: 'point_of_order', body: 'Leeds', stated: 'A point.' });
  await look('a point of order', /Point of order/);
  const { interruption } = await conference.desk();
  await conference.does({ act: 'rule', interruption: interruption.id, ruling: 'heard', words: '' });
  await conference.calls('Amendment S1.1', 'seconded');
  await look('an amendment', /amendment S1\.1/);
  // The longest names that a register has, with others waiting.
  const amendment = (await conference.desk()).question.id;
  const long = { name: 'Alexandra Fernandez-Harrington', body: 'National Union of Rail, Maritime and Transport Workers, Greater Manchester and District' };
  for (const [who, side] of [[long, 'against'], [{ name: 'Bartholomew Featherstonehaugh', body: 'Communication Workers Union' }, 'for'], [{ name: 'Catherine Wriothesley-Smythe', body: 'Fire Brigades Union' }, 'against']]) await conference.does({ act: 'ask_to_speak', question: amendment, who, side, role: 'speaker' });
  const first = (await conference.desk()).waiting.find((each) => each.name === long.name).id;
  await conference.does({ act: 'call_speaker', request: first }, { reason: 'She has a train to catch.' });
  await conference.does({ act: 'start_clock', request: first });
  await look('a debate, long names', /Fernandez-Harrington/);
  await conference.does({ act: 'end_speech', request: first });
  await conference.does({ act: 'put_question', question: (await conference.desk()).question.id, method: 'hands' });
  await look('a show of hands', /Show of hands/);
  await conference.does({ act: 'declare', vote: (await conference.desk()).vote.id, carried: true });
  await look('a clear result', /Carried/);
  const vote = await conference.cardVote({ 1: 'for', 2: 'for', 3: 'against' }, 'open');
  await look('a card vote', /Voting is open/);
  for (const [card, choice] of [[1, 'for'], [2, 'for'], [3, 'against']]) await conference.does({ act: 'enter_slip', vote, card, choice });
  await conference.does({ act: 'close_vote', vote });
  await look('a card vote that is counted', /Voting is closed/);
  await conference.does({ act: 'mark_not_returned', vote, cards: 37 });
  await conference.does({ act: 'finish_count', vote });
  await conference.does({ act: 'declare', vote, carried: null });
  await look('a result', /Carried/);
  await conference.takes('Lunch');
  await look('a break', /Back at/);
  await conference.does({ act: 'show_in_hall', face: 'order' });
  await look('the order of business', /Order of business/);
  await conference.does({ act: 'show_in_hall', face: 'message', message: 'Delegates of the morning session: please return the voting cards to the tellers at the doors before lunch.' });
  await look('a message', /return the voting cards/);
  await conference.does({ act: 'show_in_hall', face: 'vote', vote });
  await look('a result shown again', /Carried/);
}

// What only goes with what is read: numbers of paragraphs, marks, heads of columns, what is left out.
const ASIDE = /^([\d.]+|[✓▶…]|Only the part .*|The text goes on .*)$/;

/** The result of a card vote by sections: the most figures that the hall is ever shown at once. */
async function bySection(conference, look) {
  const vote = await conference.cardVote(CAST);
  await look('a result by sections', /98\.63/);
  const corrected = [['Affiliates', 1_808_913, 4_825, 1_200], ['CLPs', 342_571, 8_723, 350]].map(([name, yes, against, abstain]) => ({ name, weight: 50, for: yes, against, abstain }));
  await conference.does({ act: 'correct', vote, sections: corrected, carried: null, casting: null, reason: 'The tellers left out the abstentions.' });
  await look('that result, corrected', /1,200/);
}

for (const size of [{ width: 1920, height: 1080 }, { width: 3840, height: 2160 }, { width: 1024, height: 768 }]) {
  // An old projector is squarer; there a long text may go down to a 30th.
  const body = size.width / size.height > 1.6 ? 1 / 22 : 1 / 30;
  test(`every face fits ${size.width}×${size.height}; titles are a twelfth of the height, what is read at least 1/${Math.round(1 / body)}`, async (t) => {
    const room = await browser.demo(t);
    const hall = new Hall(await room.hall({ size }));
    const faults = [];
    const looking = (hall) => async (face, shows) => {
      await hall.shows(shows);
      await new Promise((done) => setTimeout(done, 150));
      for (const each of await hall.screen.evaluate(overflowing)) faults.push(`${face}: ${each}`);
      for (const { part, where, text, share, cut } of await hall.screen.evaluate(sizes)) {
        if (cut) faults.push(`${face}: “${text}” is cut off`);
        // A long text steps down, to a 30th at the least; what stands around it does not.
        const long = /\b(text|lead)\b/.test(where) ? Math.min(body, 1 / 30) : body;
        const least = part === 'title' ? TITLE : ['body', 'kicker'].includes(part) && !ASIDE.test(text) ? long : 0;
        if (share < least - 0.0005) faults.push(`${face}: ${part} .${where} “${text}” is 1/${(1 / share).toFixed(1)}`);
      }
      await asItStands(hall, `hall-${size.width}-${face.replaceAll(/\W+/g, '-')}`);
      if (size.width === 1920) await inTheLight(hall, face);
    };
    await everyFace(room.conference, looking(hall));
    const sections = await browser.at(t, bySections());
    await bySection(sections.conference, looking(new Hall(await sections.hall({ size }))));
    assert.deepEqual([...new Set(faults)], []);
  });
}

test('what is moved from the floor, options and an adjournment are read from the back, whole', async (t) => {
  const room = await browser.demo(t);
  const { conference } = room;
  const hall = new Hall(await room.hall());
  const faults = [];
  const look = async (face, ...shows) => {
    for (const words of shows) await hall.shows(words);
    await new Promise((done) => setTimeout(done, 150));
    for (const each of await hall.screen.evaluate(overflowing)) faults.push(`${face}: ${each}`);
    for (const { part, text, share, cut } of await hall.screen.evaluate(sizes)) {
      if (cut) faults.push(`${face}: “${text}” is cut off`);
      const least = ASIDE.test(text) || part === 'foot' ? 0 : part === 'title' ? 1 / 20 : 1 / 30;
      if (share < least - 0.0005) faults.push(`${face}: ${part} “${text}” is 1/${(1 / share).toFixed(1)}`);
    }
    await inTheLight(hall, face);
  };
  await conference.takes('Free movement');
  await conference.calls('Motion 22', 'seconded');
  const moves = async (kind, given = {}) => {
    const { question } = await conference.desk();
    const who = (name, body) => ({ name, body });
    await conference.does({ act: 'move_procedure', kind, upon: question.id, who: who('Ann Bell', 'Leeds'), seconder: kind === 'quorum_call' ? null : who('Bo Reed', 'York'), given });
  };
  const puts = async (carried) => {
    await conference.does({ act: 'put_question', question: (await conference.desk()).question.id, method: 'hands' });
    const { vote } = await conference.desk();
    return async () => (carried === null ? conference.does({ act: 'count_hands', vote: vote.id, for: 60, against: 7, abstain: null }).then(() => conference.does({ act: 'declare', vote: vote.id, carried: null })) : conference.does({ act: 'declare', vote: vote.id, carried }));
  };
  await moves('suspension', { orders: '7', purpose: 'so that a firefighter on strike who is not a delegate may speak for five minutes and answer two questions', until: (await later(conference, 20)) });
  await look('a suspension', 'That standing order 7 be suspended');
  let declares = await puts(null);
  await look('its vote', 'Show of hands', 'answer two questions');
  await declares();
  await look('its result', 'Carried', 'That standing order 7 be suspended', 'Standing order 7 no longer binds');
  await moves('previous_question');
  declares = await puts(false);
  await declares();
  // Lost, it is put at once: its name alone would say the opposite to half the hall.
  await look('the previous question, lost', 'Lost', 'That the question be not now put.', 'Motion 22 is put to the vote at once');
  await conference.does({ act: 'put_question', question: (await conference.desk()).question.id, method: 'hands' });
  await conference.does({ act: 'declare', vote: (await conference.desk()).vote.id, carried: true });

  await conference.takes('Council budgets');
  await conference.calls('Motion 28', 'seconded');
  await moves('quorum_call');
  await look('a quorum call', 'Is there a quorum?');
  await conference.does({ act: 'count_quorum', question: (await conference.desk()).question.id, present: 19 });
  await look('no quorum', 'There is no quorum.', '19 are present', 'if there is none by');
  await conference.does({ act: 'count_quorum', question: (await conference.desk()).question.id, present: 70 });
  await conference.does({ act: 'adjourn', until: '15:30', reason: 'The heating has failed.' });
  await look('an adjournment', 'Conference is adjourned', '15:30');
  await conference.does({ act: 'resume' });

  await conference.takes('Business left over; close');
  const { item } = await conference.desk();
  const options = ['A council of branches that meets four times a year', 'Regional committees', 'Conference alone', 'No structure yet'].map((words) => ({ words, motion: null }));
  await conference.does({ act: 'offer_options', item: item.id, title: 'Which structure?', way: 'exhaustive', options });
  await look('options', 'Which structure?', 'A council of branches', 'Raise your hand once');
  assert.deepEqual([...new Set(faults)], []);
});

/** `10:25`, so many minutes from now by the conference's clock. */
async function later(conference, minutes) {
  const { heading } = await conference.desk();
  return new Date(heading.now + minutes * 60_000).toISOString().slice(11, 16);
}

test('the hall says that it is not up to date within two seconds, and comes back', async (t) => {
  const room = await browser.demo(t);
  await room.conference.takes('Free movement');
  await room.conference.calls('Motion 22');
  const hall = new Hall(await room.hall());
  await hall.title('Free movement');
  await hall.screen.lacks('.hall footer', 'not up to date');
  // At its worst: it has just been heard from, so that nothing but silence can tell.
  await room.conference.does({ act: 'note', text: 'The projector hangs.' });
  const { head } = await room.conference.shows({ view: 'record', before: null });
  await hall.foot(head);
  const begun = performance.now();
  room.conference.server.freeze();
  await hall.foot('not up to date', 4_000);
  const took = Math.round(performance.now() - begun);
  t.diagnostic(`stale after ${took} ms`);
  room.conference.server.thaw();
  await hall.screen.lacks('.hall footer', 'not up to date', 6_000);
  // Looking takes a moment too.
  assert.ok(took <= 2_080, `it took ${took} ms`);
});

test('the hall says so too when what it is told is that the file cannot be read', async (t) => {
  const room = await browser.demo(t);
  await room.conference.takes('Free movement');
  const hall = new Hall(await room.hall());
  await hall.title('Free movement');
  await hall.screen.lacks('.hall footer', 'not up to date');
  // As the desk says it when a stick was pulled: the source beats on, and its last true picture stays.
  const told = [await room.conference.shows({ view: 'hall' }), { fault: { sentence: 'The disk failed.', detail: 'disk I/O error' } }];
  const body = told.map((value) => `data: ${JSON.stringify([0, value])}\n\n`).join('');
  const { page } = hall.screen;
  await page.route('**/watch*', (route) => route.fulfill({ contentType: 'text/event-stream', body }));
  await page.reload();
  await hall.foot('not up to date', 4_000);
  await hall.title('Free movement');
  await page.unroute('**/watch*');
  await hall.screen.lacks('.hall footer', 'not up to date', 6_000);
});

test('the hall is stale when the program has died, and black stays black', async (t) => {
  const room = await browser.demo(t);
  const chair = new Chair(await room.chair());
  const hall = new Hall(await room.hall());
  await hall.shows('Grassroots Conference');
  await chair.screen.press('B');
  await hall.screen.lacks('.hall', 'Welcome');
  const colour = await hall.screen.evaluate(() => getComputedStyle(document.querySelector('.hall')).backgroundColor);
  assert.equal(colour, 'rgb(0, 0, 0)');
  await chair.screen.sees('header', 'Hall black');
  await chair.screen.press('B');
  await hall.shows('Grassroots Conference');
  room.conference.server.kill();
  await hall.foot('not up to date', 4_000);
  await chair.screen.sees('header', 'Connection lost', 4_000);
});

test('the chair chooses what the hall sees, and looks at it first', async (t) => {
  const room = await browser.demo(t);
  const chair = new Chair(await room.chair());
  const hall = new Hall(await room.hall());
  await chair.screen.press('H');
  await chair.panel('What the hall sees');
  await chair.screen.sees('[role=dialog] .hall', 'Grassroots Conference');
  await chair.screen.press('O');
  await chair.screen.sees('[role=dialog] .hall', 'Council budgets');
  await chair.screen.sees('[role=dialog]', 'Not shown yet');
  await shot(chair, 'hall-looked-at');
  await hall.shows('Grassroots Conference');
  await hall.hides('Council budgets');
  // Looked at and let go, nothing has happened.
  await chair.screen.press('Esc');
  await chair.screen.sees('[role=dialog]', 'as it is now');
  await chair.screen.press('O', 'Enter');
  await hall.title('Order of business');
  await hall.shows('Council budgets');
  await chair.screen.sees('[role=dialog]', 'as it is now');
  await chair.screen.press('M');
  await chair.screen.write('Lost: a blue umbrella');
  await chair.screen.sees('[role=dialog] .hall', 'Lost: a blue umbrella');
  await hall.hides('umbrella');
  await chair.screen.press('Enter');
  await hall.shows('Lost: a blue umbrella');
  await chair.screen.press('Esc');
  await chair.noPanel();
  await chair.takes('Free movement');
  await hall.shows('Lost: a blue umbrella');
  await chair.screen.press('H');
  await chair.panel('What the hall sees');
  // The same key twice is as good as Enter.
  await chair.screen.press('F', 'F');
  await hall.title('Free movement');
});

test('the hall’s key can look at the hall and do nothing', async (t) => {
  const room = await browser.demo(t);
  const key = new URLSearchParams(new URL(room.conference.hallUrl).hash.slice(1)).get('key');
  const actor = { role: 'chair', station: 'chair', name: null };
  for (const [path, body] of [['/dispatch', { actor, command: { act: 'note', text: 'From the hall' } }], ['/undo', { actor }], ['/errand', { errand: 'close' }]]) {
    const answer = await room.conference.post(path, body, key);
    assert.equal(answer.status, 403, path);
    assert.equal(answer.refusal.code, 'hall.silent', path);
  }
  const watch = await fetch(`${room.conference.origin}/watch?view=${encodeURIComponent('{"view":"desk"}')}`, { headers: { 'x-rostrum-key': key } });
  assert.equal(watch.status, 403);
});

test('the hall’s window, opened from the chair’s screen in a browser, can do nothing', async (t) => {
  const room = await browser.demo(t);
  const chair = new Chair(await room.chair());
  const { page } = chair.screen;
  await chair.screen.press('H');
  await chair.panel('What the hall sees');
  const [opened] = await Promise.all([page.waitForEvent('popup'), chair.screen.press('P')]);
  await opened.locator('.hall').waitFor();
  const given = await opened.evaluate(() => ({
    address: location.href,
    kept: Object.fromEntries(Object.entries(sessionStorage)),
    opener: window.opener === null,
  }));
  const chairs = room.conference.key;
  assert.equal(given.opener, true, 'the way back to the chair’s window is closed');
  assert.ok(!JSON.stringify(given).includes(chairs), 'the chair’s key is nowhere in the page');
  const key = given.kept['rostrum.key'];
  assert.equal(new URL(given.address).searchParams.get('window'), 'hall');
  const note = { idem: null, actor: room.conference.actor, at: null, command: { act: 'black', on: true }, reason: null };
  for (const [path, body] of [['/dispatch', note], ['/hall', {}]]) {
    const answer = await room.conference.post(path, body, key);
    assert.deepEqual([answer.status, answer.refusal.code], [403, 'hall.silent'], path);
  }
  // A second press finds the same window; the third act closes it.
  await chair.screen.press('P');
  await chair.screen.press('C');
  await assert.doesNotReject(opened.isClosed() ? Promise.resolve() : opened.waitForEvent('close', { timeout: 5_000 }));
});

test('the digits of the chair and of the hall are never more than a tick apart', async (t) => {
  const room = await browser.demo(t);
  const { conference } = room;
  await conference.takes('Statement of aims');
  await conference.calls((await conference.desk()).question.label, 'seconded');
  await conference.asks('105', 'against');
  const request = (await conference.desk()).waiting.find((each) => each.name === 'Rafiq Haddad').id;
  await conference.does({ act: 'call_speaker', request });
  const chair = await room.chair();
  const hall = new Hall(await room.hall());
  await hall.shows(/Rafiq Haddad/);
  await conference.does({ act: 'start_clock', request });
  const seconds = (text) => {
    const [, over, minutes, rest] = /([+-]?)(\d+):(\d\d)/.exec(text.replaceAll(/\s/g, ''));
    return (over ? -1 : 1) * (Number(minutes) * 60 + Number(rest));
  };
  let ticked = 0;
  let last = null;
  for (let look = 0; look < 40; look += 1) {
    const [chairs, halls] = (await Promise.all([chair.text('.centre .clock .left'), hall.screen.text('.time .clock')])).map(seconds);
    assert.ok(Math.abs(chairs - halls) <= 1, `the chair sees ${chairs} s, the hall ${halls} s`);
    if (last !== null && chairs !== last) ticked += 1;
    last = chairs;
    await new Promise((done) => setTimeout(done, 90));
  }
  assert.ok(ticked >= 3, 'the clock ran');
});
