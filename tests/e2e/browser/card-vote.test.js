// A card vote from the call to the correction: the chair, two stations of tellers and the hall, all at once.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { browserOfThisFile } from '../lib/browser.js';
import { shot } from '../lib/shots.js';
import { Chair } from '../pages/chair.js';
import { Hall } from '../pages/hall.js';
import { Tellers } from '../pages/tellers.js';

const browser = browserOfThisFile();

test('a card vote of forty cards: called, entered, queried, reconciled, declared, corrected', async (t) => {
  const room = await browser.demo(t);
  await room.conference.takes('Convention of the Labour Left');
  await room.conference.calls('Motion 12', 'seconded');
  const { totals, delegations } = await room.conference.shows({ view: 'register' });
  assert.equal(totals.cards, 40);
  const value = (card) => delegations.find((each) => each.cards.some((one) => one.number === card)).votes;
  const chair = new Chair(await room.chair());
  const hall = new Hall(await room.hall());
  const tellers = new Tellers(await room.tellers());
  await tellers.screen.sees('main', 'No vote has been called yet.');

  await chair.puts('C');
  await chair.says('Tellers to your places');
  await hall.shows('Get ready to vote');
  await hall.shows(/Card 1/);
  await hall.shows(/If carried.*Motion 12 becomes the decision of conference/);
  await tellers.screen.sees('header', 'the chair has not opened the vote yet');
  await chair.next('Open');
  await hall.shows('Voting is open');
  await tellers.accepts();

  // Forty cards by keyboard, a duplicate and a stranger among them.
  const keys = tellers.screen.presses;
  const begun = performance.now();
  for (let card = 1; card <= 37; card += 1) {
    if (card !== 20) await tellers.enters(card, card % 3 === 0 ? 'A' : card % 10 === 0 ? 'B' : 'F');
  }
  await tellers.account('Entered', 36);
  t.diagnostic(`36 cards: ${tellers.screen.presses - keys} keys, ${Math.round(performance.now() - begun)} ms`);
  // Figures are for the chair alone: neither the tellers nor the hall are shown what the cards say.
  await tellers.screen.lacks('aside', /▲ For/);
  await hall.hides('36');

  // Said beside the field before it is entered, and on the pile when it is.
  await tellers.screen.write('5');
  await tellers.looked('Already entered');
  await tellers.screen.press('A');
  await tellers.stored('on the query pile');
  await tellers.screen.write('99');
  await tellers.looked('No card 99 in this vote');
  await tellers.screen.press('F');
  await tellers.stored(/99.*on the query pile/);
  await tellers.screen.sees('button', 'Query pile, 2');
  await shot(tellers, 'tellers-queries-wait');
  // A card that is in query is not counted until it is settled.
  await tellers.account('Entered', 35);
  await tellers.account('In query', 1);

  // A number longer than any card's is not cut to another card's.
  await tellers.screen.write('20000000000');
  await tellers.looked('too long');
  await tellers.screen.press('A');
  await tellers.stored('too long');
  await tellers.screen.press('Esc');
  await tellers.account('Entered', 35);

  // Typed wrong, taken back, typed right.
  await tellers.enters(20, 'A');
  await tellers.account('Entered', 36);
  await tellers.screen.press('Ctrl+Z');
  await tellers.stored('taken back');
  await tellers.account('Entered', 35);
  await tellers.enters(20, 'X');
  await tellers.account('Spoiled', 1);

  // A second station sees the same account.
  const second = new Tellers(await room.tellers('tellers-2'));
  await second.account('Entered', 35);
  await second.screen.write('20');
  await second.looked(/Already entered.*tellers-1/);
  await second.screen.press('Esc');

  // The queries are settled against the paper.
  await tellers.piles('S', '1');
  await tellers.panel('1 slip to settle');
  await shot(tellers, 'tellers-pile');
  await tellers.screen.press('S', '2', 'Enter');
  await tellers.noPanel();
  await tellers.account('Entered', 36);

  // Closed, the rest not returned, and it adds up.
  await chair.shows('37 of 40 cards');
  // Whose card is missing the chair reads out before the vote is closed.
  await chair.screen.press('I');
  await chair.panel('Card vote 1');
  await chair.screen.sees('[role=dialog]', 'Cards not seen, the largest first');
  for (const card of [38, 39, 40]) await chair.screen.sees('[role=dialog] li', new RegExp(`^\\W*${card}\\b`));
  await shot(chair, 'chair-not-seen');
  await chair.screen.press('L');
  await chair.panel('cards not yet seen');
  await chair.screen.press('Esc');
  await chair.screen.press('Esc');
  await chair.noPanel();
  await chair.next('Close');
  await hall.shows('Voting is closed');
  await tellers.screen.sees('aside', 'Cannot be finished yet');
  await tellers.screen.press('Ctrl+Enter');
  await tellers.stored('3 cards');
  await tellers.screen.press('L');
  await tellers.panel('cards not yet seen');
  await shot(tellers, 'tellers-read-out');
  await tellers.screen.press('Esc');
  await tellers.screen.press('R');
  await tellers.panel('The remaining 3 cards were not returned');
  await shot(tellers, 'tellers-not-returned');
  await tellers.screen.write('4');
  await tellers.screen.press('Enter');
  await tellers.screen.sees('[role=dialog]', '3 cards have not been seen, not 4.');
  await tellers.screen.press('Backspace');
  await tellers.screen.write('3');
  await tellers.screen.press('Enter');
  await tellers.noPanel();
  await tellers.account('Not returned', 3);
  await tellers.screen.sees('aside', 'Adds up');
  await shot(tellers, 'tellers-adds-up');
  await tellers.screen.press('Ctrl+Enter');
  await tellers.panel('Finish the count');
  await shot(tellers, 'tellers-finish');
  await tellers.screen.press('Esc');
  await tellers.noPanel();
  await tellers.finishes();
  await tellers.screen.sees('aside', /▲ For/);
  // Nothing is shown in the hall before the chair has said it.
  await hall.shows('Counted');

  const thousands = (n) => String(n).replace(/\B(?=(\d{3})+$)/g, ',');
  const cards = Array.from({ length: 37 }, (_, at) => at + 1).filter((card) => card !== 20);
  const sum = (fit) => cards.filter(fit).reduce((all, card) => all + value(card), 0);
  const [yes, no] = [sum((card) => card % 3 !== 0 && card % 10 !== 0), sum((card) => card % 3 === 0)];

  // The chair declares it and the hall sees the figures.
  await chair.next('Declare');
  const spoken = new RegExp(`For ${thousands(yes)}, against ${thousands(no)}, abstentions 200: carried`);
  await chair.screen.sees('[role=dialog] .say', spoken);
  await chair.declares('carried');
  await hall.title('Carried');
  await hall.shows(new RegExp(thousands(yes)));
  await hall.shows(new RegExp(thousands(no)));
  await hall.foot(/result \w+/);
  await chair.business(/Convention of the Labour Left/);

  // A declared result is corrected beside the old one.
  await chair.screen.press('Ctrl+Z');
  await chair.notice(/^Conference has heard “.*carried.*”\. It cannot be taken back\. What would allow it: Correct it with a new act\./);
  assert.equal((await room.conference.shows({ view: 'votes' })).votes[0].state, 'declared', 'what the hall has heard is not taken back');
  await chair.screen.press('Y');
  await chair.panel('Card vote 1');
  await chair.screen.press('C');
  await chair.panel('Correct a declared result');
  await chair.screen.press('Ctrl+A');
  await chair.screen.write(String(yes - 100));
  await chair.screen.press('Tab', 'Ctrl+A');
  await chair.screen.write(String(no + 100));
  await chair.screen.press('Tab', 'Tab');
  await chair.screen.press('Ctrl+Enter');
  await chair.screen.sees('[role=dialog]', 'Say what was wrong');
  await chair.screen.write('Card 7 was read the wrong way round.');
  await chair.screen.press('Ctrl+Enter');
  await chair.noPanel();
  await hall.shows('Corrected');
  await hall.shows('Card 7 was read the wrong way round.');
  const [vote] = (await room.conference.shows({ view: 'votes' })).votes;
  assert.equal(vote.corrected.length, 1);
  assert.equal(vote.result.counted.for, yes - 100);

  // How each delegation voted is withheld under these standing orders; then conference decides that it is published, and
  // that a fall of turnout is to be looked at.
  await chair.screen.press('Y');
  await chair.panel('Card vote 1');
  await chair.screen.sees('[role=dialog]', 'How each delegation voted is not published');
  await chair.screen.press('Esc');
  const changed = [{ key: 'turnout_fall_percent', value: 20 }, { key: 'card.line_items_published', value: true }];
  await room.conference.does({ act: 'change_standing_orders', profile: null, keys: changed, vote: null, reason: 'a box was left out' }, { reason: 'agreed by the committee' });
  await room.conference.takes('Free movement');
  const label = (await room.conference.desk()).question?.label ?? (await room.conference.desk()).callable[0].label;
  await room.conference.calls(label, 'seconded');
  await room.conference.cardVote({ 1: 'for', 2: 'against' }, 'provisional');

  // Two cards of forty: nobody declares that before somebody has looked for a box.
  await tellers.screen.sees('aside', 'Turnout was looked at');
  await tellers.screen.press('T');
  await tellers.panel('The turnout fell');
  await tellers.screen.sees('[role=dialog]', /\(9\d\.\d\d% before\)/);
  await shot(tellers, 'tellers-turnout');
  await tellers.screen.press('1', 'Enter');
  await tellers.noPanel();
  await tellers.screen.sees('aside', 'Every box was counted; delegates have left');
  await chair.next('Declare');
  await chair.declares(/Declare/);
  await hall.shows('How each delegation voted is published.');
  await shot(hall, 'hall-line-items');
  // Whatever is before conference by then, the newest result is at hand: to be looked at, and to be shown again.
  await room.conference.takes('Tea');
  await chair.screen.sees('.centre', 'Tea');
  await hall.hides('How each delegation voted is published.');
  await chair.screen.press('H');
  await chair.panel('What the hall sees');
  await chair.screen.press('R', 'Enter');
  await hall.shows('How each delegation voted is published.');
  await chair.screen.press('F', 'Enter', 'Esc');
  await chair.noPanel();
  await chair.screen.press('Y');
  await chair.panel('Card vote 2');
  await chair.screen.press('L');
  await chair.panel('How each delegation voted');
  await chair.screen.until('forty delegations', '[role=dialog] tbody tr', (rows) => rows.length >= 40);
  const first = delegations.find((each) => each.cards.some((one) => one.number === 1));
  await shot(chair, 'chair-line-items');
  await chair.screen.write(first.name);
  await chair.screen.sees('[role=dialog] tbody', new RegExp(`${first.name}.*${thousands(value(1))}`));
});

