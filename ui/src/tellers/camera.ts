// Slips read by a camera: which codes are new, and whether there is a camera at all.

/** A slip that lies before the camera is seen many times a second; it is one slip until it was out of sight for this long. */
const OUT_OF_SIGHT_MS = 2_000;

export class Sight {
  readonly #seen = new Map<string, number>();

  /** Whether a code that is seen now, in ms of any clock, is of a slip that was not there before. */
  isNew(code: string, now: number): boolean {
    const before = this.#seen.get(code);
    this.#seen.set(code, now);
    for (const [other, at] of this.#seen) if (now - at > OUT_OF_SIGHT_MS) this.#seen.delete(other);
    return before === undefined || now - before > OUT_OF_SIGHT_MS;
  }
}

export async function hasCamera(): Promise<boolean> {
  try {
    const devices = (await navigator.mediaDevices?.enumerateDevices()) ?? [];
    return devices.some((device) => device.kind === 'videoinput');
  } catch {
    return false;
  }
}
