import '@fontsource-variable/inter/opsz.css';
import '@fontsource/atkinson-hyperlegible/latin-400.css';
import '@fontsource/atkinson-hyperlegible/latin-700.css';
import '../src/look.css';

import { mount } from 'svelte';

import App from '../src/App.svelte';
import Hall from '../src/hall/Hall.svelte';
import { look } from '../src/look.svelte';
import { fixtureLink } from './link';

const asked = new URLSearchParams(location.search);
if (asked.get('screen')) localStorage.setItem('rostrum.screen', asked.get('screen') ?? 'chair');
if (asked.get('theme')) localStorage.setItem('rostrum.theme', asked.get('theme') ?? 'auto');
look.begin();
mount(asked.get('window') === 'hall' ? Hall : App, { target: document.getElementById('app')!, props: { link: fixtureLink() } });
