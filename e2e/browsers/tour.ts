import { expect } from '@playwright/test';
import { markOpener, type Opened, openersOf, untilClosed, untilOpen } from './overlays';
import type { Reader } from './reader';

/** Opens, and leaves by Esc, all that says that it opens something: on the screen, and in what has opened. */
export class Tour {
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
    // What opens in several places is one component; the screens are not.
    const keyOf = (name: string) => (way.length === 0 ? `${path} ${name}` : name);
    const isRailKnown = this.#tried.size > 0;
    for (;;) {
      const openers = await this.#openers(way.length === 0 ? 'screen' : 'opened', isRailKnown);
      // Looked for anew after each: some come late.
      const name = openers.find((each) => !this.#tried.has(keyOf(each)));
      if (name === undefined) return;
      this.#tried.add(keyOf(name));
      await this.#tryOne(path, [...way, name]);
    }
  }

  /** Their names, once two looks at a moment's distance agree. */
  async #openers(place: 'screen' | 'opened', isRailKnown: boolean): Promise<string[]> {
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
