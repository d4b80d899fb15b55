import { App } from './app.js';

/** The chair's screen, by keyboard. */
export class Chair extends App {
  constructor(screen) {
    super(screen);
    screen.pace = 200;
  }

  shows(what) {
    return this.screen.sees('.centre', what);
  }

  business(what) {
    return this.screen.sees('.business [role=option]', what);
  }

  speakers(what) {
    return this.screen.sees('.speakers', what);
  }

  /** The one next act, when it is this, is done. */
  async next(label) {
    await this.screen.sees('.centre .act', label);
    // Nobody reads it faster than this.
    await new Promise((done) => setTimeout(done, 150));
    await this.screen.press('N');
  }

  says(words) {
    return this.screen.sees('.say', words);
  }

  /** Chooses a line of the order of business by its title. */
  async line(title) {
    await this.screen.press('O', 'Home');
    for (let step = 0; step < 40; step += 1) {
      if ((await this.screen.text('.business [aria-selected=true]')).includes(title)) return;
      await this.screen.press('Down');
    }
    throw new Error(`no line ${title}: ${await this.screen.text('.business')}`);
  }

  async takes(title) {
    await this.line(title);
    await this.screen.press('Enter');
    await this.screen.sees('.business [aria-current=step]', title);
    await this.screen.press('Esc');
  }

  /** Puts the question; `key` is the way: A agreed, H hands, C card. */
  async puts(key) {
    await this.screen.press('V');
    await this.panel('Put the question');
    await this.screen.press(key);
    await this.noPanel();
    await this.screen.sees('.vote', /./);
  }

  /** What the hall will hear stands there first; Enter says it. */
  async declares(words) {
    await this.screen.sees('[role=dialog] h2', 'Declare');
    await this.screen.sees('[role=dialog] .act', words);
    await this.screen.press('Enter');
    await this.noPanel();
  }

  /** Adds a speaker as the chair does: A, what was written on the slip, Enter, the side. */
  async adds(typed, side, who = typed) {
    await this.screen.press('A');
    await this.screen.write(typed);
    await this.screen.sees('.hits .best', who);
    await this.screen.press('Enter');
    await this.screen.press(side);
    await this.screen.sees('.waiting [role=option]', who);
  }

  waiting() {
    return this.screen.texts('.waiting [role=option] b');
  }

  clock() {
    return this.screen.evaluate(() => document.querySelector('.clock .left')?.textContent?.replaceAll(/\s/g, '') ?? '');
  }
}
