// The standing orders on their screen, changed by keyboard; and who has been heard.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { browserOfThisFile } from '../lib/browser.js';
import { Conference } from '../lib/conference.js';
import { App } from '../pages/app.js';

const browser = browserOfThisFile();

async function unison(t) {
  const room = await browser.at(t, Conference.serve());
  const setup = { name: 'Spring Conference', venue: 'Town Hall', time_zone: 'Europe/London', days: ['2018-05-30'], profile: 'unison' };
  const made = await room.conference.post('/errand', { errand: 'new', path: join(room.conference.folder, 'spring.conference'), setup });
  assert.ok(made.done, JSON.stringify(made));
  return room;
}

test('every rule says where it comes from; the committee changes one, then the profile', async (t) => {
  const room = await unison(t);
  const app = new App(await room.chair());
  const { screen } = app;
  await app.goes('orders');
  await screen.sees('h1', 'UNISON');
  await screen.sees('article', /Right of reply\s*10 minutes\s*inherited/);
  await screen.sees('article', /Everyone else\s*3 minutes/);
  await screen.sees('article', 'the committee settles these rules');
  await screen.press('C');
  await app.panel('Change standing orders');
  await screen.sees('[role=dialog]', 'Now: 5 minutes');
  await screen.press('Ctrl+A');
  await screen.write('4:30');
  await screen.press('Ctrl+Enter');
  await screen.sees('[role=dialog]', 'Say why.');
  await screen.press('Tab', 'Tab');
  await screen.write('the committee met');
  await screen.press('Ctrl+Enter');
  await app.noPanel();
  await screen.sees('article', /Mover of a motion\s*4 minutes 30 seconds\s*changed · was 5 minutes/);
  await screen.sees('article', /Version 2[\s\S]*the committee met/);
  await screen.press('P');
  await app.panel('Another profile');
  await screen.sees('[role=dialog]', 'the previous question is a closure and needs two-thirds');
  await screen.press('End');
  await screen.press('Tab');
  await screen.write('for contrast');
  await screen.press('Ctrl+Enter');
  await app.noPanel();
  await screen.sees('h1', 'Bourinot');
});

test('in mid-conference the chair is asked for a vote or a reason', async (t) => {
  const room = await unison(t);
  await room.conference.does({ act: 'open' });
  const app = new App(await room.chair());
  const { screen } = app;
  await app.goes('orders');
  await screen.sees('article', 'at least two-thirds of those who vote');
  await screen.press('C');
  await app.panel('Change standing orders');
  await screen.press('Ctrl+A');
  await screen.write('4');
  await screen.press('Tab', 'Tab', 'Tab');
  await screen.write('late');
  await screen.press('Ctrl+Enter');
  await app.allows('no vote is named', 'conference agreed by acclamation');
  await app.goes('orders');
  await screen.sees('article', /Version 2[\s\S]*late/);
});

test('who has been heard stands a key away, on the chair’s screen and on the record', async (t) => {
  const room = await browser.demo(t);
  await room.conference.takes('Convention of the Labour Left');
  await room.conference.calls('Motion 12', 'seconded');
  const app = new App(await room.chair());
  const { screen } = app;
  await screen.press('Shift+F');
  await app.panel('Who has been heard');
  await screen.sees('[role=dialog]', /1 speech/);
  await screen.sees('[role=dialog]', /Southwark\s*1/);
  await screen.press('T');
  await screen.sees('[role=dialog]', 'today');
  await screen.press('Esc');
  await app.noPanel();
  await app.goes('record');
  await screen.press('F');
  await app.panel('Who has been heard');
});
