type Act<Store extends string, Result> = (
  store: (name: Store) => IDBObjectStore,
  note: (result: Result) => void,
) => void;

type Options = { keyPath: string | string[] };

/** An IndexedDB database, opened when it is first asked for. A store without options holds values under keys. */
export function browserDatabase<Store extends string>(
  name: string,
  stores: Readonly<Record<Store, Options | undefined>>,
) {
  // Object.keys forgets that the record has no other keys.
  const names = Object.keys(stores) as Store[];
  let opening: Promise<IDBDatabase> | null = null;

  function open(): Promise<IDBDatabase> {
    opening ??= new Promise((resolve, reject) => {
      const request = indexedDB.open(name, 1);
      request.onupgradeneeded = () => {
        for (const store of names) request.result.createObjectStore(store, stores[store]);
      };
      request.onsuccess = () => {
        // A later release that changes the database must not wait for this tab.
        request.result.onversionchange = () => request.result.close();
        resolve(request.result);
      };
      request.addEventListener('error', () => reject(request.error));
    });
    return opening;
  }

  /** Resolves with what `act` notes, once everything is on disk; a failed request undoes the whole. */
  async function transact<Result>(
    mode: IDBTransactionMode,
    act: Act<Store, Result>,
  ): Promise<Result | undefined> {
    const transaction = (await open()).transaction(names, mode);
    return new Promise((resolve, reject) => {
      let result: Result | undefined;
      transaction.oncomplete = () => resolve(result);
      transaction.addEventListener('abort', () => reject(transaction.error));
      act(
        (store) => transaction.objectStore(store),
        (noted) => (result = noted),
      );
    });
  }

  return { transact };
}
