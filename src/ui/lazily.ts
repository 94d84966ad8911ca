import { createElement, type FunctionComponent, lazy } from 'react';
import { waitForServer } from '@/ui/code-wait';

const renewers: (() => void)[] = [];

/** Once it is told that code did not arrive: React never asks again for what failed, so it is another component then. */
export function askAnew(): void {
  for (const renew of renewers.splice(0)) renew();
}

/**
 * A component whose code is loaded when it is first shown: a page, a dialog, an editor. While the server is out of reach
 * it is waited for, and what is shown already stays.
 * `Instead` is shown for good when its code does not arrive: cut off, or a release that is gone.
 * What was preloaded is there in the same moment: a key pressed right after meets it.
 */
export function lazily<Props extends object>(
  load: () => Promise<FunctionComponent<Props>>,
  Instead?: FunctionComponent<Props>,
) {
  let known: { default: FunctionComponent<Props> } | null = null;
  const loaded = () =>
    load()
      .catch(() => Instead ?? waitForServer().then(load))
      .then((found) => ({ default: found }))
      .catch((error: unknown) => {
        renewers.push(() => (Part = make()));
        throw error;
      });
  const make = () => lazy(() => (known ? atOnce(known) : loaded()));
  let Part = make();
  // What fails is asked for again when it is needed.
  const preload = () =>
    load().then(
      (found) => void (known = { default: found }),
      () => undefined,
    );
  return Object.assign((props: Props) => createElement(Part, props), { preload });
}

/** The same by the name under which a file exports it: less code than a function that picks it. */
export function named<Name extends string, Props extends object>(
  load: () => Promise<Record<Name, FunctionComponent<Props>>>,
  name: Name,
) {
  return lazily(async () => (await load())[name]);
}

/** Calls back at once, where a promise would have the page drawn without it first. */
function atOnce<Value>(value: Value): Promise<Value> {
  const then = (call: (value: Value) => unknown) => call(value);
  // oxlint-disable-next-line unicorn/no-thenable -- React takes anything that has a then, and nobody awaits it
  return { then } as unknown as Promise<Value>;
}
