// Amendments by keyboard: one upon an amendment, which the chair allows; two to one paragraph, and what a person settles of the
// second; a file attached to a paper; a challenge to its place; and the paper and the order of business as they are printed.
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { test } from 'node:test';
import { join } from 'node:path';
import { serious } from '../lib/axe.js';
import { browserOfThisFile } from '../lib/browser.js';
import { outside } from '../lib/layout.js';
import { folder } from '../lib/programs.js';
import { shotFile } from '../lib/screen.js';
import { Chair } from '../pages/chair.js';

const browser = browserOfThisFile();

async function finds(chair, said, title) {
  await chair.screen.press('/');
  await chair.screen.press('Ctrl+A');
  await chair.screen.write(said);
  await chair.screen.sees('article h2', title);
  await chair.screen.press('Enter', 'Esc');
  await chair.screen.sees('article h2', title);
}

/** A motion under an item of its own, with three amendments to its first paragraph. */
async function handsIn(conference) {
  const id = (receipt, table) => receipt.made.find((each) => each.table === table).id;
  const item = id(await conference.does({ act: 'add_item', title: 'Libraries', number: '', kind: 'business', minutes: 20, after: null }), 'item');
  const motion = { number: '95', kind: 'motion', title: 'Libraries', mover: 'Southwark', item, paragraphs: ['Conference calls on every council to keep its libraries open on Sundays until noon.', 'It will write to each of them.'] };
  const upon = id(await conference.does({ act: 'add_motion', motion }), 'motion');
  const amends = async (number, title, text) => id(await conference.does({ act: 'add_motion', motion: { number, kind: 'amendment', title, mover: 'Hackney', upon, paragraphs: [], edits: [{ paragraph: 1, operation: 'replace', text }] } }), 'motion');
  await amends('95.1', 'Until night', 'Conference calls on every council to keep its libraries open on Sundays until night.');
  await amends('95.2', 'Saturdays too', 'Conference calls on every council to keep its libraries open on Saturdays until one.');
  await amends('95.3', 'And baths', 'Conference calls on every council to keep its libraries and baths open on Sundays until noon.');
  return item;
}

