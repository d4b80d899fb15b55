// Where the words of a composite come from, while it is being written: asked of the desk a moment after the last key.
import { untrack } from 'svelte';
import type { Link } from '../link/link';
import type { Compositing, MotionId } from '../link/types';

const PAUSE_MS = 120;

/**
 * What is traced of `paragraphs()` in the sources that it has as it `stands()`; what was traced last until the answer is
 * there. Made while a component is.
 */
export function traced(link: Link, composite: MotionId, stands: () => Compositing, paragraphs: () => string[]): { readonly now: Compositing } {
  let now = $state.raw(untrack(stands));
  let asked = 0;
  $effect(() => {
    const text = paragraphs();
    // Another source, and every passage may come from there.
    stands();
    const mine = ++asked;
    const timer = setTimeout(async () => {
      const answer = await link.show<Compositing | null>({ view: 'composite', composite, paragraphs: text }).catch(() => null);
      // An answer to an older text says nothing of this one.
      if (mine === asked && answer !== null) now = answer;
    }, PAUSE_MS);
    return () => clearTimeout(timer);
  });
  return {
    get now() {
      return now;
    },
  };
}
