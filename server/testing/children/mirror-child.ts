import { openStore } from '../../store/open-store';
import type { Store } from '../../store/store';
import { keeperAt } from '../keeper';
import { mirrorRunner } from '../mirror-runner';
import { say } from '../say';

// Run by kill.deep.test.ts in a process of its own: goes on with the mirror of a database, and kills itself right after a
// method of the store has done its work for the n-th time; without a method, the test kills it.

const [, , url = '', baseUrl = '', id = '', method = '', nth = '1'] = process.argv;
const store = fatal(await openStore(url));
const runner = mirrorRunner(store, keeperAt({ baseUrl }));
say('started');
await runner.start();
while ((await store.job(id))?.ended === null)
  await new Promise((resolve) => setTimeout(resolve, 5));
// Too late to be killed: the test sees that it was not.
process.exit(1);

/** The same store, but for one method. */
function fatal(opened: Store): Store {
  let calls = 0;
  return new Proxy(opened, {
    get(target, name: keyof Store) {
      if (name !== method) return target[name];
      // Every method of a store takes what it takes and resolves.
      const call = target[name] as (...args: unknown[]) => Promise<unknown>;
      return async (...args: unknown[]) => {
        const value = await call(...args);
        calls += 1;
        if (calls === Number(nth)) process.kill(process.pid, 'SIGKILL');
        return value;
      };
    },
  });
}
