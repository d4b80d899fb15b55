// What every screen has: the strip above, the rail beside, notices, panels.
const KEYS = { chair: 'Alt+1', programme: 'Alt+2', committee: 'Alt+C', motions: 'Alt+3', register: 'Alt+4', tellers: 'Alt+5', record: 'Alt+6', orders: 'Alt+7', start: 'Alt+8', hall: 'Alt+9', help: 'Alt+0' };

export const screens = Object.keys(KEYS).filter((name) => name !== 'hall');

export class App {
  constructor(screen) {
    this.screen = screen;
  }

  async goes(name) {
    await this.screen.press(KEYS[name]);
    if (name === 'hall') return;
    await this.screen.sees('nav [aria-current=page]', name);
    // What it shows may take a moment; until then its keys find nothing to answer for.
    await this.screen.sees('main', /./);
  }

  panel(title) {
    return this.screen.sees('[role=dialog] h2', title);
  }

  noPanel() {
    return this.screen.lacks('[role=dialog]', /./);
  }

  notice(what) {
    return this.screen.sees('.notice', what);
  }

  /** Takes back the last act and reads what was taken back. */
  async takesBack(what) {
    await this.screen.press('Ctrl+Z');
    return this.notice(what);
  }

  /** A refusal is allowed with a reason. */
  async allows(refusal, reason) {
    await this.notice(refusal);
    await this.screen.press('Alt+W');
    await this.screen.sees('.notice label', 'Reason');
    await this.screen.write(reason);
    await this.screen.press('Enter');
  }
}
