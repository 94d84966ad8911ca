import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';
import { recordFrom } from '../../testing/sample-record';
import { noFilter } from '../no-filter';
import { openStore } from '../open-store';
import { firstOfSecond } from '../position';
import { Selection } from '../table/selection';
import { PostgresDatabase } from './database';
import { PostgresServer } from '../../testing/postgres-server';
import { tableOn } from './table';

const server = new PostgresServer();
const DAY = 86_400;
const START = 1_700_000_000;

beforeAll(() => server.start(), 60_000);
afterAll(() => server.remove());

it('a search of what came in a burst finds each row by its position', async () => {
  const url = await server.createDatabase();
  const store = await openStore(url);
  onTestFinished(() => store.close());
  const at = (created: number, n: number) => ({
    ...recordFrom({ messages: '[{"role":"user","content":"a grey okapi"}]' }),
    created,
    k: firstOfSecond(created) + n,
  });
  // Less than a hundredth of all rows, which is how fine statistics are.
  const ofAYear = Array.from({ length: 4_000 }, (_, n) => at(START + n * (DAY / 16), n));
  const now = START + 365 * DAY;
  await store.insertRecords(
    [...ofAYear, ...Array.from({ length: 30 }, (_, n) => at(now, n))],
    'skip',
  );
  const database = new PostgresDatabase(url);
  onTestFinished(() => database.close());
  await database.run('ANALYZE');

  const { dialect } = tableOn(database);
  const selection = new Selection(dialect, { kind: 'table' }).created(noFilter).saying(['okapi']);
  selection.between({ from: firstOfSecond(now) });
  const plan = await database.analyze<{ 'QUERY PLAN': string }>(
    `EXPLAIN ${selection.sql('count(*) AS found')}`,
    selection.values,
  );
  const text = plan.map((line) => line['QUERY PLAN']).join('\n');
  expect(text).toMatch(/completion_search_pkey/);
  // Two loops over all of it, compared row by row.
  expect(text).not.toMatch(/Join Filter:.*s\.k = n\.k/);
});
