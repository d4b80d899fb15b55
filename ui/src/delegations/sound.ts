// Two short sounds, made here: no file to load, and none where the laptop is muted.
let context: AudioContext | null = null;

function tone(from: number, to: number, seconds: number): void {
  try {
    context ??= new AudioContext();
    const at = context.currentTime;
    const voice = context.createOscillator();
    const gain = context.createGain();
    voice.frequency.setValueAtTime(from, at);
    voice.frequency.setValueAtTime(to, at + seconds / 2);
    gain.gain.setValueAtTime(0.12, at);
    gain.gain.exponentialRampToValueAtTime(0.0001, at + seconds);
    voice.connect(gain).connect(context.destination);
    voice.start(at);
    voice.stop(at + seconds);
  } catch {
    // Without sound the word beside the field says the same.
  }
}

export function wrong(): void {
  tone(240, 180, 0.32);
}

export function right(): void {
  tone(880, 1175, 0.12);
}
