// Every situation of the debate that is moved or risen upon from the floor, by keyboard: what both screens must say of it, and
// their pictures in both themes. Closure, challenge and suspension are scenes of the worked debate.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { serious } from '../lib/axe.js';
import { browserOfThisFile } from '../lib/browser.js';
import { beyond, clipped, overflowing } from '../lib/layout.js';
import { shotFile } from '../lib/screen.js';
import { workedDebate } from '../lib/worked.js';
import { Chair } from '../pages/chair.js';
import { Hall } from '../pages/hall.js';
import { hands, types } from '../pages/worked-debate.js';

const browser = browserOfThisFile();

/** Whoever moves has not spoken: Ann Bell of Camden, seconded by Lee Fox of Hull. */
const [MOVER, SECONDER] = ['102', '108'];

/** What may be scrolled on the chair's screen: a list that is longer than its place. */
const LISTS = /^(div|ul|ol)\.(list|lines|hits)\b/;

/** What is moved, on which paper: its words and effects stand on both screens. `after`: what the hall reads once it is decided. */
const MOVED = [
  { key: 'O', name: 'no-confidence', paper: 'Motion 31', more: ['Vera Lane'], carried: false,
    says: ['That conference has no confidence in the chair.', 'the chair leaves the chair; Vera Lane presides from now on.', 'the chair takes the chair again.'], needs: 'two-thirds of those present', presides: 'Vera Lane' },
  { key: 'J', name: 'adjourn-conference', paper: 'Motion 31', more: ['16:00'], carried: false,
    says: ['That conference adjourn until 16:00.', 'conference rises until 16:00; everything before it waits as it stands.', 'the debate on motion 31 goes on.'], needs: 'simple majority' },
  { key: 'D', name: 'adjourn-the-debate', paper: 'Motion 31', more: [''], carried: true,
    says: ['That the debate on motion 31 be adjourned.', 'motion 31 is put aside as it stands; those who have spoken have spoken when it is taken again.'], needs: 'simple majority' },
  { key: 'N', name: 'next-business', paper: 'Motion 32', carried: true,
    says: ['That conference proceed to the next business.', 'motion 32 is left undecided, without a vote; conference goes on.'], needs: 'simple majority' },
  { key: 'R', name: 'remission', paper: 'Motion 33', carried: true,
    says: ['That motion 33 be remitted to the executive.', 'motion 33 goes to the executive, neither carried nor lost.'], needs: 'simple majority' },
  { key: 'B', name: 'reference-back', paper: 'Motion 34', carried: true,
    says: ['That motion 34 be referred back.', 'motion 34 goes back to where it came from, undecided.'], needs: 'simple majority' },
  { key: 'L', name: 'leave-to-withdraw', paper: 'Motion 35', mover: 'Southwark', carried: true,
    says: ['That leave be given to withdraw motion 35.', 'motion 35 is withdrawn; nothing in it is decided.'], needs: 'nobody against' },
  { key: 'P', name: 'parts', paper: 'Motion 36', carried: true,
    says: ['That motion 36 be voted on in parts.', 'each part of motion 36 is voted on by itself, then what is left.', 'motion 36 is put as a whole.'], needs: 'simple majority' },
];
const PAPERS = [['31', 'A march in May'], ['32', 'Opening the branches'], ['33', 'The price of a ticket'], ['34', 'Bursaries for young delegates'], ['35', 'A joint newspaper'], ['36', 'Safe staffing, and how to win it']];

/** A conference with six short motions under one item, open; the first has been moved and seconded. */
async function ready(t, keys = []) {
  const { served } = await workedDebate();
  const room = await browser.at(t, served);
  await served.does({ act: 'change_standing_orders', profile: null, keys: [{ key: 'remit', value: 'any_delegate' }, ...keys], vote: null, reason: 'as printed' }, { reason: 'as printed' });
  await served.does({ act: 'add_item', title: 'Policy', number: '3', kind: 'business', minutes: 60, after: null });
  const { days } = await served.shows({ view: 'programme' });
  const item = days.flatMap((day) => day.items).find((line) => line.title === 'Policy').id;
  for (const [number, title] of PAPERS) {
    const paragraphs = ['Conference notes what branches have reported since last year.', 'Conference calls on the committee to act on it before the summer.'];
    await served.does({ act: 'add_motion', motion: { number, kind: 'motion', title, mover: 'Southwark', seconder: 'FBU', item, paragraphs } });
  }
  await served.does({ act: 'open' });
  await served.takes('Policy');
  await served.calls('Motion 31', 'seconded');
  const [chair, hall] = [new Chair(await room.chair()), new Hall(await room.hall())];
  chair.typed = 0;
  // Whatever stands where keys are bounced waits its eighth of a second.
  chair.screen.pace = 140;
  return { served, chair, hall, look: eyes(chair, hall) };
}

