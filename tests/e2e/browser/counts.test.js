// Every way of deciding but the card vote, by keyboard, on the chair's, the tellers' and the hall's screens in both themes.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { browserOfThisFile } from '../lib/browser.js';
import { shotFile } from '../lib/screen.js';
import { Chair } from '../pages/chair.js';
import { Hall } from '../pages/hall.js';
import { Pairing } from '../pages/stations.js';
import { Tellers } from '../pages/tellers.js';

const browser = browserOfThisFile();

/** A question ready to be put, with the three screens that look at it. */
async function ready(t, theme) {
  const room = await browser.demo(t);
  await room.conference.takes('Convention of the Labour Left');
  await room.conference.calls('Motion 12', 'seconded');
  for (const { id } of (await room.conference.desk()).waiting) await room.conference.does({ act: 'withdraw_request', request: id });
  const chair = new Chair(await room.chair({ theme }));
  const tellers = new Tellers(await room.tellers('tellers-1', { theme }));
  const hall = new Hall(await room.hall({ theme }));
  return { ...room, room, conference: room.conference, chair, tellers, hall };
}

/** A computer on the cable at which a teller sits who is not the head teller. */
async function plain(room, theme) {
  const { listening: [address] } = await room.conference.cable({ what: 'listen', addresses: ['127.0.0.1'], port: 0 });
  const { code } = await room.conference.cable({ what: 'offer', role: 'teller' });
  const pairing = new Pairing(await room.station(address, 'Bo Example', { theme }));
  await pairing.joins(code, 'Bo Example');
  await pairing.screen.sees('header b', 'Bo Example');
  return pairing.screen;
}

async function words(conference, what) {
  const { entries } = await conference.shows({ view: 'record', before: null });
  assert.ok(entries.some((entry) => entry.words.includes(what)), `the record has no “${what}”: ${entries.slice(0, 4).map((entry) => entry.words).join(' / ')}`);
}

