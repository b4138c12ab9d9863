// node client/map/update-bench/run.ts: main-thread milliseconds per second while 500 cases a second change among 100,000.
// Headless Chromium with software rendering: absolute frame times mean nothing here, script time on the main thread does.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import react from '@vitejs/plugin-react';
import { chromium } from 'playwright-core';
import { build, preview } from 'vite';

const SECONDS = 10;
const WARM_UP = 20_000;
const out = mkdtempSync(join(tmpdir(), 'update-bench-'));
const config = {
  configFile: false as const,
  root: import.meta.dirname,
  logLevel: 'error' as const,
  plugins: [react()],
  build: { outDir: out, emptyOutDir: true, target: 'es2024', assetsInlineLimit: 0 },
};
await build(config);
const server = await preview({ ...config, preview: { port: 0 } });
const address = server.resolvedUrls?.local[0] ?? '';
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--use-angle=swiftshader', '--enable-unsafe-swiftshader', '--ignore-gpu-blocklist'],
});
for (const mode of ['product', 'updateData', 'setData']) {
  const page = await browser.newPage({ viewport: { width: 800, height: 600 } });
  await page.goto(`${address}?mode=${mode}`);
  await page.waitForFunction(() => 'start' in window, undefined, { timeout: 120_000 });
  await page.waitForTimeout(WARM_UP);
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable');
  const read = async () => {
    const { metrics } = await session.send('Performance.getMetrics');
    const frames = await page.evaluate(() => (window as unknown as { counted: { frames: number } }).counted.frames);
    return { ...Object.fromEntries(metrics.map(({ name, value }) => [name, value])), frames } as Record<string, number>;
  };
  await page.evaluate(() => (window as unknown as { start: () => void }).start());
  await page.waitForTimeout(2000);
  const before = await read();
  await page.waitForTimeout(SECONDS * 1000);
  const after = await read();
  const took = (after.Timestamp ?? 0) - (before.Timestamp ?? 0);
  const perSecond = (name: string) => Math.round((1000 * ((after[name] ?? 0) - (before[name] ?? 0))) / took);
  const frames = (((after.frames ?? 0) - (before.frames ?? 0)) / took).toFixed(1);
  console.log(
    `${mode}: ${frames} frames/s, script ${perSecond('ScriptDuration')} ms/s, all tasks ${perSecond('TaskDuration')} ms/s`,
  );
  await page.close();
}
await browser.close();
await server.close();
rmSync(out, { recursive: true });
