// A committee's way with papers, by keyboard: a list taken in, a paper found, an amendment read in each form, and what
// becomes of a paper.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { join } from 'node:path';
import { serious } from '../lib/axe.js';
import { browserOfThisFile } from '../lib/browser.js';
import { overflowing } from '../lib/layout.js';
import { root } from '../lib/programs.js';
import { shotFile } from '../lib/screen.js';
import { Chair } from '../pages/chair.js';

const browser = browserOfThisFile();
const LIST = join(root, 'tests/cases/motions/congress-2018.csv');

/** Motions, with the field that finds a paper in use. */
async function finds(chair, said, title) {
  await chair.screen.press('/');
  await chair.screen.press('Ctrl+A');
  await chair.screen.write(said);
  await chair.screen.sees('article h2', title);
  await chair.screen.press('Enter', 'Esc');
  await chair.screen.sees('article h2', title);
}

/** In the page: nothing lies over the alert of a dialog, and it is within the window. */
function seenWhole() {
  const alert = document.querySelector('[role=dialog] [role=alert]');
  const box = alert.getBoundingClientRect();
  const at = document.elementFromPoint(box.left + 4, (box.top + box.bottom) / 2);
  return box.bottom <= window.innerHeight && (alert === at || alert.contains(at));
}

test('a list of motions is looked at, taken in, and found again by typing', async (t) => {
  const room = await browser.demo(t);
  const chair = new Chair(await room.chair());
  const { screen } = chair;
  const before = (await room.conference.shows({ view: 'papers' })).papers.length;
  await chair.goes('motions');
  await screen.sees('article h2', /./);
  // What is still to fill in is said where it can be seen, beside the key that was pressed.
  await screen.press('N');
  await chair.panel('Hand in a paper');
  await screen.press('Tab', 'Tab');
  await screen.write('Weather');
  await screen.press('Ctrl+Enter');
  await screen.sees('[role=dialog] [role=alert]', 'Still to fill in: text');
  assert.ok(await screen.evaluate(seenWhole), 'what is missing is said out of sight');
  await screen.shot(shotFile('papers-no-text'));
  await screen.press('Esc');
  await chair.noPanel();
  const [chooser] = await Promise.all([screen.page.waitForEvent('filechooser'), screen.press('I')]);
  await chooser.setFiles(LIST);
  await chair.panel('Take in motions');
  await screen.sees('[role=dialog]', 'Nothing has been changed yet.');
  await screen.sees('[role=dialog] .counts', /\d+ new/);
  await screen.shot(shotFile('papers-import'));
  assert.deepEqual(await serious(screen), []);
  assert.equal((await room.conference.shows({ view: 'papers' })).papers.length, before, 'a preview changes nothing');
  await screen.press('Enter');
  await chair.noPanel();
  const { papers } = await room.conference.shows({ view: 'papers' });
  assert.ok(papers.length > before, `${papers.length} papers`);
  assert.ok(papers.some((paper) => paper.number === '2' && paper.title === 'The pay claim'));
  assert.equal(papers.find((paper) => paper.number === '1').title, 'The franchise', 'what is on the agenda is not changed from a table');
  await screen.press('/');
  await screen.write('2 pay claim');
  await screen.sees('article h2', 'Motion 2 The pay claim');
  const found = await screen.texts('.list li');
  assert.ok(found.length > 0);
  for (const row of found) assert.match(row, /pay.*claim/i);
  await screen.shot(shotFile('papers-found'));
  await screen.press('Enter', 'Esc');
  await screen.sees('.top', `${papers.length} papers`);
  await screen.sees('article h2', 'Motion 2 The pay claim');
});

/** A motion with the committee, of three paragraphs, and an amendment to its second. */
async function handsIn(conference) {
  const motion = { number: '90', kind: 'motion', title: 'Warm homes', mover: 'Hackney', paragraphs: ['Conference notes that homes are cold.', 'Conference calls for one thousand new homes.', 'Conference instructs the executive to act.'] };
  const made = await conference.does({ act: 'submit_motion', motion });
  const upon = made.made.find((each) => each.table === 'motion').id;
  await conference.does({ act: 'submit_motion', motion: { number: '90.1', kind: 'amendment', title: 'More homes', mover: 'Southwark', upon, paragraphs: [], edits: [{ paragraph: 2, operation: 'replace', text: 'Conference calls for two thousand new council homes.' }] } });
  return upon;
}

