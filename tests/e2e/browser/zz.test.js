import { test } from 'node:test';
import { browserOfThisFile } from '../lib/browser.js';
import { Conference } from '../lib/conference.js';
import { Chair } from '../pages/chair.js';
const browser = browserOfThisFile();
test('progress', async (t) => {
  const room = await browser.at(t, Conference.serve('/tmp/lan-print/k.conference'));
  const screen = await room.chair();
  const chair = new Chair(screen);
  await chair.goes('register');
  console.log((await screen.text('main')).slice(0, 400));
  await screen.press('3');
  await new Promise((d) => setTimeout(d, 1500));
  console.log((await screen.text('body')).slice(0, 1500));
  await screen.press('Ctrl+P');
  await new Promise((d) => setTimeout(d, 800));
  console.log((await screen.text('[role=dialog]')));
  const saved = screen.page.waitForEvent('download', { timeout: 150000 });
  await screen.press('B');
  const seen = new Set();
  for (let n = 0; n < 200; n++) {
    const text = await screen.text('[role=dialog] p[aria-live]').catch(() => null);
    if (text === null) break;
    if (!seen.has(text)) { seen.add(text); console.log(text); if (seen.size === 4) await screen.page.screenshot({ path: '/tmp/lan-shots/progress.png' }); }
    await new Promise((d) => setTimeout(d, 400));
    const gone = await screen.page.$('[role=dialog]') === null;
    if (gone) break;
  }
  await saved;
  await new Promise((d) => setTimeout(d, 500));
  await screen.page.screenshot({ path: '/tmp/lan-shots/progress-done.png' });
});
