// The program in its own windows: a short conference by keyboard, the hall beside it, and what a start finds again.
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { rostrumctl } from '../lib/programs.js';
import { shotFile } from '../lib/screen.js';
import { display, Laptop } from '../lib/window.js';
import { Chair } from '../pages/chair.js';
import { Hall } from '../pages/hall.js';
import { Start } from '../pages/start.js';
import { Tellers } from '../pages/tellers.js';

let shown;
before(async () => (shown = await display()));
after(async () => shown?.stop());

/** The program for one test. */
async function started(t, laptop, words) {
  const desk = await laptop.starts(words);
  t.after(() => desk.ends());
  return desk;
}

test('a short conference by keyboard alone, in the chair’s window, with the hall’s beside it', async (t) => {
  const laptop = new Laptop(shown);
  const desk = await started(t, laptop);
  const start = new Start(desk.chair);
  await desk.chair.sees('.start', 'Open the demo conference', 15_000);
  await desk.chair.shot(shotFile('window-start'));
  await desk.chair.press('Enter');
  const chair = new Chair(desk.chair);
  await desk.chair.sees('.chair', /./, 15_000);
  await desk.chair.sees('header', 'Grassroots Conference');

  await desk.chair.press('H');
  await chair.panel('What the hall sees');
  await desk.chair.press('P');
  const hall = new Hall(await desk.hall());
  await hall.screen.sees('.hall', 'Grassroots Conference', 15_000);
  await hall.screen.shot(shotFile('window-hall-welcome'));
  await desk.chair.press('Esc');
  await chair.noPanel();

  await chair.next('Open the conference');
  await chair.takes('Convention of the Labour Left');
  await hall.title('Convention of the Labour Left');
  await chair.next('Call Southwark');
  await chair.next('Start the clock for Southwark');
  await hall.screen.measured('the hall’s clock runs', () => document.querySelector('.hall .rostrum .time')?.textContent?.replaceAll(/\s/g, '') ?? '', (digits) => /4:5\d/.test(digits));
  await desk.chair.shot(shotFile('window-chair-debate'));
  await hall.screen.shot(shotFile('window-hall-debate'));
  await desk.chair.press('Space');
  await desk.chair.sees('.lamp', 'stopped');
  await desk.chair.press('Space');
  await chair.adds('105', 'A', 'Rafiq Haddad');
  await chair.next('Call Lewisham');
  await chair.next('Start the clock for Lewisham');
  await chair.next('Call Rafiq Haddad');
  await chair.next('Start the clock for Rafiq Haddad');
  await chair.next('Thank Rafiq Haddad');
  await desk.chair.lacks('.clock', /./);

  await chair.puts('A');
  await hall.shows('Is it agreed?');
  await desk.chair.press('N');
  await chair.panel(/./);
  await desk.chair.press('C');
  await chair.noPanel();
  await desk.chair.sees('.vote', 'Card vote 1');
  await chair.next('Open');
  await hall.shows('Voting is open');
  await hall.screen.shot(shotFile('window-hall-vote'));
  await desk.chair.press('Alt+5');
  const tellers = new Tellers(desk.chair);
  await tellers.accepts();
  for (const [card, key] of [[1, 'F'], [2, 'F'], [3, 'A']]) await tellers.enters(card, key);
  await tellers.account('Entered', 3);
  await desk.chair.shot(shotFile('window-tellers'));
  await desk.chair.press('Alt+1');
  await chair.next('Close');
  await chair.shows('closed: being counted');
  await hall.shows('Voting is closed');
  await desk.chair.press('J');
  await desk.chair.sees('aside', 'Cannot be finished yet');
  await tellers.returnsNo(37);
  await tellers.finishes();
  await desk.chair.press('Alt+1');
  await hall.hides('600');
  await chair.next('Declare');
  await chair.declares('carried');
  await hall.title('Carried');
  await hall.shows('600');
  await hall.screen.shot(shotFile('window-hall-result'));
  await desk.chair.shot(shotFile('window-chair-after'));

  await chair.screen.press('B');
  await hall.hides('Carried');
  await chair.screen.press('B');
  await hall.title('Carried');

  // The record is whole, and shows the words.
  await start.goes('record');
  await desk.chair.sees('.record', 'The chair declared card vote 1: carried');
  await desk.chair.shot(shotFile('window-record'));
});

