// Chromium, and its pages as screens.
import { after, before } from 'node:test';
import { chromium } from 'playwright-core';
import { Conference } from './conference.js';
import { programs } from './programs.js';
import { PageScreen } from './screen.js';

export const FLAGS = ['--no-sandbox', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run'];

export const LAPTOP = { width: 1366, height: 768 };
export const PROJECTOR = { width: 1920, height: 1080 };

export async function launch(more = []) {
  return chromium.launch({ executablePath: programs.chromium, args: [...FLAGS, ...more] });
}

/** One browser for the tests of a file; it is closed after them. */
export function browserOfThisFile(more) {
  let browser;
  before(async () => (browser = await launch(more)));
  after(async () => browser?.close());
  return {
    /** A conference for one test, and screens that look at it. All end with the test. */
    async at(t, conference) {
      const room = new Room(browser, await conference);
      t.after(() => room.close());
      return room;
    },
    demo(t, options) {
      return this.at(t, Conference.demo(options));
    },
  };
}

/** A served conference with the screens that are open upon it. */
export class Room {
  constructor(browser, conference) {
    this.browser = browser;
    this.conference = conference;
    this.contexts = [];
    this.complaints = [];
  }

  async open(url, name, { size = LAPTOP, theme = 'light', scale = 1, stranger = false } = {}) {
    // A station meets a certificate that nobody vouches for; a person compares its fingerprint and goes on.
    const context = await this.browser.newContext({ ignoreHTTPSErrors: stranger, viewport: size, colorScheme: theme, deviceScaleFactor: scale, reducedMotion: 'reduce', timezoneId: 'Europe/London', locale: 'en-GB' });
    this.contexts.push(context);
    const page = await context.newPage();
    // A fault of a script or a thing that the policy forbids is a failure wherever it happens.
    page.on('pageerror', (error) => this.complaints.push(`${name}: ${error.message}`));
    page.on('console', (message) => {
      if (message.type() === 'error' && !/ERR_|Failed to load resource/.test(message.text())) this.complaints.push(`${name}: ${message.text()}`);
    });
    // Asked for early: a dialog that opens before Playwright listens is the system's.
    page.on('filechooser', () => {});
    await page.goto(url);
    return new PageScreen(page, name);
  }

  async chair(options) {
    const screen = await this.open(this.conference.chairUrl, 'The chair’s screen', options);
    await screen.sees('.chair, .start', /./, 15_000);
    return screen;
  }

  async hall(options) {
    const screen = await this.open(this.conference.hallUrl, 'The hall', { size: PROJECTOR, ...options });
    await screen.sees('.hall', /./, 15_000);
    return screen;
  }

  /** A station of the tellers, on their screen. */
  async tellers(station = 'tellers-1', options = {}) {
    const screen = await this.open(this.conference.tellersUrl(station), `The screen of ${station}`, options);
    await screen.sees('.chair, .start', /./, 15_000);
    await screen.press('Alt+5');
    return screen;
  }

  /** Another computer, at an address of the cable. */
  async station(address, name, options = {}) {
    return this.open(address, name, { ...options, stranger: true });
  }

  async close() {
    for (const context of this.contexts) await context.close();
    await this.conference.stop();
    if (this.complaints.length > 0) throw new Error(`The pages complained:\n${this.complaints.join('\n')}`);
  }
}
