// A compositing meeting by keyboard: the sources side by side, a text that grows from them, what comes from nowhere, who moves
// it, and what becomes of the sources when it is agreed, taken back and dissolved.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { serious } from '../lib/axe.js';
import { browserOfThisFile } from '../lib/browser.js';
import { outside } from '../lib/layout.js';
import { shotFile } from '../lib/screen.js';
import { Chair } from '../pages/chair.js';

const browser = browserOfThisFile();

/** Three motions on the agenda and an amendment to one of them, on the same thing. */
async function handsIn(conference) {
  const motion = async (paper) => (await conference.does({ act: 'add_motion', motion: { kind: 'motion', ...paper } })).made.find((each) => each.table === 'motion').id;
  await motion({ number: '71', title: 'Defend services', mover: 'Southwark', paragraphs: ['Conference notes that councils are setting budgets that cut libraries, care and youth work.', 'Conference instructs the committee to write to every council that is setting a budget this spring.', 'Conference thanks all who campaigned in 2016.'] });
  const budgets = await motion({ number: '74', title: 'No cuts budgets', mover: 'Lewisham', paragraphs: ['Councils face a choice.', 'Councillors who vote against cuts will be supported by this organisation.', 'A model no-cuts budget will be published by May.'] });
  await motion({ number: '79', title: 'Fire cover', mover: 'FBU', paragraphs: ['No fire station should close to pay for the crisis.', 'Conference supports the national demonstration and publish their answers.'] });
  await conference.does({ act: 'add_motion', motion: { number: '74.1', kind: 'amendment', title: 'Trade unions', mover: 'Hackney', upon: budgets, paragraphs: [], edits: [{ paragraph: 3, operation: 'insert_after', text: 'after consulting the trade unions concerned' }] } });
}

const TEXT = [
  'Conference notes that councils are setting budgets that cut libraries, care and youth work. No fire station should close to pay for the crisis.',
  'Conference instructs the committee to write to every council that is setting a budget this spring, after consulting the trade unions concerned, and publish their answers.',
  'Councillors who vote against cuts will be supported by this organisation. A model no-cuts budget will be published by May and sent to every branch.',
];

const stateOf = async (conference, number) => (await conference.shows({ view: 'papers' })).papers.find((paper) => paper.number === number).state;

