import { type FunctionComponent, lazy } from 'react';
import { sleep } from '@/lib/sleep';

const AGAIN_MS = 2_000;

/**
 * A component whose code is loaded when it is first shown: a page, a dialog, an editor. While the server is out of reach
 * it is waited for, and what is shown already stays.
 * `Instead` is shown for good when its code does not arrive: cut off, or a release that is gone.
 */
export function lazily<Props>(
  load: () => Promise<FunctionComponent<Props>>,
  Instead?: FunctionComponent<Props>,
) {
  return lazy(async () => {
    try {
      return { default: await load() };
    } catch {
      return { default: Instead ?? (await onceReached(load)) };
    }
  });
}

/** Rejects as `load` does where the server answers, and does not have it. */
async function onceReached<Code>(load: () => Promise<Code>): Promise<Code> {
  while (!(await isServerThere())) await sleep(AGAIN_MS);
  return load();
}

async function isServerThere(): Promise<boolean> {
  try {
    await fetch(location.href, { method: 'HEAD', cache: 'no-store' });
    return true;
  } catch {
    return false;
  }
}
