import { createRunner, type Runner } from '../jobs/runner';
import { mirrorKind } from '../mirror/mirror-kind';
import { readPriceTable } from '../pricing/price-table';
import { createDemoProvider } from '../providers/demo/demo-provider';
import type { Provider } from '../providers/provider';
import { createRegistry } from '../providers/registry';
import type { Store } from '../store/store';

/** Runs the mirrors of one provider; whatever goes wrong is thrown. */
export function mirrorRunner(store: Store, provider: Provider): Runner {
  const registry = createRegistry({
    file: { version: '', providers: [provider], aliases: new Map(), problems: [] },
    fromEnvironment: null,
    demo: createDemoProvider(),
    defaultName: null,
    discover: () => Promise.resolve([]),
  });
  return createRunner({
    store,
    kinds: { mirror: mirrorKind({ store, registry, prices: readPriceTable(null) }) },
    onFault: (error) => {
      throw error;
    },
  });
}
