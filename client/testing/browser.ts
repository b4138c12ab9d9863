// Chromium without a screen, and pages that tell on themselves: an error, a violation of the policy, or a request to
// another host is remembered, and a test that does not ask for them fails for them.
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import { chromiumPath, FLAGS, NO_CHROMIUM } from './headless.fixture.ts';
import { PASSWORD } from './server.ts';

function executable(): string {
  const found = chromiumPath();
  if (found === undefined) throw new Error(NO_CHROMIUM);
  return found;
}

/** @param env beside what this process has @param flags beside those of every test */
export function launch(env: Readonly<Record<string, string>> = {}, flags: readonly string[] = []): Promise<Browser> {
  const inherited = Object.entries(process.env).filter((pair): pair is [string, string] => pair[1] !== undefined);
  return chromium.launch({
    executablePath: executable(),
    // Pixels are compared: the same colours whatever the machine's screen is.
    args: [...FLAGS, '--force-color-profile=srgb', ...flags],
    env: { ...Object.fromEntries(inherited), ...env },
  });
}

export type Look = {
  readonly language?: 'zh' | 'en';
  readonly theme?: 'dark' | 'light';
  readonly width?: number;
  readonly height?: number;
  /** as one who was never here */
  readonly hints?: boolean;
};

export type Role = 'commander' | 'analyst' | 'field' | 'observer' | 'admin';

/** What a page did that no page may do. */
export class Watch {
  readonly #allowed: RegExp[] = [];
  readonly #problems: string[] = [];

  constructor(context: BrowserContext, page: Page, home: string) {
    page.on('console', (message) => {
      const { url } = message.location();
      if (message.type() === 'error') this.#problems.push(`console: ${message.text()} (${url})`);
    });
    page.on('pageerror', (error) => this.#problems.push(`error: ${error.message}`));
    page.on('websocket', (socket) => this.#address(socket.url().replace(/^ws/, 'http'), home));
    context.on('request', (request) => this.#address(request.url(), home));
    // Before somebody signs in, "who am I" is answered with 401, which Chromium calls an error.
    this.allow(/status of 401 .*\/api\/session/);
  }

  /** For what a test brings about itself: a server that is gone, a refusal that is shown. */
  allow(problem: RegExp): void {
    this.#allowed.push(problem);
  }

  get problems(): readonly string[] {
    return this.#problems.filter((problem) => !this.#allowed.some((allowed) => allowed.test(problem)));
  }

  #address(url: string, home: string): void {
    if (/^(data|blob):/.test(url) || new URL(url).host === new URL(home).host) return;
    this.#problems.push(`another host: ${url}`);
  }
}

export type Visit = { readonly page: Page; readonly watch: Watch; readonly context: BrowserContext };

type VisitorsOptions = {
  readonly env?: Readonly<Record<string, string>>;
  readonly flags?: readonly string[];
  readonly sideBySide?: boolean;
};

/**
 * A browser for a file of tests. After each test every page it opened must be without fault, and is closed; where tests
 * run side by side, after the last.
 */
export class Visitors {
  #browser: Browser | undefined;
  #visits: Visit[] = [];

  constructor({ env = {}, flags = [], sideBySide = false }: VisitorsOptions = {}) {
    beforeAll(async () => {
      this.#browser = await launch(env, flags);
    });
    afterAll(() => this.#browser?.close());
    (sideBySide ? afterAll : afterEach)(async () => {
      const visits = this.#visits;
      this.#visits = [];
      const problems = visits.flatMap(({ watch }) => watch.problems);
      await Promise.all(visits.map(({ context }) => context.close()));
      expect(problems).toEqual([]);
    });
  }

  get browser(): Browser {
    if (this.#browser === undefined) throw new Error('the browser is not started');
    return this.#browser;
  }

  /** A page of its own, with its own cookies, that has opened nothing yet. @param home address of the server */
  async come(home: string, look: Look = {}): Promise<Visit> {
    const { language = 'zh', theme = 'dark', width = 1200, height = 760, hints = false } = look;
    const context = await this.browser.newContext({
      baseURL: home,
      viewport: { width, height },
      // A map that flies and pulses never comes to rest; who asks for no motion gets the same pictures at once.
      reducedMotion: 'reduce',
    });
    // Drawn in software on a shared machine: a picture of a whole town takes its time, and no test here measures it.
    context.setDefaultTimeout(Number(process.env.PATIENCE ?? 120_000));
    // Only where nothing is remembered: what a test chooses by hand must survive its reload.
    await context.addInitScript(
      (wanted) => {
        for (const [key, value] of Object.entries(wanted))
          localStorage.getItem(key) ?? localStorage.setItem(key, value);
      },
      // The first words to a newcomer would stand in every picture; a test that is about them asks for them.
      { 'cordon.language': language, 'cordon.theme': theme, ...(hints ? {} : { 'cordon.hints': 'seen' }) },
    );
    const page = await context.newPage();
    const visit = { page, context, watch: new Watch(context, page, home) };
    this.#visits.push(visit);
    return visit;
  }

  /** The same, signed in by the API as the sign-in form does it, so that a page can be opened at once. */
  async comeAs(role: Role, home: string, look: Look = {}): Promise<Visit> {
    const visit = await this.come(home, look);
    const answer = await visit.context.request.post('/api/session', { data: { name: role, password: PASSWORD } });
    if (answer.status() !== 204) throw new Error(`sign-in of ${role}: ${answer.status()} ${await answer.text()}`);
    return visit;
  }
}
