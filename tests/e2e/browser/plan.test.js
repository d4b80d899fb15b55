// The committee writes a draft of the order of business by keyboard, sees what it would do, and adopts it; a guillotine
// falls; visitors see that conference sits in private.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { test } from 'node:test';
import { serious } from '../lib/axe.js';
import { browserOfThisFile, PROJECTOR } from '../lib/browser.js';
import { shotFile } from '../lib/screen.js';
import { Chair } from '../pages/chair.js';

const browser = browserOfThisFile();

test('a draft says what it would do before it is adopted, by keyboard', async (t) => {
  const room = await browser.demo(t);
  const chair = new Chair(await room.chair());
  await chair.goes('programme');
  await chair.screen.sees('h1', 'Programme');
  await chair.screen.press('D');
  await chair.screen.sees('h1', 'Draft of the order of business');
  await chair.screen.sees('.changes', 'Nothing is changed yet.');
  const before = await chair.screen.text('.days');
  await chair.screen.press('Down', 'Down', 'Alt+Down');
  await chair.screen.sees('.changes', /items? (is|are) changed/);
  await chair.screen.press('Ctrl+Z');
  await chair.screen.sees('.changes', 'Nothing is changed yet.');
  assert.equal(await chair.screen.text('.days'), before);

  // The same with the mouse.
  await chair.screen.page.dragAndDrop('#draft-0-2', '#draft-0-1');
  await chair.screen.sees('.changes', '2 items are changed.');
  await chair.screen.sees('#draft-0-1', 'Statement of aims');
  await chair.screen.press('Ctrl+Z');
  await chair.screen.sees('.changes', 'Nothing is changed yet.');
  await chair.screen.sees('#draft-0-2', 'Statement of aims');

  // Minutes by typing: so many that the end of the day is lost, and it is named before anything is in force.
  await chair.screen.press('M');
  await chair.screen.write('300');
  await chair.screen.press('Enter');
  await chair.screen.sees('.effect', 'Will not be reached');
  await chair.screen.lacks('.days .chosen .figure', '60');
  assert.deepEqual(await serious(chair.screen), []);
  await chair.screen.shot(shotFile('draft-lost'));
  await chair.screen.press('Ctrl+Z');
  await chair.screen.sees('.effect', 'Everything is reached.');

  // A time that cannot be is said beside its line.
  await chair.screen.press('T');
  await chair.screen.write('2345');
  await chair.screen.press('Enter');
  await chair.screen.sees('.chosen .fault, li.chosen .fault', /23:45 is not within a session called|has ended/);
  await chair.screen.press('Ctrl+Z');

  await chair.screen.press('Alt+Down', 'Ctrl+Enter');
  await chair.panel('Adopt a new order of business');
  await chair.screen.press('Ctrl+Enter');
  await chair.screen.sees('[role=dialog] .error', 'Say why');
  await chair.screen.write('the guest is late');
  await chair.screen.shot(shotFile('draft-adopt'));
  await chair.screen.press('Ctrl+Enter');
  await chair.notice('A new order of business was adopted');
  await chair.screen.sees('h1', 'Programme');

  await chair.screen.press('V');
  await chair.panel('Versions of the order of business');
  await chair.screen.sees('[role=dialog] ol', 'the guest is late');
  await chair.screen.shot(shotFile('draft-versions'));
  await chair.screen.press('Esc');
  await chair.takesBack('A new order of business was adopted');

  // A line moved on the programme is moved in a draft: what that would do is seen before it is done.
  await chair.goes('programme');
  await chair.screen.sees('h1', 'Programme');
  await chair.screen.press('Down', 'Alt+Down');
  await chair.screen.sees('h1', 'Draft of the order of business');
  await chair.screen.sees('.changes', /items? (is|are) changed/);
  await chair.screen.shot(shotFile('draft-from-programme'));
  await chair.screen.press('Ctrl+Delete');
  await chair.screen.sees('h1', 'Programme');
});

test('a guillotine is set, and falls when the chair applies it', async (t) => {
  const room = await browser.demo(t);
  const chair = new Chair(await room.chair());
  await chair.goes('programme');
  await chair.screen.sees('main', 'Welcome; tellers');
  await chair.screen.press('G');
  await chair.panel('Set a guillotine');
  await chair.screen.press('Ctrl+Enter');
  await chair.screen.sees('[role=dialog] .error', 'Say why');
  await chair.screen.shot(shotFile('guillotine'));
  await chair.screen.press('Tab', 'Tab');
  await chair.screen.write('the hall closes');
  await chair.screen.press('Ctrl+Enter');
  await chair.screen.sees('aside', 'Guillotines');
  await chair.goes('chair');
  await chair.screen.sees('.business footer', /Guillotine 12:30 Morning: it would cut/);
  assert.deepEqual(await serious(chair.screen), []);
  await chair.screen.shot(shotFile('guillotine-chair'));
});

