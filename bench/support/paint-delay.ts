import type { Page } from '@playwright/test';

type Reading = { painted: number; server: number };
type Probed = typeof globalThis & { reading: Promise<Reading> };

/** When the result of an input event is in the page: see {@link paintDelay}. */
export type Shown = { ready: string; changed: string } | { ready: string; listed: true };

/**
 * Milliseconds from an input event to the frame that shows what it asked for, and how many of them passed while the
 * table's server was asked. It is shown as soon as `ready` is in the page and either the text of what matches `changed`
 * is another one, or a page of the list was asked for and has come.
 */
export async function paintDelay(
  page: Page,
  event: 'click' | 'keydown',
  shown: Shown,
  act: () => Promise<void>,
): Promise<Reading> {
  await page.evaluate(
    ({ type, wanted }) => {
      const textOf = (selector: string) =>
        [...document.querySelectorAll(selector)].map((each) => each.textContent).join('\n');
      const before = 'changed' in wanted ? textOf(wanted.changed) : '';
      const listed = (since: number) =>
        performance
          .getEntriesByType('resource')
          .filter(({ name, startTime }) => startTime >= since && /\/api\/completions\?/.test(name));
      const isShown = (since: number) =>
        document.querySelector(wanted.ready) !== null &&
        ('changed' in wanted ? textOf(wanted.changed) !== before : listed(since).length > 0);
      const reading = new Promise<Reading>((resolve, reject) => {
        setTimeout(() => reject(new Error(`nothing was shown after a ${type}`)), 20_000);
        const look = (since: number) => {
          if (!isShown(since)) {
            requestAnimationFrame(() => look(since));
            return;
          }
          // The first task after the frame's own callbacks: by then the frame has been painted.
          const { port1, port2 } = new MessageChannel();
          port1.addEventListener('message', () =>
            resolve({
              painted: performance.now() - since,
              server: Math.max(0, ...listed(since).map(({ duration }) => duration)),
            }),
          );
          port1.start();
          port2.postMessage(null);
        };
        const start = ({ timeStamp }: Event) => requestAnimationFrame(() => look(timeStamp));
        document.addEventListener(type, start, { capture: true, once: true });
      });
      performance.clearResourceTimings();
      Object.assign(globalThis, { reading });
    },
    { type: event, wanted: shown },
  );
  await act();
  return page.evaluate(() => (globalThis as Probed).reading);
}
