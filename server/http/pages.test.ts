// Pages as a browser gets them: the compressed copy where it can read one, the text itself where it cannot.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync, brotliDecompressSync } from 'node:zlib';
import Fastify, { type FastifyInstance } from 'fastify';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { pageRoutes } from './pages.ts';

const SCRIPT = 'export const answer = 42;\n'.repeat(100);
const PAGE = '<!doctype html><title>Cordon</title>';
let root: string;
let app: FastifyInstance;

beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), 'cordon-pages-'));
  mkdirSync(join(root, 'assets'));
  writeFileSync(join(root, 'index.html'), PAGE);
  writeFileSync(join(root, 'assets/desk-1.js'), SCRIPT);
  writeFileSync(join(root, 'assets/desk-1.js.br'), brotliCompressSync(SCRIPT));
  app = Fastify();
  await pageRoutes(app, root);
});
afterEach(async () => {
  await app.close();
  rmSync(root, { recursive: true });
});

const get = (url: string, encoding: string) => app.inject({ url, headers: { 'accept-encoding': encoding } });

it('sends the copy that the build compressed, as the script it is, to be kept for a year', async () => {
  const { headers, rawPayload } = await get('/assets/desk-1.js', 'gzip, deflate, br');
  expect(headers).toMatchObject({ 'content-encoding': 'br', 'content-type': expect.stringContaining('javascript') });
  expect(headers['cache-control']).toContain('immutable');
  expect(brotliDecompressSync(rawPayload).toString()).toBe(SCRIPT);
});

it('sends the text where the browser reads no copy, or there is none', async () => {
  const plain = await get('/assets/desk-1.js', 'identity');
  expect([plain.headers['content-encoding'], plain.body]).toEqual([undefined, SCRIPT]);
  for (const page of ['/', '/wall', '/wall/nails', '/desk', '/field']) {
    const { headers, body } = await get(page, 'br');
    expect([headers['content-encoding'], headers['cache-control'], body]).toEqual([undefined, 'no-cache', PAGE]);
  }
  expect((await get('/assets/gone-2.js', 'br')).statusCode).toBe(404);
});
