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
  await screen.sees('.chair', 'without the parts referred back');
});

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
