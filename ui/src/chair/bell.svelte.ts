// The bell of the speech clock: one stroke to wind up, two when time is up. Kept on this laptop only; it is nobody's act.
import type { Light } from '../clock';
import { tone } from '../tone';

const KEPT = 'rostrum.bell';

class Bell {
  on = $state(localStorage.getItem(KEPT) === 'on');

  turn = (): void => {
    this.on = !this.on;
    localStorage.setItem(KEPT, this.on ? 'on' : 'off');
    if (this.on) this.#strike(1);
  };

  /** The light of a running clock has changed. */
  ring(light: Light): void {
    if (this.on && light === 'wind_up') this.#strike(1);
    if (this.on && light === 'stop') this.#strike(2);
  }

  #strike(times: number): void {
    for (let stroke = 0; stroke < times; stroke += 1) {
      tone(1046, stroke * 0.45, 1.1, 'sine', 0.22);
      tone(2637, stroke * 0.45, 0.5, 'sine', 0.06);
    }
  }
}

export const bell = new Bell();
