import { storedMetadata } from '../sql/storable-values';
import {
  type CompletionRow,
  draftColumns,
  draftValues,
  outcomeColumns,
  outcomeValues,
  rowColumns,
  toStoredCompletion,
  type BoundValue,
} from '../columns';
import { aside } from '../../threads/aside';
import { type Transactions, type Queries, postgresCode } from './database';
import { namesOf, valuesOf } from '../sql/search-names';
import { textOf } from '../../json/text';
import { type Begun, type BegunTexts, LONGEST_REMEMBERED } from './begun';
import { asBegunText, asKeptText } from './packed-text';
import { forgetPieces } from './pieces';
import { index, indexMetadata, NAME, SAY, unindex } from './search';
import { forget, moveToTrash } from './trash';
import type { Draft, Outcome } from '../completion';
import type { Metadata } from '#contract/metadata';
import { PositionTaken } from '../errors';
import type { Scope, UpdateResult } from '../listing';

const UNIQUE_VIOLATION = '23505';

const draftEnd = draftColumns.length;

/** One statement, and so one round trip and one commit, for the row and its pairs. */
const BEGIN = `WITH draft AS (
    INSERT INTO chatkeep.completions (${draftColumns.join(', ')}, owner, body)
    VALUES (${draftColumns.map((_, i) => `$${i + 1}`).join(', ')}, $${draftEnd + 1}, $${draftEnd + 2})
    RETURNING k)
  INSERT INTO chatkeep.completion_metadata (key, value, k)
  SELECT pair.key, pair.value, draft.k
  FROM draft, unnest($${draftEnd + 3}::text[], $${draftEnd + 4}::text[]) AS pair (key, value)`;

export async function begin(
  database: Transactions,
  draft: Draft,
  { owner, begun, packs }: { owner: string } & Finishing,
): Promise<void> {
  const { id, metadata } = draft;
  const kept = packs ? asBegunText(draft.messages) : { messages: draft.messages, body: '{}' };
  const { messages: asked, body } = kept;
  const values = [...draftValues({ ...draft, messages: asked }), owner, body, ...pairsOf(metadata)];
  const [prompt] = await Promise.all([
    draft.messages.length > LONGEST_REMEMBERED ? null : aside.searchText(draft.messages, '\n'),
    database.run(BEGIN, values).catch((error: unknown) => {
      if (postgresCode(error) !== UNIQUE_VIOLATION) throw error;
      throw new PositionTaken('the position is taken', { cause: error });
    }),
  ]);
  if (prompt === null) return;
  const [messages, vals] = [textOf(draft.messages), valuesOf(metadata)];
  const isPacked = asked !== draft.messages;
  begun.put(id, { messages, isPacked, prompt: textOf(prompt), vals });
}

const CAN_END = "id = $1 AND (state = 'running' OR reason = 'server_restart')";
/** Nobody has it in hand any more. `metadata` has not changed where the version is the first one. */
const END = (
  which: string,
) => `UPDATE chatkeep.completions SET owner = '', messages = coalesce($2, messages),
  ${outcomeColumns.map((column, i) => `${column} = $${i + 3}`).join(', ')} WHERE ${CAN_END} ${which}`;
const last = outcomeColumns.length + 2;

/** `isPacked`: the row has it packed, with no answer yet, or with another one. */
type Asked = { messages: string; isPacked: boolean };

/** The values of {@link END}. */
function endValues(
  { id, outcome }: Ending,
  { messages, isPacked }: Asked,
  packs: boolean,
): BoundValue[] {
  const asIs = { messages, body: outcome.body };
  const kept = packs ? asKeptText(asIs) : asIs;
  const isSame = kept.messages === messages && !isPacked;
  return [id, isSame ? null : kept.messages, ...outcomeValues({ ...outcome, body: kept.body })];
}

/** What was begun here: one statement, and so one round trip and one commit. */
const FINISH = `WITH ended AS (${END('AND version = 1')} RETURNING k),
  unpieced AS (DELETE FROM chatkeep.answer_pieces p USING ended WHERE p.k = ended.k),
  named AS (${NAME(`SELECT k, $${last + 2}, $${last + 3} FROM ended`)})
  ${SAY(`SELECT k, true, $${last + 1} FROM ended`)}`;

/**
 * A completion gets its texts and names for the search here, once: written when it begins, too, they would be written
 * twice, and leave as much behind for VACUUM.
 */
export async function finish(
  database: Transactions,
  { id, outcome }: Ending,
  { begun, packs }: Finishing,
): Promise<boolean> {
  const known = begun.take(id);
  if (known && (await finishKnown(database, { id, outcome }, { ...known, packs }))) return true;
  if (await finishUnknown(database, { id, outcome }, packs)) return true;
  const stored = await database.rows('SELECT 1 FROM chatkeep.completions WHERE id = $1', [id]);
  return stored.length === 1;
}

