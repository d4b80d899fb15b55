// A file from a stick, as it is handed to the desk: where it is, or what stands in it.
import type { Picked } from '../link/link';
import type { FileBrought } from '../link/types';

export function broughtFrom(picked: Picked | null): FileBrought | null {
  if (picked?.path) return { path: picked.path };
  if (!picked?.base64) return null;
  return { text: new TextDecoder().decode(Uint8Array.from(atob(picked.base64), (letter) => letter.charCodeAt(0))) };
}
