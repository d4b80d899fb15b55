// The worked debate of a composite with two amendments, all sixteen steps, by keyboard alone. One text for the browser and for
// the program's own window.
import assert from 'node:assert/strict';
import { Tellers } from './tellers.js';

/** What somebody said or is called, ended with Enter: these keys are names, and no part of the chair's count. */
export async function types(chair, words) {
  const before = chair.screen.presses;
  if (words !== '') await chair.screen.write(words);
  await chair.screen.press('Enter');
  chair.typed = (chair.typed ?? 0) + chair.screen.presses - before;
}

/** A show of hands is open; the chair says how it went. */
export async function hands(chair, key, words) {
  await chair.screen.sees('.vote', 'show of hands');
  await chair.screen.press(key);
  await chair.declares(words);
  // While the band stands, its own keys answer.
  await chair.screen.lacks('.vote', /./);
}

async function speaker(chair, name, side) {
  await chair.screen.press('A');
  const before = chair.screen.presses;
  await chair.screen.write(name);
  await chair.screen.sees('.hits .best', name);
  await chair.screen.press('Enter');
  chair.typed += chair.screen.presses - before;
  await chair.screen.press(side);
  await chair.screen.sees('.waiting [role=option]', name);
}

async function amendment(chair, label, mover) {
  await chair.next(`Call ${label}`);
  await chair.shows(label);
  await chair.next(`Call ${mover}`);
  await chair.next(`Start the clock for ${mover}`);
  await chair.screen.press('S');
  await chair.screen.sees('.waiting [role=option]', 'reserved at the seconding');
}

/** What stands between two presses of a person who counts cards: the tellers' keys are not the chair's. */
async function counted(chair, cards, and) {
  const before = chair.screen.presses;
  await chair.goes('tellers');
  const tellers = new Tellers(chair.screen);
  await tellers.accepts();
  for (const [card, key] of cards) {
    await tellers.enters(card, key);
    await tellers.stored(String(card));
  }
  await and(tellers);
  await chair.goes('chair');
  chair.typed += chair.screen.presses - before;
}

/**
 * The sixteen steps. Conference is open. `shots` is asked for a picture by name at what is worth looking at; `look` may look at the
 * chair's screen while the list of what may be moved stands open. Handed back: how many keys the chair pressed beyond the names.
 */