test('the hall’s window looks and cannot act', async (t) => {
  const laptop = new Laptop(shown);
  const file = join(laptop.work, 'demo.conference');
  rostrumctl('new', file, '--demo');
  const desk = await started(t, laptop, [file]);
  const chair = new Chair(desk.chair);
  await desk.chair.sees('.chair', /./, 15_000);
  await desk.chair.press('H');
  await chair.panel('What the hall sees');
  await desk.chair.press('P');
  const hall = await desk.hall();
  await hall.sees('.hall', 'Grassroots Conference', 15_000);

  // A member called `error` would be taken for a failure of the driver.
  const asked = async (screen, command, body) => {
    await screen.toFront();
    return desk.session.executeAsync((name, given, done) => {
      window.__TAURI_INTERNALS__.invoke(name, given).then((value) => done({ value }), (error) => done({ refused: String(error) }));
    }, command, body);
  };
  const actor = { role: 'chair', station: 'chair', name: null };
  const note = { envelope: { idem: null, actor, at: null, command: { act: 'note', text: 'From the hall' }, reason: null } };
  for (const [command, body] of [['dispatch', note], ['undo', { request: { actor, seq: null, redo: false, idem: null } }], ['errand', { errand: { errand: 'close' } }], ['hall', { action: 'close' }], ['pick', { kind: 'folder' }], ['preview', { kind: 'register', path: '/etc/passwd' }]]) {
    const answer = await asked(hall, command, body);
    assert.match(answer.refused ?? JSON.stringify(answer), /not allowed/i, command);
  }
  // The same words from the chair's window are an act.
  const answer = await asked(desk.chair, 'dispatch', note);
  assert.ok(answer.value?.receipt, JSON.stringify(answer));
  // And nothing else of Tauri is there for either.
  for (const screen of [hall, desk.chair]) {
    const fs = await asked(screen, 'plugin:fs|read_text_file', { path: '/etc/hostname' });
    assert.ok(fs.refused, JSON.stringify(fs));
  }
});

test('visitors have a window of their own, which shows nothing of a private session', async (t) => {
  const laptop = new Laptop(shown);
  const file = join(laptop.work, 'demo.conference');
  rostrumctl('new', file, '--demo');
  const desk = await started(t, laptop, [file]);
  const chair = new Chair(desk.chair);
  await desk.chair.sees('.chair', /./, 15_000);
  await chair.next('Open the conference');
  await desk.chair.press('H');
  await chair.panel('What the hall sees');
  await desk.chair.press('V');
  const visitors = await desk.hall();
  await visitors.sees('.hall', 'Grassroots Conference', 15_000);
  await desk.chair.press('Esc');
  await chair.noPanel();
  await chair.takes('Statement of aims');
  await visitors.sees('.hall', 'Statement of aims');
  await chair.goes('programme');
  await desk.chair.press('X');
  await visitors.sees('.face h1', 'Private session');
  await visitors.lacks('.hall', 'Statement of aims');
  await visitors.shot(shotFile('window-visitors'));
  // It looks at what is for visitors, and at nothing else.
  await visitors.toFront();
  const refused = await desk.session.executeAsync((done) => {
    window.__TAURI_INTERNALS__.invoke('watch', { view: { view: 'hall' } }).then(() => done(''), (error) => done(String(error)));
  });
  assert.match(refused, /nothing else/);
});

test('the last file is open again at the next start; a file that is named is opened', async (t) => {
  const laptop = new Laptop(shown);
  const first = join(laptop.work, 'first.conference');
  rostrumctl('new', first, '--profile', 'citrine', '--name', 'First Conference');
  const second = join(laptop.work, 'second one.conference');
  rostrumctl('new', second, '--profile', 'citrine', '--name', 'Second Conference');

  const named = await laptop.starts([first]);
  try {
    await named.chair.sees('header', 'First Conference', 15_000);
    await named.chair.press('Shift+N');
    await named.chair.sees('[role=dialog] h2', 'Note for the minutes');
    await named.chair.write('Doors opened');
    await named.chair.press('Enter');
    await named.chair.lacks('[role=dialog]', /./);
  } finally {
    await named.ends();
  }
  const again = await laptop.starts();
  try {
    await again.chair.sees('header', 'First Conference', 15_000);
    await again.chair.press('Alt+6');
    await again.chair.sees('.record', 'Doors opened');
  } finally {
    await again.ends();
  }
  const other = await started(t, laptop, [`file://${encodeURI(second)}`]);
  await other.chair.sees('header', 'Second Conference', 15_000);
  // Backups were made beside the first file while it was open, or at its end.
  assert.ok(existsSync(first));
});
