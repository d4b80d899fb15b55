import { expect, it } from 'vitest';

import { nameOf } from './keys.svelte';

const none = { ctrlKey: false, metaKey: false, altKey: false, shiftKey: false };

it.each([
  [{ ...none, key: 'n', code: 'KeyN' }, 'N'],
  [{ ...none, shiftKey: true, key: 'N', code: 'KeyN' }, 'Shift+N'],
  [{ ...none, key: ' ', code: 'Space' }, 'Space'],
  [{ ...none, shiftKey: true, key: '?', code: 'Slash' }, '?'],
  [{ ...none, ctrlKey: true, shiftKey: true, key: 'Z', code: 'KeyZ' }, 'Ctrl+Shift+Z'],
  [{ ...none, metaKey: true, key: 'k', code: 'KeyK' }, 'Ctrl+K'],
  [{ ...none, altKey: true, key: 'ArrowUp', code: 'ArrowUp' }, 'Alt+Up'],
  [{ ...none, altKey: true, key: 'ƒ', code: 'KeyF' }, 'Alt+F'],
  [{ ...none, key: '1', code: 'Digit1' }, '1'],
  [{ ...none, key: 'т', code: 'KeyN' }, 'N'],
  [{ ...none, key: 'Escape', code: 'Escape' }, 'Esc'],
])('names %o', (event, name) => expect(nameOf(event)).toBe(name));
