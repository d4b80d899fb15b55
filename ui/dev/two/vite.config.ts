import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vite';
const to = { target: 'http://127.0.0.1:7381', changeOrigin: true, headers: { origin: 'http://127.0.0.1:7381' } };
export default defineConfig({
  plugins: [
    { name: 'keys', enforce: 'pre', transform(code: string, id: string) {
      if (!id.endsWith('keys.svelte.ts')) return null;
      return code.replace('this.layers = [...this.layers, layer];', 'this.all = [...this.all, layer]; this.layers = this.all;').replace('this.layers = this.layers.filter((each) => each !== layer)', 'this.layers = this.all = this.all.filter((each) => each !== layer)').replace('class Keys {', 'class Keys {\n all: Layer[] = [];');
    } },
    svelte(),
  ],
  cacheDir: '/tmp/ui2-vite-cache',
  server: { port: 5193, strictPort: true, host: '127.0.0.1', proxy: { '/dispatch': to, '/undo': to, '/errand': to, '/preview': to, '/watch?': to } },
});
