// A motion taken in parts: divided by keyboard on the chair's screen, each part put by itself, the rest put after them.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { browserOfThisFile } from '../lib/browser.js';
import { shotFile } from '../lib/screen.js';
import { Chair } from '../pages/chair.js';
import { Hall } from '../pages/hall.js';

const browser = browserOfThisFile();

for (const theme of ['light', 'dark']) {
  test(`a motion is voted on in parts, by keyboard (${theme})`, async (t) => {
    const room = await browser.demo(t);
    const { conference } = room;
    await conference.takes('Statement of aims');
    await conference.calls('Statement S1', 'seconded');
    const { papers } = await conference.shows({ view: 'papers' });
    // The amendments wait: parts come after them.
    for (const paper of papers.filter((each) => each.upon !== null && each.state === 'on_agenda')) {
      const { callable } = await conference.desk();
      if (!callable.some((each) => each.motion === paper.id)) continue;
      await conference.does({ act: 'call_motion', motion: paper.id });
      await conference.does({ act: 'withdraw_question', question: (await conference.desk()).question.id, reason: 'for the parts' });
    }
    for (const { id } of (await conference.desk()).waiting) await conference.does({ act: 'withdraw_request', request: id });
    const chair = new Chair(await room.chair({ theme }));
    const hall = new Hall(await room.hall({ theme }));
    await chair.screen.press('I');
    await chair.panel('in parts');
    // The second paragraph, and the first words of the first but the very first.
    await chair.screen.press('Down', 'Enter', 'Up', 'Right', 'Right', 'Shift+Right', 'Shift+Right', 'Enter');
    await chair.screen.sees('[role=dialog] .side', 'Paragraph 2');
    await chair.screen.sees('[role=dialog] .side', 'in paragraph 1');
    await chair.screen.shot(shotFile(`divide-${theme}`));
    await chair.screen.press('Ctrl+Enter');
    await chair.noPanel();
    await chair.next('Put paragraph 2');
    await chair.shows('That paragraph 2 of statement S1 be agreed.');
    await hall.shows('Conference votes on this part by itself');
    await chair.screen.shot(shotFile(`part-chair-${theme}`));
    await hall.screen.shot(shotFile(`part-hall-debate-${theme}`));
    await chair.puts('H');
    await hall.shows('paragraph 2');
    await hall.screen.shot(shotFile(`part-hall-vote-${theme}`));
    await chair.screen.shot(shotFile(`part-vote-${theme}`));
    await chair.screen.press('L');
    await chair.declares('Declare: lost');
    await chair.next('Put the words');
    await hall.shows('the words');
    await chair.screen.shot(shotFile(`part-words-${theme}`));
    await hall.screen.shot(shotFile(`part-hall-words-${theme}`));
    await chair.puts('H');
    await chair.screen.press('C');
    await chair.declares('Declare: carried');
    await chair.next('Put the question');
    await chair.screen.press('Esc');
    await chair.puts('H');
    await chair.shows('That the remainder of statement S1 be agreed.');
    await hall.screen.shot(shotFile(`rest-hall-${theme}`));
    await chair.screen.press('C');
    await chair.declares('Declare: carried');
    const { entries } = await conference.shows({ view: 'record', before: null });
    assert.ok(entries.some((entry) => entry.words.includes('Paragraph 2 lost.') && entry.words.includes('The remaining statement carried.')));
    await chair.goes('motions');
    await chair.screen.sees('article h2', /./);
    await chair.screen.press('/');
    await chair.screen.write('Statement S1');
    await chair.screen.sees('article', 'Voted on in parts');
    await chair.screen.shot(shotFile(`part-paper-${theme}`));
  });
}
