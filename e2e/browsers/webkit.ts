import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { type Engine, runner } from './tab';
import { freePort } from '../../server/testing/free-port';

/** What WebKit says on its output of faults in a page. */
const FAULT = /CONSOLE (?:JS|SECURITY) ERROR .*/g;

/**
 * WebKitGTK in its MiniBrowser, driven by its own WebDriver. It draws on a display: DISPLAY names one (see
 * scripts/e2e-browsers.ts).
 */
export async function startWebkit(program: string): Promise<Engine> {
  const port = await freePort();
  let faults: string[] = [];
  // Its settings are looked for in its home.
  const home = mkdtempSync(join(tmpdir(), 'chatkeep-webkit-'));
  // The bars of its window are wider than a phone, unless there is next to nothing in them.
  const looks = join(home, 'gtk-3.0');
  mkdirSync(looks, { recursive: true });
  writeFileSync(
    join(looks, 'gtk.css'),
    '* { min-width: 0; min-height: 0; margin: 0; padding: 0; border: 0; font-size: 2px; -gtk-icon-transform: scale(0.1); }',
  );
  const downloads = join(home, 'downloads');
  writeFileSync(join(home, 'user-dirs.dirs'), `XDG_DOWNLOAD_DIR="${downloads}"`);
  const driver = spawn(program, [`--port=${port}`], {
    stdio: ['ignore', 'pipe', 'ignore'],
    // Its children as well: a group that can be ended as a whole.
    detached: true,
    env: {
      ...process.env,
      HOME: home,
      XDG_CONFIG_HOME: home,
      // What GStreamer can play is found out once, and not for every browser: that takes longer than many a test.
      GST_REGISTRY: join(tmpdir(), 'chatkeep-gstreamer-registry'),
      // Without a graphics card, layers that are put together in software are a quarter of all its work.
      WEBKIT_DISABLE_COMPOSITING_MODE: '1',
      WEBKIT_SKIA_ENABLE_CPU_RENDERING: '1',
    },
  });
  driver.stdout.on('data', (text: Buffer) => {
    faults.push(...(text.toString().match(FAULT) ?? []));
  });
  const address = `http://127.0.0.1:${port}/session`;
  const { sessionId } = await untilUp(() =>
    call<{ sessionId: string }>('POST', address, {
      capabilities: {
        alwaysMatch: {
          'webkitgtk:browserOptions': {
            args: ['--automation', '--enable-write-console-messages-to-stdout=true'],
          },
        },
      },
    }),
  );
  const session = `${address}/${sessionId}`;
  const perform = (source: object) =>
    call<void>('POST', `${session}/actions`, { actions: [source] });
  const run = runner((source, args) =>
    call('POST', `${session}/execute/async`, {
      script: `const [args, done] = arguments; (${source})(args).then(done, (error) => { console.error(String(error)); done('{}'); });`,
      args: [args],
    }),
  );

  async function resize(width: number, height: number): Promise<void> {
    // The window has bars of its own; how high they are is seen from the page.
    const setTo = (rect: object) =>
      call<void>('POST', `${session}/window/rect`, { x: 0, y: 0, ...rect });
    const outer = await call<{ width: number; height: number }>('GET', `${session}/window/rect`);
    const inner = await run(() => [innerWidth, innerHeight] as const);
    await setTo({
      width: width + outer.width - inner[0],
      height: height + outer.height - inner[1],
    });
    // The page is told later than the window.
    await expect
      .poll(() => run(() => [innerWidth, innerHeight]), { message: `the page is ${width} wide` })
      .toEqual([width, height]);
    // Media queries follow when it is next drawn.
    await run(
      () =>
        new Promise<null>((resolve) =>
          requestAnimationFrame(() => requestAnimationFrame(() => resolve(null))),
        ),
    );
  }
  // Until the window has once been given a size, it draws nothing.
  await resize(1440, 900);

  const goto = (url: string) => call<void>('POST', `${session}/url`, { url });
  return {
    // Its one window: each test has a server, so an origin, of its own, and with it a storage.
    async open() {
      rmSync(downloads, { recursive: true, force: true });
      mkdirSync(downloads);
      faults = [];
      return {
        faults,
        downloads,
        run,
        resize,
        goto,
        keys: (actions) => perform({ type: 'key', id: 'keyboard', actions }),
        mouse: (actions) => perform({ type: 'pointer', id: 'mouse', actions }),
        screenshot: async () =>
          Buffer.from(await call<string>('GET', `${session}/screenshot`), 'base64'),
      };
    },
    leave: () => goto('about:blank'),
    async close() {
      await call<void>('DELETE', session).catch(() => undefined);
      if (driver.pid !== undefined) process.kill(-driver.pid);
      rmSync(home, { recursive: true, force: true, maxRetries: 3 });
    },
  };
}

/** One command of W3C WebDriver. A browser that hangs must fail its test, not hold it up. */
async function call<Value>(method: string, url: string, body?: object): Promise<Value> {
  const response = await fetch(url, {
    method,
    ...(body && { body: JSON.stringify(body) }),
    signal: AbortSignal.timeout(20_000),
  });
  const { value } = (await response.json()) as { value: Value & { message: string } };
  if (!response.ok) throw new Error(`${new URL(url).pathname}: ${value.message}`);
  return value;
}

async function untilUp<Value>(attempt: () => Promise<Value>): Promise<Value> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await attempt();
    } catch (error) {
      await new Promise((resolve) => setTimeout(resolve, 100));
      if (tries === 50 || !(error instanceof TypeError)) throw error;
    }
  }
}
