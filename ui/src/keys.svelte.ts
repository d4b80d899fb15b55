// Keys that work here. The topmost layer answers first; a modal layer lets nothing below it answer, except what works everywhere.
import { onDestroy } from 'svelte';

export type Binding = {
  // 'N', 'Space', 'Ctrl+Z', 'Alt+Up', 'Shift+N', 'Delete', '1', '?'
  key: string;
  label: string;
  run: (event: KeyboardEvent) => void;
  hidden?: boolean;
  // Works while a text field has focus too. Combinations with Ctrl or Alt always do.
  typing?: boolean;
  // Holding the key down repeats it.
  repeat?: boolean;
  // Answers only then; listed always.
  when?: () => boolean;
};

export type Layer = { title: string; modal: boolean; everywhere: boolean; bindings: () => Binding[] };

const NAMES: Record<string, string> = { ' ': 'Space', ArrowUp: 'Up', ArrowDown: 'Down', ArrowLeft: 'Left', ArrowRight: 'Right', Escape: 'Esc', Del: 'Delete' };

export function nameOf(event: Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>): string {
  let name = NAMES[event.key] ?? event.key;
  const letter = /^Key([A-Z])$/.exec(event.code)?.[1];
  const isLetter = /^[a-z]$/i.test(name) || (letter !== undefined && (event.altKey || !/^[\x21-\x7e]$/.test(name)) && name.length === 1);
  if (isLetter) name = /^[a-z]$/i.test(name) ? name.toUpperCase() : (letter ?? name);
  const digit = /^Digit(\d)$/.exec(event.code)?.[1];
  if (digit !== undefined && (event.altKey || event.ctrlKey)) name = digit;
  const shift = event.shiftKey && (isLetter || name.length > 1) ? 'Shift+' : '';
  return `${event.ctrlKey || event.metaKey ? 'Ctrl+' : ''}${event.altKey ? 'Alt+' : ''}${shift}${name}`;
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement) return true;
  return target instanceof HTMLInputElement && !['checkbox', 'radio', 'button', 'submit', 'range'].includes(target.type);
}

// A control that was reached by keyboard keeps its own Enter and Space; one that was clicked does not swallow them.
function isControl(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.matches('button:focus-visible, a:focus-visible, summary:focus-visible, [role=option]:focus-visible, [role=tab]:focus-visible, input[type=checkbox], input[type=radio], [data-keys=own]');
}

class Keys {
  // Not state itself: while a screen is torn down, state reads as it was before, and a layer just pushed would be lost.
  #layers: Layer[] = [];
  #changed = $state.raw({});

  get layers(): Layer[] {
    void this.#changed;
    return this.#layers;
  }

  push(layer: Layer): () => void {
    this.#layers = [...this.#layers, layer];
    this.#changed = {};
    return () => {
      this.#layers = this.#layers.filter((each) => each !== layer);
      this.#changed = {};
    };
  }

  // The layers that answer now, topmost first.
  get answering(): Layer[] {
    const top = this.layers.findLastIndex((layer) => layer.modal);
    return this.layers.filter((layer, index) => index >= top || layer.everywhere).reverse();
  }

  get modal(): boolean {
    return this.layers.some((layer) => layer.modal);
  }

  press(event: KeyboardEvent): void {
    if (event.defaultPrevented || event.isComposing) return;
    const name = nameOf(event);
    const typing = isTyping(event.target);
    const plain = !event.ctrlKey && !event.metaKey && !event.altKey;
    if ((name === 'Enter' || name === 'Space') && isControl(event.target)) return;
    for (const layer of this.answering) {
      const binding = layer.bindings().find((each) => each.key === name && (each.when?.() ?? true));
      if (!binding) continue;
      if (typing && plain && !binding.typing) break;
      event.preventDefault();
      if (!event.repeat || binding.repeat) binding.run(event);
      return;
    }
    if (typing && name === 'Esc' && event.target instanceof HTMLElement) event.target.blur();
  }
}

export const keys = new Keys();

export function bindKeys(title: string, bindings: () => Binding[], options: { modal?: boolean; everywhere?: boolean } = {}): void {
  onDestroy(keys.push({ title, modal: options.modal ?? false, everywhere: options.everywhere ?? false, bindings }));
}
