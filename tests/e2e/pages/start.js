import { App } from './app.js';

/** The first screen. */
export class Start extends App {
  shows(what) {
    return this.screen.sees('.start', what);
  }

  trouble(what) {
    return this.screen.sees('.start [role=alert], [role=dialog] [role=alert], .trouble', what);
  }

  /** Goes through a form by keyboard: Tab until the field of this name has the focus. */
  async field(label) {
    for (let step = 0; step < 60; step += 1) {
      const at = await this.screen.evaluate(() => {
        const node = document.activeElement;
        const named = node?.labels?.[0]?.innerText ?? node?.getAttribute('aria-label') ?? node?.innerText ?? '';
        return named.replaceAll(/\s+/g, ' ').trim();
      });
      if (at.toLowerCase().includes(label.toLowerCase())) return;
      await this.screen.press('Tab');
    }
    throw new Error(`Tab does not lead to ${label}`);
  }

  /** Tab leads to the calendar, past the keys that leaf through its months; the arrows go through its days. */
  async toCalendar() {
    await this.field('Month after');
    await this.screen.press('Tab');
    await this.screen.measured('a day of the calendar has the focus', () => document.activeElement?.dataset?.day ?? '', (day) => day !== '');
  }

  /** The day of the calendar that has the focus. */
  day() {
    return this.screen.evaluate(() => document.activeElement?.dataset?.day ?? '');
  }
}