for (const theme of ['light', 'dark']) {
  test(`a composite is drawn up, traced, agreed and dissolved, by keyboard (${theme})`, async (t) => {
    const room = await browser.demo(t);
    const { conference } = room;
    await handsIn(conference);
    const chair = new Chair(await room.chair({ theme }));
    const { screen } = chair;
    await chair.goes('motions');
    await screen.sees('article h2', /./);
    await screen.press('C');
    await chair.panel('Compositing');
    await screen.write('71, 74, 79, 745');
    await screen.press('Ctrl+Enter');
    await screen.sees('[role=dialog] [role=alert]', 'There is no paper 745.');
    await screen.press('Backspace');
    await screen.write('.1');
    await screen.press('Tab');
    await screen.write('Fighting the cuts');
    await screen.shot(shotFile(`composite-new-${theme}`));
    await screen.press('Ctrl+Enter');

    // It begins as everything that its sources say.
    await chair.panel('Compositing: Composite');
    assert.equal((await screen.texts('[role=dialog] .sources section')).length, 4);
    await screen.sees('[role=dialog] .checks', 'Every word comes from a source.');
    await screen.sees('[role=dialog] .sources', 'taken up whole');
    const label = (await screen.text('[role=dialog] h2')).replace('Compositing: ', '');
    const number = `C${label.replace('Composite ', '')}`;

    // From an empty page: two paragraphs of the sources by keys, then by typing.
    await screen.press('Tab', 'Tab', 'Tab', 'Tab', 'Tab');
    assert.equal(await screen.evaluate('() => document.activeElement.tagName'), 'TEXTAREA');
    await screen.press('Ctrl+A', 'Delete');
    await screen.press('Shift+Tab', 'Shift+Tab', 'Shift+Tab', 'Shift+Tab', 'Shift+Tab');
    await screen.press('Enter', 'Down', 'Down', 'Down', 'Down', 'Enter');
    await screen.sees('[role=dialog] textarea', 'youth work. Councillors who vote');
    await screen.sees('[role=dialog] .own ol', '71¶1');
    await screen.sees('[role=dialog] .own ol', '74¶2');
    await screen.press('Tab', 'Tab', 'Tab', 'Tab', 'Tab');
    await screen.press('Ctrl+A', 'Delete');
    await screen.write(TEXT.join('\n\n'));
    await screen.sees('[role=dialog] .checks', '1 passage is in no source: “and sent to every branch”');
    await screen.sees('[role=dialog] .own ol', 'from nowhere');
    for (const mark of ['71¶1', '79¶1', '71¶2', '74.1¶1', '79¶2', '74¶2', '74¶3']) await screen.sees('[role=dialog] .own ol', mark);
    const kept = await screen.texts('[role=dialog] .sources .traced');
    assert.ok(kept.some((passage) => passage.startsWith('to write to every council') || passage.includes('write to every council')), kept.join(' | '));
    assert.ok(!kept.some((passage) => passage.includes('campaigned in 2016')), 'what is not in the composite would be lost');
    await screen.shot(shotFile(`composite-traced-${theme}`));
    assert.deepEqual(await serious(screen), []);
    assert.deepEqual(await screen.evaluate(outside), []);

    await screen.press('Ctrl+Enter');
    await screen.sees('[role=dialog] .foot', 'It is kept');
    await screen.press('Alt+Enter');
    await screen.sees('[role=dialog] [role=alert]', 'who moves and who seconds it');
    await screen.press('Shift+Tab');
    await screen.write('FBU');
    await screen.press('Shift+Tab');
    await screen.write('Southwark');
    // Who is to move it is kept with the draft, and another source is added here.
    await screen.sees('[role=dialog] .foot', 'Keep it as it is here');
    await screen.press('Shift+Tab', 'Shift+Tab');
    await screen.write('S1');
    await screen.shot(shotFile(`composite-another-source-${theme}`));
    await screen.press('Ctrl+Enter');
    await screen.sees('[role=dialog] .foot', 'It is kept');
    await screen.until('five sources', '[role=dialog] .sources section', (texts) => texts.length === 5);
    await screen.press('Esc');
    await chair.noPanel();
    await chair.takesBack('Composite');
    await screen.press('C');
    await chair.panel('Compositing: Composite');
    await screen.until('four sources again', '[role=dialog] .sources section', (texts) => texts.length === 4);
    await screen.press('Tab', 'Tab', 'Tab');
    await screen.write('Southwark');
    await screen.press('Tab');
    await screen.write('FBU');
    await screen.press('Ctrl+Enter');
    await screen.sees('[role=dialog] .foot', 'It is kept');
    await screen.press('Esc');
    await chair.noPanel();
    await screen.press('C');
    await chair.panel('Compositing: Composite');
    assert.deepEqual(await screen.evaluate("() => [...document.querySelectorAll('[role=dialog] .who input')].map((each) => each.value)"), ['Fighting the cuts', 'Southwark', 'FBU']);
    await screen.press('Alt+Enter');
    await chair.noPanel();
    for (const source of ['71', '74', '79', '74.1']) assert.equal(await stateOf(conference, source), 'composited');
    await screen.sees('article h2', 'Fighting the cuts');
    await screen.sees('article .parties', /Southwark/);
    await screen.shot(shotFile(`composite-paper-${theme}`));

    // Read again: agreed, its text no longer a draft; then it falls apart.
    await screen.press('C');
    await chair.panel(`Compositing: ${label}`);
    await screen.lacks('[role=dialog]', 'Keep it as it is here');
    await screen.sees('[role=dialog] .own', 'seconded by FBU');
    await screen.shot(shotFile(`composite-agreed-${theme}`));
    await screen.press('Alt+D');
    await chair.panel(`Dissolve ${label}`);
    await screen.write('The FBU could not agree to the third paragraph.');
    await screen.press('Enter');
    await chair.noPanel();
    for (const source of ['71', '74', '79', '74.1']) assert.equal(await stateOf(conference, source), 'on_agenda');
    assert.equal(await stateOf(conference, number), 'withdrawn');
    await screen.press('Ctrl+Z');
    await screen.until('the sources composited again', 'article', () => true);
    for (let tries = 0; (await stateOf(conference, '71')) !== 'composited'; tries += 1) assert.ok(tries < 50, 'undo puts the composite back');

    // Its mover withdraws it: the sources stand as they stood, and the record says so.
    const composite = (await conference.shows({ view: 'papers' })).papers.find((paper) => paper.number === number).id;
    await conference.does({ act: 'withdraw_motion', motion: composite, reason: 'Southwark thinks better of it.' });
    assert.equal(await stateOf(conference, '74.1'), 'on_agenda');
    const { entries } = await conference.shows({ view: 'record', before: null });
    assert.match(entries[0].words, /stand as they stood\.$/);
  });
}
