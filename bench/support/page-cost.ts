import type { Browser, Page } from '@playwright/test';

type Probes = { frames: number; from: number; delays: number[] };
type Probed = typeof globalThis & { probes: Probes };

/** From now on: CPU of the page's main thread in scripts, in milliseconds. */
export async function beginScripting(page: Page): Promise<() => Promise<number>> {
  // One session for both readings: the browser counts only while a session asks it to.
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  const read = async () => {
    const { metrics } = await session.send('Performance.getMetrics');
    return (metrics.find(({ name }) => name === 'ScriptDuration')?.value ?? 0) * 1_000;
  };
  const before = await read();
  return async () => (await read()) - before;
}

type TraceEvent = { name: string; pid: number; tid: number; tdur?: number };

/** From now on the main thread's tasks are measured, by their CPU: the machine's other work does not count. */
export async function beginTasks(browser: Browser, page: Page) {
  await browser.startTracing(page, { categories: ['toplevel', '__metadata'] });
  return async () => {
    const { traceEvents } = JSON.parse((await browser.stopTracing()).toString()) as {
      traceEvents: (TraceEvent & { args: { name?: string } })[];
    };
    const mains = new Set(
      traceEvents
        .filter(({ name, args }) => name === 'thread_name' && args.name === 'CrRendererMain')
        .map(({ pid, tid }) => `${pid}-${tid}`),
    );
    const durations = traceEvents
      .filter(({ pid, tid }) => mains.has(`${pid}-${tid}`))
      .map(({ tdur = 0 }) => tdur / 1_000);
    return {
      longest: durations.reduce((longest, each) => Math.max(longest, each), 0),
      long: durations.filter((each) => each > 50).length,
      over: durations.filter((each) => each > 200).length,
    };
  };
}

export async function beginFrames(page: Page): Promise<void> {
  await page.evaluate(() => {
    const probes: Probes = { frames: 0, from: performance.now(), delays: [] };
    Object.assign(globalThis, { probes });
    const count = () => {
      probes.frames += 1;
      requestAnimationFrame(count);
    };
    requestAnimationFrame(count);
  });
}

/** How many frames were drawn since. */
export function framesSince(page: Page): Promise<number> {
  return page.evaluate(() => (globalThis as Probed).probes.frames);
}

/** How many of 60 frames a second were not drawn since, in percent. */
export function endFrames(page: Page): Promise<number> {
  return page.evaluate(() => {
    const { frames, from } = (globalThis as Probed).probes;
    const due = ((performance.now() - from) / 1_000) * 60;
    return Math.max(0, (1 - frames / due) * 100);
  });
}

/** From now on: milliseconds from each key to the frame that shows it, for those that took 16 or more. */
export async function keyDelays(page: Page): Promise<() => Promise<number[]>> {
  await page.evaluate(() => {
    const delays: number[] = [];
    Object.assign(globalThis, { probes: { frames: 0, from: 0, delays } });
    const observer = new PerformanceObserver((list) => {
      for (const { name, duration } of list.getEntries())
        if (name === 'keydown') delays.push(duration);
    });
    const options = { type: 'event', durationThreshold: 16 };
    observer.observe(options);
  });
  return () => page.evaluate(() => (globalThis as Probed).probes.delays);
}
