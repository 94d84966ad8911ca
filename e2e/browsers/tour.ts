import { expect } from '@playwright/test';
import { markOpener, type Opened, openersOf, untilClosed, untilOpen } from './overlays';
import type { Reader } from './reader';

/** What is tried of all that says that it opens something: popovers stand on the screen itself. */
export type Opens = 'all' | 'popovers';

/** Opens, and leaves by Esc, what says that it opens something: on the screen, and in what has opened. */
export class Tour {
  readonly faults: string[] = [];
  readonly #tried = new Set<string>();
  readonly #reader: Reader;

  constructor(reader: Reader) {
    this.#reader = reader;
  }

  /** How many were tried. */
  get count(): number {
    return this.#tried.size;
  }

  async tryAll(path: string, opens: Opens, way: string[] = []): Promise<void> {
    // What opens in several places is one component; the screens are not.
    const keyOf = (name: string) => (way.length === 0 ? `${opens} ${path} ${name}` : name);
    const isRailKnown = [...this.#tried].some((key) => key.startsWith(opens));
    for (;;) {
      const openers = await this.#openers(way.length === 0 ? opens : 'opened', isRailKnown);
      // Looked for anew after each: some come late.
      const name = openers.find((each) => !this.#tried.has(keyOf(each)));
      if (name === undefined) return;
      this.#tried.add(keyOf(name));
      await this.#tryOne(path, opens, [...way, name]);
    }
  }

  /** Their names, once two looks at a moment's distance agree. */
  async #openers(place: Opens | 'opened', isRailKnown: boolean): Promise<string[]> {
    let names: string[] = [];
    await expect
      .poll(
        async () => {
          const before = names;
          names = await this.#reader.tab.run(openersOf, place, isRailKnown);
          return String(before) === String(names);
        },
        { message: 'no further button comes', intervals: [100] },
      )
      .toBe(true);
    return names;
  }

  async #tryOne(path: string, opens: Opens, way: string[]): Promise<void> {
    const width = await this.#reader.tab.run(() => innerWidth);
    const where = `${way.join(' › ')} on ${path} at ${width}`;
    const opened = await this.#open(way);
    if (!opened?.isOpen) {
      this.faults.push(`${where} ${opened ? 'opens nothing' : 'is gone with what it was in'}`);
      return;
    }
    if (!opened.hasFocus) this.faults.push(`${where} leaves the focus on ${opened.focus}`);
    if (opened.distance > 16)
      this.faults.push(`${where} opens ${opened.distance} pixels from its button`);
    if (opened.outside > 0)
      this.faults.push(`${where} opens ${opened.outside} pixels outside of the window`);
    if (opens === 'all' && way.length < 3) await this.tryAll(path, opens, way);
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
