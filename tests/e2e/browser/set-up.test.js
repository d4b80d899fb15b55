// From nothing to a conference that can be opened: the first start, a new file, the lists that come in.
import assert from 'node:assert/strict';
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { serious } from '../lib/axe.js';
import { browserOfThisFile } from '../lib/browser.js';
import { Conference, demoFile } from '../lib/conference.js';
import { folder, root, rostrumctlWith } from '../lib/programs.js';
import { shot } from '../lib/shots.js';
import { Chair } from '../pages/chair.js';
import { Hall } from '../pages/hall.js';
import { Start } from '../pages/start.js';

const browser = browserOfThisFile();
const cases = join(root, 'tests/cases');

/** Presses the key that takes a list in, and gives the dialog of the browser this file. */
async function takesIn(start, key, file) {
  await start.shows('Open now');
  const [chooser] = await Promise.all([start.screen.page.waitForEvent('filechooser'), start.screen.press(key)]);
  await chooser.setFiles(file);
  await start.panel('Take in');
  await start.screen.sees('[role=dialog]', 'Nothing has been changed yet.');
}

async function empty(t, profile = 'citrine') {
  const room = await browser.at(t, Conference.serve());
  const setup = { name: 'Spring Conference', venue: 'Town Hall', time_zone: 'Europe/London', days: ['2018-05-30', '2018-06-01', '2017-10-29', '2016-12-03'], profile };
  const made = await room.conference.post('/errand', { errand: 'new', path: join(room.conference.folder, 'spring.conference'), setup });
  assert.ok(made.done, JSON.stringify(made));
  return room;
}

test('the first start offers the demonstration; one key leads to the chair’s screen', async (t) => {
  const room = await browser.at(t, Conference.serve());
  const screen = await room.chair();
  const start = new Start(screen);
  await start.shows('Open the demo conference');
  await start.shows('names and figures are invented');
  for (const offer of ['New conference', 'Take in lists', 'Rehearse', 'Open a file', 'Restore from a backup']) await start.shows(offer);
  await start.shows('No conference has been opened on this laptop yet.');
  await screen.press('Enter');
  const chair = new Chair(screen);
  await chair.shows('Nothing is before conference.');
  await screen.sees('header', 'Grassroots Conference');
  await screen.sees('header', 'REHEARSAL');
  const hall = new Hall(await room.hall());
  await hall.shows('Grassroots Conference');
  await hall.shows('Names, numbers of members, times and texts are invented.');
  await hall.shows('Rehearsal');

  // Each screen can be reached, and each says in words what works there.
  for (const name of ['programme', 'motions', 'register', 'tellers', 'record', 'orders', 'help', 'start', 'chair']) {
    await start.goes(name);
    await screen.press('?');
    await start.panel('Keys that work here');
    await screen.sees('[role=dialog]', 'Take back the last act');
    await screen.press('Esc');
    await start.noPanel();
  }
  await screen.press('Ctrl+K');
  await start.panel('Find anything');
  await screen.write('free mov');
  await screen.sees('[role=dialog] [aria-selected=true]', 'Free movement');
  await screen.press('Esc');

  // A delegation, and somebody in one: from another screen, and from the register itself.
  for (const [typed, found, where] of [['oxford', 'Oxford', 'delegation'], ['sian price', 'Siân Price', 'person'], ['105', 'Rafiq Haddad', 'person']]) {
    await screen.press('Ctrl+K');
    await start.panel('Find anything');
    await screen.write(typed);
    await screen.sees('[role=dialog] [aria-selected=true]', new RegExp(`${where}.*${found}`));
    await screen.press('Enter');
    await start.noPanel();
    await screen.sees('nav [aria-current=page]', 'Register');
    await screen.sees('aside', found);
    await screen.sees('.register', where === 'person' ? new RegExp(found) : /Oxford/);
  }
  await screen.measured('the delegation of whoever was found is marked', () => document.querySelectorAll('.register [aria-selected=true][role=row]').length, (n) => n === 1);

  // The demonstration may be spoilt: the next one is a new file.
  await start.goes('start');
  await screen.press('D');
  await screen.sees('nav [aria-current=page]', 'Chair');
  await start.goes('start');
  await start.shows('demo-2.conference');
});

