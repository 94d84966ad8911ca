import { createClock } from '../../retention/clock';
import { retentionKind } from '../../retention/retention-kind';
import { openStore } from '../../store/open-store';
import { createRunner } from '../../jobs/runner';
import { say } from '../say';

// Run by kill.deep.test.ts in a process of its own: goes on with the jobs of a database, and says on stdout how far they
// are, until it is killed.

const [, , url = '', id = ''] = process.argv;
const store = await openStore(url);
const runner = createRunner({
  store,
  kinds: { retention: retentionKind(store, createClock(store)) },
  onFault: (error) => {
    throw error;
  },
});
await runner.start();
for (;;) {
  const { changed } = (await store.job(id))?.counts ?? { changed: 0 };
  say(`${changed}`);
}