for (const theme of ['light', 'dark']) {
  test(`an amendment is read in each form, and the committee deals with its motion, ${theme}`, async (t) => {
    const room = await browser.demo(t);
    await handsIn(room.conference);
    const chair = new Chair(await room.chair({ theme }));
    const { screen } = chair;
    await chair.goes('motions');
    await screen.sees('article h2', /./);
    await finds(chair, 'more homes', 'More homes');
    await screen.sees('.forms [aria-pressed=true]', 'The change');
    await screen.sees('article .text', 'deleted: one');
    await screen.sees('article .text', 'inserted: council');
    await screen.shot(shotFile(`papers-change-${theme}`));
    await screen.press('2');
    await screen.sees('.beside', 'As it stands');
    await screen.sees('.beside', 'As it would read');
    await screen.shot(shotFile(`papers-beside-${theme}`));
    await screen.press('3');
    await screen.sees('article .text', 'two thousand new council homes');
    await screen.lacks('article .text', 'one thousand');

    await finds(chair, 'warm homes', 'Warm homes');
    await screen.press('1');
    await screen.sees('.forms [aria-pressed=true]', 'As moved');
    await screen.press('2');
    await screen.sees('.forms [aria-pressed=true]', 'With amendments');
    await screen.sees('article .text', 'council');
    await screen.shot(shotFile(`papers-in-place-${theme}`));

    await screen.press('O');
    await chair.panel('A position on Motion 90');
    await screen.press('Tab');
    await screen.write('opposes');
    await screen.press('Tab');
    await screen.write('It has no figures.');
    await screen.shot(shotFile(`papers-advice-${theme}`));
    await screen.press('Ctrl+Enter');
    await chair.noPanel();
    await screen.sees('article .advice', 'The executive opposes it. It has no figures.');

    await screen.press('G');
    await chair.panel('Where Motion 90 belongs');
    await screen.press('Ctrl+A');
    await screen.write('Housing');
    await screen.press('Tab');
    await screen.write('policy');
    await screen.press('Ctrl+Enter');
    await chair.noPanel();
    await screen.sees('article header', 'Housing · policy');

    await screen.press('D');
    await chair.panel('Until when papers are handed in');
    await screen.sees('[role=dialog]', 'No deadline is set.');
    await screen.press('Tab');
    await screen.write('2017-02-30 12:00');
    await screen.press('Ctrl+Enter');
    await chair.notice(/./);
    await screen.press('Ctrl+A');
    await screen.write('2017-03-01 12:00');
    await screen.press('Ctrl+Enter');
    await chair.noPanel();
    await screen.press('D');
    await screen.sees('[role=dialog] li', 'Motion');
    await screen.shot(shotFile(`papers-deadlines-${theme}`));
    assert.deepEqual(await serious(screen), []);
    await screen.press('Esc');
    await screen.sees('article header', 'after the deadline');

    await screen.press('X');
    await chair.panel('What becomes of Motion 90');
    await screen.shot(shotFile(`papers-acts-${theme}`));
    const acts = await screen.texts('[role=dialog] li button');
    await screen.press(String(1 + acts.findIndex((each) => each.startsWith('Rule it out'))));
    await screen.sees('[role=dialog] .chosen', 'Rule it out');
    await screen.press('Enter');
    await screen.sees('[role=dialog]', 'Say why');
    await screen.write('It came after the deadline.');
    await screen.press('Enter');
    await chair.noPanel();
    await screen.sees('article .parties', 'ruled out');
    await screen.sees('article', 'It came after the deadline.');
    await screen.shot(shotFile(`papers-ruled-out-${theme}`));
    assert.deepEqual(await serious(screen), []);
    assert.deepEqual((await screen.evaluate(overflowing)).filter((each) => each.includes('wide')), []);
    await chair.takesBack('Took back');
    await screen.sees('article .parties', 'with the committee');
  });
}

