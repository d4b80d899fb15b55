// The program itself in its own windows, on a display without a screen, driven through WebDriver.
import { mkdirSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { join } from 'node:path';
import { remote } from 'webdriverio';
import { folder, Program, programs } from './programs.js';
import { WindowScreen } from './screen.js';

const pause = (ms) => new Promise((done) => setTimeout(done, ms));

/** A display: the one we are given by xtask, or one of our own. */
export async function display(size = '1366x768') {
  if (process.env.DISPLAY) return { name: process.env.DISPLAY, stop: async () => {} };
  const server = new Program('Xvfb', ['-displayfd', '1', '-screen', '0', `${size}x24`, '-nolisten', 'tcp', '-noreset'], { quiet: true });
  const [number] = await server.lines(1);
  return { name: `:${number.trim()}`, stop: () => server.stop() };
}

function freePort() {
  return new Promise((done, failed) => {
    const server = createServer();
    server.once('error', failed);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => done(port));
    });
  });
}

/** What a laptop keeps between two starts of the program. */
export class Laptop {
  constructor(shown) {
    this.shown = shown;
    this.home = folder('laptop');
    for (const name of ['runtime', 'config', 'data', 'cache', 'state', 'work']) mkdirSync(join(this.home, name), { mode: 0o700 });
    this.work = join(this.home, 'work');
  }

  get env() {
    const inside = (name) => join(this.home, name);
    return {
      DISPLAY: this.shown.name, GDK_BACKEND: 'x11', NO_AT_BRIDGE: '1', HOME: this.home, WAYLAND_DISPLAY: '', DBUS_SESSION_BUS_ADDRESS: '',
      XDG_RUNTIME_DIR: inside('runtime'), XDG_CONFIG_HOME: inside('config'), XDG_DATA_HOME: inside('data'), XDG_CACHE_HOME: inside('cache'), XDG_STATE_HOME: inside('state'),
    };
  }

  /** Starts the program; `words` come after its name, as a file does that was clicked twice. */
  async starts(words = []) {
    const [port, native] = [await freePort(), await freePort()];
    const driver = new Program(programs.tauriDriver, ['--port', String(port), '--native-port', String(native), '--native-driver', programs.webkitDriver], { cwd: this.work, env: this.env, quiet: true });
    driver.child.stdout.resume();
    const desk = new Desk(driver);
    try {
      // The driver answers before the driver behind it does, and then drops what it was asked.
      await listening(native);
      await listening(port);
      desk.session = await remote({
        hostname: '127.0.0.1', port, path: '/', logLevel: 'silent', connectionRetryCount: 0,
        capabilities: { 'tauri:options': { application: programs.rostrum, args: words }, 'wdio:enforceWebDriverClassic': true },
      });
      const [handle] = await desk.session.getWindowHandles();
      desk.chair = new WindowScreen(desk.session, handle, 'The chair’s window');
    } catch (error) {
      await desk.ends();
      throw error;
    }
    return desk;
  }
}

async function listening(port) {
  for (let tries = 200; tries > 0; tries -= 1) {
    const there = await new Promise((done) => {
      const socket = connect({ host: '127.0.0.1', port }, () => done(true));
      socket.once('error', () => done(false));
      socket.once('connect', () => socket.destroy());
    });
    if (there) return;
    await pause(50);
  }
  throw new Error(`nobody listens at ${port}`);
}

/** The running program with its windows. */
export class Desk {
  constructor(driver) {
    this.driver = driver;
  }

  /** The hall's window, once it is there. */
  async hall() {
    for (let tries = 100; tries > 0; tries -= 1) {
      const other = (await this.session.getWindowHandles()).find((each) => each !== this.chair.handle);
      if (other) return new WindowScreen(this.session, other, 'The hall’s window');
      await pause(50);
    }
    throw new Error('there is no second window');
  }

  async ends() {
    // The window is closed as a person closes it, then everything that was started for it.
    await this.session?.deleteSession().catch(() => {});
    this.session = undefined;
    await this.driver.stop();
  }
}
