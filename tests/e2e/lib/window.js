// The program itself in its own windows, on a display without a screen, driven through WebDriver.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
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

// A card with outputs. The driver looks whether one is connected only when it is asked, and says yes where there is a mode.
const CARD = `
Section "ServerFlags"
  Option "AutoAddDevices" "false"
EndSection
Section "Device"
  Identifier "card"
  Driver "dummy"
  VideoRam 65536
EndSection
Section "Monitor"
  Identifier "laptop"
  HorizSync 5-1000
  VertRefresh 5-200
  Modeline "1366x768" 85.25 1366 1436 1579 1792 768 771 774 798
EndSection
Section "Screen"
  Identifier "screen"
  Device "card"
  Monitor "laptop"
  DefaultDepth 24
  SubSection "Display"
    Depth 24
    Modes "1366x768"
    Virtual 2646 768
  EndSubSection
EndSection
`;

/** A laptop's display of 1366×768, and beside it a projector of 1280×720 that can be plugged in and pulled out. */
export async function withProjector() {
  const place = folder('displays');
  writeFileSync(join(place, 'card.conf'), CARD);
  const words = ['-displayfd', '1', '-config', join(place, 'card.conf'), '-logfile', join(place, 'log'), '-noreset', '-nolisten', 'tcp', '-novtswitch', '-sharevts'];
  const server = new Program('Xorg', words, { cwd: place, quiet: true });
  const [number] = await server.lines(1);
  const name = `:${number.trim()}`;
  const output = (...given) => {
    const run = spawnSync('xrandr', ['--display', name, ...given], { encoding: 'utf8' });
    if (run.status !== 0) throw new Error(`xrandr ${given.join(' ')}: ${run.error?.message ?? run.stderr}`);
  };
  const projector = (...given) => {
    output('--output', 'DUMMY1', ...given);
    // A real card says by itself that a plug was put in or pulled out; this one has to be asked.
    output('--query');
  };
  output('--addmode', 'DUMMY1', '1280x720');
  return {
    name,
    plug: () => projector('--mode', '1280x720', '--pos', '1366x0'),
    pull: () => projector('--off'),
    stop: () => server.stop(),
  };
}

/** The bus of a desktop session, over which a second start finds the first. */
export async function bus() {
  const daemon = new Program('dbus-daemon', ['--session', '--nofork', '--nopidfile', '--print-address=1'], { quiet: true });
  const [address] = await daemon.lines(1);
  return { address: address.trim(), stop: () => daemon.stop() };
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
  constructor(shown, session = null) {
    this.shown = shown;
    this.session = session;
    this.home = folder('laptop');
    for (const name of ['runtime', 'config', 'data', 'cache', 'state', 'work']) mkdirSync(join(this.home, name), { mode: 0o700 });
    this.work = join(this.home, 'work');
  }

  get env() {
    const inside = (name) => join(this.home, name);
    return {
      DISPLAY: this.shown.name, GDK_BACKEND: 'x11', NO_AT_BRIDGE: '1', HOME: this.home, WAYLAND_DISPLAY: '', DBUS_SESSION_BUS_ADDRESS: this.session?.address ?? '',
      XDG_RUNTIME_DIR: inside('runtime'), XDG_CONFIG_HOME: inside('config'), XDG_DATA_HOME: inside('data'), XDG_CACHE_HOME: inside('cache'), XDG_STATE_HOME: inside('state'),
    };
  }

  /** Starts the program once more, as a double click does while it runs; what it ended with. */
  async startsAgain(words = []) {
    const again = new Program(programs.rostrum, words, { cwd: this.work, env: this.env, quiet: true });
    again.child.stdout.resume();
    const late = setTimeout(() => again.kill(), 15_000);
    const ended = await again.ended;
    clearTimeout(late);
    return ended;
  }

  /** Starts the program; `words` come after its name, as a file does that was clicked twice. */
  async starts(words = []) {
    const [port, native] = [await freePort(), await freePort()];
    const driver = new Program(programs.tauriDriver, ['--port', String(port), '--native-port', String(native), '--native-driver', programs.webkitDriver], { cwd: this.work, env: this.env, quiet: true });
    driver.child.stdout.resume();
    const desk = new Desk(driver, this.home);
    try {
      // The driver answers before the driver behind it does, and then drops what it was asked.
      await listening(native);
      await listening(port);
      desk.session = await remote({
        hostname: '127.0.0.1', port, path: '/', logLevel: 'silent', connectionRetryCount: 0,
        capabilities: { 'tauri:options': { application: programs.rostrum, args: words }, 'wdio:enforceWebDriverClassic': true },
      });
      desk.chair = new WindowScreen(desk.session, await chairs(desk.session), 'The chair’s window');
    } catch (error) {
      await desk.ends();
      throw error;
    }
    return desk;
  }
}

/** The chair's window: the hall's may be there from the start too. */
async function chairs(session) {
  for (let tries = 100; tries > 0; tries -= 1) {
    for (const handle of await session.getWindowHandles()) {
      await session.switchToWindow(handle);
      const url = await session.getUrl();
      if (!/window=(hall|visitors)/.test(url) && !url.startsWith('about:')) return handle;
    }
    await pause(50);
  }
  throw new Error('there is no window of the chair');
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
  constructor(driver, home) {
    this.driver = driver;
    this.home = home;
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

  /** The program is gone at once. Its drivers, which started it, are left. */
  crashes() {
    for (const id of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
      try {
        const words = readFileSync(`/proc/${id}/cmdline`, 'utf8').split('\0');
        const ours = readFileSync(`/proc/${id}/environ`, 'utf8').includes(`HOME=${this.home}\0`);
        if (ours && words[0] === programs.rostrum) process.kill(Number(id), 'SIGKILL');
      } catch {
        // It is another's, or has ended meanwhile.
      }
    }
  }

  async ends() {
    // The window is closed as a person closes it, then everything that was started for it.
    await this.session?.deleteSession().catch(() => {});
    this.session = undefined;
    await this.driver.stop();
  }
}
