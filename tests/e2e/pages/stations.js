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