type Ending = { id: string; outcome: Outcome };
type Finishing = { begun: BegunTexts; packs: boolean };

/** False where it was tagged meanwhile, or does not run any more. */
async function finishKnown(
  database: Transactions,
  { id, outcome }: Ending,
  { messages, isPacked, prompt, vals, packs }: Begun & Pick<Finishing, 'packs'>,
): Promise<boolean> {
  const answer = textOf(await aside.searchText(outcome.body, ''));
  const { ids } = namesOf({ id, upstreamId: outcome.upstreamId, metadata: {} });
  const values = endValues({ id, outcome }, { messages, isPacked }, packs);
  return (await database.run(FINISH, [...values, `${prompt}${answer}`, ids, vals])) === 1;
}

const ASKED = `SELECT k, metadata, messages, body, messages = '' AS "isPacked"
  FROM chatkeep.completions WHERE ${CAN_END} FOR UPDATE`;

/** What another server began, is long, or was tagged meanwhile. */
function finishUnknown(
  database: Transactions,
  { id, outcome }: Ending,
  packs: boolean,
): Promise<boolean> {
  const { upstreamId, body, state } = outcome;
  return database.transaction(async (queries) => {
    const [row] = await queries.rows<CompletionRow & Asked>(ASKED, [id]);
    if (!row) return false;
    await queries.run(END(''), endValues({ id, outcome }, row, packs));
    const metadata = storedMetadata(row.metadata);
    await index(queries, [{ ...row, id, state, upstreamId, metadata, body }]);
    await forgetPieces(queries, [row.k]);
    return true;
  });
}

/** Pairs that stay are not touched: within one statement PostgreSQL still sees those that it deletes. */
const REPLACE_METADATA = `WITH
  old AS (SELECT * FROM unnest($4::text[], $5::text[]) AS pair (key, value)),
  new AS (SELECT * FROM unnest($6::text[], $7::text[]) AS pair (key, value)),
  gone AS (
    DELETE FROM chatkeep.completion_metadata m USING (TABLE old EXCEPT TABLE new) pair
    WHERE m.key = pair.key AND m.value = pair.value AND m.k = $1),
  added AS (
    INSERT INTO chatkeep.completion_metadata (key, value, k)
    SELECT pair.key, pair.value, $1 FROM (TABLE new EXCEPT TABLE old) pair)
  UPDATE chatkeep.completions SET metadata = $2, version = $3 + 1
  WHERE k = $1 RETURNING ${rowColumns.join(', ')}`;

export async function updateMetadata(
  database: Transactions,
  id: string,
  metadata: Metadata,
  scope: Scope,
  ifVersions?: readonly number[],
): Promise<UpdateResult> {
  return database.transaction(async (queries) => {
    const before = await lock(queries, id, scope);
    if (!before) return { kind: 'missing' };
    if (ifVersions && !ifVersions.includes(before.version)) return { kind: 'stale' };
    const [row] = await queries.rows<CompletionRow>(REPLACE_METADATA, [
      before.k,
      JSON.stringify(metadata),
      before.version,
      ...pairsOf(storedMetadata(before.metadata)),
      ...pairsOf(metadata),
    ]);
    await indexMetadata(queries, [{ k: before.k, metadata }]);
    return row ? { kind: 'updated', row: toStoredCompletion(row) } : { kind: 'missing' };
  });
}

const REMOVE = `WITH gone AS (
    DELETE FROM chatkeep.completion_metadata m USING unnest($2::text[], $3::text[]) AS pair (key, value)
    WHERE m.key = pair.key AND m.value = pair.value AND m.k = $1)
  DELETE FROM chatkeep.completions WHERE k = $1`;

export async function remove(database: Transactions, id: string, scope: Scope): Promise<boolean> {
  return database.transaction(async (queries) => {
    const row = await lock(queries, id, scope);
    if (!row) return false;
    if (row.state === 'running') {
      await unindex(queries, [row.k]);
      await forget(queries, [row.k]);
    } else await moveToTrash(queries, [row.k]);
    const pairs = pairsOf(storedMetadata(row.metadata));
    return (await queries.run(REMOVE, [row.k, ...pairs])) === 1;
  });
}

type Locked = Pick<CompletionRow, 'k' | 'state' | 'version' | 'metadata'>;

/** The row, kept from other writers until the transaction ends: its pairs are removed by what it says they are. */
async function lock(queries: Queries, id: string, scope: Scope): Promise<Locked | undefined> {
  const complete = scope === 'complete' ? "AND state = 'complete'" : '';
  const [row] = await queries.rows<Locked>(
    `SELECT k, state, version, metadata FROM chatkeep.completions WHERE id = $1 ${complete} FOR UPDATE`,
    [id],
  );
  return row;
}

function pairsOf(metadata: Metadata): [keys: string[], values: string[]] {
  return [Object.keys(metadata), Object.values(metadata)];
}
