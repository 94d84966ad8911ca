import { type ExchangeRecord, recordedFetch } from '@/api/record-exchange';
import type { Client } from '@/api/client';

/** So many of the last answers can be looked at; in memory alone, since bodies hold whole conversations. */
const MOST_RECORDS = 8;

/** By the key of the turn, the oldest first. */
const records = new Map<string, ExchangeRecord>();

/** A client whose next request is noted as the one behind a turn. */
export function watched(client: Client, key: string): Client {
  return {
    ...client,
    fetch: recordedFetch(client.fetch, (record) => {
      records.delete(key);
      records.set(key, record);
      const [oldest] = records.keys();
      if (records.size > MOST_RECORDS && oldest !== undefined) records.delete(oldest);
    }),
  };
}

export function recordOf(key: string): ExchangeRecord | null {
  return records.get(key) ?? null;
}
