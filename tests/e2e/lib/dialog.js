// The system's own file dialogs, which no WebDriver reaches: keys are pressed on the display, as a keyboard presses them.
import { spawnSync } from 'node:child_process';

const pause = (ms) => new Promise((done) => setTimeout(done, ms));

function pressed(shown, ...words) {
  const done = spawnSync('xdotool', words, { env: { ...process.env, DISPLAY: shown.name }, encoding: 'utf8', timeout: 10_000 });
  if (done.error) throw new Error(`xdotool ${words.join(' ')}: ${done.error}`);
  return done.stdout.trim();
}

// A dialog says nothing of when it listens: what is typed before that is typed again. `first` puts the typist where a path is
// typed.
async function answers(shown, title, first, path) {
  const there = () => pressed(shown, 'search', '--onlyvisible', '--name', title).split('\n')[0];
  const until = async (good) => {
    for (let tries = 60; !good(there()) && tries > 0; tries -= 1) await pause(50);
    return there();
  };
  await until((dialog) => dialog !== '');
  for (let tries = 3; tries > 0; tries -= 1) {
    await pause(400);
    pressed(shown, 'windowfocus', '--sync', there());
    pressed(shown, 'key', first);
    await pause(200);
    pressed(shown, 'key', 'ctrl+a');
    pressed(shown, 'type', '--delay', '4', path);
    await pause(200);
    pressed(shown, 'key', 'Return');
    if ((await until((dialog) => dialog === '')) === '') return;
  }
  throw new Error(`the dialog “${title}” does not take ${path}`);
}

/** In the dialog of this title, a file that is there is chosen. */
export function chooses(shown, title, path) {
  return answers(shown, title, 'ctrl+l', path);
}

/** In the dialog of this title, a place is named in the stead of the one that is proposed. */
export function saves(shown, title, path) {
  return answers(shown, title, 'ctrl+a', path);
}