test('a file that cannot be opened is said so, with what to do next', async (t) => {
  const room = await browser.at(t, Conference.serve());
  const start = new Start(await room.chair());
  const places = folder('bad');
  const foreign = join(places, 'letter.conference');
  writeFileSync(foreign, 'Dear friends, this is a letter.\n'.repeat(40));
  const damaged = join(places, 'damaged.conference');
  copyFileSync(demoFile(), damaged);
  const bytes = readFileSync(damaged);
  bytes.fill(0x5a, 4096, 4096 * 6);
  writeFileSync(damaged, bytes);
  for (const [file, words] of [[join(places, 'nowhere.conference'), /not|no /], [foreign, /not a/i], [damaged, /damaged/i]]) {
    const before = file.includes('nowhere') ? null : readFileSync(file);
    await start.shows('Open a file');
    await start.screen.press('O');
    await start.panel('Open a file');
    await start.screen.press('Ctrl+A');
    await start.screen.write(file);
    await start.screen.press('Enter');
    await start.screen.sees('.start [role=alert]', words);
    if (before) assert.deepEqual(readFileSync(file), before, 'the file is untouched');
  }
});

test('a new conference from a profile, by keyboard', async (t) => {
  const room = await browser.at(t, Conference.serve());
  const start = new Start(await room.chair());
  await start.shows('New conference');
  await start.screen.press('N');
  await start.panel('New conference');
  await start.screen.press('Ctrl+Enter');
  await start.screen.sees('[role=dialog]', 'Give it a name.');
  await start.screen.sees('[role=dialog]', 'Choose at least one day.');
  assert.deepEqual(await serious(start.screen), []);
  await start.screen.write('Autumn Conference');
  await start.field('Place');
  await start.screen.write('Town Hall, Leeds');
  await start.field('Standing orders');
  await start.screen.press('Down');
  const profile = await start.screen.text('.profiles [aria-selected=true] b');
  await start.field('Time zone');
  await start.screen.write('Europe/Du');
  await start.screen.measured('the zone that was typed is chosen', () => document.activeElement.value, (zone) => zone === 'Europe/Dublin');
  const days = [];
  await start.toCalendar();
  for (const steps of [['Right'], ['Down', 'Right']]) {
    await start.screen.press(...steps, 'Space');
    days.push(await start.day());
  }
  await start.screen.lacks('[role=dialog]', 'Choose at least one day.');
  await start.screen.press('Ctrl+Enter');
  await start.noPanel();
  await start.screen.sees('header', 'Autumn Conference');
  await start.goes('start');
  await start.shows('autumn-conference.conference');
  const { heading } = await room.conference.desk();
  assert.equal(heading.name, 'Autumn Conference');
  assert.equal(heading.venue, 'Town Hall, Leeds');
  assert.equal(heading.time_zone, 'Europe/Dublin');
  const orders = await room.conference.shows({ view: 'standing_orders' });
  assert.equal(orders.profile, 'grassroots', 'the second of the list');
  assert.equal(orders.title, profile);
  assert.equal(new Set(days).size, 2);
  assert.deepEqual((await room.conference.shows({ view: 'draft' })).days.map(([day]) => day), days);
});

