import { Chair } from './chair.js';

/** The committee's screens, by keyboard: register, programme, motions, committee. */
export class Committee extends Chair {
  /** Takes in a list: the path is typed; what it would do stands there before it is taken. */
  async takesIn(key, file, counts) {
    await this.screen.press(key);
    await this.panel('Take in');
    await this.screen.write(file);
    await this.screen.press('Enter');
    await this.screen.sees('[role=dialog]', 'Nothing has been changed yet.');
    await this.screen.sees('[role=dialog] .counts .new', counts);
  }

  async accepts() {
    await this.screen.press('Enter');
    await this.noPanel();
  }

  /** Finds one paper by what it says, and leaves it open among all the others. */
  async finds(said, title) {
    await this.filters(said);
    await this.screen.sees('article h2', title);
    await this.clears();
    await this.screen.sees('article h2', title);
  }

  /** All papers are listed again. */
  async clears() {
    await this.screen.press('Esc');
    await this.screen.measured('the field is empty', () => document.querySelector('.list input').value, (text) => text === '');
  }

  /** Lists only what says this. */
  async filters(said) {
    await this.screen.press('/', 'Ctrl+A');
    await this.screen.write(said);
    await this.screen.press('Enter');
  }

  /** Marks what is listed, and says what becomes of all of it by the number of the act. */
  async dealsWithListed(count, act) {
    await this.screen.press('M');
    await this.screen.sees('.marked', `${count} marked`);
    await this.screen.press('X');
    await this.panel(`What becomes of ${count} papers`);
    await this.screen.press(act);
    await this.noPanel();
    await this.screen.lacks('.marked', /./);
  }

  /** Only the papers in this state are listed. */
  async inState(state) {
    for (let turn = 0; turn < 12; turn += 1) {
      if ((await this.screen.texts('.states [aria-pressed=true]')).some((each) => each.toLowerCase() === state)) return;
      const before = await this.screen.text('.states [aria-pressed=true]');
      await this.screen.press('S');
      await this.screen.until(`another state than ${before}`, '.states [aria-pressed=true]', (texts) => texts.join(' | ') !== before);
    }
    throw new Error(`no papers that are ${state}: ${await this.screen.text('.states')}`);
  }

  /** Does one act upon the paper that is open, by what the act is called. */
  async deals(act, reason) {
    await this.screen.press('X');
    await this.panel('What becomes of');
    const acts = await this.screen.texts('[role=dialog] li button');
    const at = acts.findIndex((each) => each.startsWith(act));
    if (at < 0) throw new Error(`${act} is not offered: ${acts.join(' | ')}`);
    await this.screen.press(String(at + 1));
    if (reason) {
      await this.screen.sees('[role=dialog] .chosen', act);
      await this.screen.write(reason);
      await this.screen.press('Enter');
    }
    await this.noPanel();
  }

  /** Adds a part to the report; what the record has for it is drafted. */
  async part(kind, text = '') {
    await this.screen.press('A');
    await this.panel('Add a part');
    await this.screen.write(kind);
    if (text !== '') {
      await this.screen.press('Tab', 'Tab');
      await this.screen.write(text);
    }
    await this.screen.press('Ctrl+Enter');
    await this.noPanel();
  }
}
