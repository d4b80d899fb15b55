// Which screen is shown. Kept on this laptop; Esc always leads back to the chair's.
export type Screen = 'start' | 'chair' | 'programme' | 'committee' | 'motions' | 'register' | 'tellers' | 'record' | 'orders' | 'help';

const KEPT = 'rostrum.screen';
const SCREENS: readonly Screen[] = ['start', 'chair', 'programme', 'committee', 'motions', 'register', 'tellers', 'record', 'orders', 'help'];

function kept(): Screen {
  const name = localStorage.getItem(KEPT);
  return SCREENS.find((screen) => screen === name) ?? 'chair';
}

class Where {
  screen = $state<Screen>(kept());
  // What a screen is asked to show: a paper, a vote, a delegation or somebody in it. Another way of going there asks for nothing.
  wanted = $state.raw<{ paper?: number; vote?: number; item?: number; delegation?: number | 'outside'; delegate?: number } | null>(null);

  go(screen: Screen, wanted: Where['wanted'] = null): void {
    this.screen = screen;
    this.wanted = wanted;
    localStorage.setItem(KEPT, screen);
  }
}

export const where = new Where();
