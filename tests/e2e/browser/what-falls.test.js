// A committee enters what falls with a paper; the vote says so; the chair confirms it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { browserOfThisFile } from '../lib/browser.js';
import { Chair } from '../pages/chair.js';
import { Hall } from '../pages/hall.js';

const browser = browserOfThisFile();

/** In the list of papers, goes down to this one. */
async function chooses(chair, label) {
  await chair.goes('motions');
  await chair.screen.sees('article h2', /./);
  await chair.screen.press('/');
  await chair.screen.press('Ctrl+A');
  await chair.screen.write(label);
  await chair.screen.sees('article h2', label);
  await chair.screen.press('Enter', 'Esc');
}

test('what falls is entered, said before the vote, confirmed and shown, by keyboard', async (t) => {
  const room = await browser.demo(t);
  const chair = new Chair(await room.chair());
  const hall = new Hall(await room.hall());
  await chooses(chair, 'Motion 12');
  await chair.screen.press('F');
  await chair.panel('What falls with Motion 12');
  await chair.screen.press('Ctrl+Enter');
  await chair.screen.sees('[role=dialog] [role=alert]', 'the number of the paper that falls');
  await chair.screen.write('28');
  await chair.screen.sees('[role=dialog] .sentence', 'If Motion 12 is carried, Motion 28 falls.');
  await chair.screen.press('Tab', 'Tab');
  await chair.screen.write('They say opposite things.');
  await chair.screen.press('Ctrl+Enter');
  await chair.noPanel();
  await chair.screen.sees('article', 'If motion 12 is carried, motion 28 falls.');

  await room.conference.takes('Convention of the Labour Left');
  await room.conference.calls('Motion 12', 'seconded');
  await chair.goes('chair');
  await chair.shows('Motion 28 falls.');
  await chair.puts('A');
  await chair.screen.press('C');
  await chair.declares('Declare: carried');
  await chair.says('As motion 12 was carried, motion 28 falls.');
  await chair.screen.press('J');
  await chair.panel('It does not fall');
  await chair.screen.press('Esc');
  await chair.next('Confirm: motion 28 falls');
  await hall.shows('Motion 28 falls.');
  await chooses(chair, 'Motion 28');
  await chair.screen.sees('article', 'confirmed: it has fallen');
  const { papers } = await room.conference.shows({ view: 'papers' });
  assert.equal(papers.find((paper) => paper.number === '28').state, 'falls');
});
