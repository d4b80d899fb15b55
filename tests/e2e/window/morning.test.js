// A committee's morning in the program's own window, with the keyboard alone: from seventy motions in a file to a programme
// that conference has adopted, and planned again when forty minutes are lost. The timetable is that of UCU Congress 2018;
// branches and motions are invented.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { root, rostrumctl, rostrumctlWith } from '../lib/programs.js';
import { shotFile } from '../lib/screen.js';
import { display, Laptop } from '../lib/window.js';
import { Committee } from '../pages/committee.js';

const cases = join(root, 'tests/cases');

let shown;
before(async () => (shown = await display()));
after(async () => shown?.stop());

/** The program lets its file go a moment after its window is gone. */
async function released(run) {
  for (let tries = 100; ; tries -= 1) {
    try {
      return run();
    } catch (error) {
      if (tries === 0 || !error.message.includes('is open in another Rostrum')) throw error;
      await new Promise((done) => setTimeout(done, 100));
    }
  }
}

test('seventy motions, composites, a ruling, a challenge, a report, and a plan made again, by keyboard', async (t) => {
  const laptop = new Laptop(shown);
  const file = join(laptop.work, 'congress.conference');
  rostrumctl('new', file, '--profile', 'ucu', '--name', 'UCU Congress', '--venue', 'Manchester', '--day', '2018-05-30', '--day', '2018-06-01', '--rehearsal');

  let desk = await laptop.starts([file]);
  t.after(() => desk.ends());
  let committee = new Committee(desk.chair);
  let { screen } = committee;
  // What comes after a stage stands upon it: the first that fails ends the morning.
  const stage = async (name, run) => {
    const begun = performance.now();
    await run();
    t.diagnostic(`${name}: ${((performance.now() - begun) / 1000).toFixed(1)} s`);
  };
  const shot = (name) => screen.shot(shotFile(`morning-${name}`));
  await screen.sees('header', 'UCU Congress', 15_000);

  await stage('the lists come in', async () => {
    await committee.goes('register');
    await committee.takesIn('I', join(cases, 'registers/branches.csv'), '42 new');
    await committee.accepts();
    await screen.sees('main', 'Aberdeen');
    await committee.goes('programme');
    await committee.takesIn('I', join(cases, 'timetables/ucu-congress-2018.csv'), '13 new');
    await shot('programme-import');
    await committee.accepts();
    await screen.sees('.days', 'Section 3: Equality');
    await committee.goes('motions');
    await committee.takesIn('I', join(cases, 'motions/congress-2018.csv'), '70 new');
    await shot('motions-import');
    await committee.accepts();
    await screen.sees('.list .top', '70 papers');
    await shot('motions');
  });

  await stage('papers are grouped', async () => {
    await committee.filters('education');
    const listed = (await screen.texts('.list li')).length;
    assert.ok(listed > 1, 'several papers are about education');
    await screen.press('M', 'G');
    await committee.panel(`Where ${listed} papers belong`);
    await screen.press('Tab', 'Ctrl+A');
    await screen.write('education policy');
    await screen.press('Ctrl+Enter');
    await committee.noPanel();
    await screen.sees('article header', 'education policy');
    await shot('grouped');
    await screen.press('Esc', 'Esc');
    await screen.lacks('.marked', /./);
  });

  await stage('one is ruled out, the others in', async () => {
    await committee.finds('70', 'Motion 70 ');
    await committee.deals('Rule it out', 'It asks for what the rules forbid.');
    await screen.sees('article .parties', 'ruled out');
    await shot('ruled-out');
    await committee.inState('with the committee');
    await committee.dealsWithListed(69, '1');
    await committee.notice('The committee ruled 69 papers in.');
    await screen.press('Esc');
  });

  await stage('three become one', async () => {
    for (const number of ['33', '34', '35']) {
      await committee.filters(number);
      await screen.sees('article h2', `Motion ${number} `);
      await screen.press('Space', 'Esc');
    }
    await screen.sees('.marked', '3 marked');
    await screen.press('C');
    await committee.panel('Compositing');
    await shot('compositing-which');
    await screen.press('Tab');
    await screen.write('Finance in the open');
    await screen.press('Ctrl+Enter');
    await committee.panel('Compositing: Composite 1');
    await screen.sees('[role=dialog]', 'Every word comes from a source.');
    await shot('compositing');
    // Past another source and the title.
    await screen.press('Tab', 'Tab', 'Tab');
    await screen.write('Aberdeen');
    await screen.press('Tab');
    await screen.write('Bangor');
    await screen.press('Alt+Enter');
    await committee.noPanel();
    await screen.sees('article h2', 'Composite 1 Finance in the open');
    await screen.sees('article header', 'taken under Section 4: Strategy and finance (open)');
    await shot('composite');
  });

  await stage('what is left is printed, and goes where its number is printed', async () => {
    await committee.inState('ruled in');
    await committee.dealsWithListed(66, '2');
    await committee.notice('66 papers were printed');
    await committee.inState('printed');
    await screen.press('M', 'X');
    await committee.panel('What becomes of 66 papers');
    await screen.press('3');
    await screen.sees('[role=dialog]', 'Taken under');
    await shot('on-the-agenda');
    await screen.press('Ctrl+Enter');
    await committee.notice('66 papers were put on the agenda, 66 of them under the items that print their numbers.');
    await screen.press('Esc');
    await committee.finds('19', 'Motion 19 ');
    await screen.sees('article header', 'taken under Section 3: Equality');
  });

  await stage('the ruling is challenged', async () => {
    await committee.goes('committee');
    await screen.press('Shift+E');
    await screen.sees('article h1', 'Motion 70');
    await screen.press('C');
    await committee.panel('A challenge: Motion 70');
    await screen.write('Aberdeen');
    await screen.press('Tab');
    await screen.write('The rules forbid nothing of it.');
    await screen.press('Tab');
    await screen.write('Welcome');
    await screen.press('Ctrl+Enter');
    await committee.noPanel();
    await screen.sees('.challenge', 'The rules forbid nothing of it.');
    await shot('challenged');
  });

  await stage('the timetable is drafted and adopted', async () => {
    await committee.goes('programme');
    await screen.press('D');
    await screen.sees('h1', 'Draft of the order of business');
    await screen.press('Down', 'Down', 'Down', 'M');
    await screen.write('20');
    await screen.press('Enter');
    await screen.sees('.changes', '1 item is changed.');
    await shot('draft');
    await screen.press('Ctrl+Enter');
    await committee.panel('Adopt a new order of business');
    await screen.write('the section on rules is short');
    await screen.press('Ctrl+Enter');
    await committee.notice('A new order of business was adopted');
    await screen.sees('h1', 'Programme');
    await shot('programme');
  });

  await stage('the report is written and published', async () => {
    await committee.goes('committee');
    await screen.press('Shift+R', 'N');
    await committee.panel('Begin the next report');
    await screen.press('Ctrl+Enter');
    await committee.noPanel();
    for (const kind of ['Order of', 'Timetable', 'In order', 'Not in', 'Composites', 'Emergency', 'Times of']) await committee.part(kind);
    await committee.part('Tellers', 'Tellers: Ann Lee and Jo Cole. Scrutineer: Sam Hill.');
    await screen.sees('article', 'Motion 70');
    await screen.sees('article', 'It asks for what the rules forbid.');
    await shot('report');
    await screen.press('Ctrl+Enter');
    await committee.panel('Publish Report 1');
    // Beside what challenges it.
    await screen.press('Shift+Tab');
    await screen.write('Welcome');
    await shot('publish');
    await screen.press('Ctrl+Enter');
    await committee.noPanel();
    await screen.sees('aside', 'There is no agenda');
    await shot('published');
  });

  await stage('conference overturns the ruling and adopts the report', async () => {
    await committee.goes('chair');
    await committee.next('Open the conference');
    await shot('chair');
    await committee.takes('Welcome');
    await screen.sees('.chair', 'be placed on the agenda');
    await shot('chair-challenge');
    await committee.next('Call Aberdeen');
    await committee.next('Start the clock for Aberdeen');
    await committee.next('Call Standing orders committee');
    await committee.next('Start the clock for Standing orders committee');
    await screen.press('S');
    await committee.puts('H');
    await screen.press('C');
    await committee.declares('carried');
    await committee.goes('committee');
    await screen.press('Shift+E');
    await screen.sees('.committee .act', 'Carry it out');
    await shot('carry-out');
    await screen.press('Ctrl+Enter');
    await committee.notice('Conference put motion 70 on the agenda by a vote');
    await screen.sees('article .more', 'on the agenda');

    await committee.goes('chair');
    await shot('chair-after-challenge');
    await committee.next('Call Report R1');
    await screen.sees('.chair', 'That report R1 be adopted');
    await shot('chair-report');
    await committee.next('Call Standing orders committee');
    await committee.next('Start the clock for Standing orders committee');
    await screen.press('S');
    await committee.puts('H');
    await screen.press('C');
    await committee.declares('carried');
    await committee.goes('committee');
    await screen.press('Shift+R');
    await screen.lacks('aside', 'There is no agenda');
    await shot('adopted');
    await committee.goes('chair');
    await committee.takes('Commission on Effective Industrial Action');
    await screen.sees('.chair', 'Motion 1');
    await shot('chair-first-motion');
  });

  // Time goes on: a rehearsal's stands still while its file is closed, and a script sets it.
  await desk.ends();
  const at = Date.parse('2018-05-30T11:55:00+01:00');
  await released(() => rostrumctlWith(JSON.stringify({ actor: { role: 'script', station: 'script', name: null }, at, command: { act: 'note', text: 'Forty minutes were lost.' } }), 'do', file));
  desk = await laptop.starts([file]);
  committee = new Committee(desk.chair);
  ({ screen } = committee);

  await stage('forty minutes are lost, and the plan is made again', async () => {
    await screen.sees('header', 'UCU Congress', 15_000);
    await committee.goes('programme');
    await screen.sees('aside .pace', /4\d min behind/);
    await shot('late');
    // Lunch is at half past twelve, and the morning's business is cut there: with forty minutes gone, not all of it fits.
    await screen.press('G');
    await committee.panel('Set a guillotine');
    await screen.press('Tab', 'Tab');
    await screen.write('the caterers will not wait');
    await screen.press('Ctrl+Enter');
    await committee.noPanel();
    await screen.sees('aside', /Guillotines.*12:30 Morning/s);
    await screen.sees('aside', /Not reached|will not be reached/i);
    await shot('guillotine');
    await screen.press('D');
    await screen.sees('h1', 'Draft of the order of business');
    await shot('re-plan');
    await screen.sees('.effect', 'Section 1: Strategy and finance');
    await screen.press('Down', 'M');
    await screen.write('30');
    await screen.press('Enter');
    await screen.sees('.changes', /items? (is|are) changed/);
    // Section 1 is saved by it; section 2 is lost, and that is said before anything is adopted.
    await screen.sees('.effect', /Not reached as it stands now either.*Section 2: Rule changes.*Reached again.*Section 1: Strategy and finance/s);
    await screen.sees('.sitting', /^Morning.*1 item will not be reached/);
    await shot('re-plan-changed');
    await screen.press('Ctrl+Enter');
    await committee.panel('Adopt a new order of business');
    await screen.sees('[role=dialog]', 'Section 2: Rule changes');
    await screen.write('forty minutes were lost on the first item');
    await shot('re-plan-adopt');
    await screen.press('Ctrl+Enter');
    await committee.notice('A new order of business was adopted');
    await screen.press('V');
    await committee.panel('Versions of the order of business');
    await screen.sees('[role=dialog] ol', 'forty minutes were lost');
    await shot('versions');
    await screen.press('Esc');
    await committee.noPanel();
  });

  await stage('what the morning loses is lost business, and is taken back in the afternoon', async () => {
    await screen.press('Down', 'Down');
    await screen.sees('aside .name', 'Section 2: Rule changes');
    await screen.press('U');
    await committee.panel('Business is not reached');
    await screen.write('the guillotine comes before it');
    await screen.press('Ctrl+Enter');
    await committee.notice('Not reached: Section 2: Rule changes. It is lost business, to be taken in the order lost.');
    await screen.sees('aside .lost-business', 'Section 2: Rule changes');
    await shot('lost-business');
    // After the general secretary.
    await screen.press('Down', 'Down');
    await screen.sees('aside .name', 'General secretary');
    await screen.press('B');
    await committee.notice('Section 2: Rule changes, lost before, is back on the order of business after General secretary');
    await screen.lacks('aside .lost-business', /./);
    await screen.sees('.days', 'Section 2: Rule changes');
    await shot('taken-back');
    await screen.press('V');
    await committee.panel('Versions of the order of business');
    await screen.sees('[role=dialog] ol', 'lost before, is back on the order of business');
    await shot('versions-after');
    await screen.press('Esc');
    await committee.noPanel();
    await committee.goes('record');
    await screen.sees('.record', 'A new order of business was adopted');
    await shot('record');
  });
  assert.match(rostrumctl('show', file, 'papers'), /70/, 'the file can be looked at while it is open');
});
