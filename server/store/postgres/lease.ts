import { randomUUID } from 'node:crypto';
import { endLeftOver } from './left-over';
import { forgetStrayPieces } from './pieces';
import { settleTallies } from './tallies';
import type { PostgresDatabase } from './database';

/** A server that was not heard of for this long is dead, and what it left running is incomplete. */
const LEASE_S = 30;
const HEARTBEAT_MS = 10_000;

/** A server of a former release does not say so of itself. */
export const CREATE_READS_PACKED = `ALTER TABLE chatkeep.servers
  ADD COLUMN IF NOT EXISTS reads_packed BOOLEAN NOT NULL DEFAULT false`;

/** Who this process is to the others on the same database. Running rows carry the token. */
export type Lease = {
  token: string;
  /** Resolves when the database has written that this process is alive. */
  renew: () => Promise<void>;
  /** Whether every living server reads texts that are packed: what one wrote, another may have to read. */
  packs: () => boolean;
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
  let packs = false;
  const renew = async () => {
    const [row] = await database.rows<{ packs: boolean }>(
      `INSERT INTO chatkeep.servers (token, alive_until, reads_packed)
        VALUES ($1, now() + interval '${LEASE_S} seconds', true)
        ON CONFLICT (token) DO UPDATE SET alive_until = excluded.alive_until
        RETURNING NOT EXISTS (SELECT 1 FROM chatkeep.servers
          WHERE alive_until > now() AND NOT reads_packed) AS packs`,
      [token],
    );
    packs = row?.packs ?? false;
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
    packs: () => packs,
    recover,
    release: async () => {
      clearInterval(timer);
      await database.run('DELETE FROM chatkeep.servers WHERE token = $1', [token]);
    },
  };
}
