// Conference time, ticked by a clock that never steps. The laptop's wall clock is never asked.
import type { Heading } from './link/types';

const TICK_MS = 100;

class ConferenceTime {
  #offset = $state.raw<number | null>(null);
  #beat = $state.raw(performance.now());
  #of = '';

  constructor() {
    setInterval(() => (this.#beat = performance.now()), TICK_MS);
  }

  // A view is at best as fresh as its arrival and may have been computed long ago: the latest time heard is the truest.
  hear(heading: Heading): void {
    const offset = heading.now - performance.now();
    const of = `${heading.name} ${heading.rehearsal}`;
    if (this.#offset === null || of !== this.#of || offset > this.#offset) this.#offset = offset;
    this.#of = of;
  }

  forget(): void {
    this.#of = '';
    this.#offset = null;
  }

  get known(): boolean {
    return this.#offset !== null;
  }

  get now(): number {
    return this.#offset === null ? 0 : Math.floor(this.#beat + this.#offset);
  }
}

export const conferenceTime = new ConferenceTime();

export function now(): number {
  return conferenceTime.now;
}