test('the first start leads to an import too: the conference is made first, and its lists come next', async (t) => {
  const room = await browser.at(t, Conference.serve());
  const start = new Start(await room.chair());
  await start.shows('Take in lists');
  await start.screen.press('I');
  await start.panel('New conference');
  await start.screen.write('Lists Conference');
  await start.toCalendar();
  await start.screen.press('Space');
  const day = await start.day();
  await start.screen.sees('[role=dialog] .act', 'then take in its register');
  const [chooser] = await Promise.all([start.screen.page.waitForEvent('filechooser'), start.screen.press('Ctrl+Enter')]);
  await chooser.setFiles(join(cases, 'registers/labour-affiliates-2020.csv'));
  await start.panel('Take in');
  await start.screen.sees('.counts .new', '12 new');
  await start.screen.press('Enter');
  await start.noPanel();
  const { totals } = await room.conference.shows({ view: 'register' });
  assert.equal(totals.delegations, 12);
  await start.screen.sees('header', 'Lists Conference');
  assert.deepEqual((await room.conference.shows({ view: 'draft' })).days.map(([day]) => day), [day]);
});

test('a backup on a stick is restored on a laptop that has never seen its conference, by keyboard', async (t) => {
  const stick = join(folder('stick'), 'grassroots.0a1b2c3d.20170311T101500Z.00000042.conference');
  copyFileSync(demoFile(), stick);
  const room = await browser.at(t, Conference.serve());
  const start = new Start(await room.chair());
  await start.shows('Restore from a backup');
  await start.screen.press('R');
  await start.panel('Restore from a backup');
  await start.screen.sees('[role=dialog]', 'can be chosen all the same');
  await start.screen.press('C');
  await start.field('The backup');
  await start.screen.write(stick);
  // Under the name of its conference; where, is to be said in full where no folder is known.
  const target = join(room.conference.folder, 'again.conference');
  await start.field('Restored as');
  await start.screen.measured('the name is proposed', () => document.activeElement.value, (value) => value.endsWith('grassroots.conference'));
  await start.screen.press('Ctrl+A');
  await start.screen.write(target);
  await shot(start, 'restore-chosen');
  assert.deepEqual(await serious(start.screen), []);
  await start.screen.press('Enter');
  await start.noPanel();
  await start.screen.sees('header', 'Grassroots Conference');
  assert.ok(existsSync(target) && existsSync(stick));

  // What is no backup is said so in the panel, and what is open stays open.
  await start.goes('start');
  await start.screen.press('R', 'C');
  await start.field('The backup');
  await start.screen.write(join(room.conference.folder, 'nothing.conference'));
  await start.screen.press('Enter');
  await start.trouble('is not there');
  await start.screen.press('Esc');
  await start.screen.sees('header', 'Grassroots Conference');
});

test('backups beside the file and on the second device are one list, the newest first; one of them is restored by keyboard', async (t) => {
  const file = demoFile('grassroots');
  const [beside, stick] = [file.replace(/conference$/, 'backups'), folder('stick')];
  mkdirSync(beside);
  const backup = (place, hour, seq) => join(place, `grassroots.0a1b2c3d.20170311T${hour}0000Z.${String(seq).padStart(8, '0')}.conference`);
  copyFileSync(file, backup(beside, '09', 41));
  copyFileSync(file, backup(stick, '09', 41));
  copyFileSync(file, backup(stick, '11', 43));
  copyFileSync(file, backup(beside, '10', 42));
  const command = { act: 'show_in_hall', face: 'message', message: 'This was said before ten.' };
  rostrumctlWith(JSON.stringify({ actor: { role: 'script', station: 'script', name: null }, command }), 'do', backup(beside, '10', 42));
  const room = await browser.at(t, Conference.serve());
  for (const errand of [{ errand: 'second_backup', folder: stick }, { errand: 'open', path: file }]) assert.ok((await room.conference.post('/errand', errand)).done);
  const screen = await room.chair();
  const start = new Start(screen);
  await start.goes('start');
  await screen.press('R');
  await start.panel('Restore from a backup');
  await screen.sees('[role=option][aria-selected=true]', /11:00 ?newest.*on the second device · 43 acts/);
  const listed = await screen.texts('[role=option]');
  assert.equal(listed.length, 3, listed.join(' | '));
  assert.match(listed[1], /10:00 ?beside the file · 42 acts/);
  assert.match(listed[2], /09:00 ?beside the file and on the second device · 41 acts/);
  await shot(start, 'restore-list');
  assert.deepEqual(await serious(screen), []);
  await screen.press('Down', 'Down', 'Down');
  await screen.sees('[role=option][aria-selected=true]', /09:00/);
  await screen.press('Up');
  await screen.sees('[role=option][aria-selected=true]', /10:00/);
  await screen.press('Enter');
  await start.noPanel();
  await start.notice('The backup is open.');
  assert.equal((await room.conference.shows({ view: 'hall' })).face.text, command.message);

  // A stick that was drawn out is said so, beside what there is.
  renameSync(stick, `${stick}-drawn`);
  t.after(() => renameSync(`${stick}-drawn`, stick));
  await screen.press('R');
  await screen.sees('[role=option][aria-selected=true]', /10:00 ?newest/);
  await screen.sees('[role=dialog]', /on the second device are not in this list\. .* cannot be read: it is not there\./);
});

