// A report from its first part to its adoption with a part referred back, by keyboard; what the hall sees; how it prints.
import { test } from 'node:test';
import { browserOfThisFile } from '../lib/browser.js';
import { shotFile } from '../lib/screen.js';
import { Chair } from '../pages/chair.js';
import { Hall } from '../pages/hall.js';

const browser = browserOfThisFile();

async function adds(chair, kind, said = '') {
  await chair.screen.press('A');
  await chair.panel('Add a part');
  await chair.screen.write(kind);
  await chair.screen.press('Tab', 'Tab');
  if (said !== '') await chair.screen.write(said);
  await chair.screen.press('Ctrl+Enter');
  await chair.noPanel();
}

test('a report is written, published, moved, and adopted without a part', async (t) => {
  const room = await browser.demo(t);
  const chair = new Chair(await room.chair());
  const hall = new Hall(await room.hall());
  const { screen } = chair;
  await chair.goes('committee');
  await screen.press('Shift+R', 'N');
  await chair.panel('Begin the next report');
  await screen.press('Ctrl+Enter');
  await chair.noPanel();
  await screen.sees('article', 'No part yet');
  await adds(chair, 'Order');
  await screen.sees('article', '10:00');
  await adds(chair, 'Times of');
  await screen.sees('article', 'Right of reply: 3 minutes');
  await screen.press('A');
  await chair.panel('Add a part');
  await screen.write('Tellers');
  await screen.press('Ctrl+Enter');
  await chair.notice('The record has nothing for');
  await screen.press('Tab', 'Tab');
  await screen.write('Tellers: Ann Lee and Jo Cole.');
  await screen.press('Ctrl+Enter');
  await chair.noPanel();
  await screen.press('Down', 'Down', 'Alt+Up');
  await screen.sees('article li:nth-child(2)', 'Tellers');
  await screen.shot(shotFile('reports-draft'));
  await screen.press('Ctrl+Enter');
  await chair.panel('Publish Report 1');
  await screen.press('Ctrl+Enter');
  await chair.noPanel();
  await screen.sees('aside', 'There is no agenda');
  await screen.page.emulateMedia({ media: 'print' });
  await screen.shot(shotFile('reports-print'));
  await screen.page.emulateMedia({ media: 'screen' });

  await chair.goes('chair');
  // Until it is adopted there is no agenda; the chair sees why, and could allow it.
  await chair.line('Convention of the Labour Left');
  await screen.press('Enter');
  await chair.notice('There is no agenda');
  await screen.shot(shotFile('reports-no-agenda'));
  await screen.press('Esc', 'Esc');
  await chair.next('Report 1 of the standing orders committee');
  await screen.press('N');
  await screen.sees('.chair', 'That report R1 be adopted');
  await hall.screen.sees('.hall', 'Times of speeches');
  await screen.shot(shotFile('reports-chair'));
  await hall.screen.shot(shotFile('reports-hall'));
  await chair.goes('committee');
  await screen.sees('aside', 'It is before conference');
  await screen.press('Down', 'Down', 'B');
  await chair.panel('Refer back part 3: Times of speeches');
  await screen.write('Three minutes are too short.');
  await screen.press('Tab');
  await screen.write('by a count');
  await screen.press('Tab');
  await screen.write('43');
  await screen.press('Tab');
  await screen.write('24');
  await screen.press('Ctrl+Enter');
  await chair.noPanel();
  await screen.sees('article', 'Referred back, by 43 votes to 24: Three minutes are too short.');
  await screen.shot(shotFile('reports-referred'));
  await hall.screen.shot(shotFile('reports-hall-referred'));
  await chair.goes('chair');
  await screen.sees('.chair', 'That report R1, except part 3, be adopted');

  // Another part is put to conference: moved, called, voted on, and carried out by the chair.
  await chair.goes('committee');
  await screen.press('Up', 'Up', 'Up', 'B');
  await chair.panel('Refer back part 1');
  await screen.write('It begins too early.');
  await screen.press('Tab', 'Tab');
  await screen.write('Camden');
  await screen.shot(shotFile('reports-move-back'));
  await screen.press('Ctrl+Enter');
  await chair.noPanel();
  await screen.sees('article .moved', 'moved by Camden: that this part be referred back. It waits for the chair to call it. Reason: It begins too early.');
  await screen.shot(shotFile('reports-moved'));
  // A report is no emergency, whatever is asked of its parts.
  await screen.press('Shift+E');
  await screen.lacks('.two', 'Report R1');
  await screen.press('Shift+R');
  // The chair's next act is what waits, and a refusal goes once it has been done.
  await chair.goes('chair');
  const { speech } = await room.conference.desk();
  if (speech === null) await room.conference.speech('mover');
  else for (const act of ['start_clock', 'end_speech']) await room.conference.does({ act, request: speech.request });
  await room.conference.does({ act: 'second_formally', question: (await room.conference.desk()).question.id });
  await screen.sees('.centre .act', 'Call challenge CH1');
  await screen.shot(shotFile('reports-waits'));
  await screen.press('V');
  await chair.panel('Put the question');
  await screen.sees('[role=dialog]', 'Challenge CH1 has not been taken.');
  await screen.press('H');
  await chair.notice('Challenge CH1 has not been taken.');
  await screen.press('Esc');
  await screen.lacks('.notices', 'has not been taken');
  await screen.press('V', 'H');
  await chair.notice('Challenge CH1 has not been taken.');
  await screen.shot(shotFile('reports-refused'));
  await screen.press('Esc');
  await chair.next('Call challenge CH1');
  await screen.sees('.chair', 'of report R1 be referred back');
  await room.conference.speech('mover');
  await room.conference.does({ act: 'second_formally', question: (await room.conference.desk()).question.id });
  await chair.goes('committee');
  await hall.screen.sees('.hall', 'of report R1 be referred back');
  await hall.screen.shot(shotFile('reports-hall-moved'));
  await declares(room, true);
  await screen.sees('aside', 'Carry it out: the part goes back');
  await screen.shot(shotFile('reports-carry-out'));
  await chair.goes('chair');
  await screen.sees('.centre .act', 'Carry out challenge CH1');
  await screen.shot(shotFile('reports-chair-carries-out'));
  await chair.next('Carry out challenge CH1');
  await screen.sees('.chair', 'That report R1, except parts 1 and 3, be adopted');
  await screen.shot(shotFile('reports-chair-except'));
  await hall.screen.sees('.hall', 'except parts 1 and 3');
  await hall.screen.shot(shotFile('reports-hall-except'));
  await chair.goes('committee');
  await screen.sees('article', 'Referred back, by the vote on challenge CH1: It begins too early.');

  // The rest is adopted, and there is an agenda.
  await declares(room, true);
  await screen.sees('article', 'adopted, except parts 1 and 3');
  await screen.shot(shotFile('reports-adopted'));
  await screen.lacks('aside', 'There is no agenda');
  await chair.goes('chair');
  await chair.takes('Convention of the Labour Left');
});

/** What is before conference is put by a show of hands, and declared. */
async function declares(room, carried) {
  const { question } = await room.conference.desk();
  await room.conference.does({ act: 'put_question', question: question.id, method: 'hands' }, { reason: 'Nobody asks to speak.' });
  const { vote } = await room.conference.desk();
  await room.conference.does({ act: 'declare', vote: vote.id, carried });
}

test('the committee in the dark', async (t) => {
  const room = await browser.demo(t);
  await room.conference.does({ act: 'start_report', title: '', day: null });
  const { reports } = await room.conference.shows({ view: 'reports' });
  for (const kind of ['agenda', 'timetable', 'ruled_in', 'ruled_out', 'composites', 'emergency', 'speech_times']) {
    await room.conference.does({ act: 'add_report_part', report: reports[0].id, kind, heading: '', text: '' });
  }
  const chair = new Chair(await room.chair({ theme: 'dark' }));
  await chair.goes('committee');
  await chair.screen.press('Shift+R');
  await chair.screen.sees('article', 'Motions and amendments in order');
  await chair.screen.shot(shotFile('reports-dark'));
});
