// A card vote entered twice, blind, by two tellers at two stations, with nothing but the keyboard.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { browserOfThisFile } from '../lib/browser.js';
import { shot } from '../lib/shots.js';
import { Tellers } from '../pages/tellers.js';

const browser = browserOfThisFile();

test('two tellers type a box each for the other, the card that differs again, and the count is finished', async (t) => {
  const room = await browser.demo(t);
  const { conference } = room;
  await conference.takes('Convention of the Labour Left');
  await conference.calls('Motion 12', 'seconded');
  await conference.cardVote({}, 'called');
  const { vote } = await conference.desk();
  const ann = new Tellers(await room.tellers('table-1'));
  const ben = new Tellers(await room.tellers('table-2'));

  await ann.screen.sees('header', 'the chair has not opened the vote yet');
  await ann.screen.press('W');
  await ann.screen.sees('main', 'Batches');
  await conference.does({ act: 'open_vote', vote: vote.id });

  // Ann opens a box of four slips and types it: two keys a card beyond its number.
  await ann.takesNew('Ann Roe', 'Floor', '4');
  await ann.screen.sees('h1', /Floor\s+first entry/);
  const keys = ann.screen.presses;
  for (const [card, key] of [[1, 'F'], [2, 'A'], [3, 'F'], [4, 'B']]) await ann.enters(card, key);
  await ann.screen.sees('header', '4 typed · 0 to go');
  assert.ok(ann.screen.presses - keys <= 4 * 3, `${ann.screen.presses - keys} keys for four cards of one figure`);
  await ann.enters(3, 'F');
  await ann.stored('already typed in this batch');
  await ann.screen.press('Ctrl+Z');
  await ann.stored(/taken back/i);
  await ann.ends();
  await ann.screen.sees('section', /Floor\s*typed once/);

  // Ben types it without seeing anything of it, and reads one slip otherwise.
  await ben.takes('Ben Doe');
  await ben.screen.sees('h1', /Floor\s+second entry/);
  await ben.screen.sees('header', 'You do not see the first entry.');
  await ben.screen.lacks('.recent', /Against|For|Abstain/);
  for (const [card, key] of [[1, 'F'], [2, 'F'], [3, 'F'], [4, 'B']]) await ben.enters(card, key);
  await ben.screen.sees('header', '4 typed');
  await ben.ends();
  await ann.screen.sees('section', /Floor\s*1 differ/);

  // Only that card is typed again.
  await ann.takes('Ann Roe');
  await ann.screen.sees('header', 'Look again at card 2');
  await ann.enters(2, 'F');
  await ann.screen.sees('header', 'Every card that differs has been looked at.');
  await ann.ends();
  await ann.screen.sees('section', /Floor\s*settled/);
  await ann.account('Entered', 4);
  await conference.does({ act: 'close_vote', vote: vote.id });
  await ann.returnsNo(36);
  await ann.finishes();
  await ann.screen.sees('aside', /would not have been carried|would have been carried/);
  const { reconciliation } = await conference.shows({ view: 'vote', vote: vote.id });
  assert.deepEqual([reconciliation.for.cards, reconciliation.against.cards, reconciliation.abstain.cards], [3, 0, 1]);
});

test('one laptop: another teller sits down at it for the second entry, and no reason is asked for', async (t) => {
  const room = await browser.demo(t);
  const vote = await room.conference.openedTwice();
  const desk = new Tellers(await room.tellers());
  await desk.takesNew('Ann Roe', 'Floor', '2');
  await desk.screen.sees('h1', /Floor\s+first entry/);
  for (const [card, key] of [[1, 'F'], [2, 'A']]) await desk.enters(card, key);
  await desk.screen.sees('header', '2 typed · 0 to go');
  await desk.ends();
  await desk.screen.sees('section', /Floor\s*typed once/);

  // The box is the one that is due; the name is empty, and has the focus.
  await desk.screen.press('N');
  await desk.panel('Take a batch');
  await desk.screen.sees('.panel [aria-pressed=true]', /Floor\s*second entry, by another teller/);
  await shot(desk, 'batch-one-laptop');
  await desk.screen.press('Enter');
  await desk.panel('Take a batch');
  await desk.screen.write('Ann Roe');
  await desk.screen.press('Enter');
  await desk.screen.sees('.notices', 'Ann Roe made the first entry of Floor; nobody makes both.');
  await desk.screen.press('Ctrl+A');
  await desk.screen.write('Ben Doe');
  await desk.screen.press('Enter');
  await desk.noPanel();
  await desk.screen.sees('h1', /Floor\s+second entry/);
  // No figure tells whether the first entry has a card: neither at one that it has, nor at one that it has not.
  await desk.account('Not seen, or not settled', 40);
  await desk.screen.lacks('aside', 'Typed, not settled');
  for (const [card, key] of [[1, 'F'], [3, 'A']]) await desk.enters(card, key);
  await desk.screen.sees('header', '2 typed · 0 to go');
  await desk.account('Not seen, or not settled', 40);
  await desk.screen.press('Ctrl+Z');
  await desk.stored('3 taken back');
  await desk.enters(2, 'A');
  await desk.screen.sees('header', '2 typed · 0 to go');
  await desk.ends();
  await desk.screen.sees('section', /Floor\s*settled/);
  // The newest act of the desk goes back, and it is said: here the end of the entry, and no card.
  await desk.screen.press('Ctrl+Z');
  await desk.screen.sees('.notices', /Took back: Card vote \d+: batch Floor is settled/);
  await desk.screen.sees('header', '2 typed · 0 to go');
  await desk.ends();
  await desk.screen.sees('section', /Floor\s*settled/);
  const { batches } = await room.conference.shows({ view: 'vote', vote });
  assert.deepEqual(batches.map((batch) => batch.tellers), [['Ann Roe', 'Ben Doe']]);
});

test('printed figures that cannot be right are named as they are typed', async (t) => {
  const room = await browser.demo(t);
  const { conference } = room;
  await conference.takes('Convention of the Labour Left');
  await conference.calls('Motion 12', 'seconded');
  await conference.cardVote({}, 'called');
  const tellers = new Tellers(await room.tellers());
  await tellers.screen.sees('header', 'the chair has not opened the vote yet');
  await tellers.screen.press('C');
  await tellers.panel('Can printed figures be right?');
  await tellers.screen.sees('.panel', 'Type what is printed.');
  // R2: Labour 2022, one digit wrong.
  for (const text of ['CLPs', null, null, null, null, null, '21.09', '28.09']) {
    if (text !== null) await tellers.screen.write(text);
    await tellers.screen.press('Tab');
  }
  await tellers.screen.sees('.panel', 'CLPs: 21.09 + 28.09 = 49.18, not 50.');
  await shot(tellers, 'tellers-published');
});
