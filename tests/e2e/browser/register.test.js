// The register by keyboard: the desk at the door, substitutes, entitlement, credentials, who may vote, lists of delegates.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { serious } from '../lib/axe.js';
import { browserOfThisFile } from '../lib/browser.js';
import { folder } from '../lib/programs.js';
import { bySections } from '../lib/sections.js';
import { shotFile } from '../lib/screen.js';
import { Chair } from '../pages/chair.js';

const browser = browserOfThisFile();

async function register(room, options) {
  const chair = new Chair(await room.chair(options));
  await chair.goes('register');
  await chair.screen.sees('main h1', 'Register');
  return chair;
}

test('badges are scanned at the door; who it is, and what is wrong, is said at once', async (t) => {
  const room = await browser.demo(t);
  const { people } = await room.conference.shows({ view: 'people' });
  const asha = people.find((each) => each.badge === '101');
  await room.conference.does({ act: 'mark_present', delegate: asha.id, present: false });
  await room.conference.does({ act: 'add_delegate', badge: '901', name: 'Lou Marsh', delegation: null, standing: 'visitor', first_time: false });
  const chair = await register(room);
  await chair.screen.press('B');
  await chair.screen.sees('.said', 'Ready');
  // A scanner: the badge and Enter, at once.
  await chair.screen.write('101');
  await chair.screen.press('Enter');
  await chair.screen.sees('.said .large', 'Asha Patel');
  await chair.screen.sees('.said .body', 'Barnet');
  await chair.screen.sees('.said', 'First conference');
  await chair.screen.shot(shotFile('register-door'));
  await chair.screen.write('101');
  await chair.screen.press('Enter');
  await chair.screen.sees('.said .word', 'Here already');
  await chair.screen.sees('.said .large', 'Asha Patel is here already');
  await chair.screen.write('99999');
  await chair.screen.press('Enter');
  await chair.screen.sees('.said .word', 'Unknown badge');
  await chair.screen.shot(shotFile('register-door-unknown'));
  await chair.screen.write('901');
  await chair.screen.press('Enter');
  await chair.screen.sees('.said', 'No vote: visitor');
  // What is taken back is not said any longer.
  await chair.screen.press('Esc');
  await chair.takesBack('Lou Marsh');
  await chair.screen.lacks('.said', 'Lou Marsh');
  await chair.screen.sees('.said', 'Ready');
  await chair.screen.press('B');
  // A name that means one person is as good as a badge.
  await chair.screen.press('Ctrl+O');
  await chair.screen.write('patel barn');
  // Who is meant is looked up as it is typed.
  await new Promise((done) => setTimeout(done, 700));
  await chair.screen.press('Enter');
  await chair.screen.sees('.said .large', 'Asha Patel, Barnet, left.');
  await chair.screen.press('Esc');
  await chair.takesBack('Asha Patel');
  assert.deepEqual(await serious(chair.screen), []);
});

test('a substitute takes a place and gives it back; a person is corrected', async (t) => {
  const room = await browser.demo(t);
  const chair = await register(room);
  await chair.screen.press('Down');
  await chair.screen.sees('aside', 'Asha Patel');
  await chair.screen.press('Right');
  await chair.screen.sees('aside li.chosen', 'Asha Patel');
  await chair.screen.press('S');
  await chair.panel('In the place of Asha Patel');
  // The next badge is proposed: another one that is typed takes its place.
  await chair.screen.write('905');
  assert.equal(await chair.screen.evaluate("() => document.activeElement.value"), '905');
  await chair.screen.press('Tab');
  await chair.screen.write('Bo Kay');
  await chair.screen.press('Tab');
  await chair.screen.write('ill');
  await chair.screen.press('Enter');
  await chair.noPanel();
  await chair.screen.sees('aside', 'in the place of Asha Patel');
  await chair.screen.sees('aside', 'substituted by Bo Kay');
  await chair.screen.shot(shotFile('register-substitute'));
  assert.deepEqual(await serious(chair.screen), []);
  await chair.screen.press('S');
  await chair.panel('The substitution ends');
  await chair.screen.write('well again');
  await chair.screen.press('Enter');
  await chair.noPanel();
  await chair.screen.lacks('aside', 'in the place of Asha Patel');
  await chair.screen.press('E');
  await chair.panel('Correct Asha Patel');
  await chair.screen.press('Ctrl+A');
  await chair.screen.write('Asha Pattel');
  await chair.screen.press('Enter');
  await chair.screen.sees('[role=dialog]', 'the record keeps it');
  await chair.screen.press('Esc');
  await chair.noPanel();
});

test('what the register says differently is flagged and given; the credentials are reported and adopted', async (t) => {
  const room = await browser.demo(t);
  const { delegations } = await room.conference.shows({ view: 'register' });
  const { data } = await room.conference.shows({ view: 'delegation', delegation: delegations[0].id });
  await room.conference.does({ act: 'correct_delegation', delegation: delegations[0].id, data: { ...data, votes: 250 }, reason: 'typed wrong' });
  const chair = await register(room);
  await chair.screen.press('Down');
  await chair.screen.sees('aside', 'something else than the standing orders work out');
  await chair.screen.shot(shotFile('register-differs'));
  await chair.screen.press('G');
  await chair.screen.lacks('aside', 'something else than the standing orders work out');
  await chair.screen.press('R');
  await chair.screen.sees('article', 'Delegates entitled');
  await chair.screen.press('N');
  await chair.screen.sees('aside', 'Report 1');
  await chair.screen.shot(shotFile('register-credentials'));
  await chair.screen.press('D');
  await chair.screen.sees('aside', 'adopted');
  assert.deepEqual(await serious(chair.screen), []);
});