for (const theme of ['light', 'dark']) {
  test(`an amendment to an amendment, and what is left of another, by keyboard (${theme})`, async (t) => {
    const room = await browser.demo(t);
    const { conference } = room;
    const keys = [{ key: 'amend.of_amendment', value: 'not' }];
    await conference.does({ act: 'change_standing_orders', profile: null, keys, vote: null, reason: 'one at a time' }, { reason: 'as printed' });
    await handsIn(conference);
    const chair = new Chair(await room.chair({ theme }));
    const { screen } = chair;
    await chair.goes('motions');
    await screen.sees('article h2', /./);
    await finds(chair, '95 Libraries', 'Motion 95');
    await screen.sees('article', 'changes the same words as Amendment 95.2');
    await screen.sees('article', 'Changes the same paragraph as Amendment 95.2, Amendment 95.1, in other words: each keeps its own.');
    await screen.shot(shotFile(`amending-meeting-${theme}`));

    // Upon the amendment: its own paragraphs are edited. These standing orders allow none; the chair does, with a reason.
    await finds(chair, '95.1', 'Until night');
    await screen.press('A');
    await chair.panel('An amendment to Amendment 95.1');
    await screen.sees('[role=dialog]', 'These are the paragraphs of Amendment 95.1');
    await screen.write('York');
    await screen.press('Tab', 'Tab', 'Tab', 'End');
    assert.equal(await screen.evaluate('() => document.activeElement.tagName'), 'TEXTAREA');
    await screen.press('Backspace');
    await screen.write(' at the earliest.');
    await screen.shot(shotFile(`amending-upon-${theme}`));
    assert.deepEqual(await serious(screen), []);
    await screen.press('Ctrl+Enter');
    await chair.allows('allow no amendment to an amendment', 'Conference has asked for it.');
    await screen.until('the amendment handed in', '.list', () => true);
    for (let tries = 0; ; tries += 1) {
      const { papers } = await conference.shows({ view: 'papers' });
      if (papers.some((paper) => paper.number === '95.1.1')) break;
      assert.ok(tries < 50, papers.map((paper) => paper.number).join(' '));
    }
    if ((await screen.texts('[role=dialog]')).length > 0) await screen.press('Esc');
    await chair.noPanel();
    await finds(chair, '95.1.1', 'Amendment 95.1.1');
    await screen.sees('article .text', 'inserted: night at the earliest.');
    await screen.shot(shotFile(`amending-second-${theme}`));

    // In the hall: the first is carried with what was carried to it.
    await conference.takes('Libraries');
    await conference.calls('Motion 95', 'seconded');
    const calls = async (number) => {
      const { papers } = await conference.shows({ view: 'papers' });
      await conference.does({ act: 'call_motion', motion: papers.find((paper) => paper.number === number).id }, { reason: 'It is taken out of its turn.' });
      await conference.speech('mover');
    };
    const accepts = async () => conference.does({ act: 'accept_amendment', question: (await conference.desk()).question.id });
    await calls('95.1');
    await calls('95.1.1');
    await screen.press('Alt+1');
    await chair.shows('Amendment 95.1.1');
    await screen.shot(shotFile(`amending-chair-${theme}`));
    await accepts();
    await accepts();
    await chair.goes('motions');
    await screen.sees('article h2', /./);
    await finds(chair, '95 Libraries', 'Motion 95');
    await screen.sees('article .text', 'open on Sundays until night at the earliest.');

    // Of the second a person says what is left.
    await finds(chair, '95.2', 'Saturdays too');
    await screen.sees('article .flag', 'was changed by amendment 95.1');
    await screen.shot(shotFile(`amending-no-longer-${theme}`));
    await screen.press('L');
    await chair.panel('What is left of Amendment 95.2');
    await screen.press('Ctrl+Enter');
    await screen.sees('[role=dialog] [role=alert]', 'nothing is left of the amendment');
    await screen.press('Shift+Tab', 'Shift+Tab', 'Shift+Tab', 'Shift+Tab', 'Ctrl+A');
    await screen.write('Conference calls on every council to keep its libraries open on Saturdays until night at the earliest.');
    await screen.press('Ctrl+Enter');
    await screen.sees('[role=dialog] [role=alert]', 'the reason');
    await screen.shot(shotFile(`amending-settle-${theme}`));
    assert.deepEqual(await serious(screen), []);
    assert.deepEqual(await screen.evaluate(outside), []);
    await screen.press('Tab', 'Tab', 'Tab', 'Tab', 'Tab');
    await screen.evaluate("() => document.querySelector('[role=dialog] input').focus()");
    await screen.write('The day is hers, the hour is decided.');
    await screen.press('Ctrl+Enter');
    await chair.noPanel();
    await screen.lacks('article .flag', 'No longer fits');
    await screen.sees('article .text', 'inserted: Saturdays');
  });
}