test('a time that cannot be is said beside its line, as the draft says it', async (t) => {
  const room = await browser.demo(t);
  const { conference } = room;
  const items = (await conference.shows({ view: 'programme' })).days.flatMap((day) => day.items);
  await conference.does({ act: 'add_item', title: 'Late business', number: '', kind: 'business', minutes: 240, after: items.find((each) => each.title === 'Convention of the Labour Left').id });
  const { screen } = new Chair(await room.chair());
  const chair = new Chair(screen);
  await chair.goes('programme');
  await screen.sees('.days .fault', 'It begins after Morning has ended at 12:30.');
  assert.deepEqual(await serious(screen), []);
  await screen.shot(shotFile('programme-faults'));
  await screen.press('D');
  await screen.sees('h1', 'Draft of the order of business');
  await screen.sees('.days .fault', 'It begins after Morning has ended at 12:30.');
});

test('visitors see that conference sits in private, and nothing else of it', async (t) => {
  const room = await browser.demo(t);
  const programme = await room.conference.shows({ view: 'programme' });
  const item = programme.days.flatMap((day) => day.items)[1];
  await room.conference.does({ act: 'set_private', item: item.id, private: true });
  await room.conference.does({ act: 'take_item', item: item.id });
  const visitors = await room.open(room.conference.visitorsUrl, 'The visitors’ screen', { size: PROJECTOR });
  await visitors.sees('.face h1', 'Private session');
  await visitors.shot(shotFile('visitors'));
  await room.conference.does({ act: 'set_private', item: item.id, private: false });
  await visitors.lacks('.face h1', 'Private session');
});

test('business is said not to be reached, and comes back in the order lost', async (t) => {
  const room = await browser.demo(t);
  const chair = new Chair(await room.chair());
  const { screen } = chair;
  await chair.goes('programme');
  await screen.sees('main', 'Welcome; tellers');
  await screen.press('Down', 'Down', 'U');
  await chair.panel('Business is not reached');
  await screen.press('Ctrl+Enter');
  await screen.sees('[role=dialog] .error', 'Say why');
  await screen.press('Shift+Tab', 'Shift+Tab');
  await screen.write('it and');
  await screen.sees('[role=dialog] li', 'Convention of the Labour Left');
  assert.deepEqual(await serious(screen), []);
  await screen.shot(shotFile('lose'));
  await screen.press('Tab', 'Tab');
  await screen.write('the hall closes early');
  await screen.press('Ctrl+Enter');
  await chair.noPanel();
  await chair.notice('Not reached: S1 Statement of aims and 12 Convention of the Labour Left');
  await screen.sees('aside ol', 'S1 Statement of aims');
  await screen.shot(shotFile('lost-business'));
  await screen.press('B');
  await chair.notice('S1 Statement of aims, lost before, is back on the order of business');
  await screen.lacks('aside ol', 'S1 Statement of aims');
  await chair.takesBack('is back on the order of business');
  await screen.sees('aside ol', 'S1 Statement of aims');
});

test('the plans in the dark', async (t) => {
  const room = await browser.demo(t);
  const chair = new Chair(await room.chair({ theme: 'dark' }));
  const { screen } = chair;
  await chair.goes('programme');
  await screen.sees('main', 'Welcome; tellers');
  await screen.press('V');
  await chair.panel('Versions of the order of business');
  await screen.sees('[role=dialog]', 'No plan has been adopted yet.');
  await screen.press('Esc', 'D');
  await screen.sees('h1', 'Draft of the order of business');
  await screen.press('Down', 'Down', 'M');
  await screen.write('300');
  await screen.press('Enter');
  await screen.sees('.effect', 'Will not be reached');
  assert.deepEqual(await serious(screen), []);
  await screen.shot(shotFile('draft-dark'));
  // Back without adopting: the draft is kept, and the programme says so.
  await screen.press('Esc');
  await screen.sees('.list header', 'Open the draft');
  await screen.press('U');
  await chair.panel('Business is not reached');
  assert.deepEqual(await serious(screen), []);
  await screen.shot(shotFile('lose-dark'));
});

