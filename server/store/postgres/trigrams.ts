/**
 * The trigrams of a text that a search can ask for. The extension's own index has those at the ends of words, too
 * ("  w", " wo", "at "), for searches of whole words and of likeness: four in ten of an English text, and none that part
 * of a word can be found by. Without the extension a text has none, and a search reads every text.
 *
 * Compared by their bytes, whatever language the database sorts in. Statistics of them would be made by taking them of
 * 30,000 texts again and again; a search looks itself how many rows there may be.
 */
export const MAKE_TRIGRAMS = `
  DO $$ DECLARE show TEXT; BEGIN
    SELECT format('%s.show_trgm', extnamespace::regnamespace) INTO show FROM pg_extension WHERE extname = 'pg_trgm';
    IF show IS NULL THEN
      CREATE OR REPLACE FUNCTION chatkeep.trigrams(text) RETURNS text[] LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
        AS 'SELECT ''{}''::text[]';
      CREATE OR REPLACE FUNCTION chatkeep.trigrams_within(text) RETURNS text[] LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
        AS 'SELECT ''{}''::text[]';
      RETURN;
    END IF;
    EXECUTE format('CREATE OR REPLACE FUNCTION chatkeep.trigrams(text) RETURNS text[]
      LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE COST 10000 BEGIN ATOMIC
        SELECT coalesce(array_agg(t), ''{}'') FROM unnest(%s($1)) t WHERE strpos(t, '' '') = 0; END', show);
    -- Those beyond ASCII are numbers, which do not tell whether they have the end of a word: what two of three letters
    -- have of their own has it.
    EXECUTE format('CREATE OR REPLACE FUNCTION chatkeep.trigrams_within(text) RETURNS text[]
      LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE BEGIN ATOMIC
        SELECT coalesce(array_agg(DISTINCT t), ''{}'') FROM generate_series(1, length($1) - 2) i, LATERAL (
          SELECT unnest(%1$s(substr($1, i, 3)))
          EXCEPT SELECT unnest(%1$s(substr($1, i, 2))) EXCEPT SELECT unnest(%1$s(substr($1, i + 1, 2)))) three (t)
        WHERE strpos(t, '' '') = 0; END', show);
    CREATE INDEX IF NOT EXISTS completion_search_trigrams ON chatkeep.completion_search
      USING gin ((chatkeep.trigrams(text) COLLATE "C")) WITH (gin_pending_list_limit = 2048) WHERE ended;
    ALTER INDEX chatkeep.completion_search_trigrams ALTER COLUMN 1 SET STATISTICS 0;
    DROP INDEX IF EXISTS chatkeep.completion_search_text;
  END $$`;

/** What the index finds of a word; the rest of it a look at the text tells. */
export function indexed(word: string): string {
  return `(chatkeep.trigrams(s.text) COLLATE "C") @> chatkeep.trigrams_within(${word})`;
}
