// A card vote entered twice, blind, at computers on the cable: claimed, typed, cut off in mid-batch, entered by another
// station, settled by the head teller. With nothing but the keyboard.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { serious } from '../lib/axe.js';
import { browserOfThisFile } from '../lib/browser.js';
import { shot } from '../lib/shots.js';
import { Pairing } from '../pages/stations.js';
import { Tellers } from '../pages/tellers.js';

const browser = browserOfThisFile();

test('two stations type a box each for the other over a cable that is cut, and the head teller settles what differs', async (t) => {
  const room = await browser.demo(t);
  const { conference } = room;
  const vote = await conference.openedTwice();
  const { listening: [address] } = await conference.cable({ what: 'listen', addresses: ['127.0.0.1'], port: 0 });
  const joins = async (role, person, options) => {
    const { code } = await conference.cable({ what: 'offer', role });
    const pairing = new Pairing(await room.station(address, person, options));
    await pairing.joins(code, person);
    await pairing.screen.sees('header b', person);
    return new Tellers(pairing.screen);
  };
  const ann = await joins('teller', 'Ann Example');
  const ben = await joins('teller', 'Ben Example', { theme: 'dark' });

  // A station knows who sits at it: nobody is asked for a name, and nobody can give another.
  await ann.screen.sees('.take .act', 'Take a batch');
  await ann.screen.press('N');
  await ann.panel('Take a batch');
  await ann.screen.sees('.panel', 'You type as Ann Example.');
  await shot(ann, 'batch-claim');
  await ann.screen.write('Floor');
  await ann.screen.press('Tab');
  await ann.screen.write('4');
  await ann.screen.press('Enter');
  await ann.noPanel();
  await ann.screen.sees('h1', /Floor\s+first entry/);
  for (const [card, key] of [[1, 'F'], [2, 'A']]) await ann.enters(card, key);
  await ann.screen.sees('header', '2 typed');

  // Cut off in the middle of the box: the teller types on, and is told where it is kept.
  const port = Number(new URL(address).port);
  await conference.cable({ what: 'stop' });
  await ann.screen.sees('header .light', 'Cut off');
  for (const [card, key] of [[3, 'F'], [4, 'B']]) await ann.enters(card, key);
  await ann.screen.sees('[role=alert]', '2 entries are kept here');
  await shot(ann, 'batch-cut');
  await conference.cable({ what: 'listen', addresses: ['127.0.0.1'], port });
  await ann.screen.lacks('[role=alert]', 'kept here');
  await ann.screen.sees('header', '4 typed · 0 to go');
  await shot(ann, 'batch-first');
  await ann.ends();
  await ann.screen.sees('section', /Floor\s*typed once/);

  // The second entry is blind, and what is the head teller's is not offered.
  await ben.takes();
  await ben.screen.sees('h1', /Floor\s+second entry/);
  await ben.screen.sees('header', 'You do not see the first entry.');
  await ben.screen.lacks('.recent', /Against|For|Abstain/);
  await ben.screen.lacks('aside', 'Read out');
  await shot(ben, 'batch-second-dark');
  for (const [card, key] of [[1, 'F'], [2, 'F'], [3, 'F'], [4, 'B']]) await ben.enters(card, key);
  await ben.screen.sees('header', '4 typed');
  await ben.ends();
  await ann.screen.sees('section', /Floor\s*1 differ/);

  // Typed again, blind, it differs still; the paper decides, at the head teller's station.
  await ann.takes();
  await ann.screen.sees('header', 'Look again at card 2');
  await ann.enters(2, 'X');
  await ann.screen.sees('header', 'Every card that differs has been looked at.');
  await shot(ann, 'batch-again');
  await ann.ends();
  await ann.screen.sees('section', /Floor\s*1 differ/);
  const head = await joins('head_teller', 'Cy Example', { size: { width: 1024, height: 768 } });
  await head.screen.sees('section', /Floor\s*1 differ/);
  await head.screen.press('D');
  await head.panel(/differ/i);
  await shot(head, 'batch-differences-tablet');
  await head.screen.press('F');
  await head.screen.press('Enter');
  await head.screen.sees('section', /Floor\s*settled/);
  await head.account('Entered', 4);
  await shot(head, 'batch-settled-tablet');
  assert.deepEqual(await serious(head.screen), []);

  // A header that was miscounted: whoever types says what was found, and no reason of the chair's is asked for.
  await ann.takesNewHere('Gallery', '3');
  await ann.screen.sees('h1', /Gallery\s+first entry/);
  await ann.enters(5, 'F');
  await ann.screen.sees('header', '1 typed · 2 to go');
  await ann.screen.press('E');
  await ann.panel('End of Gallery');
  await ann.screen.sees('.panel', '1 slip typed, 3 on the header.');
  await shot(ann, 'batch-other-number');
  await ann.screen.press('Esc');
  await ann.noPanel();
  await ann.endsAgainstTheHeader('1');
  await ann.screen.lacks('.notices', 'Allow anyway');
  await ann.screen.sees('section', /Gallery\s*typed once/);

  // Ben's computer is revoked in the middle of the second entry. The head teller gives that entry up, and types it.
  await ben.takes();
  await ben.screen.sees('h1', /Gallery\s+second entry/);
  await ben.enters(5, 'A');
  await ben.screen.sees('header', '1 typed');
  const { stations } = await conference.shows({ view: 'stations' });
  await conference.does({ act: 'revoke_station', station: stations.find((each) => each.person === 'Ben Example').id });
  await ben.screen.sees('[role=alert]', 'a batch that was being typed here the head teller gives up first');
  await head.screen.sees('section', /Gallery\s*2nd entry/);
  await head.screen.press('Y');
  await head.panel('A batch that cannot go on');
  await head.screen.sees('.panel', 'Give up the entry that Ben Example is typing');
  await shot(head, 'batch-put-by-tablet');
  await head.screen.press('2', 'Enter');
  await head.noPanel();
  await head.screen.sees('section', /Gallery\s*typed once/);
  await head.takes();
  await head.screen.sees('h1', /Gallery\s+second entry/);
  await head.enters(5, 'F');
  await head.screen.sees('header', '1 typed');
  await head.endsAgainstTheHeader('2');
  await head.screen.sees('section', /Gallery\s*settled/);
  // Once every batch is settled none is discarded by a slip of the hand.
  await head.screen.press('Y');
  await head.panel('A batch that cannot go on');
  await head.screen.sees('.panel', 'Every batch is settled.');
  await head.screen.press('1', 'Enter');
  await head.panel('A batch that cannot go on');
  await head.screen.press('Esc');
  await head.noPanel();

  await conference.does({ act: 'close_vote', vote });
  await head.returnsNo(35);
  await ann.screen.sees('aside', 'The head teller finishes the count.');
  await shot(ann, 'batch-closed');
  await head.finishes();
  const { reconciliation } = await conference.shows({ view: 'vote', vote });
  assert.deepEqual([reconciliation.for.cards, reconciliation.against.cards, reconciliation.abstain.cards], [4, 0, 1]);
});
