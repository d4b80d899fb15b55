// A priorities ballot from the committee's desk to the order of business, by keyboard, and what the hall sees of it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { browserOfThisFile } from '../lib/browser.js';
import { shotFile } from '../lib/screen.js';
import { Chair } from '../pages/chair.js';
import { Hall } from '../pages/hall.js';

const browser = browserOfThisFile();

async function enters(screen, number, choices) {
  await screen.write(number);
  await screen.press('Enter');
  await screen.write(choices);
  await screen.press('Enter');
}

test('a ballot is prepared, entered, counted, declared, and sets the order of business', async (t) => {
  const room = await browser.demo(t);
  const { screen } = new Chair(await room.chair());
  const chair = new Chair(screen);
  const hall = new Hall(await room.hall());
  await chair.goes('committee');
  await screen.press('Shift+P', 'N');
  await chair.panel('Prepare a priorities ballot');
  await screen.press('Ctrl+Enter');
  await screen.sees('[role=dialog] [role=alert]', 'the title');
  await screen.write('What comes first');
  await screen.press('Tab', 'Tab', 'Tab', 'Tab');
  for (const line of ['12', '28', 'Housing']) {
    await screen.write(line);
    await screen.press('Enter');
  }
  await screen.sees('[role=dialog]', '2 motions, 1 subject');
  await screen.shot(shotFile('priorities-form'));
  await screen.press('Ctrl+Enter');
  await screen.sees('.notice', 'from 1 to 2 can be chosen, not 3');
  // Two are chosen: the fourth field.
  await screen.press('Shift+Tab', 'Ctrl+A');
  await screen.write('1');
  await screen.press('Ctrl+Enter');
  await chair.noPanel();
  await screen.sees('h1', 'being prepared');
  await screen.press('Ctrl+Enter');
  await screen.sees('h1', 'open');
  await screen.press('Alt+H');
  await hall.screen.sees('.hall', 'Housing');
  await hall.screen.shot(shotFile('priorities-hall-open'));

  const before = await room.conference.shows({ view: 'priorities', before: null });
  const numbers = before.ballots[0].papers.slice(0, 4);
  await enters(screen, numbers[0].number, '2');
  await screen.sees('.said', `${numbers[0].name}: 2. Stored.`);
  await screen.write(numbers[0].number);
  await screen.sees('.field .error', 'in already');
  await screen.press('Ctrl+A');
  await enters(screen, numbers[1].number, '1 9');
  await screen.sees('.said', 'There is no 9 on the ballot.');
  await screen.press('Ctrl+A');
  await screen.write('1 2 3');
  await screen.press('Enter');
  await screen.sees('.said', `${numbers[1].name}: 1, 2, 3. Stored.`);
  await enters(screen, numbers[2].number, 'b');
  await screen.sees('.said', `${numbers[2].name}: blank. Stored.`);
  await screen.sees('aside', `3 of ${before.ballots[0].papers.length} papers in`);
  await screen.shot(shotFile('priorities-entry'));
  await screen.press('Ctrl+Enter');
  await screen.sees('h1', 'closed, not counted');
  await screen.press('Ctrl+Enter');
  await screen.sees('h1', 'counted, not declared');
  await screen.sees('.lists', 'chosen');
  await hall.screen.lacks('.hall', String(numbers[0].value));
  await screen.shot(shotFile('priorities-counted'));
  await screen.press('Ctrl+Enter');
  await chair.panel('Declare the result');
  await screen.press('Enter');
  await screen.sees('h1', 'declared');
  await hall.screen.sees('.hall', 'Conference has chosen');
  await hall.screen.shot(shotFile('priorities-hall-declared'));
  await screen.press('Ctrl+Enter');
  await chair.panel('Order business by the result');
  await screen.shot(shotFile('priorities-agenda'));
  await screen.press('Ctrl+Enter');
  await chair.noPanel();
  await chair.notice('The order of business follows the priorities');
  const after = await room.conference.shows({ view: 'priorities', before: null });
  assert.equal(after.ballots[0].agenda.so_already, true);
  await chair.takesBack('The order of business follows the priorities');
});

test('a tie stops and asks, in the dark as in the light', async (t) => {
  const room = await browser.demo(t);
  const { conference } = room;
  await conference.does({ act: 'prepare_priorities', ballot: null, priorities: { title: 'What comes first', counting: 'together', choices: 2, places: 1, options: [{ title: 'Housing', motion: null }, { title: 'Transport', motion: null }, { title: 'Steel', motion: null }] } });
  const [made] = (await conference.shows({ view: 'priorities', before: null })).ballots;
  await conference.does({ act: 'open_priorities', ballot: made.id });
  const [open] = (await conference.shows({ view: 'priorities', before: null })).ballots;
  await conference.does({ act: 'enter_priorities_paper', paper: open.papers[0].id, mark: 'marked', options: [open.options[0].id, open.options[1].id] });
  await conference.does({ act: 'close_priorities', ballot: made.id });
  await conference.does({ act: 'count_priorities', ballot: made.id });
  const chair = new Chair(await room.chair({ theme: 'dark' }));
  const { screen } = chair;
  await chair.goes('committee');
  await screen.press('Shift+P');
  await screen.sees('aside', 'Housing and Transport tie for 1 place.');
  await screen.press('Ctrl+Enter');
  await chair.panel('Who came through the tie?');
  await screen.press('Space', 'Tab', 'Tab', 'Tab');
  await screen.write('Drawn by Ann Lee before the scrutineers.');
  await screen.shot(shotFile('priorities-tie-dark'));
  await screen.press('Ctrl+Enter');
  await chair.noPanel();
  await screen.sees('.lists', 'The tie was settled: Drawn by Ann Lee');
  await screen.sees('.act', 'Declare the result');
  await screen.shot(shotFile('priorities-settled-dark'));
});