for (const theme of ['light', 'dark']) {
  test(`hands are counted by tellers, block by block (${theme})`, async (t) => {
    const { room, conference, chair, tellers, hall } = await ready(t, theme);
    await tellers.screen.press('Alt+B');
    await tellers.panel('Divide the hall');
    await tellers.screen.write('Left | Ann Lee, Bo Kay\nRight | Cy Dunn\nBalcony | Di Orr');
    await tellers.screen.press('Ctrl+Enter');
    await tellers.noPanel();
    await chair.puts('H');
    await chair.screen.sees('.vote', 'What do you see?');
    await chair.screen.press('N');
    await chair.panel('Not clear');
    await chair.screen.shot(shotFile(`count-not-clear-${theme}`));
    await chair.screen.press('T');
    await chair.screen.sees('.vote', 'The count');
    await chair.screen.press('Shift+D');
    await chair.screen.sees('.vote', 'Doors closed since');
    await hall.shows('Doors closed');
    await chair.next('Start the count');
    await hall.shows('Being counted');
    await hall.screen.shot(shotFile(`count-hall-${theme}`));
    await tellers.screen.sees('.count h2', 'Left');
    await tellers.screen.write('20');
    await tellers.screen.press('Enter', 'Enter', 'Enter');
    await tellers.screen.sees('.problem', 'Against is blank');
    await tellers.screen.write('4');
    await tellers.screen.press('Enter', 'Enter');
    await tellers.screen.sees('.count h2', 'Right');
    await tellers.screen.write('32');
    await tellers.screen.press('Enter');
    await tellers.screen.write('20');
    await tellers.screen.press('Enter', 'Enter');
    await tellers.screen.sees('.count h2', 'Balcony');
    await tellers.screen.press('Up');
    await tellers.screen.sees('button', 'Put it right');
    await tellers.screen.press('Alt+P');
    await tellers.screen.sees('.count h2', 'Put Right right');
    await tellers.screen.write('23');
    await tellers.screen.press('Enter');
    await tellers.screen.write('20');
    await tellers.screen.press('Enter', 'Enter');
    await tellers.panel('Put Right right');
    await tellers.screen.write('typed 32 for 23');
    await tellers.screen.press('Enter');
    await tellers.noPanel();
    await tellers.screen.sees('.count table', 'before: 32 for, 20 against (typed 32 for 23)');
    await tellers.screen.shot(shotFile(`count-tellers-${theme}`));
    await chair.screen.sees('.vote', 'of 3 blocks are in');
    await chair.screen.shot(shotFile(`count-chair-${theme}`));
    await hall.hides(/▲/);
    await tellers.screen.press('Alt+E');
    await tellers.screen.sees('.count', 'Every block is in.');
    // At a teller's own computer blocks are typed; what only the head teller does is not offered.
    if (theme === 'dark') {
      const screen = await plain(room, theme);
      await screen.sees('.count', 'The head teller gives the figures to the chair.');
      await screen.lacks('.count', 'Count the whole hall again');
      await screen.shot(shotFile('count-plain-teller'));
    }
    await tellers.screen.press('Ctrl+Enter');
    await chair.screen.sees('.centre .act', 'Declare');
    await chair.screen.press('N');
    await chair.panel('Declare');
    await chair.screen.shot(shotFile(`count-declare-${theme}`));
    await chair.screen.press('Enter');
    await hall.shows('Carried');
    await hall.screen.shot(shotFile(`count-hall-result-${theme}`));
    await words(conference, 'The chair declared the count: carried. 43 for, 24 against.');
  });

  test(`a roll is called by name (${theme})`, async (t) => {
    const { room, conference, chair, tellers, hall } = await ready(t, theme);
    await chair.puts('R');
    await chair.next('Start the roll call');
    await hall.shows('Now called');
    await tellers.screen.sees('.count .name', /./);
    for (const key of ['F', 'A', 'F', 'B', 'F']) {
      const was = await tellers.screen.text('.count .name');
      await tellers.screen.press(key);
      await tellers.screen.until('the next name', '.count .name', (texts) => texts.length > 0 && texts.join() !== was);
      await new Promise((done) => setTimeout(done, 150));
    }
    await tellers.screen.shot(shotFile(`roll-tellers-${theme}`));
    if (theme === 'light') {
      const screen = await plain(room, theme);
      await screen.sees('.count', 'The head teller writes the answers down.');
      await screen.lacks('.count', 'Ctrl+Z');
      await screen.lacks('.count', 'did not answer');
      await screen.shot(shotFile('roll-plain-teller'));
    }
    await hall.screen.shot(shotFile(`roll-hall-${theme}`));
    await chair.screen.shot(shotFile(`roll-chair-${theme}`));
    await tellers.screen.press('R');
    await tellers.panel('The rest are absent');
    const { vote } = await conference.desk();
    await tellers.screen.write(String(vote.issued - 5));
    await tellers.screen.press('Enter');
    await tellers.noPanel();
    await tellers.screen.sees('.count', 'Everybody was called.');
    await tellers.screen.press('Ctrl+Enter');
    await chair.screen.sees('.centre .act', 'Declare');
    await words(conference, 'For, 3: ');

    // It is close: the roll is read again, beside what was written down.
    await chair.goes('tellers');
    await chair.screen.sees('.count', 'Count anew');
    await chair.screen.press('K');
    await chair.panel('Read the roll again');
    await chair.screen.press('1', 'Enter');
    await chair.noPanel();
    await tellers.screen.sees('.count .first', 'the first time: ▲ For');
    const first = await tellers.screen.text('.count .name');
    await tellers.screen.press('Enter');
    await tellers.screen.sees('.count .first', 'the first time: ▼ Against');
    assert.notEqual(await tellers.screen.text('.count .name'), first);
    await tellers.screen.press('F');
    await tellers.panel('Put the answer');
    await tellers.screen.write('misheard');
    await tellers.screen.press('Enter');
    await tellers.noPanel();
    await tellers.screen.sees('.count .first', 'the first time: ▲ For');
    await tellers.screen.shot(shotFile(`roll-again-${theme}`));
    await tellers.screen.press('R');
    await tellers.panel('The rest stands');
    await tellers.screen.write(String(vote.issued - 2));
    await tellers.screen.press('Enter');
    await tellers.noPanel();
    await tellers.screen.sees('.count', 'Everybody was called.');
    await tellers.screen.press('Ctrl+Enter');
    await chair.goes('chair');
    await chair.screen.sees('.centre .act', 'Declare');
    await chair.screen.shot(shotFile(`roll-again-chair-${theme}`));
    await words(conference, 'The roll was read again; the result waits for the chair. For, 4: ');
  });

  test(`a secret ballot is counted in batches (${theme})`, async (t) => {
    const { room, conference, chair, tellers, hall } = await ready(t, theme);
    await chair.puts('S');
    await chair.next('Open the secret ballot');
    await hall.shows('Collect one paper');
    await hall.screen.shot(shotFile(`secret-hall-${theme}`));
    await tellers.screen.sees('.count', 'Who has collected a paper');
    await tellers.screen.write('101');
    await tellers.screen.press('Enter');
    await tellers.screen.sees('.count li', 'collected a paper');
    await tellers.screen.press('Alt+I');
    await tellers.panel('How many papers');
    await tellers.screen.write('40');
    await tellers.screen.press('Enter');
    await tellers.noPanel();
    await tellers.screen.shot(shotFile(`secret-voters-${theme}`));
    await chair.next('Close the secret ballot');
    await tellers.screen.sees('.count h2', 'A batch of papers');
    for (const figure of ['20', '14', '2', '1']) {
      await tellers.screen.write(figure);
      await tellers.screen.press('Enter');
    }
    await tellers.screen.sees('.count table', '37 papers');
    if (theme === 'light') {
      const screen = await plain(room, theme);
      await screen.sees('.count', 'The head teller gives out the papers and enters the batches.');
      await screen.lacks('.count', 'Put aside');
      await screen.lacks('.count', 'Papers issued…');
      await screen.shot(shotFile('secret-plain-teller'));
    }
    await tellers.screen.press('Alt+M');
    await tellers.panel('Papers not returned');
    await tellers.screen.write('3');
    await tellers.screen.press('Enter');
    await tellers.noPanel();
    await tellers.screen.shot(shotFile(`secret-tellers-${theme}`));
    await tellers.screen.press('Ctrl+Enter');
    await chair.screen.sees('.centre .act', 'Declare');
    await words(conference, '40 papers were issued, 37 in the boxes (1 spoiled), 3 not returned');
    await hall.hides(/▲/);

    // Declared, and counted anew: the new count beside the old, and the second result beside the first.
    await chair.next('Declare');
    await chair.panel('Declare');
    await chair.screen.press('Enter');
    await chair.noPanel();
    await chair.goes('tellers');
    await chair.screen.sees('.count', 'Count anew');
    await chair.screen.press('K');
    await chair.panel('Count the papers anew');
    await chair.screen.press('1', 'Enter');
    await chair.noPanel();
    await tellers.screen.sees('.count', 'A recount: the count that was made stays beside it.');
    for (const figure of ['19', '15', '2', '1']) {
      await tellers.screen.write(figure);
      await tellers.screen.press('Enter');
    }
    await tellers.screen.sees('.count table', '37 papers');
    await tellers.screen.press('Alt+M');
    await tellers.panel('Papers not returned');
    await tellers.screen.write('3');
    await tellers.screen.press('Enter');
    await tellers.noPanel();
    await tellers.screen.shot(shotFile(`secret-again-${theme}`));
    await tellers.screen.press('Ctrl+Enter');
    await chair.goes('chair');
    await chair.shows('The recount of the secret ballot');
    await chair.screen.shot(shotFile(`secret-again-chair-${theme}`));
    // Its figures stand before the chair, and N declares it, as anything else.
    await chair.screen.sees('.centre .parked', /For 19 .*Against 15 .*Abstentions 2/);
    await chair.next('Declare the recount of the secret ballot');
    await chair.panel('Declare');
    await chair.screen.press('Enter');
    await chair.noPanel();
    await words(conference, 'The chair declared the recount of the secret ballot, beside the result declared before: carried. 19 for, 15 against.');
  });

  test(`a demand is weighed and granted (${theme})`, async (t) => {
    const { conference, chair } = await ready(t, theme);
    await chair.screen.press('Shift+V');
    await chair.panel('Demand for a count');
    await chair.screen.write('Hull');
    await chair.screen.shot(shotFile(`demand-made-${theme}`));
    await chair.screen.press('Enter');
    await chair.panel('Hull demands a count');
    await chair.screen.shot(shotFile(`demand-answer-${theme}`));
    await chair.screen.press('G');
    await chair.noPanel();
    await chair.screen.sees('.vote', 'The count');
    await words(conference, 'The chair granted a count, demanded by Hull.');
  });

  test(`one of several options is chosen (${theme})`, async (t) => {
    const room = await browser.demo(t);
    const { conference } = room;
    await conference.takes('Structures: three alternatives');
    const { question } = await conference.desk();
    if (question) await conference.does({ act: 'withdraw_question', question: question.id, reason: 'the options are taken together' });
    const chair = new Chair(await room.chair({ theme }));
    const hall = new Hall(await room.hall({ theme }));
    await chair.screen.press('Shift+O');
    await chair.panel('Choose between options');
    await chair.screen.write('Which structure shall we have?');
    await chair.screen.press('Tab');
    await chair.screen.write('A steering committee of twelve\nA national council of the branches\nRegional assemblies first');
    await chair.screen.press('Alt+L');
    await chair.screen.shot(shotFile(`options-put-${theme}`));
    await chair.screen.press('Ctrl+Enter');
    await chair.noPanel();
    await hall.shows('A national council of the branches');
    await hall.screen.shot(shotFile(`options-hall-${theme}`));
    await chair.next('Enter round 1');
    await chair.panel('Which structure');
    for (const figure of ['30', '25', '15']) {
      await chair.screen.write(figure);
      await chair.screen.press('Enter');
    }
    await chair.screen.sees('[role=dialog]', 'C has fewest and drops out');
    await chair.screen.shot(shotFile(`options-count-${theme}`));
    await hall.hides(/\b30\b.*\b25\b/);
    await chair.screen.press('Enter');
    await chair.noPanel();
    await chair.next('Enter round 2');
    for (const figure of ['31', '40']) {
      await chair.screen.write(figure);
      await chair.screen.press('Enter');
    }
    await chair.screen.sees('[role=dialog]', 'so it is chosen');
    await chair.screen.press('Enter');
    await hall.shows('chosen');
    await hall.screen.shot(shotFile(`options-hall-result-${theme}`));
    await words(conference, 'B, A national council of the branches, is chosen.');
  });
}
