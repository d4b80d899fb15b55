// Typing in a motion of five thousand words never lags: from each key to the painted screen.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { browserOfThisFile } from '../lib/browser.js';
import { shotFile } from '../lib/screen.js';
import { Chair } from '../pages/chair.js';

const browser = browserOfThisFile();
const WORDS = 'conference notes the branches of and their members calls upon executive to campaign for housing wages a public service in every region with unions'.split(' ');
/** Milliseconds that nobody feels. */
const GOAL = 50;
/** Of the page's work for 99 keys in 100, in milliseconds. */
const MOST = 100;
const KEYS = 60;

function prose(words, seed) {
  return Array.from({ length: words }, (_, at) => WORDS[(at * at + at * 3 + seed) % WORDS.length]).join(' ');
}

// In the page: from every key to the frame that was painted after it.
function watch() {
  const watched = window.took !== undefined;
  window.took = [];
  if (watched) return;
  window.addEventListener('keydown', () => {
    const begun = performance.now();
    requestAnimationFrame(() => {
      const channel = new MessageChannel();
      channel.port1.onmessage = () => window.took.push(performance.now() - begun);
      channel.port2.postMessage(null);
    });
  }, true);
}

/** What the page worked at until now, in milliseconds: time that others had the processor is not in it. */
async function worked(metrics) {
  const { metrics: all } = await metrics.send('Performance.getMetrics');
  return all.find((each) => each.name === 'TaskDuration').value * 1000;
}

async function typed(screen) {
  await screen.evaluate(watch);
  const metrics = await screen.page.context().newCDPSession(screen.page);
  await metrics.send('Performance.enable', { timeDomain: 'threadTicks' });
  // A key before the measured ones: the first paints what was never painted.
  await screen.write('x');
  await screen.measured('the first key was painted', () => window.took.length, (n) => n === 1);
  const before = await worked(metrics);
  const each = [];
  let until = before;
  for (let at = 0; at < KEYS; at += 1) {
    await screen.write('and moreover '[at % 13]);
    await screen.measured('the key was painted', () => window.took.length, (n) => n === at + 2);
    const now = await worked(metrics);
    each.push(now - until);
    until = now;
  }
  const work = until - before;
  each.sort((a, b) => a - b);
  await metrics.detach();
  const took = (await screen.evaluate(() => window.took)).slice(1).sort((a, b) => a - b);
  return { work: work / KEYS, most: each[Math.ceil(KEYS * 0.99) - 1], median: took[Math.floor(took.length / 2)], worst: took[Math.ceil(took.length * 0.95) - 1] };
}

const told = ({ work, most, median, worst }) => `${work.toFixed(1)} ms of work a key, for 99 in 100 ${most.toFixed(1)} ms; to the painted screen ${median.toFixed(1)} ms, 95 in 100 ${worst.toFixed(1)} ms`;

for (const [name, paragraphs] of [['in one paragraph', 1], ['in a hundred paragraphs', 100]]) {
  test(`five thousand words ${name}`, async (t) => {
    const room = await browser.demo(t);
    const text = Array.from({ length: paragraphs }, (_, at) => prose(5_000 / paragraphs, at));
    await room.conference.does({ act: 'submit_motion', motion: { number: '95', kind: 'motion', title: 'A long motion', mover: 'Hackney', paragraphs: text } });
    const chair = new Chair(await room.chair());
    const { screen } = chair;
    await chair.goes('motions');
    await screen.sees('article h2', /./);
    await screen.press('/');
    await screen.write('long motion');
    await screen.sees('article h2', 'A long motion');
    await screen.press('Enter', 'Esc');

    // An amendment is written by editing the text.
    await screen.press('A');
    await chair.panel('An amendment to Motion 95');
    await screen.press('Tab', 'Tab', 'Tab', 'End');
    const amending = await typed(screen);
    await screen.sees('[role=dialog] .side', 'changed');
    await screen.shot(shotFile(`typing-amendment-${paragraphs}`));
    await screen.press('Esc');
    await chair.noPanel();

    // A motion is pasted and written on.
    await screen.press('N');
    await chair.panel('Hand in a paper');
    await screen.page.locator('[role=dialog] textarea').first().fill(text.join('\n\n'));
    const handing = await typed(screen);
    t.diagnostic(`amending: ${told(amending)}`);
    t.diagnostic(`handing in: ${told(handing)}`);
    // The machine of a test does other things meanwhile: what is held to the goal is the page's own work.
    assert.ok(amending.work < GOAL, `an amendment: ${told(amending)}`);
    assert.ok(handing.work < GOAL, `a motion: ${told(handing)}`);
    assert.ok(amending.most < MOST, `an amendment: ${told(amending)}`);
    assert.ok(handing.most < MOST, `a motion: ${told(handing)}`);
  });
}

test('five thousand words of a composite, each traced to its source', async (t) => {
  const room = await browser.demo(t);
  const { conference } = room;
  const sources = [];
  for (const [at, mover] of ['Hackney', 'Southwark'].entries()) {
    const { made } = await conference.does({ act: 'add_motion', motion: { number: `${96 + at}`, kind: 'motion', title: `Half of it, ${at + 1}`, mover, paragraphs: Array.from({ length: 25 }, (_, part) => prose(100, at * 25 + part)) } });
    sources.push(made.find((each) => each.table === 'motion').id);
  }
  await conference.does({ act: 'compose', composite: { title: 'A long composite', sources, paragraphs: [] } });
  const chair = new Chair(await room.chair());
  const { screen } = chair;
  await chair.goes('motions');
  await screen.sees('article h2', /./);
  await screen.press('/');
  await screen.write('long composite');
  await screen.sees('article h2', 'A long composite');
  await screen.press('Enter', 'Esc');
  await screen.press('C');
  await chair.panel('Compositing: Composite');
  await screen.sees('[role=dialog] .checks', 'Every word comes from a source.');
  await screen.page.locator('[role=dialog] textarea').first().focus();
  await screen.press('Ctrl+End');
  const writing = await typed(screen);
  await screen.sees('[role=dialog] .checks', /in no source/);
  await screen.shot(shotFile('typing-composite'));
  t.diagnostic(`compositing: ${told(writing)}`);
  assert.ok(writing.work < GOAL, `a composite: ${told(writing)}`);
  assert.ok(writing.most < MOST, `a composite: ${told(writing)}`);
});
