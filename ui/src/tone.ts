// One tone out of the loudspeaker, made on the spot: nothing is loaded.
let context: AudioContext | null = null;

/** Rings `pitch` hertz, `from` seconds from now, for `seconds`. Where there is no loudspeaker nothing happens. */
export function tone(pitch: number, from: number, seconds: number, shape: OscillatorType, loudness: number): void {
  try {
    context ??= new AudioContext();
    void context.resume();
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
  } catch {
    // No loudspeaker: whatever is heard is also written on the screen.
  }
}
