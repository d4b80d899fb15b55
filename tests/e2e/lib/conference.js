// A conference served to a browser, with a script's hand beside it that brings it to where a test begins.
import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { folder, Program, programs, rostrumctl } from './programs.js';

let demo = null;

/** A new file of the demonstration; it is made once and then copied. */
export function demoFile(name = 'demo') {
  if (demo === null) {
    demo = join(folder('demo'), 'made.conference');
    rostrumctl('new', demo, '--demo');
  }
  const file = join(folder('file'), `${name}.conference`);
  copyFileSync(demo, file);
  return file;
}

export class Conference {
  /** Who the script's hand is in the record. */
  actor = { role: 'script', station: 'script', name: null };

  static async serve(file) {
    const served = new Conference();
    served.folder = folder('serve');
    served.file = file;
    served.server = new Program(programs.rostrumctl, ['serve', ...(file ? [file] : []), '--port', '0'], { cwd: served.folder });
    const [chair, hall, visitors] = await served.server.lines(3);
    served.chairUrl = chair.trim();
    served.hallUrl = hall.trim();
    served.visitorsUrl = visitors.trim();
    const address = new URL(served.chairUrl);
    served.origin = address.origin;
    served.key = new URLSearchParams(address.hash.slice(1)).get('key');
    return served;
  }

  /** The demonstration, open; `open` also declares the conference open. */
  static async demo({ open = true } = {}) {
    const served = await Conference.serve(demoFile());
    if (open) await served.does({ act: 'open' });
    return served;
  }

  tellersUrl(station = 'tellers-1') {
    return `${this.chairUrl}&role=teller&station=${station}`;
  }

  async post(path, body, key = this.key) {
    const answer = await fetch(`${this.origin}${path}`, { method: 'POST', headers: { 'content-type': 'application/json', 'x-rostrum-key': key }, body: JSON.stringify(body) });
    return { status: answer.status, ...JSON.parse(await answer.text()) };
  }

  /** One act. `at` is the time of the conference, `11:05` on its day. */
  async does(command, { at, reason } = {}) {
    // A scene that is not about amendments goes on past those that nobody moves.
    reason ??= command.act === 'put_question' ? 'Nobody moves what was not taken.' : null;
    const answer = await this.post('/dispatch', { idem: null, actor: this.actor, at: at === undefined ? null : await this.instant(at), command, reason });
    if (!answer.receipt) throw new Error(`${command.act}: ${JSON.stringify(answer)}`);
    return answer.receipt;
  }

  /** Lets conference time go on to `11:05`. */
  async clock(at) {
    await this.does({ act: 'black', on: true }, { at });
    await this.does({ act: 'black', on: false });
  }

  async instant(at) {
    if (typeof at === 'number') return at;
    const { heading } = await this.shows({ view: 'desk' });
    const day = new Date(heading.now).toISOString().slice(0, 10);
    // The demonstration is held in London in March: its clocks show universal time.
    return Date.parse(`${day}T${at}:00Z`);
  }

  /** A view as it is now. */
  async shows(view) {
    const gone = new AbortController();
    const answer = await fetch(`${this.origin}/watch?view=${encodeURIComponent(JSON.stringify(view))}`, { headers: { 'x-rostrum-key': this.key }, signal: gone.signal });
    let text = '';
    for await (const part of answer.body.pipeThrough(new TextDecoderStream())) {
      text += part;
      const data = /^data: ?(.*)\n\n/m.exec(text)?.[1];
      if (data === undefined) continue;
      gone.abort();
      return JSON.parse(data);
    }
    throw new Error(`no ${view.view}: ${text}`);
  }

  async desk() {
    return this.shows({ view: 'desk' });
  }

  /** Something about the stations on the cable. */
  async cable(ask) {
    const answer = await this.post('/errand', { errand: 'cable', ask });
    if (answer.done === undefined) throw new Error(`${ask.what}: ${JSON.stringify(answer)}`);
    return answer.done;
  }

  /** Takes an item by its title. */
  async takes(title) {
    const item = (await this.desk()).items.find((each) => each.title === title);
    await this.does({ act: 'take_item', item: item.id }, { reason: 'The committee’s report was adopted an hour ago.' });
  }

  /** Brings the debate on a paper as far as `until`; it is called if taking its item has not done so. */
  async calls(label, until = 'called') {
    const { question, callable } = await this.desk();
    if (question?.label !== label) await this.does({ act: 'call_motion', motion: callable.find((each) => each.label === label).motion }, { reason: 'It is taken out of its turn.' });
    if (until === 'called') return;
    await this.speech('mover');
    if (until === 'moved') return;
    await this.does({ act: 'second_formally', question: (await this.desk()).question.id });
  }

  /** Somebody who waits is called and heard. */
  async speech(role) {
    const { waiting } = await this.desk();
    const request = (role ? waiting.find((each) => each.role === role) : (waiting.find((each) => each.suggested) ?? waiting[0])).id;
    await this.does({ act: 'call_speaker', request });
    await this.does({ act: 'start_clock', request });
    await this.does({ act: 'end_speech', request });
  }

  async asks(badge, side, role = 'speaker') {
    const { people } = await this.shows({ view: 'people' });
    const delegate = people.find((each) => each.badge === badge).id;
    const { question } = await this.desk();
    await this.does({ act: 'ask_to_speak', question: question.id, who: { delegate }, side, role });
  }

  /** A card vote on motion 12 that is entered twice, and open. */
  async openedTwice() {
    await this.takes('Convention of the Labour Left');
    await this.calls('Motion 12', 'seconded');
    const vote = await this.cardVote({}, 'called');
    await this.does({ act: 'count_twice', vote, twice: true });
    await this.does({ act: 'open_vote', vote });
    return vote;
  }

  /** A card vote on what is before conference, with the cards given as `{1: 'for'}`, up to the state asked for. */
  async cardVote(choices, until = 'declared') {
    const { question } = await this.desk();
    await this.does({ act: 'put_question', question: question.id, method: 'card' });
    const { vote } = await this.desk();
    const steps = [
      ['open', () => this.does({ act: 'open_vote', vote: vote.id })],
      ['entered', async () => {
        for (const [card, choice] of Object.entries(choices)) await this.does({ act: 'enter_slip', vote: vote.id, card: Number(card), choice });
      }],
      ['closed', () => this.does({ act: 'close_vote', vote: vote.id })],
      ['provisional', async () => {
        const { not_seen } = (await this.shows({ view: 'vote', vote: vote.id })).reconciliation;
        if (not_seen.cards > 0) await this.does({ act: 'mark_not_returned', vote: vote.id, cards: not_seen.cards });
        await this.does({ act: 'finish_count', vote: vote.id });
      }],
      ['declared', () => this.does({ act: 'declare', vote: vote.id, carried: null })],
    ];
    for (const [state, step] of until === 'called' ? [] : steps) {
      await step();
      if (state === until) break;
    }
    return vote.id;
  }

  async stop() {
    await this.server.stop();
  }
}
