import { tick } from 'svelte';

/** Sizes to try, largest first: custom properties in hundredths of the height of the screen. */
export type Sizes = Readonly<Record<`--${string}`, number>>;

/** Steps the type of a box down until what it holds fits; then says, by `level`, how much must be left out. */
export class Fit {
  level = $state(0);
  #box: HTMLElement | null = null;
  #turn = 0;
  readonly #sizes: () => readonly Sizes[];
  readonly #levels: number;

  constructor(sizes: readonly Sizes[] | (() => readonly Sizes[]), levels = 0) {
    this.#sizes = typeof sizes === 'function' ? sizes : () => sizes;
    this.#levels = levels;
  }

  attach = (box: HTMLElement): (() => void) => {
    this.#box = box;
    const observer = new ResizeObserver(() => void this.run());
    observer.observe(box);
    // A web font that arrives late is wider or narrower than what was measured.
    void document.fonts?.ready.then(() => this.run());
    return () => {
      observer.disconnect();
      this.#turn += 1;
      this.#box = null;
    };
  };

  /** All steps happen before the next paint, so nothing is seen to shrink. */
  async run(): Promise<void> {
    const turn = ++this.#turn;
    for (let level = 0; level <= this.#levels; level += 1) {
      this.level = level;
      await tick();
      const box = this.#box;
      if (turn !== this.#turn || !box) return;
      for (const sizes of this.#sizes()) {
        for (const [name, value] of Object.entries(sizes)) box.style.setProperty(name, `${value}cqh`);
        if (box.scrollHeight <= box.clientHeight + 1 && box.scrollWidth <= box.clientWidth + 1) return;
      }
    }
  }
}
