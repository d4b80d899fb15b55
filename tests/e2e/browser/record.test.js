// The record in the words of the meeting.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { browserOfThisFile } from '../lib/browser.js';
import { App } from '../pages/app.js';

const browser = browserOfThisFile();

test('what happened stands in words, is found, noted, taken back and verified', async (t) => {
  const room = await browser.demo(t);
  await room.conference.takes('Convention of the Labour Left');
  await room.conference.calls('Motion 12', 'seconded');
  await room.conference.cardVote({ 1: 'for', 2: 'for', 3: 'against', 4: 'for', 5: 'for', 6: 'for' });
  const app = new App(await room.chair());
  const { screen } = app;
  await app.goes('record');
  await screen.sees('.record', /Conference took .*Convention of the Labour Left/);
  await screen.sees('.record', /Southwark/);
  await screen.sees('.record', /The chair declared card vote 1: carried/);
  // Six cards are one line until somebody looks.
  await screen.sees('.record', '6 cards entered');

  await screen.press('/');
  await screen.write('seconded');
  await screen.sees('.record', /seconded formally/);
  await screen.lacks('.record .main', 'The chair declared');
  await screen.press('Esc', 'Esc');
  await app.goes('record');

  await screen.press('N');
  await app.panel('Add a note');
  await screen.write('The fire alarm was tested.');
  await screen.press('Enter');
  await screen.press('Ctrl+Enter');
  await app.noPanel();
  await screen.sees('.record', 'The fire alarm was tested.');
  await screen.press('Ctrl+Z');
  await app.notice('Took back');
  await screen.sees('.record', /taken back in/);

  const before = await screen.text('aside .code');
  await screen.press('V');
  await screen.sees('.verify', /The record is whole: all \d+ entries checked/, 15_000);
  const { head } = await room.conference.shows({ view: 'record', before: null });
  assert.equal(before, head);
  // The same code stands at the foot of the hall's screen.
  const hall = await room.hall();
  await room.conference.does({ act: 'show_in_hall', face: 'welcome' });
  // What was entered since was not checked.
  await screen.sees('.verify', /the first \d+ of \d+ entries/);
  const now = (await room.conference.shows({ view: 'record', before: null })).head;
  await hall.sees('.hall footer', now);
});

test('an entry is taken back out of turn where nothing stands upon it, and refused where something does', async (t) => {
  const room = await browser.demo(t);
  const app = new App(await room.chair());
  const { screen } = app;
  await screen.press('Shift+N');
  await app.panel('Note for the minutes');
  await screen.write('First note');
  await screen.press('Enter');
  await app.noPanel();
  await screen.press('Shift+N');
  await app.panel('Note for the minutes');
  await screen.write('Second note');
  await screen.press('Enter');
  await app.noPanel();
  await app.goes('record');
  await screen.sees('.record', 'First note');
  await screen.press('Down', 'Down');
  await screen.press('Delete');
  await app.notice(/Took back: .*First note/);
  const entries = (await room.conference.shows({ view: 'record', before: null })).entries;
  assert.equal(entries.find((each) => each.words.includes('Second note')).undone_by, null);
});
