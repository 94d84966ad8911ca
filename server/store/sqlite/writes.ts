import {
  type CompletionRow,
  draftColumns,
  draftValues,
  outcomeColumns,
  outcomeValues,
  rowColumns,
  toStoredCompletion,
} from '../columns';
import { erase, eraseAll, eraseDeletedBefore, forget, moveToTrash, restore } from './trash';
import { type SqliteDatabase, sqliteCode } from './database';
import { deletePairs, insertPairs } from './pairs';
import { auditWrites } from './audit';
import { documentWrites } from './documents';
import { jobBringWrites } from './job-bring';
import { jobWrites } from './job-work';
import { jobItemWrites } from './job-items';
import { jobRecordWrites } from './jobs';
import { giveBack } from './give-back';
import { sweep } from './sweep';
import { forgetPieces, pieceWrites } from './pieces';
import { asKept, MOST_PACKED } from '../packed';
import { withSharedBody } from './reads';
import { forgetIndexed, noteChange } from './search/log';
import { recordWrites } from './records';
import type { Draft, Outcome } from '../completion';
import type { Metadata } from '#contract/metadata';
import { PositionTaken } from '../errors';
import type { Scope, UpdateResult } from '../listing';

/** Each runs inside the transaction of a group commit, see sqlite-worker.ts. */
export const writes = {
  begin,
  finish,
  updateMetadata,
  delete: remove,
  restore,
  erase,
  eraseAt: eraseAll,
  eraseDeletedBefore,
  recover,
  forgetIndexed,
  giveBack: (database: SqliteDatabase) => giveBack(database) || sweep(database),
  ready,
  /** The same at start, when what gives room back must be possible. */
  open: ready,
  ...recordWrites,
  ...pieceWrites,
  ...jobRecordWrites,
  ...jobItemWrites,
  ...jobWrites,
  ...jobBringWrites,
  ...documentWrites,
  ...auditWrites,
};

const INSERT_DRAFT = `INSERT INTO completions (${draftColumns.join(', ')})
  VALUES (${draftColumns.map(() => '?').join(', ')})`;

function begin(database: SqliteDatabase, draft: Draft): void {
  try {
    database.run(INSERT_DRAFT, draftValues(draft));
  } catch (error) {
    if (!sqliteCode(error)?.startsWith('SQLITE_CONSTRAINT')) throw error;
    throw new PositionTaken('the position is taken', { cause: error });
  }
  insertPairs(database, draft.k, draft.metadata);
}

const CAN_END = "id = ? AND (state = 'running' OR reason = 'server_restart')";
const FINISH = `UPDATE completions SET messages = coalesce(?, messages),
  ${outcomeColumns.map((column) => `${column} = ?`).join(', ')} WHERE ${CAN_END} RETURNING k`;

/** What may be packed, or is. */
const ASKED = `SELECT messages, body FROM completions
  WHERE ${CAN_END} AND octet_length(messages) + octet_length(body) <= ${MOST_PACKED}`;

function finish(database: SqliteDatabase, id: string, outcome: Outcome): boolean {
  const [asked] = database.all<{ messages: string }>(ASKED, [id]);
  const texts = asked && asKept({ messages: asked.messages, body: outcome.body });
  const [ended] = database.all<{ k: number }>(FINISH, [
    texts?.messages ?? null,
    ...outcomeValues({ ...outcome, body: texts?.body ?? outcome.body }),
    id,
  ]);
  if (ended) {
    noteChange(database, ended.k, 'all');
    forgetPieces(database, ended.k);
    return true;
  }
  return database.value('SELECT 1 FROM completions WHERE id = ?', [id]) === 1;
}

function updateMetadata(
  database: SqliteDatabase,
  id: string,
  metadata: Metadata,
  scope: Scope,
  ifVersions?: readonly number[],
): UpdateResult {
  const before = find(database, id, scope);
  if (!before) return { kind: 'missing' };
  if (ifVersions && !ifVersions.includes(before.version)) return { kind: 'stale' };
  deletePairs(database, [before.k]);
  insertPairs(database, before.k, metadata);
  noteChange(database, before.k, 'names');
  const [row] = database.all<CompletionRow>(
    `UPDATE completions SET metadata = ?, version = version + 1 WHERE k = ?
      RETURNING ${rowColumns.join(', ')}`,
    [JSON.stringify(metadata), before.k],
  );
  return row
    ? { kind: 'updated', row: withSharedBody(toStoredCompletion(row)) }
    : { kind: 'missing' };
}

function remove(database: SqliteDatabase, id: string, scope: Scope): boolean {
  const row = find(database, id, scope);
  if (!row) return false;
  if (row.state !== 'running') moveToTrash(database, [row.k]);
  else {
    deletePairs(database, [row.k]);
    noteChange(database, row.k, 'erased');
    forget(database, row.k);
    database.run('DELETE FROM completions WHERE k = ?', [row.k]);
  }
  return true;
}

/** The file belongs to one server process, so whatever runs when it starts was left by a former one. */
function recover(database: SqliteDatabase): number {
  const left = database.all<{ k: number }>("SELECT k FROM completions WHERE state = 'running'");
  for (const { k } of left) {
    database.run(
      "UPDATE completions SET state = 'incomplete', reason = 'server_restart' WHERE k = ?",
      [k],
    );
    noteChange(database, k, 'all');
  }
  return left.length;
}

/** Writes the version it reads: the cheapest write that needs the lock, the log and the disk. */
function ready(database: SqliteDatabase): void {
  const version = Number(database.value('PRAGMA user_version'));
  database.script(`PRAGMA user_version = ${version}`);
}

type Found = Pick<CompletionRow, 'k' | 'state' | 'version' | 'metadata'>;

function find(database: SqliteDatabase, id: string, scope: Scope): Found | undefined {
  const complete = scope === 'complete' ? "AND state = 'complete'" : '';
  const [row] = database.all<Found>(
    `SELECT k, state, version, metadata FROM completions WHERE id = ? ${complete}`,
    [id],
  );
  return row;
}
