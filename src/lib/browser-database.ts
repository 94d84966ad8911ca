import { keysOf } from '#contract/keys-of';

/** A store whose values are `Row`s: only this page's code writes them. */
type StoreOf<Row> = Pick<IDBObjectStore, 'delete' | 'openCursor'> & {
  get(key: IDBValidKey): IDBRequest<Row | undefined>;
  getAll(range?: IDBKeyRange): IDBRequest<Row[]>;
  put(row: Row, key?: IDBValidKey): IDBRequest<IDBValidKey>;
};

type Act<Rows, Result> = (
  store: <Name extends keyof Rows & string>(name: Name) => StoreOf<Rows[Name]>,
  note: (result: Result) => void,
) => void;

type Options = { keyPath: string | string[] };

/** A damaged profile never answers. */
const PATIENCE_MS = 3_000;

/**
 * An IndexedDB database, opened when it is first asked for. `Rows` says what each store holds. A store without options
 * holds values under keys.
 */
export function browserDatabase<Rows extends object>(
  name: string,
  stores: { readonly [Name in keyof Rows & string]: Options | undefined },
) {
  const names = keysOf(stores);
  let opening: Promise<IDBDatabase> | null = null;

  function open(): Promise<IDBDatabase> {
    opening ??= new Promise<IDBDatabase>((resolve, reject) => {
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
      setTimeout(reject, PATIENCE_MS, new Error('It does not answer.'));
    }).catch((error: unknown) => {
      // What is asked next may be luckier.
      opening = null;
      throw error;
    });
    return opening;
  }

  /** Resolves with what `act` notes, once everything is on disk; a failed request undoes the whole. */
  async function transact<Result>(
    mode: IDBTransactionMode,
    act: Act<Rows, Result>,
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

  function get<Name extends keyof Rows & string>(
    name: Name,
    key: IDBValidKey,
  ): Promise<Rows[Name] | undefined> {
    return transact<Rows[Name] | undefined>('readonly', (store, note) => {
      const request = store(name).get(key);
      request.onsuccess = () => note(request.result);
    });
  }

  /** In the order of their keys. */
  async function getAll<Name extends keyof Rows & string>(
    name: Name,
    range?: IDBKeyRange,
  ): Promise<Rows[Name][]> {
    const all = await transact<Rows[Name][]>('readonly', (store, note) => {
      const request = store(name).getAll(range);
      request.onsuccess = () => note(request.result);
    });
    return all ?? [];
  }

  return { transact, get, getAll };
}
