// A count pack in the program's own windows, through the system's file dialogs: made, opened, typed, brought back, taken in.
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { Conference, demoFile } from '../lib/conference.js';
import { chooses, saves } from '../lib/dialog.js';
import { folder } from '../lib/programs.js';
import { shotFile } from '../lib/screen.js';
import { display, Laptop } from '../lib/window.js';
import { Stations } from '../pages/stations.js';
import { Tellers } from '../pages/tellers.js';

let shown;
before(async () => (shown = await display()));
after(async () => shown?.stop());

test('a count pack goes out and comes back through the file dialogs', async (t) => {
  const file = demoFile();
  const prepared = await Conference.serve(file);
  await prepared.does({ act: 'open' });
  const vote = await prepared.openedTwice();
  await prepared.does({ act: 'open_batch', vote, name: 'Floor', slips: 2 });
  await prepared.stop();
  const stick = folder('stick');

  const desk = await new Laptop(shown).starts([file]);
  t.after(() => desk.ends());
  const chair = new Stations(desk.chair);
  chair.screen.pace = 200;
  await chair.screen.sees('.chair', /./, 15_000);
  await chair.opens();
  await chair.screen.press('P');
  await chair.panel('Make a count pack');
  await chair.screen.sees('.panel', 'Who takes it');
  await chair.screen.write('Ann Example');
  await chair.screen.press('Enter');
  await saves(shown, 'Where is the count pack to be', join(stick, 'ann'));
  await chair.notice('The count pack for Ann Example is made.');
  assert.deepEqual(readdirSync(stick), ['ann.json']);

  const laptop = await new Laptop(shown).starts();
  t.after(() => laptop.ends());
  const tellers = new Tellers(laptop.chair);
  const { screen } = tellers;
  await screen.sees('.start', 'Open a count pack', 15_000);
  await screen.press('K');
  await chooses(shown, 'Choose the file on the stick', join(stick, 'ann.json'));
  await screen.sees('[role=dialog]', 'Is this the right count pack?');
  await screen.press('Enter');
  await screen.sees('aside', 'This count pack');
  await screen.press('N');
  await tellers.panel('Take a batch');
  await screen.press('Enter');
  await tellers.noPanel();
  await tellers.enters(1, 'F');
  await tellers.enters(2, 'A');
  await screen.sees('header', '2 typed · 0 to go');
  await tellers.ends();
  await screen.press('Ctrl+Enter');
  await saves(shown, 'Where is the count return to be', join(stick, 'return'));
  await screen.sees('header .light', 'The return is written');
  assert.deepEqual(readdirSync(stick).toSorted(), ['ann.json', 'return.json']);
  await screen.shot(shotFile('window-pack'));

  await chair.screen.press('R');
  await chair.panel('Take in a count return');
  await chair.screen.press('O');
  await chooses(shown, 'Choose the file on the stick', join(stick, 'return.json'));
  await chair.screen.sees('.panel tr', /Floor\s+2\s+finished/);
  await chair.screen.shot(shotFile('window-return'));
  await chair.screen.press('Enter');
  await chair.notice('The return was taken in');
});