test('the vote of 43 to 24 changes who may vote', async (t) => {
  const room = await browser.demo(t);
  await room.conference.takes('Who may vote today');
  await room.conference.calls('Motion 1', 'seconded');
  const { question } = await room.conference.desk();
  await room.conference.does({ act: 'put_question', question: question.id, method: 'hands' });
  const { vote } = await room.conference.desk();
  await room.conference.does({ act: 'count_hands', vote: vote.id, for: 43, against: 24, abstain: null });
  await room.conference.does({ act: 'declare', vote: vote.id, carried: null });
  const chair = await register(room, { theme: 'dark' });
  await chair.screen.press('W');
  await chair.screen.sees('main', 'Delegates may vote.');
  await chair.screen.press('N');
  await chair.panel('Change who may vote');
  // Every standing is ticked: the delegates are already.
  for (let each = 0; each < 4; each += 1) await chair.screen.press('Tab', 'Space');
  await chair.screen.press('Tab', 'Tab');
  await chair.screen.write('for the rest of the day');
  await chair.screen.shot(shotFile('register-franchise-form'));
  await chair.screen.press('Ctrl+Enter');
  await chair.noPanel();
  await chair.screen.sees('main', 'Everyone present may vote.');
  await chair.screen.sees('main', 'decided by: The show of hands');
  await chair.screen.shot(shotFile('register-votes-dark'));
  assert.deepEqual(await serious(chair.screen), []);
});

test('a list of delegates comes in through the preview; each wrong row is named', async (t) => {
  const room = await browser.demo(t);
  const chair = await register(room);
  const list = join(folder('csv'), 'delegates.csv');
  writeFileSync(list, 'badge,name,delegation,standing\n801,Bo Kay,Barnet,observer\n802,Di Roe,Nowhere,\n101,Asha Patel,1,\n');
  const [chooser] = await Promise.all([chair.screen.page.waitForEvent('filechooser'), chair.screen.press('Shift+I')]);
  await chooser.setFiles(list);
  await chair.panel('Take in delegates');
  await chair.screen.sees('.counts .new', '1 new');
  await chair.screen.sees('.counts .unchanged', '1 unchanged');
  await chair.screen.sees('[role=dialog]', 'Delegation Nowhere is not on the register.');
  await chair.screen.press('Enter');
  await chair.noPanel();
  const { people } = await room.conference.shows({ view: 'people' });
  assert.ok(people.some((each) => each.badge === '801' && each.standing === 'observer'));
});

test('a meeting of OpenSlides comes in through the preview, with what is skipped and why', async (t) => {
  const room = await browser.demo(t);
  const chair = await register(room);
  const file = join(folder('json'), 'meeting.json');
  writeFileSync(file, JSON.stringify({
    meeting: { 1: { name: 'Assembly' } }, user: { 1: { first_name: 'Bo', last_name: 'Kay' } }, meeting_user: { 1: { user_id: 1, number: '801', structure_level_ids: [1] } }, structure_level: { 1: { name: 'Acton' } },
    agenda_item: { 1: { content_object_id: 'topic/1', duration: 5 } }, topic: { 1: { title: 'From elsewhere' } }, motion: { 1: { number: 'X1', title: 'Elsewhere', text: '<p>We agree.</p>' } }, poll: { 1: {} },
  }));
  const [chooser] = await Promise.all([chair.screen.page.waitForEvent('filechooser'), chair.screen.press('Shift+O')]);
  await chooser.setFiles(file);
  await chair.panel('Take in from OpenSlides');
  await chair.screen.sees('.counts .new', '3 new');
  await chair.screen.sees('.counts .skipped', '2 skipped');
  await chair.screen.sees('[role=dialog]', 'new delegation 41, Acton');
  await chair.screen.shot(shotFile('register-open-slides'));
  await chair.screen.press('Enter');
  await chair.noPanel();
  const { delegations } = await room.conference.shows({ view: 'register' });
  assert.ok(delegations.some((each) => each.name === 'Acton' && each.delegates === 1 && each.seats === 1));
});

test('sections are weighed by keyboard; what is no weight is said under its field and changes nothing', async (t) => {
  const room = await browser.at(t, bySections());
  const chair = await register(room);
  const weights = async () => (await room.conference.shows({ view: 'register' })).sections.map((each) => [each.name, each.weight]);
  await chair.screen.press('Shift+W');
  await chair.screen.write('12.5');
  await chair.screen.press('Enter');
  await chair.screen.sees('aside [role=alert]', 'A whole number from 1 to 1,000,000, without a point.');
  await chair.screen.shot(shotFile('register-weight'));
  assert.deepEqual(await serious(chair.screen), []);
  await chair.screen.press('Shift+W');
  await chair.screen.write('1000000');
  await chair.screen.press('Enter');
  await chair.screen.lacks('aside', 'A whole number');
  await chair.screen.sees('header', /./);
  await chair.screen.measured('the weight is kept', () => document.querySelector('aside input')?.value, (value) => value === '1000000');
  const [first, second] = await weights();
  assert.deepEqual([first[1], second[1]], [1_000_000, 50]);
  // Beyond that the desk says why not, and the field shows what holds.
  await chair.screen.press('Shift+W');
  await chair.screen.write('1000001');
  await chair.screen.press('Enter');
  await chair.notice('A weight is a whole number from 1 to 1,000,000.');
  assert.deepEqual(await weights(), [first, second]);
});
