import { type FunctionComponent, lazy } from 'react';
import { waitForServer } from '@/ui/code-wait';

/**
 * A component whose code is loaded when it is first shown: a page, a dialog, an editor. While the server is out of reach
 * it is waited for, and what is shown already stays.
 * `Instead` is shown for good when its code does not arrive: cut off, or a release that is gone.
 * What was preloaded is there in the same moment: a key pressed right after meets it.
 */
export function lazily<Props>(
  load: () => Promise<FunctionComponent<Props>>,
  Instead?: FunctionComponent<Props>,
) {
  let known: { default: FunctionComponent<Props> } | null = null;
  const loaded = async () => {
    try {
      return { default: await load() };
    } catch {
      return { default: Instead ?? (await onceReached(load)) };
    }
  };
  // What fails is asked for again when it is needed.
  const preload = () =>
    load().then(
      (found) => void (known = { default: found }),
      () => undefined,
    );
  return Object.assign(
    lazy(() => (known ? atOnce(known) : loaded())),
    { preload },
  );
}

/** The same by the name under which a file exports it: less code than a function that picks it. */
export function named<Name extends string, Props>(
  load: () => Promise<Record<Name, FunctionComponent<Props>>>,
  name: Name,
) {
  return lazily(async () => (await load())[name]);
}

/**
 * The same for what is shown with its page, without being asked for: `scripts/chunks.ts` keeps it from what only dialogs
 * share.
 * @alias
 */
export const soon = named;

/** Calls back at once, where a promise would have the page drawn without it first. */
function atOnce<Value>(value: Value): Promise<Value> {
  const then = (call: (value: Value) => unknown) => call(value);
  // oxlint-disable-next-line unicorn/no-thenable -- React takes anything that has a then, and nobody awaits it
  return { then } as unknown as Promise<Value>;
}

/** Rejects as `load` does where the server answers, and does not have it. */
async function onceReached<Code>(load: () => Promise<Code>): Promise<Code> {
  await waitForServer();
  return load();
}
