const KEPT = 'rostrum.sound';

let context: AudioContext | null = null;

export function soundOn(): boolean {
  try {
    return localStorage.getItem(KEPT) !== 'off';
  } catch {
    return true;
  }
}

export function keepSound(on: boolean): void {
  try {
    localStorage.setItem(KEPT, on ? 'on' : 'off');
  } catch {
    // A browser without storage forgets the choice, and that is all.
  }
}

function tone(pitch: number, from: number, seconds: number, shape: OscillatorType, loudness: number): void {
  if (context === null) return;
  const at = context.currentTime + from;
  const voice = context.createOscillator();
  const gain = context.createGain();
  voice.type = shape;
  voice.frequency.value = pitch;
  gain.gain.setValueAtTime(0, at);
  gain.gain.linearRampToValueAtTime(loudness, at + 0.008);
  gain.gain.exponentialRampToValueAtTime(0.0001, at + seconds);
  voice.connect(gain).connect(context.destination);
  voice.start(at);
  voice.stop(at + seconds + 0.02);
}

/** One short high tone for a card that is counted; two low ones for anything a teller has to look at. */
export function beep(kind: 'good' | 'query'): void {
  if (!soundOn()) return;
  try {
    context ??= new AudioContext();
    void context.resume();
    if (kind === 'good') {
      tone(1320, 0, 0.06, 'sine', 0.12);
    } else {
      tone(233, 0, 0.16, 'square', 0.1);
      tone(196, 0.19, 0.22, 'square', 0.1);
    }
  } catch {
    // No loudspeaker: what is wrong is also written beside the field.
  }
}
