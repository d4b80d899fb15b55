import { mount } from 'svelte';
import '@fontsource-variable/inter/opsz.css';
import '@fontsource/atkinson-hyperlegible/latin-400.css';
import '@fontsource/atkinson-hyperlegible/latin-700.css';
import Shell from './Shell.svelte';
import { fixture } from './link';
const screens = import.meta.glob('../../src/**/*.svelte');
const asked = new URLSearchParams(location.search);
const paths: Record<string, string> = { hall: 'hall/Hall', start: 'start/Start', programme: 'agenda/Programme', register: 'delegations/Register', app: 'App' };
const look = import.meta.glob('../../src/look.css');
const theme = asked.get('dark') !== null ? 'dark' : 'light';
document.documentElement.dataset['theme'] = theme;
void (async () => {
  await look['../../src/look.css']?.();
  const found = screens[`../../src/${paths[asked.get('screen') ?? 'hall']}.svelte`];
  const made = (await found!()) as { default: never };
  if (asked.get('screen') === 'hall') mount(made.default, { target: document.getElementById('app')!, props: { link: fixture(asked) } as never });
  else mount(Shell, { target: document.getElementById('app')!, props: { link: fixture(asked), screen: made.default } as never });
})();
