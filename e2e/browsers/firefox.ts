import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Engine, runner, type Tab } from './tab';

/** Its own calls home would hang on a closed network, and count as load on any other. */
const PREFERENCES = {
  'app.update.enabled': false,
  'browser.safebrowsing.malware.enabled': false,
  'browser.shell.checkDefaultBrowser': false,
  'datareporting.policy.dataSubmissionEnabled': false,
  'network.captive-portal-service.enabled': false,
  'network.connectivity-service.enabled': false,
};

/** Firefox as it is installed but for these preferences, driven by the WebDriver BiDi that is built into it. */
export async function startFirefox(
  program: string,
  preferences: Record<string, boolean>,
): Promise<Engine> {
  const profile = mkdtempSync(join(tmpdir(), 'chatkeep-firefox-'));
  const downloads = join(profile, 'downloads');
  const lines = Object.entries({
    ...PREFERENCES,
    // The folder of the next line.
    'browser.download.folderList': 2,
    'browser.download.dir': downloads,
    ...preferences,
  }).map(([key, value]) => `user_pref("${key}", ${JSON.stringify(value)});`);
  writeFileSync(join(profile, 'user.js'), lines.join('\n'));
  const browser = spawn(
    program,
    ['--headless', '--no-remote', '--profile', profile, '--remote-debugging-port', '0'],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  );
  const bidi = await connect(`${await addressOf(browser)}/session`);
  await bidi.send('session.new', { capabilities: {} });
  let context = '';
  let faults: string[] = [];
  bidi.listen('log.entryAdded', (entry) => {
    const { level, text } = entry as { level: string; text: string };
    if (level === 'error') faults.push(text);
  });
  await bidi.send('session.subscribe', { events: ['log.entryAdded'] });
  // Broken policies are told to the page alone.
  await bidi.send('script.addPreloadScript', {
    functionDeclaration: `() => addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI, sample }) => console.error('Policy broken:', violatedDirective, blockedURI, sample))`,
  });

  return {
    async open() {
      ({ context } = await bidi.send<{ context: string }>('browsingContext.create', {
        type: 'tab',
      }));
      rmSync(downloads, { recursive: true, force: true });
      mkdirSync(downloads);
      faults = [];
      return tabOf(bidi, context, downloads, faults);
    },
    leave: () => bidi.send('browsingContext.close', { context }).then(() => undefined),
    async close() {
      const ended = new Promise((resolve) => browser.once('exit', resolve));
      browser.kill();
      await ended;
      rmSync(profile, { recursive: true, force: true, maxRetries: 3 });
    },
  };
}

function tabOf(bidi: Bidi, context: string, downloads: string, faults: string[]): Tab {
  const perform = (source: object) =>
    bidi.send('input.performActions', { context, actions: [source] }).then(() => undefined);
  return {
    faults,
    downloads,
    goto: (url) =>
      bidi
        .send('browsingContext.navigate', { context, url, wait: 'complete' })
        .then(() => undefined),
    run: runner(async (source, args) => {
      const answer = await bidi.send<Evaluated>('script.callFunction', {
        functionDeclaration: source,
        arguments: [{ type: 'string', value: args }],
        target: { context },
        awaitPromise: true,
      });
      if (answer.type === 'exception') throw new Error(answer.exceptionDetails.text);
      return answer.result.value;
    }),
    keys: (actions) => perform({ type: 'key', id: 'keyboard', actions }),
    mouse: (actions) => perform({ type: 'pointer', id: 'mouse', actions }),
    async screenshot() {
      const { data } = await bidi.send<{ data: string }>('browsingContext.captureScreenshot', {
        context,
      });
      return Buffer.from(data, 'base64');
    },
    async print() {
      const { data } = await bidi.send<{ data: string }>('browsingContext.print', {
        context,
        page: { width: 21, height: 29.7 },
      });
      return Buffer.from(data, 'base64');
    },
    resize: (width, height) =>
      bidi
        .send('browsingContext.setViewport', { context, viewport: { width, height } })
        .then(() => undefined),
  };
}

type Evaluated =
  | { type: 'success'; result: { value: string } }
  | { type: 'exception'; exceptionDetails: { text: string } };

function addressOf(browser: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = '';
    browser.stderr?.on('data', (text: Buffer) => {
      said += text.toString();
      const address = /WebDriver BiDi listening on (ws:\S+)/.exec(said)?.[1];
      if (address) resolve(address);
    });
    browser.once('error', reject);
    browser.once('exit', () => reject(new Error(`Firefox ended: ${said}`)));
  });
}

type Bidi = Awaited<ReturnType<typeof connect>>;

type Waiting = { resolve: (result: never) => void; reject: (error: Error) => void };

async function connect(address: string) {
  const socket = new WebSocket(address);
  await new Promise((resolve, reject) => {
    socket.addEventListener('open', resolve);
    socket.addEventListener('error', reject);
  });
  const waiting = new Map<number, Waiting>();
  const listeners = new Map<string, (params: object) => void>();
  let last = 0;
  socket.addEventListener('message', ({ data }) => {
    const message = JSON.parse(String(data)) as Message;
    if (message.type === 'event') listeners.get(message.method)?.(message.params);
    else if (message.type === 'error')
      waiting.get(message.id)?.reject(new Error(`${message.error}: ${message.message}`));
    else waiting.get(message.id)?.resolve(message.result);
  });
  return {
    send<Result>(method: string, params: object): Promise<Result> {
      last += 1;
      const id = last;
      socket.send(JSON.stringify({ id, method, params }));
      return new Promise<Result>((resolve, reject) => waiting.set(id, { resolve, reject }));
    },
    listen: (event: string, on: (params: object) => void) => void listeners.set(event, on),
  };
}

type Message =
  | { type: 'event'; method: string; params: object }
  | { type: 'success'; id: number; result: never }
  | { type: 'error'; id: number; error: string; message: string };
