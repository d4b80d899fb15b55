// Light, dark, or as the laptop is set. Kept on this laptop only; it is nobody's act.
export type Theme = 'auto' | 'light' | 'dark';

const KEPT = 'rostrum.theme';

class Look {
  theme = $state<Theme>('auto');

  begin(): void {
    const kept = localStorage.getItem(KEPT);
    this.choose(kept === 'light' || kept === 'dark' ? kept : 'auto');
  }

  choose(theme: Theme): void {
    this.theme = theme;
    localStorage.setItem(KEPT, theme);
    if (theme === 'auto') delete document.documentElement.dataset['theme'];
    else document.documentElement.dataset['theme'] = theme;
  }

  get dark(): boolean {
    return this.theme === 'auto' ? matchMedia('(prefers-color-scheme: dark)').matches : this.theme === 'dark';
  }

  turn(): void {
    this.choose(this.dark ? 'light' : 'dark');
  }
}

export const look = new Look();
