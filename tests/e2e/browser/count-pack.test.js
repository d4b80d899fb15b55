// A tellers' laptop with no cable: a pack from a stick is opened on its first screen, a box is typed by two tellers with a
// pack each, their returns are looked at by the chair and taken in. With nothing but the keyboard.
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { serious } from '../lib/axe.js';
import { browserOfThisFile } from '../lib/browser.js';
import { shot } from '../lib/shots.js';
import { Conference } from '../lib/conference.js';
import { folder } from '../lib/programs.js';
import { CountPack, Stations } from '../pages/stations.js';
import { Tellers } from '../pages/tellers.js';

const browser = browserOfThisFile();

test('a pack goes out on a stick to two laptops, and what was typed there comes back, is looked at and is counted', async (t) => {
  const room = await browser.demo(t);
  const { conference } = room;
  const vote = await conference.openedTwice();
  await conference.does({ act: 'open_batch', vote, name: 'Floor', slips: 3 });
  const stick = folder('stick');

  // The chair makes a pack for each of the two, at the panel of stations.
  const chair = new Stations(await room.chair());
  const desk = new CountPack(chair.screen);
  const makes = async (person) => {
    await chair.screen.press('P');
    await chair.panel('Make a count pack');
    await chair.screen.sees('.panel', 'Who takes it');
    await chair.screen.write(person);
    const path = await desk.saves('Enter', join(stick, `${person}.json`));
    await chair.notice(`The count pack for ${person} is made.`);
    return path;
  };
  await chair.opens();
  const packs = [await makes('Ann Example'), await makes('Ben Example')];
  await chair.stands('Teller 2', 'count pack on a stick');
  await shot(chair, 'pack-stations');

  const laptop = async (name, options) => {
    const served = await Conference.serve();
    t.after(() => served.stop());
    const screen = await room.open(served.chairUrl, name, options);
    await screen.sees('.start', 'Open a count pack');
    return new CountPack(screen);
  };
  const ann = await laptop('Ann’s laptop');
  const ben = await laptop('Ben’s laptop');
  await shot(ann, 'pack-start');

  // A pack of which a byte was changed is not opened.
  const changed = join(stick, 'changed.json');
  writeFileSync(changed, readFileSync(packs[0], 'utf8').replace('Floor', 'Flour'));
  await ann.chooses('K', changed);
  await ann.screen.sees('[role=alert]', 'was changed or damaged');

  const types = async (pack, path, cards, { shown = false } = {}) => {
    const tellers = new Tellers(pack.screen);
    await pack.chooses('K', path);
    // It says whose it is and of which desk, and nothing of it is on this laptop until it is opened.
    await pack.panel('Is this the right count pack?');
    await pack.screen.sees('.panel', /Card vote.*Teller \d/s);
    if (shown) await shot(pack, 'pack-look');
    await pack.screen.press('Escape');
    await pack.screen.lacks('[role=dialog] h2', 'Is this the right count pack?');
    assert.ok(!(await pack.screen.text('.start')).includes('Go on as'));
    await pack.chooses('K', path);
    await pack.panel('Is this the right count pack?');
    await pack.screen.press('Enter');
    await pack.screen.sees('aside', 'This count pack');
    await pack.screen.sees('aside', 'Card vote');
    if (shown) await shot(pack, 'pack-opened');
    await pack.screen.press('N');
    await pack.panel('Take a batch');
    await pack.screen.sees('.panel', /Floor\s*waiting/);
    if (shown) await shot(pack, 'pack-claim');
    await pack.screen.press('Enter');
    await pack.noPanel();
    await pack.screen.sees('h1', /Floor\s+your entry/);
    await pack.screen.lacks('header', 'first entry');
    // Typed wrong, taken back, typed right.
    await tellers.enters(40, 'X');
    await tellers.stored('stored');
    await pack.screen.press('Ctrl+Z');
    await tellers.stored('taken back');
    for (const [card, key] of cards.slice(0, 2)) await tellers.enters(card, key);
    await pack.screen.sees('header', '2 typed · 1 to go');
    if (shown) await shot(pack, 'pack-typing');
    for (const [card, key] of cards.slice(2)) await tellers.enters(card, key);
    await pack.screen.sees('header', '3 typed · 0 to go');
    await tellers.ends();
    await pack.screen.sees('section', /Floor\s*typed here/);
    await pack.screen.sees('aside', '1 of 1 box typed here');
  };
  await types(ann, packs[0], [[1, 'F'], [2, 'A'], [3, 'F']], { shown: true });
  await ann.screen.sees('header .light', 'Not all on the stick');
  const first = await ann.saves('Ctrl+Enter', join(stick, 'return-ann.json'));
  await ann.screen.sees('header .light', 'The return is written');
  await ann.screen.sees('aside', 'Now take the stick to the chair’s laptop');
  await shot(ann, 'pack-written');
  assert.deepEqual(await serious(ann.screen), []);

  // Left and gone on with: what was typed is on this laptop.
  await ann.screen.press('Alt+X');
  await ann.panel('Leave this count pack');
  await shot(ann, 'pack-leave');
  await ann.screen.press('K');
  await ann.screen.sees('.start', 'Go on as Ann Example');
  await shot(ann, 'pack-kept');
  await ann.screen.press('Enter');
  await ann.screen.sees('aside', '1 of 1 box typed here');

  await types(ben, packs[1], [[1, 'F'], [2, 'F'], [3, 'F']]);
  const second = await ben.saves('Ctrl+Enter', join(stick, 'return-ben.json'));

  // The chair sees what a return would do, and takes it in; the same once more has nothing new.
  const opens = async (path) => {
    await chair.screen.press('R');
    await chair.panel('Take in a count return');
    await desk.chooses('O', path);
  };
  const brings = async (path, person) => {
    await opens(path);
    await chair.screen.sees('.panel', person);
    await chair.screen.sees('.panel tr', /Floor\s+3\s+finished/);
    if (person === 'Ann Example') await shot(chair, 'pack-return');
    await chair.screen.press('Enter');
    await chair.screen.lacks('[role=dialog] h2', 'Take in a count return');
    await chair.notice('The return was taken in');
  };
  await brings(first, 'Ann Example');
  await opens(first);
  await chair.screen.sees('.panel', 'Everything in it was taken in before');
  await chair.screen.press('Escape');
  const broken = join(stick, 'broken.json');
  writeFileSync(broken, readFileSync(second, 'utf8').replace('"acts', '"Acts').replace(/card(.{6})3/, 'card$14'));
  await opens(broken);
  await chair.screen.sees('[role=alert]', 'was changed or damaged');
  await chair.screen.press('Escape');
  await brings(second, 'Ben Example');
  await chair.screen.press('Escape');

  // Two entries by two tellers, blind: they differ on the card that one of them read the other way.
  const { batches } = await conference.shows({ view: 'vote', vote });
  assert.deepEqual(batches.map(({ name, state, differ, tellers }) => ({ name, state, differ, tellers })), [{ name: 'Floor', state: 'differs', differ: 1, tellers: ['Ann Example', 'Ben Example'] }]);
});