/** Looks at both screens in both themes: takes their pictures, and collects what is cut off, beyond a margin, or fails axe. */
function eyes(chair, hall) {
  const faults = [];
  const themes = async (chairs, halls) => {
    await chair.screen.page.emulateMedia({ colorScheme: chairs });
    if ((await hall.screen.evaluate(() => (document.querySelector('.hall.light') ? 'light' : 'dark'))) !== halls) await hall.screen.press('l');
    await hall.screen.measured(`the hall is ${halls}`, () => (document.querySelector('.hall.light') ? 'light' : 'dark'), (theme) => theme === halls);
  };
  const look = async (name, { whole = true, alike = false } = {}) => {
    const note = (where, found) => faults.push(...found.map((each) => `${name}, ${where}: ${each}`));
    // What fits is chosen once a face has been laid out.
    const settled = (screen, measure, ...given) => screen.settles(measure, (found) => found.length === 0, 600, ...given);
    note('the chair', (await settled(chair.screen, overflowing)).filter((each) => !LISTS.test(each)));
    note('the chair', await settled(chair.screen, clipped, '.centre, .speakers, [role=dialog]'));
    note('the hall', await settled(hall.screen, overflowing));
    note('the hall', await settled(hall.screen, clipped, '.hall'));
    note('the hall', await settled(hall.screen, beyond));
    const pictures = whole ? [['light', 'dark'], ['dark', 'light']] : alike ? [] : [['light', 'dark']];
    for (const [chairs, halls] of pictures) {
      await themes(chairs, halls);
      await Promise.all([chair.screen.shot(shotFile(`situation-${name}-${chairs}`)), hall.screen.shot(shotFile(`situation-${name}-hall-${halls}`))]);
      if (whole) {
        // What is built alike has the same colours; the hall's of either theme are measured one by one elsewhere.
        if (chairs === 'light') note('the chair', await serious(chair.screen));
        else if (!alike) note('the chair, dark', await serious(chair.screen, ['color-contrast']));
        if (halls === 'dark' && !alike) note('the hall', await serious(hall.screen, ['color-contrast']));
      }
    }
    if (whole) await themes('light', 'dark');
  };
  return Object.assign(look, { faults });
}

/** Something is moved by keyboard, from M to the last field. */
async function moves(chair, served, { key, mover = MOVER, more = [] }) {
  await chair.screen.press('M');
  await chair.panel('Motion from the floor');
  await chair.screen.press(key);
  await chair.panel('who moves it?');
  // Whether it is seconded is the standing orders' business; the form asks where it is.
  const seconded = (await chair.screen.texts('[role=dialog] label')).some((label) => label.startsWith('Seconded by'));
  for (const field of [mover, ...(seconded ? [SECONDER] : []), ...more]) await types(chair, field);
  await chair.noPanel();
}

test('what is moved from the floor: both screens say what it is, what either vote does, what it needs and who presides', async (t) => {
  const { served, chair, hall, look } = await ready(t);
  for (const each of MOVED) {
    // What is built alike is measured each time; of the first there are all the pictures.
    const alike = each !== MOVED[0];
    if ((await served.desk()).question?.label !== each.paper) await served.calls(each.paper, 'seconded');
    await chair.shows(each.paper.toLowerCase());
    if (each.key === 'R') await served.does({ act: 'ask_to_remit', question: (await served.desk()).question.id, asked_by: 'The executive', agreed: false });
    await moves(chair, served, each);
    for (const words of each.says) {
      await chair.shows(words);
      await hall.shows(words);
    }
    await hall.shows(each.needs);
    if (each.presides) {
      await chair.shows(`${each.presides} is in the chair`);
      await hall.foot(`${each.presides} in the chair`);
    }
    await look(each.name, { alike });

    await chair.next('Put it to a show of hands');
    await hall.shows('Show of hands');
    await chair.screen.sees('.vote', each.needs);
    for (const words of each.says) await hall.shows(words);
    await look(`${each.name}-vote`, { whole: false, alike });
    await hands(chair, each.carried ? 'C' : 'L', each.carried ? 'Declare: carried' : 'Declare: lost');
    await hall.title(each.carried ? 'Carried' : 'Lost');
    await hall.shows(each.says[0]);
    await hall.shows(each.carried ? each.says[1] : each.says[2]);
    if (each.presides) await chair.screen.lacks('.centre', `${each.presides} is in the chair`);
    await look(`${each.name}-result`, { whole: false, alike });
  }
  assert.deepEqual([...new Set(look.faults)], []);
});

