import { IDBFactory } from 'fake-indexeddb';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { browserDatabase } from './browser-database';

type Rows = { notes: { id: string } };

const database = () => browserDatabase<Rows>('notes', { notes: { keyPath: 'id' } });

beforeEach(() => vi.stubGlobal('indexedDB', new IDBFactory()));

afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
  vi.useRealTimers();
});

describe('a database of the browser', () => {
  it('is not waited for without end, and is asked again for the next thing', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const open = vi.spyOn(indexedDB, 'open');
    // As in a profile that is damaged: no event ever comes.
    open.mockReturnValueOnce(new EventTarget() as IDBOpenDBRequest);
    const { getAll } = database();

    const first = expect(getAll('notes')).rejects.toThrow('does not answer');
    await vi.advanceTimersByTimeAsync(3_000);
    await first;

    vi.useRealTimers();
    expect(await getAll('notes')).toEqual([]);
  });
});
