import { afterAll, beforeAll } from 'vitest';
import { PostgresServer } from './postgres-server';

export type Engine = [name: string, newEnvironment: () => Promise<Record<string, string>>];

/** For `describe.each`: the name of an engine, and what makes a new database of it and names that to a server. */
export function useBothEngines(): { engines: Engine[]; postgres: PostgresServer } {
  const postgres = new PostgresServer();
  beforeAll(() => postgres.start());
  afterAll(() => postgres.remove());
  return {
    postgres,
    engines: [
      ['SQLite', () => Promise.resolve({})],
      ['PostgreSQL', async () => ({ DATABASE_URL: await postgres.createDatabase() })],
    ],
  };
}