test('who rises, a tie with the casting vote, the quorum and an adjournment: both screens', async (t) => {
  const { served, chair, hall, look } = await ready(t);
  await served.asks('105', 'against');
  const request = (await served.desk()).waiting.find((each) => each.name === 'Jo Cole').id;
  await served.does({ act: 'call_speaker', request });
  await served.does({ act: 'start_clock', request });
  await hall.shows('Jo Cole');

  // A point of information waits for the end of the speech, whose clock runs on.
  const rises = async (key, who, said) => {
    await chair.screen.press('P');
    await chair.panel('Somebody rises');
    await chair.screen.press(key);
    await types(chair, who);
    await chair.screen.write(said);
  };
  await rises('Alt+2', 'Hull', 'Bills have gone up by a third.');
  await chair.screen.sees('[role=dialog] .act', 'when the speech has ended');
  await chair.screen.press('Enter');
  await chair.noPanel();
  await chair.shows('Point of information after this speech — Hull');
  await chair.screen.lacks('.lamp', 'stopped');
  await hall.hides('Point of information');
  await look('information-waits');

  // Whoever was misquoted is heard at once.
  await rises('Alt+3', 'Dee Okafor', 'I never said that.');
  await chair.screen.press('Enter');
  await chair.noPanel();
  await chair.shows('Personal explanation — Dee Okafor');
  await chair.screen.sees('.lamp', 'stopped');
  await hall.shows('Personal explanation');
  await look('explanation');
  await chair.screen.press('N');
  await chair.panel('Personal explanation: Dee Okafor');
  await look('explanation-ruled', { whole: false });
  await chair.screen.press('H', 'Enter');
  await chair.noPanel();
  await chair.screen.lacks('.centre', 'Personal explanation');
  await chair.screen.press('Space');
  await chair.screen.lacks('.lamp', 'stopped');
  await chair.next('Thank Jo Cole');
  await chair.screen.sees('.centre .act', 'It has been heard');
  await hall.shows('Point of information');
  await look('information-comes', { whole: false });
  await chair.screen.press('N');
  await chair.panel('Point of information: Hull');
  await chair.screen.press('H', 'Enter');
  await chair.noPanel();
  await chair.screen.lacks('.centre', 'Point of information');

  // Equal votes: the chair decides, says so, and the hall reads it.
  await chair.puts('H');
  await chair.screen.press('F');
  await chair.panel('Enter a count');
  for (const figure of ['3', '3', '']) await types(chair, figure);
  await chair.screen.sees('[role=dialog]', 'The votes are equal. What does the chair do?');
  assert.ok(await chair.screen.evaluate(() => document.querySelector('[role=dialog] .act').disabled), 'nothing is chosen for the chair');
  await look('tie');
  await chair.screen.press('A');
  await chair.screen.sees('[role=dialog] .act', 'Casting vote against');
  await chair.screen.sees('[role=dialog] .say', 'The votes are equal. The chair votes against: lost.');
  await look('tie-against', { whole: false });
  await chair.screen.press('Enter');
  await chair.noPanel();
  await hall.title('Lost');
  await hall.shows('The chair voted against.');
  // What comes next is the next paper of this item, as the chair's screen has it.
  await hall.shows('Next: motion 32, Opening the branches.');
  await look('tie-result');

  // A quorum is doubted, and there is none; then conference adjourns.
  await served.calls('Motion 32', 'seconded');
  await chair.shows('That motion 32 be agreed.');
  await chair.screen.press('M', 'U');
  await types(chair, '107');
  await chair.noPanel();
  await hall.shows('Is there a quorum?');
  await chair.shows('If there is none');
  await chair.shows('the chair adjourns conference');
  await look('quorum-call');
  await chair.next('Count those present');
  await chair.panel('Count of the quorum');
  await types(chair, '19');
  await hall.title('There is no quorum.');
  await chair.says('21 short');
  await look('no-quorum');
  await served.does({ act: 'count_quorum', question: (await served.desk()).question.id, present: 44 });
  await chair.shows('That motion 32 be agreed.');
  await chair.screen.press('M', 'G');
  await chair.panel('Conference adjourns');
  await types(chair, '15:30');
  await types(chair, 'The heating has failed.');
  await chair.noPanel();
  await chair.shows('Conference is adjourned until 15:30.');
  await hall.shows('Conference is adjourned');
  await hall.shows('15:30');
  await look('adjourned');
  assert.deepEqual([...new Set(look.faults)], []);
});

test('where the previous question is the American one, both screens say that it ends the debate', async (t) => {
  const { served, chair, hall, look } = await ready(t, [{ key: 'proc.previous_question.in_use', value: false }, { key: 'proc.closure.name', value: 'Previous question' }, { key: 'proc.closure.majority', value: 'two_thirds' }]);
  await chair.shows('motion 31');
  await chair.screen.press('M');
  await chair.panel('Motion from the floor');
  await chair.screen.sees('[role=dialog]', 'Previous question (closure)');
  await look('american-previous-question-list', { whole: false });
  await chair.screen.press('Esc');
  await moves(chair, served, { key: 'C' });
  for (const words of ['That the question be now put.', 'the debate on motion 31 ends']) {
    await chair.shows(words);
    await hall.shows(words);
  }
  await hall.shows('Previous question (closure)');
  await hall.shows('two-thirds of those voting');
  await look('american-previous-question');
  assert.deepEqual([...new Set(look.faults)], []);
});