test('a card vote is counted while other business runs, and comes back ready to declare', async (t) => {
  const room = await browser.demo(t);
  await room.conference.takes('Convention of the Labour Left');
  await room.conference.calls('Motion 12', 'seconded');
  const chair = new Chair(await room.chair());
  const hall = new Hall(await room.hall());
  const tellers = new Tellers(await room.tellers());
  await chair.puts('C');
  await chair.next('Open');
  await tellers.accepts();
  await tellers.enters(1, 'F');
  await tellers.enters(2, 'A');
  await chair.shows('2 of 40 cards');
  await chair.next('Close');
  await chair.screen.sees('.vote .state', 'being counted');

  // Business goes on with one key.
  await chair.next('Take');
  await chair.screen.sees('.centre .parked', /Card vote 1 is being counted: 2 of 40/);
  await hall.screen.lacks('.hall h1', 'Convention of the Labour Left');
  await chair.takes('Free movement');
  await chair.next('Call Islington');
  await chair.next('Start the clock for Islington');
  await hall.screen.sees('.hall .name', 'Islington');

  await tellers.returnsNo(38);
  await tellers.finishes();

  await chair.screen.sees('.centre .parked', 'ready to declare');
  await hall.hides('Carried');
  await chair.screen.press('D');
  await chair.declares(/Declare/);
  await chair.screen.lacks('.centre .parked', /./);
  const [vote] = (await room.conference.shows({ view: 'votes' })).votes;
  assert.equal(vote.state, 'declared');
  // The speaker at the rostrum is still there.
  await chair.screen.sees('.clock', 'Islington');
});

