/**
 * Makes the search smaller.
 *
 * PostgreSQL compresses nothing in a row below 2 KB, and most texts of the search are shorter. `pad` makes those from
 * 1.2 KB on long enough, and takes a few bytes itself once both are compressed. By LZ4 alone, which is read quickly.
 * Both stay in the row (`MAIN`) up to a page, where a search that reads all of them needs no second look.
 *
 * What is written to a trigram index waits in a list for 4 MB of it, which every search reads, and whose room the file
 * keeps.
 */
export const MAKE_SEARCH_SMALLER = `
  DO $$ BEGIN
    EXECUTE 'ALTER TABLE chatkeep.completion_search ALTER COLUMN text SET COMPRESSION lz4';
    ALTER TABLE chatkeep.completion_search ADD COLUMN IF NOT EXISTS pad TEXT DEFAULT repeat(' ', 1300);
    EXECUTE 'ALTER TABLE chatkeep.completion_search ALTER COLUMN pad SET COMPRESSION lz4';
    ALTER TABLE chatkeep.completion_search ALTER COLUMN text SET STORAGE MAIN,
      ALTER COLUMN pad SET STORAGE MAIN, SET (toast_tuple_target = 1280);
  EXCEPTION WHEN feature_not_supported OR syntax_error OR invalid_parameter_value THEN
    RAISE NOTICE 'no LZ4: texts of the search stay as they are';
  END $$;
  ALTER INDEX IF EXISTS chatkeep.completion_search_text SET (gin_pending_list_limit = 2048);
  ALTER INDEX IF EXISTS chatkeep.completion_names_ids SET (gin_pending_list_limit = 256);
  ALTER INDEX IF EXISTS chatkeep.completion_names_vals SET (gin_pending_list_limit = 256)`;

/**
 * With 1,300 blanks a text below 700 bytes made no row of 2 KB, so that the blanks stayed as they were. These make any row
 * long enough, and texts from 0.6 KB on are compressed. What is stored already keeps its blanks until it is written anew.
 */
export const PAD_SHORT_TEXTS = `
  DO $$ BEGIN
    ALTER TABLE chatkeep.completion_search ALTER COLUMN pad SET DEFAULT repeat(' ', 2100),
      SET (toast_tuple_target = 600);
  EXCEPTION WHEN undefined_column THEN
    RAISE NOTICE 'no LZ4: texts of the search stay as they are';
  END $$`;
