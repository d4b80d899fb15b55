// A browser with a profile of its own, as a teller's laptop has one: it can be killed whole and started again upon it.
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { FLAGS, LAPTOP } from './browser.js';
import { folder, Program, programs } from './programs.js';
import { PageScreen } from './screen.js';

const SOON = 20_000;
const pause = (ms) => new Promise((done) => setTimeout(done, ms));

export class OwnBrowser {
  constructor(name) {
    this.name = name;
    this.profile = folder(name.replaceAll(/\W+/g, '-'));
    this.complaints = [];
  }

  /** Starts upon what the profile holds, and opens a page at this address. */
  async opens(address) {
    const port = join(this.profile, 'DevToolsActivePort');
    rmSync(port, { force: true });
    // A station meets a certificate that nobody vouches for; a person compares its fingerprint and goes on.
    const words = [...FLAGS, '--headless', '--disable-breakpad', '--ignore-certificate-errors', '--remote-debugging-port=0', `--user-data-dir=${this.profile}`, 'about:blank'];
    this.program = new Program(programs.chromium, words, { quiet: true });
    this.browser = await chromium.connectOverCDP(`http://127.0.0.1:${await this.#port(port)}`);
    const page = await this.browser.contexts()[0].newPage();
    page.on('pageerror', (error) => this.complaints.push(error.message));
    await page.setViewportSize(LAPTOP);
    await page.goto(address);
    return new PageScreen(page, this.name);
  }

  async #port(file) {
    for (const end = performance.now() + SOON; performance.now() < end; await pause(30)) {
      try {
        const [port, path] = readFileSync(file, 'utf8').split('\n');
        if (path) return port;
      } catch {
        // Not there yet.
      }
    }
    throw new Error(`${this.name} did not start`);
  }

  /** As a laptop that hangs: what comes over the line is not read. */
  freeze() {
    this.program.freeze();
  }

  /** Every process of it, at once. */
  async killed() {
    this.program.kill();
    await this.program.ended;
    await this.browser.close().catch(() => {});
  }

  /** As a person closes it: it writes down what it still had in mind. */
  async closes() {
    const all = await this.browser.newBrowserCDPSession();
    await all.send('Browser.close').catch(() => {});
    await this.program.ended;
    await this.browser.close().catch(() => {});
  }

  async stop() {
    await this.program?.stop();
    await this.browser?.close().catch(() => {});
    if (this.complaints.length > 0) throw new Error(`${this.name} complained:\n${this.complaints.join('\n')}`);
  }
}
