// Chromium without a screen for benches, which are plain programs and know no test runner.
import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

/** WebGL by the processor, and none of the calls home that a browser makes on its own account. */
const FLAGS = [
  '--no-sandbox',
  '--use-angle=swiftshader',
  '--enable-unsafe-swiftshader',
  '--ignore-gpu-blocklist',
  '--disable-background-networking',
  '--disable-quic',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
];
const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** @returns undefined, and says why, where there is no Chromium: a bench without one has nothing to say */
export async function headless(): Promise<Browser | undefined> {
  const usual = NAMES.flatMap((name) => [`/usr/bin/${name}`, `/usr/local/bin/${name}`]);
  const executablePath = process.env.CHROMIUM ?? usual.find(existsSync);
  if (executablePath !== undefined) return chromium.launch({ executablePath, args: FLAGS });
  console.log('skipped: no Chromium. Run sh .ci/setup browser, or name one in CHROMIUM');
  return undefined;
}
