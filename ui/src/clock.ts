// A speech clock is a fact; this reads it at a moment, exactly as `rules::clock` does.
import type { Speech } from './link/types';

export type Light = 'ready' | 'time' | 'wind_up' | 'stop';
export type Reading = { left_ms: number; used_ms: number; light: Light; running: boolean };

export function read(speech: Speech, now: number): Reading {
  const stretch = speech.running_since === null ? 0 : Math.max(0, now - speech.running_since);
  const used_ms = speech.used_ms + stretch;
  const left_ms = speech.granted_ms + speech.extra_ms - used_ms;
  const running = speech.running_since !== null;
  const light = !running && used_ms === 0 ? 'ready' : left_ms <= 0 ? 'stop' : left_ms <= speech.warn_ms ? 'wind_up' : 'time';
  return { left_ms, used_ms, light, running };
}

// A part of a second counts as still left, so 0:00 appears exactly when time is up; after that it counts up.
export function digits(ms: number): string {
  const seconds = ms > 0 ? Math.ceil(ms / 1000) : Math.floor(-ms / 1000);
  const sign = ms < 0 && seconds > 0 ? '+' : '';
  return `${sign}${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

export function share(speech: Speech, now: number): number {
  const whole = speech.granted_ms + speech.extra_ms;
  return whole <= 0 ? 1 : Math.min(1, Math.max(0, read(speech, now).used_ms / whole));
}

/** By how many whole minutes the laptop's clock has left conference time; none where that is less than one. */
export function drifted(drift_ms: number): { minutes: number; ahead: boolean } | null {
  const minutes = Math.floor(Math.abs(drift_ms) / 60_000);
  return minutes === 0 ? null : { minutes, ahead: drift_ms > 0 };
}