test('the printed order of business says of each item which motions are taken, and by whom they are moved', async (t) => {
  const room = await browser.demo(t);
  const { conference } = room;
  const { days } = await conference.shows({ view: 'programme' });
  const item = (title) => days.flatMap((day) => day.items).find((each) => each.title === title);
  const papers = async () => Object.fromEntries((await conference.shows({ view: 'papers' })).papers.map((each) => [each.number, each.id]));
  // A composite of two motions beside one that it is debated with, an amendment, a guillotine, and a private session.
  for (const [number, title, mover, text] of [['30', 'Rents', 'Leeds', 'Conference demands a cap on rents.'], ['31', 'Repairs', 'Camden', 'Conference demands that homes are repaired.'], ['32', 'Libraries', 'York', 'Conference demands that libraries stay open.']]) {
    await conference.does({ act: 'submit_motion', motion: { kind: 'motion', number, title, mover, seconder: 'Swansea', paragraphs: [text] } });
  }
  const known = await papers();
  await conference.does({ act: 'rule_in', motions: [known['30'], known['31'], known['32']], reason: '' });
  await conference.does({ act: 'compose', composite: { title: 'Homes', sources: [known['30'], known['31']], paragraphs: ['Conference demands a cap on rents.', 'Conference demands that homes are repaired.'] } });
  const { C1 } = await papers();
  await conference.does({ act: 'agree_composite', composite: C1, mover: 'Leeds', seconder: 'Camden', item: item('Council budgets').id });
  await conference.does({ act: 'put_on_agenda', motions: [known['32']], item: item('Tea').id });
  await conference.does({ act: 'group_motions', item: item('Council budgets').id, motions: [known['32']] });
  await conference.does({ act: 'set_private', item: item('Free movement').id, private: true });
  await conference.does({ act: 'set_guillotine', session: item('Tea').session_id, item: null, at: '16:50', fate: 'executive', reason: 'The hall closes.' });

  // One item drops to the guillotine section, another is lost business.
  await conference.does({ act: 'lose_items', items: [item('Free movement').id], fate: 'guillotine_section', reason: 'The hall closes.' });
  await conference.does({ act: 'lose_items', items: [item('Convention of the Labour Left').id], fate: 'lost_business', reason: 'The hall closes.' });

  const chair = new Chair(await room.chair());
  const { page } = chair.screen;
  await page.evaluate('window.print = () => (window.printed = true)');
  await chair.goes('programme');
  await chair.screen.sees('main', 'Welcome; tellers');
  await chair.screen.sees('aside', /Guillotine section.*At the end of the agenda.*Free movement/s);
  await chair.screen.shot(shotFile('guillotine-section'));
  await chair.screen.press('Ctrl+P');
  await chair.screen.measured('it is printed', () => window.printed === true, (printed) => printed);
  await page.emulateMedia({ media: 'print' });
  assert.deepEqual(await chair.screen.texts('button'), [], 'what can be done is not printed');
  assert.deepEqual(await serious(chair.screen), []);
  await page.emulateMedia({ media: null });
  const file = shotFile('printed-programme').replace('.png', '.pdf');
  writeFileSync(file, await page.pdf({ preferCSSPageSize: true, printBackground: false }));
  const text = spawnSync('pdftotext', ['-layout', file, '-']).stdout.toString().replaceAll(/[ \n]+/g, ' ');
  for (const words of [
    'Grassroots Conference · Order of business Grassroots Conference Order of business Saturday 11 March 2017 · Conway Hall, London',
    'Morning 10:00 to 12:30',
    '12:30 Lunch 60 min',
    'S1 Statement of aims',
    'Statement S1 To be moved by Lambeth · seconded by York',
    /Amendment S1\.1 To be moved by [A-Z]/,
    /28 Council budgets .*Debated together, and voted on in this order: .*Composite 1 Homes To be moved by Leeds · seconded by Camden · composited from motion 30 and motion 31 .*Motion 32 Libraries To be moved by York/,
    '22 Free movement in private session',
    'Guillotine at 16:50 on Afternoon: what is not reached goes to the executive.',
    /Guillotine section At the end of the agenda, in the order in which it was not reached: 1\. 22 Free movement Motion 22, /,
    /Lost business Not reached, and taken in this order where there is time: 1\. 12 Convention of the Labour Left/,
    '15:00 Tea 15 min', '1 of 2',
  ]) {
    assert.ok(words instanceof RegExp ? words.test(text) : text.includes(words), `${words} is not in: ${text}`);
  }

  // Printed, it goes: what a browser prints by itself later is the screen, and no older than it.
  await page.evaluate("window.dispatchEvent(new Event('afterprint'))");
  await chair.screen.measured('the paper is gone', () => document.querySelector('article.paper') === null, (gone) => gone);
  // What cannot be fetched is said, and nothing is printed.
  await page.evaluate('window.printed = false');
  await page.route(/\/show\b/, (route) => route.abort());
  await chair.screen.press('Ctrl+P');
  await chair.screen.sees('.notices', 'could not be fetched, so nothing was printed');
  assert.equal(await page.evaluate('window.printed'), false);
  await page.unroute(/\/show\b/);
  await chair.screen.press('Ctrl+P');
  await chair.screen.measured('it is printed again', () => window.printed === true, (printed) => printed);
});
