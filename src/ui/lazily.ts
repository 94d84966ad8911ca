import { type FunctionComponent, lazy } from 'react';

/**
 * A component whose code is loaded when it is first shown: a page, a dialog, an editor.
 * `Instead` is shown for good when its code does not arrive: cut off, or a release that is gone.
 */
export function lazily<Props>(
  load: () => Promise<FunctionComponent<Props>>,
  Instead?: FunctionComponent<Props>,
) {
  return lazy(async () => {
    try {
      return { default: await load() };
    } catch (error) {
      if (!Instead) throw error;
      return { default: Instead };
    }
  });
}