test('a second device is chosen by keyboard, gets its copy at once, and is given up when it is lost', async (t) => {
  const room = await browser.at(t, Conference.serve(demoFile('grassroots')));
  const screen = await room.chair();
  const start = new Start(screen);
  const stick = folder('stick');
  const choose = async (path) => {
    await screen.press('B');
    await start.panel('Choose a second device');
    await screen.press('Ctrl+A');
    await screen.write(path);
    await screen.press('Enter');
    await start.noPanel();
  };
  await start.goes('start');
  await start.shows('Second device: none is chosen.');
  await choose(join(stick, 'not there'));
  await start.trouble(/There is no folder .*not there\. .*Put the stick in/);
  await start.shows('Second device: none is chosen.');
  await choose(stick);
  await start.notice(`Backups are now also kept in ${stick}.`);
  await screen.lacks('.start [role=alert]', /./);
  await start.shows('The newest copy is there too.');
  const copies = () => readdirSync(stick).filter((name) => name.startsWith('grassroots.') && name.endsWith('.conference'));
  assert.equal(copies().length, 1, 'nothing was done since, and the copy is there');
  assert.deepEqual(await serious(screen), []);
  await shot(start, 'second-device');

  // The stick is drawn out and not found again.
  renameSync(stick, `${stick}-lost`);
  t.after(() => renameSync(`${stick}-lost`, stick));
  for (let note = 1; note <= 25; note += 1) await room.conference.does({ act: 'note', text: `Note ${note}.` });
  await screen.sees('.start .bad', 'The second backup could not be made', 30_000);
  await screen.press('Shift+B');
  await start.notice('No second copies are made from now on.');
  await start.shows('Second device: none is chosen.');
  await screen.lacks('.start .bad', /./);
});

test('a register comes in through the preview; the same file again changes nothing', async (t) => {
  const room = await empty(t);
  const start = new Start(await room.chair());
  await start.goes('start');
  await takesIn(start, 'I', join(cases, 'registers/labour-affiliates-2020.csv'));
  await start.screen.sees('.counts .new', '12 new');
  assert.equal((await room.conference.shows({ view: 'register' })).totals.delegations, 0, 'nothing is changed before it is accepted');
  await start.screen.press('Enter');
  await start.noPanel();
  const { totals, sections } = await room.conference.shows({ view: 'register' });
  assert.equal(totals.delegations, 12);
  assert.equal(sections[0].name, 'Affiliates');

  await takesIn(start, 'I', join(cases, 'registers/labour-affiliates-2020.csv'));
  await start.screen.sees('.counts .unchanged', '12 unchanged');
  await start.screen.sees('[role=dialog]', 'every row is there already');
  await start.screen.press('Esc');
  await start.noPanel();

  // As another program writes it: semicolons, Windows-1252, other headings, a new figure and a new body.
  const other = join(folder('csv'), 'register.csv');
  writeFileSync(other, Buffer.from('Members;Name;Number\r\n1500000;Unite;1\r\n4000;Caf\u00e9 Workers;13\r\n', 'latin1'));
  await takesIn(start, 'I', other);
  await start.screen.sees('.counts .updated', '1 updated');
  await start.screen.sees('.counts .new', '1 new');
  await start.screen.sees('[role=dialog]', 'semicolon');
  await start.screen.press('Enter');
  await start.noPanel();
  const after = await room.conference.shows({ view: 'register' });
  assert.equal(after.totals.delegations, 13);
  assert.ok(after.delegations.some((each) => each.name === 'Café Workers'));
  assert.equal(after.delegations.find((each) => each.name === 'Unite').members, 1_500_000);
  await start.goes('register');
  await start.screen.sees('main', 'Café Workers');
});

