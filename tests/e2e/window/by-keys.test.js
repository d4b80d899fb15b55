// What the chair does by keyboard in the program's own window beside the short conference: a conference made anew, acts
// taken back and done again, business put in another order, a speaker's extra time.
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { rostrumctl } from '../lib/programs.js';
import { shotFile } from '../lib/screen.js';
import { display, Laptop } from '../lib/window.js';
import { Chair } from '../pages/chair.js';
import { Start } from '../pages/start.js';

let shown;
before(async () => (shown = await display()));
after(async () => shown?.stop());

test('a new conference is made by keyboard, opened, unopened and opened again', async (t) => {
  const laptop = new Laptop(shown);
  const desk = await laptop.starts();
  t.after(() => desk.ends());
  const screen = desk.chair;
  const [start, chair] = [new Start(screen), new Chair(screen)];
  await screen.sees('.start', 'New conference', 15_000);
  await screen.press('N');
  await start.panel('New conference');
  await screen.write('Autumn Conference');
  await start.field('Place');
  await screen.write('Town Hall, Leeds');
  await start.field('Standing orders');
  await screen.press('Down');
  await start.toCalendar();
  const days = [];
  for (const steps of [['Right'], ['Down', 'Right']]) {
    await screen.press(...steps, 'Space');
    days.push(await start.day());
  }
  const file = join(laptop.work, 'autumn.conference');
  await start.field('File');
  await screen.press('Ctrl+A');
  await screen.write(file);
  await screen.shot(shotFile('window-new-conference'));
  await screen.press('Ctrl+Enter');
  await start.noPanel();
  await screen.sees('header', 'Autumn Conference');
  assert.ok(existsSync(file));
  const shows = (view) => JSON.parse(rostrumctl('show', file, view, '--json'));
  assert.equal(shows('desk').heading.venue, 'Town Hall, Leeds');
  assert.equal(shows('standing_orders').profile, 'grassroots');
  assert.deepEqual(shows('draft').days.map(([day]) => day), days);

  await chair.goes('chair');
  await chair.next('Open the conference');
  await screen.lacks('.centre .act', 'Open the conference');
  await chair.takesBack('Took back: Autumn Conference opened.');
  await screen.sees('.centre .act', 'Open the conference');
  await screen.press('Ctrl+Shift+Z');
  await screen.lacks('.centre .act', 'Open the conference');
  assert.equal(shows('desk').heading.state, 'open');
});

test('business is closed, reopened and moved, a speaker has more time, and each is taken back and done again', async (t) => {
  const laptop = new Laptop(shown);
  const file = join(laptop.work, 'demo.conference');
  rostrumctl('new', file, '--demo');
  const desk = await laptop.starts([file]);
  t.after(() => desk.ends());
  const [screen, chair] = [desk.chair, new Chair(desk.chair)];
  await screen.sees('.chair', /./, 15_000);
  await chair.next('Open the conference');
  await chair.takes('Statement of aims');
  await chair.takes('Council budgets');
  const closed = /✓.*Statement of aims/;
  await chair.line('Statement of aims');
  await screen.press('X');
  await chair.allows('undecided', 'It is taken with the structures.');
  await chair.business(closed);
  await chair.takesBack(/Took back: .*Statement of aims/);
  await screen.lacks('.business [role=option]', closed);
  await screen.press('Ctrl+Shift+Z');
  await chair.business(closed);
  await chair.line('Statement of aims');
  await screen.press('R');
  await screen.lacks('.business [role=option]', closed);

  // It is moved in a draft, which says what that does to the day.
  const early = (lines) => lines.findIndex((line) => line.includes('Free movement')) < lines.findIndex((line) => line.includes('Tea'));
  await chair.line('Free movement');
  await screen.press('Shift+Up');
  await screen.sees('h1', 'Draft of the order of business');
  await screen.press('Ctrl+Enter');
  await chair.panel('Adopt a new order of business');
  await screen.write('Its mover has to leave.');
  await screen.press('Ctrl+Enter');
  await chair.notice('A new order of business was adopted');
  await chair.goes('chair');
  await screen.until('Free movement before Tea', '.business [role=option]', early);
  await chair.takesBack('Took back: A new order of business was adopted');
  await screen.until('Free movement after Tea', '.business [role=option]', (lines) => !early(lines));
  await screen.press('Ctrl+Shift+Z');
  await screen.until('Free movement before Tea again', '.business [role=option]', early);

  const left = (said, digits) => screen.measured(said, () => document.querySelector('.clock .left')?.textContent?.replaceAll(/\s/g, '') ?? '', (found) => digits.test(found));
  await chair.takes('Convention of the Labour Left');
  await chair.next('Call Southwark');
  await chair.next('Start the clock for Southwark');
  await screen.lacks('.lamp', 'not started');
  await screen.press('Space');
  await screen.sees('.lamp', 'stopped');
  await left('the time of its speech', /4:[345]\d$/);
  await screen.press('E');
  await chair.panel('Extra time for Southwark');
  await screen.press('1');
  await chair.noPanel();
  await left('a minute more', /5:[345]\d$/);
  await chair.takesBack(/Took back: .*Southwark/);
  await left('without it', /4:[345]\d$/);
  await screen.press('Ctrl+Shift+Z');
  await left('with it again', /5:[345]\d$/);
  await screen.shot(shotFile('window-extra-time'));
});
