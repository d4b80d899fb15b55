// What a person has of a screen: eyes and a keyboard. The same for a browser's page and for the program's own window.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { here } from './programs.js';

const SOON = 8_000;
const pause = (ms) => new Promise((done) => setTimeout(done, ms));

/** Where pictures go that are not kept. */
export function shotFile(name) {
  const folder = join(here, 'shots');
  mkdirSync(folder, { recursive: true });
  return join(folder, `${name.replaceAll(/[^\w.-]+/g, '-')}.png`);
}

// In the page: the text of everything that is there and can be seen.
function textsIn(where) {
  const seen = (node) => {
    const box = node.getBoundingClientRect();
    return box.width > 0 && box.height > 0 && getComputedStyle(node).visibility !== 'hidden';
  };
  return [...document.querySelectorAll(where)].filter(seen).map((node) => (node.matches('input, textarea') ? node.value : (node.innerText ?? node.textContent)).replaceAll(/\s+/g, ' ').trim());
}

const fits = (text, what) => (what instanceof RegExp ? what.test(text) : text.toLowerCase().includes(what.toLowerCase()));

export class Screen {
  /** How many keys were pressed, each letter typed among them. */
  presses = 0;
  /** The least time between two presses: the chair's screen takes a second one within an eighth of a second for a bounce. */
  pace = 0;
  #pressed = 0;

  /** Presses keys by the names that the program prints on its keycaps: `N`, `Space`, `Ctrl+Z`, `Shift+Up`. */
  async press(...keys) {
    for (const key of keys) {
      this.presses += 1;
      await pause(Math.max(0, this.pace - (performance.now() - this.#pressed)));
      this.#pressed = performance.now();
      await this.pressed(key);
    }
  }

  /** Types a text, letter by letter. */
  async write(text) {
    this.presses += [...text].length;
    await this.written(text);
  }

  /** The texts of everything visible that fits the selector. */
  texts(where) {
    return this.evaluate(textsIn, where);
  }

  async text(where) {
    return (await this.texts(where)).join(' | ');
  }

  /** Waits until `what` can be read in `where`; the text that was found is handed back. */
  async sees(where, what, ms = SOON) {
    return this.until(`“${what}” in ${where}`, where, (texts) => texts.find((text) => fits(text, what)), ms);
  }

  /** Waits until `what` can be read nowhere in `where`. */
  async lacks(where, what, ms = SOON) {
    await this.until(`no “${what}” in ${where}`, where, (texts) => !texts.some((text) => fits(text, what)), ms);
  }

  async until(said, where, found, ms = SOON) {
    const end = performance.now() + ms;
    for (;;) {
      const texts = await this.texts(where);
      const answer = found(texts);
      if (answer) return answer;
      if (performance.now() > end) {
        const file = shotFile(`failed-${Date.now()}`);
        await this.shot(file).catch(() => {});
        const all = await this.text('[role=alert], .notice, .panel, h1');
        throw new Error(`${this.name} does not show ${said}.\nThere is: ${texts.join(' | ').slice(0, 1500) || 'nothing'}\nAround it: ${all.slice(0, 800)}\nPicture: ${file}`);
      }
      await pause(40);
    }
  }

  /** Measures in the page until it comes out as it should or time is up; the last measurement is handed back. */
  async settles(look, good, ms = 1_500, ...given) {
    const end = performance.now() + ms;
    for (;;) {
      const found = await this.evaluate(look, ...given);
      if (good(found) || performance.now() > end) return found;
      await pause(40);
    }
  }

  /** Waits until a measurement in the page comes out as it should; the last one is handed back. */
  async measured(said, look, good, ms = SOON, ...given) {
    const found = await this.settles(look, good, ms, ...given);
    if (!good(found)) throw new Error(`${this.name}: ${said}: ${JSON.stringify(found)}`);
    return found;
  }
}

const PLAYWRIGHT = { Ctrl: 'Control', Up: 'ArrowUp', Down: 'ArrowDown', Left: 'ArrowLeft', Right: 'ArrowRight', Esc: 'Escape' };

/** A page of a browser. */
export class PageScreen extends Screen {
  constructor(page, name) {
    super();
    this.page = page;
    this.name = name;
  }

  async pressed(key) {
    const parts = key.split(/\+(?=.)/).map((part) => PLAYWRIGHT[part] ?? part);
    // A keyboard sends N without Shift as n.
    const last = parts.length - 1;
    if (/^[A-Z]$/.test(parts[last]) && !parts.includes('Shift')) parts[last] = parts[last].toLowerCase();
    await this.page.keyboard.press(parts.join('+'));
  }

  written(text) {
    return this.page.keyboard.type(text);
  }

  evaluate(look, ...given) {
    // Playwright hands over one argument.
    return this.page.evaluate(`(${look})(...${JSON.stringify(given)})`);
  }

  shot(path) {
    return this.page.screenshot({ path });
  }
}

const WEBDRIVER = {
  Ctrl: '\uE009', Shift: '\uE008', Alt: '\uE00A', Up: '\uE013', Down: '\uE015', Left: '\uE012', Right: '\uE014',
  Esc: '\uE00C', Enter: '\uE007', Space: ' ', Tab: '\uE004', Backspace: '\uE003', Delete: '\uE017', Home: '\uE011', End: '\uE010',
};

/** One of the program's own windows. */
export class WindowScreen extends Screen {
  constructor(session, handle, name) {
    super();
    this.session = session;
    this.handle = handle;
    this.name = name;
  }

  async toFront() {
    if ((await this.session.getWindowHandle()) !== this.handle) await this.session.switchToWindow(this.handle);
  }

  async strokes(actions) {
    await this.toFront();
    await this.session.performActions([{ type: 'key', id: 'keyboard', actions }]);
    await this.session.releaseActions();
  }

  pressed(key) {
    const parts = key.split(/\+(?=.)/);
    const values = parts.map((part) => WEBDRIVER[part] ?? (parts.includes('Shift') ? part : part.toLowerCase()));
    return this.strokes([...values.map((value) => ({ type: 'keyDown', value })), ...values.toReversed().map((value) => ({ type: 'keyUp', value }))]);
  }

  written(text) {
    return this.strokes([...text].flatMap((value) => [{ type: 'keyDown', value }, { type: 'keyUp', value }]));
  }

  async evaluate(look, ...given) {
    await this.toFront();
    return this.session.execute(look, ...given);
  }

  async shot(path) {
    await this.toFront();
    await this.session.saveScreenshot(path);
  }
}
