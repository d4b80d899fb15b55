// The bell of the speech clock: one stroke to wind up, two when time is up. It rings where the standing orders stop a speaker by
// a bell, until it is turned on or off on this laptop, which is nobody's act.
import type { Light } from '../clock';
import type { TimeStop } from '../link/types';
import { tone } from '../tone';

const KEPT = 'rostrum.bell';

class Bell {
  #turned = $state(localStorage.getItem(KEPT));

  /** Whether it rings, where a speaker is stopped in this way. */
  rings(stop: TimeStop): boolean {
    return this.#turned === null ? stop === 'bell' : this.#turned === 'on';
  }

  turn(stop: TimeStop): void {
    this.#turned = this.rings(stop) ? 'off' : 'on';
    localStorage.setItem(KEPT, this.#turned);
    if (this.rings(stop)) this.#strike(1);
  }

  /** The light of a running clock has changed. */
  ring(light: Light, stop: TimeStop): void {
    if (!this.rings(stop)) return;
    if (light === 'wind_up') this.#strike(1);
    if (light === 'stop') this.#strike(2);
  }

  #strike(times: number): void {
    for (let stroke = 0; stroke < times; stroke += 1) {
      tone(1046, stroke * 0.45, 1.1, 'sine', 0.22);
      tone(2637, stroke * 0.45, 0.5, 'sine', 0.06);
    }
  }
}

export const bell = new Bell();
