import { App } from './app.js';

/** The tellers' screen, by keyboard. */
export class Tellers extends App {
  async enters(card, key) {
    await this.screen.write(String(card));
    await this.screen.press(key);
  }

  /** The vote is there and cards can be typed. */
  accepts() {
    return this.screen.sees('.in', /./);
  }

  /** Takes the batch that is due, with a name where none is kept at this station yet. */
  async takes(teller = '') {
    await this.screen.sees('.take .act', 'Take a batch');
    await this.screen.press('N');
    await this.panel('Take a batch');
    if (teller !== '') await this.screen.write(teller);
    await this.screen.press('Enter');
    await this.noPanel();
  }

  async takesNew(teller, name, slips) {
    await this.screen.sees('.take .act', 'Take a batch');
    await this.screen.press('N');
    await this.panel('Take a batch');
    await this.screen.write(teller);
    await this.screen.press('Tab', 'Tab');
    await this.screen.write(name);
    await this.screen.press('Tab');
    await this.screen.write(slips);
    await this.screen.press('Enter');
    await this.noPanel();
  }

  /** A batch of its own, at a station that knows who sits at it. */
  async takesNewHere(name, slips) {
    await this.screen.press('N');
    await this.panel('Take a batch');
    await this.screen.write(name);
    await this.screen.press('Tab');
    await this.screen.write(slips);
    await this.screen.press('Enter');
    await this.noPanel();
  }

  /** The entry in hand is finished, though its header says another number: what was found is said by one key. */
  async endsAgainstTheHeader(found) {
    await this.screen.press('E');
    await this.panel('End of');
    await this.screen.sees('.panel', 'Count the slips again');
    await this.screen.press('Enter');
    await this.screen.sees('.notices', 'where the header is wrong, finish the entry and say so');
    await this.screen.lacks('.notices', 'Allow anyway');
    await this.panel('End of');
    await this.screen.press(found, 'Enter');
    await this.noPanel();
  }

  /** The entry in hand is finished. */
  async ends() {
    await this.screen.press('E');
    await this.panel('End of');
    await this.screen.press('Enter');
    await this.noPanel();
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

  /** The rest of a closed vote's cards were not returned. */
  async returnsNo(cards) {
    await this.screen.sees('aside button', /not returned/i);
    await this.screen.press('R');
    await this.panel(`The remaining ${cards} cards`);
    await this.screen.write(String(cards));
    await this.screen.press('Enter');
    await this.noPanel();
  }

  /** The count goes to the chair, once the account says that it can. */
  async finishes() {
    await this.screen.sees('aside .act', 'Finish the count');
    await this.screen.press('Ctrl+Enter');
    await this.panel('Finish the count');
    await this.screen.press('Enter');
    await this.noPanel();
  }

  async piles(how, reason) {
    await this.screen.press('Q');
    await this.panel(/to settle/);
    await this.screen.press(how, reason, 'Enter');
  }
}