export async function workedDebateByKeys(chair, hall, { shots, look = async () => {} }) {
  const start = chair.screen.presses;
  chair.typed = 0;

  // 1, 2. The item is taken; Southwark moves, FBU seconds formally and reserves.
  await chair.next('Take Fighting the cuts');
  await chair.says('Southwark to move composite 4.');
  await chair.next('Call Southwark');
  await chair.next('Start the clock for Southwark');
  await chair.screen.press('S');
  await chair.screen.sees('.steps li', /✓ Seconded/);
  await chair.speakers('reserved at the seconding');

  // 3. Amendment 4.1 comes before the speech that was reserved.
  await amendment(chair, 'Amendment 4.1', 'Leeds');

  // 4. Speakers against it, for it, against it.
  await speaker(chair, 'Jo Cole', 'A');
  await speaker(chair, 'Dee Okafor', 'F');
  await speaker(chair, 'Sam Reid', 'A');
  await chair.next('Call Jo Cole');
  await chair.next('Start the clock for Jo Cole');

  // 5. A point of order: the clock stands, the chair rules, the speech goes on.
  await chair.screen.press('P');
  await chair.panel('Somebody rises');
  await types(chair, 'Hull');
  await types(chair, 'The speaker is on 4.2.');
  await chair.noPanel();
  await hall.shows('Point of order');
  await chair.screen.sees('.lamp', 'stopped');
  await chair.next('Rule on it');
  await chair.screen.press('W');
  await shots('ruling');
  await types(chair, 'Keep to 4.1.');
  await chair.noPanel();
  await chair.screen.lacks('.centre .act', 'Rule on it');
  await chair.screen.press('Space');
  await chair.screen.lacks('.lamp', 'stopped');

  // 6. The executive asks for remission; Southwark does not agree.
  await chair.screen.press('M', 'K');
  await chair.panel('The mover is asked to remit');
  await chair.screen.press('N');
  await chair.noPanel();

  // 7. Closure, on the amendment alone; it interrupts, and its mover must not have spoken.
  await chair.screen.press('M');
  await chair.panel('Motion from the floor');
  await chair.screen.sees('[role=dialog]', 'The previous question is not moved while an amendment is before conference.');
  await shots('from-the-floor');
  await look();
  await chair.screen.press('C');
  await chair.screen.sees('[role=dialog]', 'on amendment 4.1 alone');
  await types(chair, '102');
  await types(chair, '108');
  await chair.noPanel();
  await chair.shows('That the question be now put.');
  await hall.shows('the debate on amendment 4.1 ends');
  await shots('closure');
  await chair.next('Put it to a show of hands');
  await hall.shows('That the question be now put.');
  await shots('closure-vote');
  await hands(chair, 'C', 'Declare: carried');

  // 8, 9. Southwark may reply here, and reserves it; the vote is on the amendment alone.
  await chair.shows('Amendment 4.1');
  await chair.screen.sees('.centre .offers', 'Right of reply');
  await chair.next('Put the question');
  await chair.screen.press('H');
  await hall.shows('a lobby of every council');
  await shots('amendment-vote');
  await hands(chair, 'C', 'Declare: carried');

  // 10. Because 4.1 is carried, the last line of 4.2 falls: proposed by the program, confirmed by the chair.
  await chair.next('Confirm: paragraph 2 of amendment 4.2 falls');

  // 11. 4.2 is clearly lost.
  await amendment(chair, 'Amendment 4.2', 'North East');
  await chair.screen.press('V');
  await chair.panel('Put the question');
  await chair.screen.press('H');
  await hands(chair, 'L', 'Declare: lost');

  // 12. The ruling that it was clear is challenged: the chair leaves the chair, and takes it again.
  await chair.screen.press('M', 'H');
  await chair.panel('Challenge to a ruling: who moves it?');
  await types(chair, '106');
  await types(chair, 'that the vote on 4.2 was clear');
  await types(chair, 'Vera Lane');
  await chair.noPanel();
  await chair.shows('Vera Lane is in the chair');
  await hall.shows('That the ruling of the chair be upheld.');
  // What it takes, and who presides, stand on both screens.
  await chair.shows('overturn it; otherwise the ruling stands.');
  await hall.shows('overturn it; otherwise the ruling stands.');
  await hall.foot('Vera Lane in the chair');
  await shots('challenge');
  await chair.next('Put it to a show of hands');
  await hands(chair, 'C', 'Declare: carried');
  await chair.screen.lacks('.centre', 'Vera Lane is in the chair');

  // 13. The substantive motion. Nobody else rises, FBU not either: Southwark replies, and says nothing new.
  await chair.shows('as amended');
  await chair.screen.sees('.centre .act', 'Call FBU');
  await chair.screen.press('R');
  await chair.screen.sees('.waiting [role=option]', 'right of reply');
  await chair.screen.press(await numberOf(chair, 'right of reply'));
  await chair.next('Start the clock for Southwark');

  // 14. The hands cannot be told apart: card vote 1.
  await chair.screen.press('V');
  await chair.panel('Put the question');
  await chair.screen.press('H');
  await chair.screen.sees('.vote', 'show of hands');
  await chair.screen.press('N');
  await chair.screen.sees('[role=dialog]', 'Card vote');
  await chair.screen.press('C');
  await chair.screen.sees('.vote', 'Card vote 1');
  await chair.screen.press('N');
  await hall.shows('Voting is open');
  await counted(chair, [[1, 'F'], [2, 'F'], [3, 'F'], [5, 'A'], [6, 'A']], async () => {});

  // 15. The vote is closed; motion 22 is taken while it is counted.
  await chair.screen.sees('.vote', '5 of 7');
  await chair.screen.press('N');
  await chair.next('Take Free movement');
  await chair.shows('Motion 22');
  await shots('counting');
  await counted(chair, [[4, 'F'], [7, 'A']], (tellers) => tellers.finishes());

  // 16. The result; what falls with it.
  await chair.shows('ready to declare');
  await chair.screen.press('D');
  await chair.declares('Declare: carried');
  await hall.title('Carried');
  await shots('result');
  await chair.next('Confirm: motion 25 falls');
  await chair.screen.lacks('.centre .act', 'Confirm');
  return chair.screen.presses - start - chair.typed;
}

/** The key of a line of the queue: its place. */
async function numberOf(chair, what) {
  const lines = await chair.screen.texts('.waiting [role=option]');
  const place = lines.findIndex((line) => line.toLowerCase().includes(what));
  assert.ok(place >= 0, lines.join(' | '));
  return String(place + 1);
}

/** What the minutes must say of it. */
export const IN_THE_MINUTES = [
  'did not agree. The debate goes on.',
  'moved: That the question be now put.',
  'the point of order of Hull: well taken: Keep to 4.1.',
  'paragraph 2 of amendment 4.2 falls',
  'The ruling stands. The chair took the chair again.',
  'card vote 1: carried',
  'motion 25 falls',
];
