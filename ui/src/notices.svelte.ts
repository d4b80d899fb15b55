// What the program has to say for itself: what was done, what was refused and what would allow it, what failed.
import type { FaultShown, Refusal } from './link/types';

export type Tone = 'done' | 'note' | 'refused' | 'fault';
export type Notice = {
  id: number;
  tone: Tone;
  sentence: string;
  detail: string | null;
  // Asked with the chair's reason where a refusal can be overruled.
  allow: ((reason: string) => void) | null;
};

const STAY_MS: Record<Tone, number> = { done: 3_500, note: 7_000, refused: 20_000, fault: 0 };

class Notices {
  list = $state.raw<Notice[]>([]);
  // What the chair may give as the reason at one press: a suspension of standing orders that is in force.
  ready = $state.raw<string[]>([]);
  // Said to screen readers only: the screen itself shows what changed.
  whispered = $state('');
  #next = 1;
  readonly #timers = new Map<number, ReturnType<typeof setTimeout>>();

  #add(tone: Tone, sentence: string, detail: string | null, allow: Notice['allow']): void {
    const id = this.#next++;
    // Two refusals on the screen say two things to do; the newer one is what the chair just asked.
    const kept = this.list.filter((each) => each.tone === 'fault' && tone !== 'fault');
    this.list = [...kept.slice(-2), { id, tone, sentence, detail, allow }];
    if (STAY_MS[tone] > 0) this.#timers.set(id, setTimeout(() => this.close(id), STAY_MS[tone]));
  }

  done(sentence: string): void {
    this.#add('done', sentence, null, null);
  }

  whisper(sentence: string): void {
    this.#lift();
    this.whispered = sentence;
  }

  // What was refused is no longer asked: another act was done, or another question is put over the screen.
  moveOn(): void {
    this.#lift();
  }

  #lift(): void {
    for (const each of this.list) if (each.tone === 'refused') this.close(each.id);
  }

  note(sentence: string): void {
    this.#add('note', sentence, null, null);
  }

  refused(refusal: Refusal, allow: Notice['allow'] = null): void {
    this.#add('refused', refusal.sentence, refusal.allow, refusal.overrulable ? allow : null);
  }

  fault(fault: FaultShown): void {
    this.#add('fault', fault.sentence, fault.detail, null);
  }

  // While somebody types a reason, the notice stays.
  hold(id: number): void {
    clearTimeout(this.#timers.get(id));
    this.#timers.delete(id);
  }

  close(id: number): void {
    this.hold(id);
    this.list = this.list.filter((each) => each.id !== id);
  }
}

export const notices = new Notices();
