import { randomUUID } from 'node:crypto';
import { endLeftOver } from './left-over';
import { forgetStrayPieces } from './pieces';
import { settleTallies } from './tallies';
import type { PostgresDatabase } from './database';

/** A server that was not heard of for this long is dead, and what it left running is incomplete. */
const LEASE_S = 30;
const HEARTBEAT_MS = 10_000;

/** Who this process is to the others on the same database. Running rows carry the token. */
export type Lease = {
  token: string;
  /** Resolves when the database has written that this process is alive. */
  renew: () => Promise<void>;
  /** Marks the running rows of dead servers as incomplete; resolves with their number. */
  recover: () => Promise<number>;
  release: () => Promise<void>;
};

/**
 * Registers this process and keeps it registered. The database's clock decides, so the servers' clocks may differ.
 * A wrong verdict heals: a completion that was taken for dead can still end.
 */
export async function takeLease(
  database: PostgresDatabase,
  onBeat: () => Promise<unknown>,
): Promise<Lease> {
  const token = randomUUID();
  const renew = async () => {
    await database.run(
      `INSERT INTO chatkeep.servers (token, alive_until)
        VALUES ($1, now() + interval '${LEASE_S} seconds')
        ON CONFLICT (token) DO UPDATE SET alive_until = excluded.alive_until`,
      [token],
    );
  };
  const recover = async () => {
    const count = await endLeftOver(database);
    await forgetStrayPieces(database);
    await database.run("DELETE FROM chatkeep.servers WHERE alive_until < now() - interval '1 day'");
    return count;
  };
  await renew();
  const timer = setInterval(() => {
    // A database that is down is reported by whoever needs it; the next beat tries again.
    renew()
      .then(recover)
      .then(() => settleTallies(database))
      .then(onBeat)
      .catch(() => undefined);
  }, HEARTBEAT_MS);
  timer.unref();
  return {
    token,
    renew,
    recover,
    release: async () => {
      clearInterval(timer);
      await database.run('DELETE FROM chatkeep.servers WHERE token = $1', [token]);
    },
  };
}