for (const theme of ['light', 'dark']) {
  test(`a paper is corrected, and one that stands under no item is put under one, ${theme}`, async (t) => {
    const room = await browser.demo(t);
    const { conference } = room;
    await handsIn(conference);
    for (const [number, title] of [['91', 'Cold hands'], ['92', 'Cold feet']]) {
      await conference.does({ act: 'add_motion', motion: { number, kind: 'motion', title, mover: 'Hackney', paragraphs: [`${title} are warmed.`] } });
    }
    const chair = new Chair(await room.chair({ theme }));
    const { screen } = chair;

    // While the committee has it: words, and who hands it in; with the reason.
    await chair.goes('motions');
    await screen.sees('article h2', /./);
    await finds(chair, 'warm homes', 'Warm homes');
    await screen.press('E');
    await chair.panel('Correct Motion 90');
    await screen.press('Ctrl+A');
    await screen.write('Southwark');
    await screen.press('Ctrl+Enter');
    await screen.sees('[role=dialog]', 'Say why');
    await screen.shot(shotFile(`papers-correct-${theme}`));
    assert.deepEqual(await serious(screen), []);
    for (let n = 0; n < 5; n += 1) await screen.press('Tab');
    await screen.write('Hackney has withdrawn its name.');
    await screen.press('Ctrl+Enter');
    await chair.noPanel();
    await screen.sees('article .parties', 'Southwark');
    await screen.sees('article', 'Hackney has withdrawn its name.');
    await screen.shot(shotFile(`papers-corrected-${theme}`));

    // On the agenda: where it is taken is one of the things that can become of it.
    await finds(chair, 'cold hands', 'Cold hands');
    await screen.sees('article header', 'not on the order of business');
    await screen.press('X');
    await chair.panel('What becomes of Motion 91');
    const acts = await screen.texts('[role=dialog] li button');
    await screen.press(String(1 + acts.findIndex((each) => each.startsWith('Take it under an item'))));
    await screen.sees('[role=dialog] .chosen', 'Take it under an item');
    await screen.shot(shotFile(`papers-under-${theme}`));
    await screen.press('Esc');
    await chair.noPanel();

    // The programme lists them, and puts them under the chosen line.
    await chair.goes('programme');
    await screen.sees('aside', 'On the agenda, under no item');
    await screen.sees('aside', 'Motion 91 Cold hands');
    await screen.shot(shotFile(`programme-under-nothing-${theme}`));
    await screen.press('M');
    await chair.panel('On the agenda, under no item');
    await screen.shot(shotFile(`programme-place-${theme}`));
    assert.deepEqual(await serious(screen), []);
    await screen.press('1');
    await screen.lacks('[role=dialog]', 'Motion 91');
    await screen.press('Esc');
    await chair.noPanel();
    await screen.lacks('aside', 'Motion 91');

    // The draft takes one in, and says what that does.
    await screen.press('D');
    await screen.sees('h1', 'Draft of the order of business');
    await screen.sees('aside', 'Take Motion 92 under this line');
    await screen.shot(shotFile(`draft-under-nothing-${theme}`));
    await screen.press('Down', 'K');
    await screen.lacks('aside', 'Take Motion 92');
    await screen.press('Ctrl+Enter');
    await chair.panel('Adopt a new order of business');
    await screen.write('Cold feet are taken as well.');
    await screen.press('Ctrl+Enter');
    await chair.noPanel();
    const programme = await conference.shows({ view: 'programme' });
    assert.deepEqual(programme.under_nothing, []);
  });
}

test('an amendment that was carried is read in all four forms of its motion', async (t) => {
  const room = await browser.demo(t);
  const { conference } = room;
  const items = (await conference.desk()).items.map(({ title, id }) => ({ title, id }));
  const item = items.find((each) => each.title === 'Business left over; close').id;
  const made = await conference.does({ act: 'add_motion', motion: { number: '91', kind: 'motion', title: 'Bread', mover: 'Hackney', item, paragraphs: ['Bread is dear.', 'Bread shall be cheap.'] } });
  const upon = made.made.find((each) => each.table === 'motion').id;
  for (const [number, paragraph, text] of [['91.1', 1, 'Bread is too dear.'], ['91.2', 2, 'Bread shall be free.']]) {
    await conference.does({ act: 'add_motion', motion: { number, kind: 'amendment', title: `Change ${number}`, mover: 'Southwark', upon, paragraphs: [], edits: [{ paragraph, operation: 'replace', text }] } });
  }
  await conference.does({ act: 'take_item', item });
  await conference.calls('Motion 91', 'seconded');
  await conference.does({ act: 'call_motion', motion: (await conference.shows({ view: 'papers' })).papers.find((each) => each.number === '91.1').id });
  await conference.does({ act: 'accept_amendment', question: (await conference.desk()).question.id });
  const chair = new Chair(await room.chair());
  const { screen } = chair;
  await chair.goes('motions');
  await screen.sees('article h2', /./);
  await finds(chair, 'bread', 'Bread');
  for (const [key, form, said] of [['1', 'As moved', 'Bread is dear.'], ['2', 'With amendments', 'free'], ['3', 'Side by side', 'Bread is too dear.'], ['4', 'As it now stands', 'Bread is too dear.']]) {
    await screen.press(key);
    await screen.sees('.forms [aria-pressed=true]', form);
    await screen.sees('article .text', said);
  }
  await screen.press('3');
  await screen.shot(shotFile('papers-four-forms'));
});
