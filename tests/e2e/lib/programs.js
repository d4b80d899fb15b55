// Where the programs are, and starting them so that nothing is left behind.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../../..', import.meta.url));
export const here = fileURLToPath(new URL('..', import.meta.url));

// xtask names each program; ROSTRUM_BIN_DIR, for use by hand, is stronger.
function built(name, given) {
  const folder = process.env.ROSTRUM_BIN_DIR;
  if (!folder && given) return given;
  return join(folder ?? join(root, 'target/debug'), name);
}

export const programs = {
  rostrum: built('rostrum', process.env.ROSTRUM),
  rostrumctl: built('rostrumctl', process.env.ROSTRUMCTL),
  chromium: process.env.CHROMIUM ?? '/usr/bin/chromium',
  tauriDriver: process.env.TAURI_DRIVER ?? 'tauri-driver',
  webkitDriver: process.env.WEBKIT_DRIVER ?? '/usr/bin/WebKitWebDriver',
};

const groups = new Set();
const folders = new Set();

function signal(id, name) {
  try {
    process.kill(-id, name);
    return true;
  } catch {
    return false;
  }
}

process.on('exit', () => {
  for (const id of groups) signal(id, 'SIGKILL');
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(name, () => process.exit(1));

/** A program in a process group of its own. */
export class Program {
  constructor(path, words = [], { cwd, env, quiet = false } = {}) {
    if (path.includes('/') && !existsSync(path)) throw new Error(`${path} is not built`);
    this.child = spawn(path, words, { cwd, env: { ...process.env, ...env }, detached: true, stdio: ['ignore', 'pipe', quiet ? 'ignore' : 'inherit'] });
    this.ended = new Promise((done) => this.child.once('close', (code, name) => done(code ?? name)));
    this.child.once('error', () => {});
    if (this.child.pid) groups.add(this.child.pid);
  }

  /** The first lines of its standard output; what follows is thrown away. */
  lines(count, ms = 20_000) {
    return new Promise((done, failed) => {
      let text = '';
      const late = setTimeout(() => failed(new Error(`${this.child.spawnfile} said nothing in ${ms} ms: ${text}`)), ms);
      this.child.once('close', (code) => failed(new Error(`${this.child.spawnfile} ended with ${code}: ${text}`)));
      this.child.stdout.setEncoding('utf8').on('data', (more) => {
        if (text.split('\n').length > count) return;
        text += more;
        const lines = text.split('\n');
        if (lines.length <= count) return;
        clearTimeout(late);
        done(lines.slice(0, count));
      });
    });
  }

  /** As a laptop that hangs: nothing is sent, nothing is closed. */
  freeze() {
    signal(this.child.pid, 'SIGSTOP');
  }

  thaw() {
    signal(this.child.pid, 'SIGCONT');
  }

  kill() {
    signal(this.child.pid, 'SIGKILL');
  }

  async stop() {
    const id = this.child.pid;
    if (!id) return;
    signal(id, 'SIGCONT');
    signal(id, 'SIGTERM');
    const late = setTimeout(() => signal(id, 'SIGKILL'), 4_000);
    await this.ended;
    clearTimeout(late);
    // The program has ended; what it started may not have.
    signal(id, 'SIGKILL');
    groups.delete(id);
  }
}

/** A folder of our own that is gone when the tests end. */
export function folder(name) {
  const made = mkdtempSync(join(tmpdir(), `rostrum-${name}-`));
  folders.add(made);
  return made;
}

/** Runs `rostrumctl` and hands back what it printed. */
export function rostrumctl(...words) {
  return rostrumctlWith('', ...words);
}

/** The same, with this on its standard input. */
export function rostrumctlWith(input, ...words) {
  const run = spawnSync(programs.rostrumctl, words, { encoding: 'utf8', input });
  if (run.error) throw run.error;
  if (run.status !== 0) throw new Error(`rostrumctl ${words.join(' ')}: ${run.status}\n${run.stderr}`);
  return run.stdout;
}
