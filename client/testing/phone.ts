// A phone that can die: a Chromium of its own on a profile of its own, killed as a flat battery would and started again on what
// its disk holds.
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, type BrowserContext, chromium } from 'playwright-core';
import { chromiumPath, FLAGS, NO_CHROMIUM } from './headless.fixture.ts';
import { type Needle, searchProfile } from './profile-search.ts';
import { PASSWORD, until } from './server.ts';

export class Phone {
  readonly #profile: string;
  #child: ChildProcess | undefined;
  #browser: Browser | undefined;
  #context: BrowserContext | undefined;

  private constructor(profile: string) {
    this.#profile = profile;
  }

  static async make(): Promise<Phone> {
    return new Phone(await mkdtemp(join(tmpdir(), 'cordon-phone-')));
  }

  get context(): BrowserContext {
    if (this.#context === undefined) throw new Error('the phone is off');
    return this.#context;
  }

  /** @param script runs in every page before its own */
  async start(script: () => void): Promise<void> {
    const program = chromiumPath();
    if (program === undefined) throw new Error(NO_CHROMIUM);
    const portFile = join(this.#profile, 'DevToolsActivePort');
    await rm(portFile, { force: true });
    const flags = [
      ...FLAGS,
      '--headless=new',
      '--remote-debugging-port=0',
      `--user-data-dir=${this.#profile}`,
      // Two tabs at once: neither of them is put to sleep.
      '--disable-background-timer-throttling',
      '--disable-renderer-backgrounding',
      '--disable-backgrounding-occluded-windows',
      '--no-default-browser-check',
      '--window-size=390,844',
      'about:blank',
    ];
    // A group of its own: killed as a whole, as the power goes.
    this.#child = spawn(program, flags, { detached: true, stdio: 'ignore' });
    let port = '';
    await until(async () => {
      port = (await readFile(portFile, 'utf8').catch(() => '')).split('\n')[0] ?? '';
      return port !== '';
    }, 'the browser listens');
    this.#browser = await chromium.connectOverCDP(`http://127.0.0.1:${port}`);
    this.#context = this.#browser.contexts()[0];
    this.context.setDefaultTimeout(60_000);
    await this.context.addInitScript(script);
  }

  /** Signs in as the form does. @param home address of the server */
  async signIn(name: string, home: string): Promise<void> {
    const answer = await this.context.request.post(`${home}/api/session`, { data: { name, password: PASSWORD } });
    if (answer.status() !== 204) throw new Error(`sign-in of ${name}: ${answer.status()} ${await answer.text()}`);
  }

  /** As a flat battery would: nothing is asked, nothing is written any more. */
  async kill(): Promise<void> {
    const child = this.#child;
    this.#context = undefined;
    if (child?.pid !== undefined && child.exitCode === null && child.signalCode === null) {
      const ended = new Promise((done) => child.once('exit', done));
      process.kill(-child.pid, 'SIGKILL');
      await ended;
    }
    await this.#browser?.close().catch(() => {});
    this.#browser = undefined;
  }

  /** Which of these stand on its disk, in any file, packed or not. The phone is off. */
  async searched(needles: readonly Needle[]): Promise<readonly Needle[]> {
    const found = await searchProfile(this.#profile, needles);
    return needles.filter((needle) => found.has(needle));
  }

  async close(): Promise<void> {
    await this.kill();
    await rm(this.#profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }
}
