import type { PostgresServer } from './postgres-server';

export const HASTY = 'a write that does not wait for the disk';

/** From now on `off` is the default of a database, and every write under it is an error; what streams may be lost by a second. */
export async function refuseHastyCommits(server: PostgresServer, database: string): Promise<void> {
  await server.query(`ALTER DATABASE ${database} SET synchronous_commit = off`);
  await server.query(
    `CREATE FUNCTION public.wait() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        IF current_setting('synchronous_commit') <> 'on' THEN RAISE EXCEPTION '${HASTY}'; END IF;
        RETURN NULL;
      END $$;
      DO $$ DECLARE name text; BEGIN
        FOR name IN SELECT tablename FROM pg_tables WHERE schemaname = 'chatkeep'
            AND tablename <> 'answer_pieces' LOOP
          EXECUTE format('CREATE TRIGGER wait AFTER INSERT OR UPDATE OR DELETE ON chatkeep.%I
            FOR EACH STATEMENT EXECUTE FUNCTION public.wait()', name);
        END LOOP;
      END $$`,
    database,
  );
}
