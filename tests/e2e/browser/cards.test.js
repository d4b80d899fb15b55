// Books of voting cards by keyboard: made, collected by scanning, handed back, lost, cancelled; and printed.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { test } from 'node:test';
import { serious } from '../lib/axe.js';
import { browserOfThisFile } from '../lib/browser.js';
import { folder, rostrumctl } from '../lib/programs.js';
import { shotFile } from '../lib/screen.js';
import { Chair } from '../pages/chair.js';
import { Tellers } from '../pages/tellers.js';

const browser = browserOfThisFile();

async function cards(room, options) {
  const chair = new Chair(await room.chair(options));
  await chair.goes('register');
  await chair.screen.press('3');
  return chair;
}

/** The demonstration with its books taken back: nobody has collected one. */
async function uncollected(t) {
  const room = await browser.demo(t);
  const { delegations } = await room.conference.shows({ view: 'register' });
  for (const each of delegations.slice(0, 12)) await room.conference.does({ act: 'take_book_back', number: each.cards[0].number });
  return room;
}

test('a book is given out as its number is scanned, and every other act of custody has its key', async (t) => {
  const room = await uncollected(t);
  const chair = await cards(room);
  await chair.screen.sees('.desk aside', '0 books have not been collected');
  // The heaviest vote of the largest unions stands there whole.
  assert.ok(await chair.screen.evaluate("() => { const cell = document.querySelector('.line:not(.head) [role=gridcell]:nth-child(4)'); cell.textContent = '12,312,000'; return cell.scrollWidth <= cell.clientWidth; }"), 'a weight is cut');
  // A scanner: the number and Enter.
  await chair.screen.write('1');
  await chair.screen.press('Enter');
  await chair.screen.sees('.said', 'Card 1 of');
  await chair.screen.sees('.line.chosen', 'given out');
  await chair.screen.press('Esc', 'H');
  await chair.screen.sees('.line.chosen', 'handed back');
  await chair.screen.press('T');
  await chair.panel('Who collects book 1?');
  await chair.screen.write('101');
  await chair.screen.press('Enter');
  await chair.screen.sees('.line.chosen', 'with Asha Patel, badge 101');
  await chair.screen.press('X');
  await chair.panel('Book 1 is lost');
  await chair.screen.write('left on the train');
  await chair.screen.press('Enter');
  await chair.screen.sees('.line.chosen', 'lost: left on the train');
  await chair.screen.shot(shotFile('cards'));
  await chair.screen.press('Y');
  await chair.panel('Another book in the place of 1');
  await chair.screen.write('will not be found');
  await chair.screen.press('Enter');
  await chair.screen.sees('.line.chosen', 'cancelled, now card');
  await chair.takesBack('card');
  await chair.screen.sees('.line.chosen', 'lost: left on the train');
  assert.deepEqual(await serious(chair.screen), []);
});

test('what is printed comes as PDF to the downloads of a browser', async (t) => {
  const room = await uncollected(t);
  const chair = await cards(room);
  await chair.screen.sees('.desk aside', 'Total');
  await chair.screen.press('Esc', 'P');
  await chair.panel('Print');
  await chair.screen.shot(shotFile('print'));
  assert.deepEqual(await serious(chair.screen), []);
  const download = chair.screen.page.waitForEvent('download');
  await chair.screen.press('C');
  const file = await (await download).path();
  assert.equal(readFileSync(file).subarray(0, 5).toString(), '%PDF-');
  await chair.notice('The PDF is in your downloads.');
  await chair.noPanel();
});

test('a printed slip is scanned at the tellers’ desk; one that was made up, or is for another vote, is refused', async (t) => {
  const room = await browser.demo(t);
  await room.conference.takes('Convention of the Labour Left');
  await room.conference.calls('Motion 12', 'seconded');
  const chair = new Chair(await room.chair());
  const tellers = new Tellers(await room.tellers());
  await chair.puts('C');
  await chair.next('Open');
  await tellers.accepts();
  // The codes as they stand on the paper, read from the PDF.
  const pdf = join(folder('print'), 'book.pdf');
  rostrumctl('print', room.conference.file, 'books', pdf, '--votes', '2', '--card', '7');
  const { stdout } = spawnSync('pdftotext', [pdf, '-'], { encoding: 'utf8' });
  const code = (vote, letter) => stdout.match(new RegExp(`\\.RS1\\.${vote}\\.7\\.${letter}\\.[0-9A-G]{12}`))[0];
  const scan = async (text) => {
    await tellers.screen.page.keyboard.type(text);
    await tellers.screen.page.keyboard.press('Enter');
  };
  await scan(code(1, 'F').replace('.F.', '.A.'));
  await tellers.stored('was not printed by this conference');
  await tellers.screen.press('O');
  await scan(code(2, 'F'));
  await tellers.stored('is for vote 2');
  await tellers.account('Entered', 0);
  await tellers.screen.shot(shotFile('scan-refused'));
  await tellers.screen.press('O');
  // A scan is all that it takes: nobody presses a key for it.
  const keys = tellers.screen.presses;
  await scan(code(1, 'A').toLowerCase());
  await tellers.stored('7');
  await tellers.account('Entered', 1);
  await scan(code(1, 'A'));
  await tellers.stored('on the query pile');
  assert.equal(tellers.screen.presses - keys, 0);
});
