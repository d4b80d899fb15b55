import { App } from './app.js';

/** The tellers' screen, by keyboard. */
export class Tellers extends App {
  async enters(card, key) {
    await this.screen.write(String(card));
    await this.screen.press(key);
  }

  stored(what) {
    return this.screen.sees('.said', what);
  }

  looked(what) {
    return this.screen.sees('.looked', what);
  }

  /** A line of the account: `Issued 40 10,200`. */
  async account(name, cards, votes) {
    const figures = new RegExp(`^\\W*${name}\\D+${cards}${votes === undefined ? '' : `\\s+${votes}`}\\b`);
    await this.screen.sees('aside tr', figures);
  }

  async piles(how, reason) {
    await this.screen.press('Q');
    await this.panel(/to settle/);
    await this.screen.press(how, reason, 'Enter');
  }
}
