import '@fontsource-variable/inter/opsz.css';
import '@fontsource/atkinson-hyperlegible/latin-400.css';
import '@fontsource/atkinson-hyperlegible/latin-700.css';
import '@fontsource/atkinson-hyperlegible/latin-ext-400.css';
import '@fontsource/atkinson-hyperlegible/latin-ext-700.css';
import './look.css';
import './print.css';

import { mount } from 'svelte';

import Hall from './hall/Hall.svelte';
import Laptop from './Laptop.svelte';
import { httpLink } from './link/http';
import { sharing, type Link } from './link/link';
import { inTauri, tauriLink } from './link/tauri';
import { look } from './look.svelte';
import Cabled from './station/Cabled.svelte';

const isHall = ['hall', 'visitors'].includes(new URLSearchParams(location.search).get('window') ?? '');

function link(): Link {
  if (!inTauri()) return sharing(httpLink());
  return sharing(isHall ? tauriLink('hall', 'hall') : tauriLink('chair', 'chair'));
}

/** Tells when the page was painted first, ms of the epoch: as the engine noted it, however busy the page is afterwards. */
function whenPainted(then: (at: number) => void): void {
  const noted = new PerformanceObserver((list) => {
    const first = list.getEntriesByName('first-contentful-paint')[0];
    if (!first) return;
    noted.disconnect();
    then(Math.round(performance.timeOrigin + first.startTime));
  });
  noted.observe({ type: 'paint', buffered: true });
}

const target = document.getElementById('app');
// Over TLS there are stations alone: the chair's own screens are served on its laptop, without it.
const isStation = !inTauri() && location.protocol === 'https:';
if (target && isStation) {
  look.begin();
  mount(Cabled, { target });
} else if (target) {
  if (!isHall) look.begin();
  const made = link();
  mount(isHall ? Hall : Laptop, { target, props: { link: made } });
  whenPainted((at) => made.painted(at));
}
