// From a key to the changed screen, in the chair's own window: `node measure/keys.js FILE`, upon a conference in which
// somebody speaks. One line of JSON: the milliseconds of every key.
import { display, Laptop } from '../lib/window.js';

const KEYS = 120;
/** The chair's screen takes a second press within an eighth of a second for a bounce. */
const PACE_MS = 300;

/** In the page: from each Space to the frame in which the clock's lamp says something else. */
function watchLamp() {
  const lamp = () => document.querySelector('.clock .lamp')?.textContent ?? '';
  globalThis.keyTimes = [];
  addEventListener('keydown', (event) => {
    if (event.key !== ' ') return;
    const [begun, was] = [performance.now(), lamp()];
    const look = new MutationObserver(() => {
      if (lamp() === was) return;
      look.disconnect();
      // After the frame: a message is answered once what was drawn is handed over.
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => globalThis.keyTimes.push(performance.now() - begun);
        port2.postMessage(null);
      });
    });
    look.observe(document.body, { subtree: true, childList: true, characterData: true, attributes: true });
  }, { capture: true });
}

const shown = await display();
const desk = await new Laptop(shown).starts([process.argv[2]]);
try {
  await desk.chair.sees('.clock .who', /./, 20_000);
  await desk.chair.evaluate(watchLamp);
  desk.chair.pace = PACE_MS;
  for (let key = 0; key < KEYS; key += 1) await desk.chair.press('Space');
  const times = await desk.chair.measured('every key has changed the screen', () => globalThis.keyTimes, (all) => all.length >= KEYS);
  console.log(JSON.stringify(times.map(Math.ceil)));
} finally {
  await desk.ends();
  await shown.stop();
}
