// The client's build: one page, three doors, each with its own chunk that loads only when the door is opened.
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import react from '@vitejs/plugin-react';
import { defaultClientConditions, defineConfig, type Plugin } from 'vite';

const ROOT = join(import.meta.dirname, 'client');
const SERVER = process.env.CORDON_DEV_SERVER ?? 'http://127.0.0.1:8080';

/** Rarely changing code apart from ours, so that a new version of Cordon does not fetch it again. The map needs no group:
 * it is imported by the doors that show it, and a group of its own would be pulled into every page. */
const VENDORS = [{ name: 'react', test: /node_modules\/(react|react-dom|scheduler)\// }];

/** Every browser that can draw the map reads woff2; the older copies would double the build. */
const WOFF2_ONLY: Plugin = {
  name: 'woff2-only',
  generateBundle(_, bundle) {
    for (const [name, asset] of Object.entries(bundle)) {
      if (name.endsWith('.woff')) delete bundle[name];
      if (asset.type !== 'asset' || !name.endsWith('.css')) continue;
      asset.source = String(asset.source).replaceAll(/,\s*url\([^)]+\.woff\)\s*format\(["']?woff["']?\)/g, '');
    }
  },
};

/** Text of at least so many bytes is worth its copies; fonts and pictures are compressed by themselves. */
const WORTH_IT = 1024;

/** Compressed once, here, and not for every phone that opens a page: the server sends the copy the browser can read. */
const COMPRESSED: Plugin = {
  name: 'compressed',
  apply: 'build',
  async writeBundle({ dir = '' }, bundle) {
    const compress = async (name: string): Promise<void> => {
      const text = readFileSync(join(dir, name));
      if (text.length < WORTH_IT) return;
      const params = {
        [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
        [constants.BROTLI_PARAM_SIZE_HINT]: text.length,
      };
      writeFileSync(join(dir, `${name}.br`), await promisify(brotliCompress)(text, { params }));
      writeFileSync(join(dir, `${name}.gz`), await promisify(gzip)(text, { level: 9 }));
    };
    // Side by side in the threads of the library: the slowest file is as long as all others together.
    await Promise.all(
      Object.keys(bundle)
        .filter((name) => /\.(?:js|mjs|css|html|svg|json)$/.test(name))
        .map(compress),
    );
  },
};

const WORKER = 'field-worker';

/** What the field's door opens with, by its chunk and all that chunk imports, is written into its service worker. */
const FIELD_FILES: Plugin = {
  name: 'field-files',
  apply: 'build',
  // After the page is made, which names the first files of all.
  enforce: 'post',
  generateBundle(_, bundle) {
    const files = new Set<string>();
    const add = (name: string): void => {
      const chunk = bundle[name];
      if (chunk?.type !== 'chunk' || files.has(`/${name}`)) return;
      files.add(`/${name}`);
      for (const style of chunk.viteMetadata?.importedCss ?? []) files.add(`/${style}`);
      for (const other of chunk.imports) add(other);
    };
    for (const [name, part] of Object.entries(bundle)) {
      if (part.type !== 'chunk') continue;
      const from = part.facadeModuleId ?? '';
      if (/client\/(index\.html|field\/lock\/gate\.tsx)$|geo\/datum\.ts$|node_modules\/qr\//.test(from)) add(name);
    }
    // Latin and digits; phones have Han fonts of their own.
    for (const name of Object.keys(bundle)) if (/inter-latin-wght-normal-.*\.woff2$/.test(name)) files.add(`/${name}`);
    const list = ['/index.html', '/cordon.svg', '/field.webmanifest', ...[...files].sort()];
    const worker = bundle[`${WORKER}.js`];
    if (worker?.type !== 'chunk') throw new Error('the field has no service worker');
    const page = bundle['index.html'];
    const build = createHash('sha256')
      .update(list.join())
      .update(page?.type === 'asset' ? page.source : '')
      .digest('hex')
      .slice(0, 12);
    worker.code = `self.CORDON_FILES=${JSON.stringify(list)};self.CORDON_BUILD=${JSON.stringify(build)};${worker.code}`;
  },
};

export default defineConfig({
  root: 'client',
  publicDir: 'public',
  plugins: [react(), WOFF2_ONLY, FIELD_FILES, COMPRESSED],
  // MapLibre 6 finds its worker by its own URL; pre-bundling moves the file and the map stays blank.
  optimizeDeps: { exclude: ['maplibre-gl'] },
  // deck.gl's own edition without WebGPU: its shaders would be sent to every screen and used by none.
  resolve: { conditions: ['visgl:webgl-only', ...defaultClientConditions] },
  // The strict Content-Security-Policy allows neither data: fonts nor inlined modules.
  build: {
    outDir: '../dist/client',
    emptyOutDir: true,
    target: 'es2023',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 2200,
    rolldownOptions: {
      input: { index: join(ROOT, 'index.html'), [WORKER]: join(ROOT, 'field/pwa/worker.ts') },
      output: {
        codeSplitting: { groups: VENDORS },
        // A worker keeps its address: a new one is found by asking for the old.
        entryFileNames: ({ name }) => (name === WORKER ? '[name].js' : 'assets/[name]-[hash].js'),
      },
    },
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
