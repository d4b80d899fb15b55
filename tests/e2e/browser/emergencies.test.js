// The committee and emergency motions, by keyboard: handed in, ruled out or in, given a place; a ruling is challenged and
// conference votes on it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { serious } from '../lib/axe.js';
import { browserOfThisFile } from '../lib/browser.js';
import { overflowing } from '../lib/layout.js';
import { shotFile } from '../lib/screen.js';
import { Chair } from '../pages/chair.js';

const browser = browserOfThisFile();

async function handsIn(chair, { number, title, event, on, text }) {
  const { screen } = chair;
  await screen.press('N');
  await chair.panel('Hand in an emergency or late motion');
  await screen.write(number);
  await screen.press('Tab');
  await screen.write(title);
  await screen.press('Tab', 'Tab');
  await screen.write('Hackney');
  await screen.press('Tab');
  await screen.write(event);
  await screen.press('Tab');
  await screen.write(on);
  await screen.press('Tab');
  await screen.write(text);
}

for (const theme of ['light', 'dark']) {
  test(`an emergency motion is ruled out, challenged, voted on and given its place, ${theme}`, async (t) => {
    const room = await browser.demo(t);
    await room.conference.does({ act: 'set_deadline', kind: 'motion', at: '2017-03-01 12:00' });
    const chair = new Chair(await room.chair({ theme }));
    const { screen } = chair;
    await chair.goes('committee');
    await screen.press('Shift+E');
    await screen.sees('.committee', 'No emergency or late motion has been handed in');
    await screen.shot(shotFile(`emergencies-none-${theme}`));

    await screen.press('N');
    await chair.panel('Hand in an emergency or late motion');
    await screen.press('Ctrl+Enter');
    await screen.sees('[role=dialog] [role=alert]', 'Still to fill in: number.');
    await screen.press('Esc');
    await chair.noPanel();
    await handsIn(chair, { number: 'E7', title: 'The depot', event: 'The strike at the depot', on: '2017-03-10', text: 'Conference stands with the strike.' });
    await screen.shot(shotFile(`emergencies-form-${theme}`));
    assert.deepEqual(await serious(screen), []);
    await screen.press('Ctrl+Enter');
    await chair.noPanel();
    await screen.sees('article h1', 'Emergency motion E7');
    await screen.sees('article tr', 'The event came after the deadline for motions ✓ yes');
    await screen.shot(shotFile(`emergencies-handed-in-${theme}`));

    await screen.press('O');
    await chair.panel('Rule Emergency motion E7 out');
    await screen.write('Motion 12 covers it.');
    await screen.shot(shotFile(`emergencies-out-${theme}`));
    await screen.press('Enter');
    await chair.noPanel();
    await screen.sees('article .more', 'ruled out');
    await screen.sees('article .why', 'Motion 12 covers it.');

    await screen.press('C');
    await chair.panel('A challenge: Emergency motion E7');
    await screen.press('Ctrl+Enter');
    await screen.sees('[role=dialog] [role=alert]', 'who challenges, and why');
    await screen.write('Southwark');
    await screen.press('Tab');
    await screen.write('It is another strike.');
    await screen.press('Tab');
    await screen.write('Business');
    await screen.shot(shotFile(`emergencies-challenge-${theme}`));
    assert.deepEqual(await serious(screen), []);
    await screen.press('Ctrl+Enter');
    await chair.noPanel();
    await screen.sees('.challenge', 'It is another strike.');
    // Asked once: a challenge that asks the same would be refused, and is not offered.
    await screen.lacks('article .acts', 'Challenge the ruling');
    await screen.shot(shotFile(`emergencies-challenged-${theme}`));

    // Taking the item calls its first paper; the committee is not offered what cannot be done.
    await screen.lacks('.challenge', 'Call it now');
    await room.conference.takes('Business left over; close');
    await screen.sees('.challenge', 'before conference');
    await screen.lacks('.challenge', 'Call it now');
    await screen.shot(shotFile(`emergencies-before-conference-${theme}`));
    await chair.goes('chair');
    await screen.sees('.chair', 'be placed on the agenda');
    await screen.shot(shotFile(`emergencies-vote-${theme}`));
    await room.conference.speech('mover');
    const { question } = await room.conference.desk();
    await room.conference.does({ act: 'put_question', question: question.id, method: 'agreed' }, { reason: 'Nobody else wishes to speak.' });
    await screen.sees('.vote', /./);
    await screen.press('C');
    await chair.declares('Declare: carried');

    await chair.goes('committee');
    await screen.sees('.committee .act', 'Carry it out');
    await screen.shot(shotFile(`emergencies-carry-out-${theme}`));
    await screen.press('Ctrl+Enter');
    await screen.sees('article .more', 'on the agenda');
    await screen.press('P');
    await chair.panel('A place for Emergency motion E7');
    await screen.press('Ctrl+A');
    await screen.write('x');
    await screen.sees('[role=dialog]', 'a whole number from 1');
    await screen.press('Ctrl+A');
    await screen.write('15');
    await screen.sees('[role=dialog]', 'What this does to the order of business');
    await screen.shot(shotFile(`emergencies-place-${theme}`));
    await screen.press('Ctrl+Enter');
    await chair.noPanel();
    await screen.sees('article .more', 'taken under');
    await screen.shot(shotFile(`emergencies-placed-${theme}`));
    assert.deepEqual(await serious(screen), []);
    assert.deepEqual((await screen.evaluate(overflowing)).filter((each) => each.includes('wide')), []);
  });
}

test('an emergency motion is ruled in and given its place', async (t) => {
  const room = await browser.demo(t);
  await room.conference.does({ act: 'set_deadline', kind: 'motion', at: '2017-03-01 12:00' });
  const chair = new Chair(await room.chair());
  const { screen } = chair;
  await chair.goes('committee');
  await screen.press('Shift+E');
  await screen.sees('.committee', 'No emergency or late motion');
  await handsIn(chair, { number: 'E7', title: 'The depot', event: 'The strike at the depot', on: '2017-03-10', text: 'Conference stands with the strike.' });
  await screen.press('Ctrl+Enter');
  await chair.noPanel();
  await screen.press('I');
  await chair.panel('Rule Emergency motion E7 in');
  await screen.write('Nothing on the agenda covers it.');
  await screen.press('Enter');
  await chair.noPanel();
  await screen.sees('article .more', 'ruled in');
  await screen.press('P');
  await chair.panel('A place for Emergency motion E7');
  await screen.press('Ctrl+Enter');
  await chair.noPanel();
  await screen.sees('article .more', 'taken under');
  const { items } = await room.conference.desk();
  assert.ok(items.some((each) => each.title === 'Emergency motion E7: The depot'));
});
