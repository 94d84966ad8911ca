import { create } from 'zustand';

const AGAIN_MS = 2_000;

/** Whether code that is to be shown waits for a server that does not answer, and whether its place says so. */
export const useCodeWait = create(() => ({ isCutOff: false, isTold: false }));

export async function waitForServer(): Promise<void> {
  while (!(await isServerThere())) {
    useCodeWait.setState({ isCutOff: true });
    await new Promise((resolve) => {
      setTimeout(resolve, AGAIN_MS);
      addEventListener('online', resolve, { once: true });
    });
  }
  useCodeWait.setState({ isCutOff: false });
}

/** As when the browser says that it has a line again: whatever waits looks at once. */
export function lookNow(): void {
  dispatchEvent(new Event('online'));
}

function isServerThere(): Promise<boolean> {
  return fetch(location.href, { method: 'HEAD', cache: 'no-store' }).then(
    () => true,
    () => false,
  );
}
