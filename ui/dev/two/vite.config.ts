import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vite';
const to = { target: 'http://127.0.0.1:7381', changeOrigin: true, headers: { origin: 'http://127.0.0.1:7381' } };
export default defineConfig({
  plugins: [svelte()],
  cacheDir: '/tmp/ui2-vite-cache',
  server: { port: 5193, strictPort: true, host: '127.0.0.1', proxy: { '/dispatch': to, '/undo': to, '/errand': to, '/preview': to, '/watch?': to } },
});