test('the chair is told of what no longer fits and of a direct negative, and settles the one where it would have been taken', async (t) => {
  const room = await browser.demo(t);
  const { conference } = room;
  await handsIn(conference);
  await conference.takes('Libraries');
  await conference.calls('Motion 95', 'seconded');
  const papers = async () => (await conference.shows({ view: 'papers' })).papers;
  const upon = (await papers()).find((paper) => paper.number === '95').id;
  const edits = [{ paragraph: 1, operation: 'delete', text: '' }, { paragraph: 2, operation: 'delete', text: '' }];
  await conference.does({ act: 'add_motion', motion: { number: '95.4', kind: 'amendment', title: 'Not at all', mover: 'York', upon, paragraphs: [], edits } });
  const calls = async (number) => {
    await conference.does({ act: 'call_motion', motion: (await papers()).find((paper) => paper.number === number).id }, { reason: 'It is taken out of its turn.' });
  };
  const question = async () => (await conference.desk()).question.id;
  await calls('95.4');
  const chair = new Chair(await room.chair());
  const { screen } = chair;
  await screen.sees('article', 'A direct negative, out of order: it only says no to the motion');
  await screen.shot(shotFile('amending-direct-negative'));
  await conference.does({ act: 'withdraw_question', question: await question(), reason: 'Ruled out of order.' });
  for (const number of ['95.1', '95.3']) {
    await calls(number);
    await conference.speech('mover');
    await conference.does({ act: 'accept_amendment', question: await question() });
  }
  await screen.sees('.centre .act', 'Settle what is left of amendment 95.2');
  await screen.shot(shotFile('amending-chair-unfit'));
  await screen.press('V');
  await chair.panel('Put the question');
  await screen.press('H');
  await screen.sees('body', 'Amendment 95.2 no longer fits the text, and has not been taken.');
  await screen.shot(shotFile('amending-chair-put'));
  await screen.press('Esc', 'Esc');
  await chair.noPanel();
  await screen.press('N');
  await chair.panel('What is left of Amendment 95.2');
  await screen.press('Shift+Tab', 'Shift+Tab', 'Shift+Tab', 'Shift+Tab', 'Ctrl+A');
  await screen.write('Conference calls on every council to keep its libraries and baths open on Saturdays until night.');
  await screen.evaluate("() => document.querySelector('[role=dialog] input').focus()");
  await screen.write('The day is hers, the hour is decided.');
  await screen.shot(shotFile('amending-chair-settle'));
  assert.deepEqual(await screen.evaluate(outside), []);
  await screen.press('Ctrl+Enter');
  await chair.noPanel();
  await chair.next('Call amendment 95.2');
  await chair.shows('Amendment 95.2');
});

test('a file is attached, saved as a copy and detached; its place is challenged; what is printed is the paper', async (t) => {
  const room = await browser.demo(t);
  const { conference } = room;
  await handsIn(conference);
  const chair = new Chair(await room.chair());
  const { screen } = chair;
  const { page } = screen;
  await chair.goes('motions');
  await screen.sees('article h2', /./);
  await finds(chair, '95 Libraries', 'Motion 95');
  const path = join(folder('attached'), 'Costings of libraries.txt');
  writeFileSync(path, 'Forty libraries, four hours: £12,000.\n');
  const attaches = async (file) => {
    const [chooser] = await Promise.all([page.waitForEvent('filechooser'), screen.press('H')]);
    await chooser.setFiles(file);
  };
  await attaches(path);
  await screen.sees('article', 'Costings of libraries.txt');
  await screen.shot(shotFile('attached'));
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Save a copy Costings of libraries.txt' }).click()]);
  assert.equal(download.suggestedFilename(), 'Costings of libraries.txt');
  assert.equal(readFileSync(await download.path(), 'utf8'), readFileSync(path, 'utf8'));
  const large = join(folder('attached'), 'Large.pdf');
  writeFileSync(large, Buffer.alloc(10 * 1024 * 1024 + 1));
  await attaches(large);
  await screen.sees('article [role=alert]', 'more than 10.0 MB is not attached to a paper');
  await page.getByRole('button', { name: 'Detach Costings of libraries.txt' }).click();
  await chair.panel('Detach “Costings of libraries.txt” from Motion 95');
  await screen.write('The draft of last year.');
  await screen.press('Enter');
  await chair.noPanel();
  await screen.sees('article', 'Nothing is attached');

  await screen.press('K');
  await chair.panel('A challenge: Motion 95');
  await screen.write('York');
  await screen.press('Tab');
  await screen.write('It belongs elsewhere.');
  await screen.shot(shotFile('challenge-place'));
  assert.deepEqual(await serious(screen), []);
  await screen.press('Esc');
  await chair.noPanel();

  // On paper.
  writeFileSync(shotFile('printed-paper').replace('.png', '.pdf'), await page.pdf({ preferCSSPageSize: true, printBackground: false }));
});
