import '@fontsource-variable/inter/opsz.css';
import '../../src/look.css';
import { mount } from 'svelte';
import App from '../../src/App.svelte';
import { sharing } from '../../src/link/link';
import { fixture } from './link';

const asked = new URLSearchParams(location.search);
document.documentElement.dataset['theme'] = asked.has('dark') ? 'dark' : 'light';
mount(App, { target: document.getElementById('app')!, props: { link: sharing(fixture(asked)) } });
