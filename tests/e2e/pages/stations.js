import { App } from './app.js';

/** The chair's panel of stations, by keyboard. */
export class Stations extends App {
  async opens() {
    await this.screen.press('Alt+S');
    return this.panel('Stations');
  }

  /** A code for this office: the letter is the office's key. */
  async offers(letter) {
    const before = await this.screen.texts('.figures');
    await this.screen.press(letter);
    await this.screen.until('another code', '.figures', (codes) => codes.length > before.length);
    return (await this.screen.texts('.figures')).find((code) => !before.includes(code));
  }

  stands(name, how) {
    return this.screen.sees('.stations li', new RegExp(`${name}.*${how}`));
  }
}

/** A station's page before it is let in. */
export class Pairing {
  constructor(screen) {
    this.screen = screen;
  }

  async joins(code, person) {
    await this.screen.sees('h1', 'Join the desk');
    await this.screen.write(code);
    await this.screen.press('Enter');
    await this.screen.write(person);
    await this.screen.press('Enter');
  }
}

/** A tellers' laptop with no cable. */
export class CountPack extends App {
  /** A file is chosen where the screen asks for one; the key opens the system's dialog. */
  async chooses(key, path) {
    const asked = this.screen.page.waitForEvent('filechooser');
    await this.screen.press(key);
    await (await asked).setFiles(path);
  }

  /** What a key saves to the browser's downloads, at this path. */
  async saves(key, path) {
    const saved = this.screen.page.waitForEvent('download');
    await this.screen.press(key);
    await (await saved).saveAs(path);
    return path;
  }
}
