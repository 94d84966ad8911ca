import { expect } from '@playwright/test';
import { coveredControls, locate, type Spot } from './in-page';
import type { KeyStep, Tab } from './tab';

const SHIFT = '\uE008';
const CONTROL = '\uE009';
const KEYS: Record<string, string> = {
  Backspace: '\uE003',
  Tab: '\uE004',
  Enter: '\uE007',
  Shift: SHIFT,
  Control: CONTROL,
  Escape: '\uE00C',
  ArrowDown: '\uE015',
};

/** Somebody in front of the screen: sees, clicks and types, in whichever engine. */
export class Reader {
  readonly tab: Tab;
  readonly #origin: string;

  constructor(tab: Tab, origin: string) {
    this.tab = tab;
    this.#origin = origin;
  }

  goto(path: string): Promise<void> {
    return this.tab.goto(this.#origin + path);
  }

  /** Waits for a visible match with this in its name or text. */
  async sees(css: string, name = '', nth = 0): Promise<Spot> {
    let spot: Spot | null = null;
    await expect
      .poll(
        async () => {
          spot = await this.tab.run(locate, css, name, nth);
          return spot !== null;
        },
        { message: `${css} “${name}” is seen` },
      )
      .toBe(true);
    // The poll above ends only with one.
    return spot!;
  }

  async seesNo(css: string, name = ''): Promise<void> {
    await expect
      .poll(() => this.tab.run(locate, css, name, 0), { message: `${css} “${name}” is gone` })
      .toBeNull();
  }

  /** By the mouse, where it is: whatever lies over it makes this fail. */
  async click(css: string, name = '', nth = 0): Promise<void> {
    let spot = await this.sees(css, name, nth);
    await expect
      .poll(
        async () => {
          const before = spot;
          // Firefox looks for what is under the mouse in the last frame that was drawn, and what comes late moves it.
          await this.#drawn();
          spot = await this.sees(css, name, nth);
          // At rest, but for what scrolling into view rounds, and on top.
          const way = Math.abs(before.x - spot.x) + Math.abs(before.y - spot.y);
          return way <= 1 ? spot.cover : 'moving';
        },
        { message: `${css} “${name}” can be hit` },
      )
      .toBeNull();
    await this.clickAt(spot.x, spot.y);
  }

  #drawn(): Promise<null> {
    return this.tab.run(
      () =>
        new Promise<null>((drawn) =>
          requestAnimationFrame(() => requestAnimationFrame(() => drawn(null))),
        ),
    );
  }

  clickAt(x: number, y: number): Promise<void> {
    return this.tab.mouse([
      { type: 'pointerMove', x, y },
      { type: 'pointerDown', button: 0 },
      { type: 'pointerUp', button: 0 },
    ]);
  }

  async fill(css: string, name: string, text: string): Promise<void> {
    await this.click(css, name);
    await this.press('Control+a');
    await this.type(text);
  }

  /** In pieces: a command has a time limit, and many keys at once can take a slow machine longer. */
  async type(text: string): Promise<void> {
    const keys = Array.from(text);
    for (let i = 0; i < keys.length; i += 40) {
      await this.tab.keys(keys.slice(i, i + 40).flatMap((key) => [down(key), up(key)]));
    }
  }

  /** As in "Control+Enter". */
  press(chord: string): Promise<void> {
    const keys = chord.split('+').map((key) => KEYS[key] ?? key);
    return this.tab.keys([...keys.map(down), ...keys.toReversed().map(up)]);
  }

  /** What has the focus: its tag, and its name or text. */
  focused(): Promise<string> {
    return this.tab.run(() => {
      const { activeElement } = document;
      const name = activeElement?.getAttribute('aria-label') ?? activeElement?.textContent ?? '';
      return `${activeElement?.tagName} ${name.trim().slice(0, 60)}`;
    });
  }

  textOf(css: string): Promise<string> {
    return this.tab.run((selector) => document.querySelector(selector)?.textContent ?? '', css);
  }

  /** What on this screen can be clicked, but is not hit by a click at its middle. */
  covered(): Promise<string[]> {
    return this.tab.run(coveredControls);
  }

  /** Waits until the page has neither changed nor moved for a moment. */
  async rests(): Promise<void> {
    let before = '';
    await expect
      .poll(
        async () => {
          const last = before;
          before = await this.tab.run(() =>
            String([document.body.innerText.length, document.getAnimations().length, innerWidth]),
          );
          return before === last;
        },
        { message: 'the page comes to rest', intervals: [150] },
      )
      .toBe(true);
  }
}

const down = (value: string): KeyStep => ({ type: 'keyDown', value });
const up = (value: string): KeyStep => ({ type: 'keyUp', value });
