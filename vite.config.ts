// The client's build: one page, three doors, each with its own chunk that loads only when the door is opened.
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const SERVER = process.env.CORDON_DEV_SERVER ?? 'http://127.0.0.1:8080';

/** Rarely changing code apart from ours, so that a new version of Cordon does not fetch it again. */
const VENDORS = [
  { name: 'react', test: /node_modules\/(react|react-dom|scheduler)\// },
  { name: 'map', test: /node_modules\/(maplibre-gl|@deck\.gl|@luma\.gl|@loaders\.gl|@math\.gl)\// },
];

export default defineConfig({
  root: 'client',
  publicDir: 'public',
  plugins: [react()],
  // MapLibre 6 finds its worker by its own URL; pre-bundling moves the file and the map stays blank.
  optimizeDeps: { exclude: ['maplibre-gl'] },
  // The strict Content-Security-Policy allows neither data: fonts nor inlined modules.
  build: {
    outDir: '../dist/client',
    emptyOutDir: true,
    target: 'es2023',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 1600,
    rolldownOptions: { output: { codeSplitting: { groups: VENDORS } } },
  },
  worker: { format: 'es' },
  server: {
    port: 5173,
    fs: { allow: ['..'] },
    proxy: {
      '/api': { target: SERVER },
      '/socket.io': { target: SERVER, ws: true },
    },
  },
});
