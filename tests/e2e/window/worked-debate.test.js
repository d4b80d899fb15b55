// The worked debate in the program's own window: the same keys as in the browser, the hall's window beside it.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { shotFile } from '../lib/screen.js';
import { display, Laptop } from '../lib/window.js';
import { workedFile } from '../lib/worked.js';
import { Chair } from '../pages/chair.js';
import { Hall } from '../pages/hall.js';
import { IN_THE_MINUTES, workedDebateByKeys } from '../pages/worked-debate.js';

/** The bar: key presses of the chair beyond the names. */
const KEYS = 60;

let shown;
before(async () => (shown = await display()));
after(async () => shown?.stop());

test('the worked debate, all sixteen steps, by keyboard in the program’s own window', async (t) => {
  const laptop = new Laptop(shown);
  const file = await workedFile(join(laptop.work, 'worked.conference'));
  const desk = await laptop.starts([file]);
  t.after(() => desk.ends());
  const chair = new Chair(desk.chair);
  await desk.chair.sees('.chair', /./, 15_000);
  await desk.chair.press('H');
  await chair.panel('What the hall sees');
  await desk.chair.press('P');
  const hall = new Hall(await desk.hall());
  await hall.screen.sees('.hall', 'Delegate Conference', 15_000);
  await desk.chair.press('Esc');
  await chair.noPanel();
  await chair.next('Open the conference');

  const shots = async (name) => {
    await desk.chair.shot(shotFile(`window-floor-${name}`));
    await hall.screen.shot(shotFile(`window-floor-${name}-hall`));
  };
  const keys = await workedDebateByKeys(chair, hall, { shots });
  t.diagnostic(`${keys} key presses beyond what was typed`);
  assert.ok(keys <= KEYS, `${keys} key presses`);

  await chair.goes('record');
  for (const said of IN_THE_MINUTES) await desk.chair.sees('.record', said);
});
