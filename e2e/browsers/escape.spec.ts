import type { ChatkeepServer } from '../fixtures/chatkeep-server';
import { store } from '../fixtures/test';
import { markOpener, type Opened, openersOf, untilClosed, untilOpen } from './overlays';
import type { Reader } from './reader';
import { expect, test } from './test';

const SIZES = [
  [1440, 900],
  [390, 844],
] as const;

for (const [width, height] of SIZES) {
  test(`Esc out of whatever a screen opens gives the focus back to its button, at ${width}`, async ({
    reader,
    server,
  }) => {
    test.setTimeout(300_000);
    const tour = new Tour(reader, width);
    const screens = await prepared(server);
    await reader.tab.resize(width, height);
    for (const path of screens) {
      await reader.goto(path);
      await reader.sees('h1, h2');
      await reader.seesNo('main [aria-busy=true]');
      await reader.rests();
      if (path === '/') await ask(reader);
      if (path === '/completions') await selectOne(reader);
      await tour.tryAll(path, []);
    }
    expect(tour.faults).toEqual([]);
    expect(tour.count).toBeGreaterThan(30);
  });
}

/** Opens, and leaves by Esc, all that says that it opens something: on the screen, and in what has opened. */
class Tour {
  readonly faults: string[] = [];
  readonly #tried = new Set<string>();
  readonly #reader: Reader;
  readonly #width: number;

  constructor(reader: Reader, width: number) {
    this.#reader = reader;
    this.#width = width;
  }

  /** How many were tried. */
  get count(): number {
    return this.#tried.size;
  }

  async tryAll(path: string, way: string[]): Promise<void> {
    const place = way.length === 0 ? 'screen' : 'opened';
    const names = await this.#reader.tab.run(openersOf, place, this.#tried.size > 0);
    // What comes late into a dialog moves the rest of it.
    if (names.length > 0) await this.#reader.rests();
    for (const name of names) {
      // What opens in several places is one component; the screens are not.
      const key = way.length === 0 ? `${path} ${name}` : name;
      if (this.#tried.has(key)) continue;
      this.#tried.add(key);
      await this.#tryOne(path, [...way, name]);
    }
  }

  async #tryOne(path: string, way: string[]): Promise<void> {
    const where = `${way.join(' › ')} on ${path} at ${this.#width}`;

    const opened = await this.#open(way);
    if (!opened?.isOpen) {
      this.faults.push(`${where} ${opened ? 'opens nothing' : 'is gone with what it was in'}`);
      return;
    }
    if (!opened.hasFocus) this.faults.push(`${where} leaves the focus on ${opened.focus}`);
    if (opened.distance > 16)
      this.faults.push(`${where} opens ${opened.distance} pixels from its button`);
    if (way.length < 3) await this.tryAll(path, way);
    await this.#reader.press('Escape');
    const closed = await this.#reader.tab.run(untilClosed);
    if (!closed.isClosed) this.faults.push(`${where} stays open`);
    // A menu has closed for what its item opened: then its own button is the one to go back to.
    const isOfMenu = opened.depth < way.length;
    if (!closed.focus.includes(` ${way.at(isOfMenu ? -2 : -1)}`))
      this.faults.push(`${where}: Esc gives the focus to ${closed.focus}`);
    if (isOfMenu) await this.#open(way.slice(0, -1));
  }

  async #open(way: string[]): Promise<Opened | null> {
    const { tab } = this.#reader;
    const place = way.length === 1 ? 'screen' : 'opened';
    if (!(await tab.run(markOpener, place, String(way.at(-1))))) return null;
    await this.#reader.click('[data-pressed-next]');
    return tab.run(untilOpen);
  }
}

async function ask(reader: Reader): Promise<void> {
  await reader.fill('textarea', 'Message', 'A question');
  await reader.press('Control+Enter');
  await reader.sees('article', 'Assistant');
  await reader.sees('button', 'Run');
  await reader.seesNo('button', '1 running');
}

async function selectOne(reader: Reader): Promise<void> {
  await reader.click('td input[type=checkbox]', 'Select', 1);
  await reader.sees('[role=toolbar] button', 'Tag');
}

/** A server with something of everything; gives the addresses of its screens. */
async function prepared(server: ChatkeepServer): Promise<string[]> {
  const ids: string[] = [];
  for (const env of ['prod', 'test', 'old']) ids.push(await store(server, { metadata: { env } }));
  const [one, other] = [String(ids[0]), String(ids[1])];
  await fetch(`${server.url}/api/completions/${ids[2]}`, { method: 'DELETE' });
  await fetch(`${server.url}/api/retention`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      name: 'Old ones',
      older_than_days: 30,
      where: 'metadata[env]=test',
      except: [],
      action: 'delete',
    }),
  });
  return [
    '/',
    '/?compare',
    '/completions',
    `/completions?peek=${one}`,
    `/completions/${one}`,
    `/compare?a=${one}&b=${other}`,
    '/review',
    '/settings',
    ...['jobs', 'trash', 'retention', 'transfer', 'mirror', 'metadata', 'audit'].map(
      (section) => `/data/${section}`,
    ),
  ];
}