test('of a list with hundreds of wrong rows each is named with its reason', async (t) => {
  const room = await empty(t);
  const start = new Start(await room.chair());
  await start.goes('start');
  const file = join(folder('csv'), 'wrong.csv');
  const rows = Array.from({ length: 250 }, (_, n) => `2018-05-30,10:${String(n % 60).padStart(2, '0')},09:00,Morning,Item ${n + 1}`);
  writeFileSync(file, `day,start,end,session,title\n${rows.join('\n')}\n`);
  await takesIn(start, 'P', file);
  await start.screen.sees('.counts .bad', '250 wrong');
  await start.screen.sees('.bad-list', 'Show 50 more that are wrong');
  await start.screen.press('M');
  await start.screen.sees('.bad-list li:last-child', /^line 251 .{8}/);
  await start.screen.measured('the next of them is in sight', () => {
    const list = document.querySelector('.bad-list ul');
    const [from, row] = [list.getBoundingClientRect(), list.children[200].getBoundingClientRect()];
    return { focus: document.activeElement === list, seen: row.top >= from.top - 1 && row.bottom <= from.bottom + 1 };
  }, ({ focus, seen }) => focus && seen);
  await start.screen.lacks('.bad-list', 'more that are wrong');
  // In the table of all rows too.
  await start.screen.sees('tr.bad .fate', /left out.{8}/);
  await shot(start, 'wrong-rows');
  assert.deepEqual(await serious(start.screen), []);
  await start.screen.press('Esc');
  await start.noPanel();
});

test('a programme comes in; impossible rows are named one by one and left out', async (t) => {
  const room = await empty(t, 'ucu');
  const start = new Start(await room.chair());
  await start.goes('start');
  await takesIn(start, 'P', join(cases, 'timetables/ucu-congress-2018.csv'));
  await start.screen.sees('.counts .new', '13 new');
  await start.screen.press('Enter');
  await start.noPanel();
  await takesIn(start, 'P', join(cases, 'timetables/ucu-congress-2018.csv'));
  await start.screen.sees('.counts .unchanged', '13 unchanged');
  await start.screen.press('Esc');
  await start.noPanel();

  await takesIn(start, 'P', join(cases, 'timetables/impossible.csv'));
  await start.screen.sees('.bad-list li', 'line 9');
  const bad = await start.screen.texts('.bad-list li');
  // Line 6 ends before it starts, 7 has no such time, 8 no such day, 9 overlaps the first.
  for (const line of [6, 7, 8, 9]) assert.ok(bad.some((each) => each.startsWith(`line ${line} `)), `line ${line}: ${bad.join(' | ')}`);
  assert.ok(bad.every((each) => each.length > 'line 6 '.length + 8), bad.join(' | '));
  t.diagnostic(bad.join(' | '));
  await start.screen.sees('[role=dialog] .act', /leave out/);
  const before = (await room.conference.shows({ view: 'programme' })).days.flatMap((day) => day.items).length;
  assert.equal(before, 13, 'nothing is changed before it is accepted');
  await start.screen.press('Esc');
  await start.noPanel();
  await start.goes('programme');
  await start.screen.sees('main', 'Commission on Effective Industrial Action');
  await start.screen.measured('a closed session is marked', () => document.querySelectorAll('.days [aria-label="private session"]').length, (n) => n === 4);
});