test('a vote is given up before it is declared, with the reason in the record', async (t) => {
  const room = await browser.demo(t);
  await room.conference.takes('Convention of the Labour Left');
  await room.conference.calls('Motion 12', 'seconded');
  const chair = new Chair(await room.chair());
  await chair.puts('C');
  await chair.next('Open');
  await chair.screen.sees('.vote .state', 'open');
  await chair.screen.press('G');
  await chair.panel('Give this vote up');
  await chair.screen.write('The wrong question was printed.');
  await chair.screen.press('Enter');
  await chair.noPanel();
  await chair.screen.lacks('.vote', /./);
  await chair.screen.press('V');
  await chair.screen.sees('[role=dialog]', 'Card vote 2');
});

test('a minute of practice stores nothing', async (t) => {
  const room = await browser.demo(t);
  const tellers = new Tellers(await room.tellers());
  await tellers.screen.sees('main', 'No vote has been called yet.');
  await tellers.screen.press('P');
  await tellers.panel('A minute of practice');
  await tellers.screen.press('Enter');
  for (let card = 0; card < 3; card += 1) {
    const [number, word] = (await tellers.screen.sees('.paper', /\d+ \S+ \w+/)).split(/\W+/);
    await tellers.screen.write(number);
    await tellers.screen.press({ For: 'F', Against: 'A', Abstain: 'B', Spoiled: 'X' }[word]);
    await tellers.screen.sees('.time', `${card + 1} right`);
  }
  await shot(tellers, 'tellers-practice');
  // One of them wrong; then the minute is over, and it says how fast and how well.
  const [number, word] = (await tellers.screen.sees('.paper', /\d+ \S+ \w+/)).split(/\W+/);
  await tellers.screen.write(number);
  await tellers.screen.press(word === 'For' ? 'A' : 'F');
  await tellers.screen.sees('.time', '3 right · 1 wrong');
  await tellers.screen.evaluate(() => {
    const real = performance.now.bind(performance);
    performance.now = () => real() + 60_000;
  });
  await tellers.screen.sees('.score', '3 cards a minute');
  await tellers.screen.sees('[role=dialog]', '1 mistake.');
  await shot(tellers, 'tellers-practice-score');
  await tellers.screen.press('Esc');
  await tellers.noPanel();
  assert.equal((await room.conference.shows({ view: 'votes' })).votes.length, 0);
});

