import { vitePreprocess } from '@sveltejs/vite-plugin-svelte';

export default {
  preprocess: vitePreprocess(),
  compilerOptions: {
    runes: true,
    // A screen's link and a panel's title never change while it is mounted.
    warningFilter: (warning) => warning.code !== 'state_referenced_locally',
  }, };
