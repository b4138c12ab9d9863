// Chromium without a screen, for the browser tests and for benches, which are plain programs and know no test runner.
import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

/** WebGL by the processor, and none of the calls home that a browser makes on its own account. */
export const FLAGS: readonly string[] = [
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

/** Where Chromium is: the one named in CHROMIUM, or where systems put it; undefined where there is none. */
export const chromiumPath = (): string | undefined =>
  process.env.CHROMIUM ?? NAMES.flatMap((name) => [`/usr/bin/${name}`, `/usr/local/bin/${name}`]).find(existsSync);
export const NO_CHROMIUM = 'no Chromium: run sh .ci/setup browser, or name one in CHROMIUM';

/** @returns undefined, and says why, where there is no Chromium: a bench without one has nothing to say */
export async function headless(): Promise<Browser | undefined> {
  const executablePath = chromiumPath();
  if (executablePath !== undefined) return chromium.launch({ executablePath, args: [...FLAGS] });
  console.log(`skipped: ${NO_CHROMIUM}`);
  return undefined;
}