test('the chair names another card than the next in the book, where the question is put and where hands were not clear', async (t) => {
  const room = await browser.demo(t);
  await room.conference.takes('Convention of the Labour Left');
  await room.conference.calls('Motion 12', 'seconded');
  const chair = new Chair(await room.chair());
  const hall = new Hall(await room.hall());
  await chair.screen.press('V');
  await chair.panel('Put the question');
  await chair.screen.sees('[role=dialog]', 'Card vote 1');
  await chair.screen.press('#');
  // The record says what no book has, and what would do; the panel stays for it.
  for (const number of ['0', '1000']) {
    await chair.screen.write(number);
    await chair.screen.press('Enter');
    await chair.notice(`The cards of a book are numbered from 1 to 999, not ${number}. What would allow it: Type the number that is printed on the card`);
    await chair.panel('Put the question');
    await chair.screen.press('#', 'Ctrl+A', 'Backspace');
  }
  await chair.screen.write('7');
  await chair.screen.sees('[role=dialog]', 'Card vote 7');
  await shot(chair, 'put-card-seven');
  await chair.screen.press('Enter');
  await chair.noPanel();
  await chair.screen.sees('.vote', 'Card vote 7');
  await hall.shows(/Card 7/);
  const { vote } = await room.conference.desk();
  await room.conference.does({ act: 'abandon_vote', vote: vote.id, reason: 'The wrong card was called.' });
  await chair.screen.lacks('.vote', /./);

  // From a show of hands: the letter works in the field of the number too.
  await chair.puts('H');
  await chair.screen.press('N');
  await chair.panel('Not clear');
  await chair.screen.sees('[role=dialog]', 'Card vote 8');
  await chair.screen.press('#');
  await chair.screen.write('9');
  await chair.screen.sees('[role=dialog]', 'Card vote 9');
  await shot(chair, 'not-clear-card-nine');
  await chair.screen.press('C');
  await chair.noPanel();
  await hall.shows(/Card 9/);
  // One that was used is refused in words, and nothing is put.
  await room.conference.does({ act: 'abandon_vote', vote: (await room.conference.desk()).vote.id, reason: 'Again.' });
  await chair.screen.lacks('.vote', /./);
  await chair.screen.press('V');
  await chair.panel('Put the question');
  await chair.screen.press('#');
  await chair.screen.write('7');
  await chair.screen.press('Enter');
  await chair.notice('Card vote 7 has been taken.');
});
