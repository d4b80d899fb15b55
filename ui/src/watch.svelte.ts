// A view as it was last pushed. Never patched, never computed here.
import { onDestroy } from 'svelte';

import type { Link } from './link/link';
import type { FaultShown, Heading, View } from './link/types';
import { conferenceTime } from './now.svelte';

export class Watched<T> {
  value = $state.raw<T | null>(null);
  fault = $state.raw<FaultShown | null>(null);
  arrived = $state(false);
  stale = $state(false);
  readonly #stop: () => void;

  constructor(link: Link, view: View) {
    this.#stop = link.watch(view, (value) => this.#take(value), () => (this.stale = true));
  }

  #take(value: unknown): void {
    const pushed = value as ({ fault?: FaultShown; heading?: Heading } & T) | null;
    this.arrived = true;
    this.stale = false;
    this.fault = pushed?.fault ?? null;
    // A screen keeps its last true picture while the file cannot be read; the fault is shown beside it.
    if (this.fault) return;
    if (pushed?.heading) conferenceTime.hear(pushed.heading);
    this.value = pushed;
  }

  close(): void {
    this.#stop();
  }
}

export function watched<T>(link: Link, view: View): Watched<T> {
  const made = new Watched<T>(link, view);
  onDestroy(() => made.close());
  return made;
}

/** A view that changes with what is chosen; none where nothing is. Its last picture stays until the next has come. Made while a component is. */
export class Following<T> {
  value = $state.raw<T | null>(null);

  constructor(link: Link, view: () => View | null) {
    $effect(() => {
      const wanted = view();
      if (wanted === null) {
        this.value = null;
        return undefined;
      }
      return link.watch(wanted, (value) => {
        const pushed = value as ({ fault?: FaultShown; heading?: Heading } & T) | null;
        if (pushed?.fault) return;
        if (pushed?.heading) conferenceTime.hear(pushed.heading);
        this.value = pushed;
      });
    });
  }
}
