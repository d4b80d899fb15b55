// The program in its own windows: a short conference by keyboard, the hall beside it, and what a start finds again.
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { rostrumctl } from '../lib/programs.js';
import { shotFile } from '../lib/screen.js';
import { bus, display, Laptop, withProjector } from '../lib/window.js';
import { Chair } from '../pages/chair.js';
import { Hall } from '../pages/hall.js';
import { Start } from '../pages/start.js';
import { Tellers } from '../pages/tellers.js';

const pause = (ms) => new Promise((done) => setTimeout(done, ms));
let shown;
before(async () => (shown = await display()));
after(async () => shown?.stop());

// Where a window is, as its page knows it.
const place = () => [window.screenX, window.screenY, window.innerWidth, window.innerHeight];
const smaller = ([x, y, width, height]) => x === 90 && y === 60 && width === 1100 && height === 640;

/** Waits until a file that the program keeps says so. */
async function kept(file, says) {
  for (let tries = 100; tries > 0; tries -= 1) {
    const there = existsSync(file) ? readFileSync(file, 'utf8') : '';
    if (there !== '' && says(JSON.parse(there))) return;
    await pause(100);
  }
  throw new Error(`${file} does not say so: ${existsSync(file) ? readFileSync(file, 'utf8') : 'it is not there'}`);
}

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
  await chair.shows('being counted');
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

test('after a crash the hall’s window is open again and shows what it showed, and the chair’s is where it was put', async (t) => {
  const laptop = new Laptop(shown);
  const file = join(laptop.work, 'demo.conference');
  rostrumctl('new', file, '--demo');
  const first = await laptop.starts([file]);
  try {
    const chair = new Chair(first.chair);
    await first.chair.sees('.chair', /./, 15_000);
    await chair.next('Open the conference');
    await chair.takes('Statement of aims');
    await first.chair.press('H');
    await chair.panel('What the hall sees');
    await first.chair.press('P');
    await (await first.hall()).sees('.hall', 'Statement of aims', 15_000);
    await first.chair.toFront();
    await first.session.setWindowRect(90, 60, 1100, 640);
    await first.chair.measured('the window is where it was put', place, smaller);
    await kept(join(laptop.home, 'config/org.rostrum.desk/.window-state.json'), ({ chair }) => smaller([chair.x, chair.y, chair.width, chair.height]));
    // As the battery does it: nothing is closed, nothing is said.
    first.crashes();
  } finally {
    await first.ends();
  }
  const again = await started(t, laptop);
  const hall = await again.hall();
  await hall.sees('.hall', 'Statement of aims', 15_000);
  await again.chair.measured('the window is where it was left', place, smaller);
  // Closed by the chair it stays closed at the next start.
  await again.chair.sees('.chair', 'Statement of aims', 15_000);
  await again.chair.press('H');
  await new Chair(again.chair).panel('What the hall sees');
  await again.chair.press('C');
  await pause(300);
  const settings = JSON.parse(readFileSync(join(laptop.home, 'config/rostrum/settings.json'), 'utf8'));
  assert.equal(settings.hall.open, false);
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
});

test('a second start hands its file to the program that runs, and ends', async (t) => {
  const session = await bus();
  t.after(() => session.stop());
  const laptop = new Laptop(shown, session);
  const files = ['First', 'Second'].map((name) => {
    const file = join(laptop.work, `${name}.conference`);
    rostrumctl('new', file, '--profile', 'citrine', '--name', `${name} Conference`);
    return file;
  });
  const desk = await started(t, laptop, [files[0]]);
  await desk.chair.sees('header', 'First Conference', 15_000);
  assert.equal(await laptop.startsAgain([files[1]]), 0);
  await desk.chair.sees('header', 'Second Conference');
  // Without a file it only brings the window to the front.
  assert.equal(await laptop.startsAgain(), 0);
  await desk.chair.sees('header', 'Second Conference');
  assert.equal((await desk.session.getWindowHandles()).length, 1);
});

test('the hall fills the second display while there is one, and the chair’s is never covered', async (t) => {
  const displays = await withProjector();
  t.after(() => displays.stop());
  const laptop = new Laptop(displays);
  const file = join(laptop.work, 'demo.conference');
  rostrumctl('new', file, '--demo');
  const onProjector = ([x, y, width, height]) => x === 1366 && y === 0 && width === 1280 && height === 720;
  const ordinary = ([x, , width, height]) => x < 1366 && width === 960 && height === 540;
  const first = await laptop.starts([file]);
  try {
    await first.chair.sees('.chair', /./, 15_000);
    await first.chair.press('H');
    await new Chair(first.chair).panel('What the hall sees');
    await first.chair.press('P');
    const hall = await first.hall();
    await hall.sees('.hall', 'Grassroots Conference', 15_000);
    await hall.measured('with one display it is an ordinary window', place, ordinary);
    displays.plug();
    await hall.measured('plugged in, the projector is filled', place, onProjector);
    await first.chair.measured('the chair’s window stays on its own display', place, ([x, , width]) => x + width <= 1366);
    displays.pull();
    await hall.measured('pulled out, it is an ordinary window again', place, ordinary);
    // And it goes on showing what the chair does.
    await first.chair.press('Esc');
    const chair = new Chair(first.chair);
    await chair.noPanel();
    await chair.next('Open the conference');
    await chair.takes('Statement of aims');
    await hall.sees('.hall', 'Statement of aims');
    displays.plug();
    await hall.measured('plugged in again, the projector is filled', place, onProjector);
  } finally {
    await first.ends();
  }
  // There from the start, it is filled from the start.
  const again = await started(t, laptop);
  const hall = await again.hall();
  await hall.sees('.hall', 'Statement of aims', 15_000);
  await hall.measured('the projector is filled at the start', place, onProjector);
});
