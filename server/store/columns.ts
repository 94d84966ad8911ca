import type { ColumnName } from '#contract/columns';
import type { Draft, Outcome, StoredCompletion } from './completion';
import { count, label, measure, storedMetadata } from './sql/storable-values';

/** What both drivers read. Booleans and undefined are no values: SQLite's driver dies of the former. */
export type Value = string | number | null;
/** What they bind: bytes are those of a long text. */
export type BoundValue = Value | Uint8Array;

type Stored = StoredCompletion & Pick<Draft, 'messages'>;

/** A column of `completions`: the member of a completion that it keeps, and who writes it. */
type StoredColumn = {
  member: keyof Stored;
  /** Of PostgreSQL. */
  type: 'text' | 'bigint' | 'double precision';
  /** What a new request writes. */
  draft?: (draft: Draft) => BoundValue;
  /** What its end writes. */
  outcome?: (outcome: Outcome) => BoundValue;
};

/** Every column, in the order in which a record of an export names them. */
const columns = {
  id: drafted('id', 'text', asIs),
  k: drafted('k', 'bigint', asIs),
  created: drafted('created', 'bigint', asIs),
  state: { ...ended('state', 'text', asIs), draft: () => 'running' },
  reason: ended('reason', 'text', asIs),
  // The database writes it.
  version: { member: 'version', type: 'bigint' },
  provider: drafted('provider', 'text', label),
  requested_model: drafted('requestedModel', 'text', label),
  model: { ...ended('model', 'text', label), draft: (draft: Draft) => label(draft.requestedModel) },
  caller: drafted('caller', 'text', labelOrNull),
  upstream_id: ended('upstreamId', 'text', labelOrNull),
  finish_reason: ended('finishReason', 'text', labelOrNull),
  prompt_tokens: ended('promptTokens', 'bigint', count),
  completion_tokens: ended('completionTokens', 'bigint', count),
  cached_tokens: ended('cachedTokens', 'bigint', count),
  reasoning_tokens: ended('reasoningTokens', 'bigint', count),
  first_token_ms: ended('firstTokenMs', 'double precision', measure),
  total_ms: ended('totalMs', 'double precision', measure),
  cost: ended('cost', 'double precision', measure),
  tool_calls: ended('toolCalls', 'bigint', (calls) => count(calls) ?? 0),
  input_preview: drafted('inputPreview', 'text', label),
  output_preview: ended('outputPreview', 'text', label),
  metadata: drafted('metadata', 'text', (pairs) => JSON.stringify(pairs)),
  request: drafted('request', 'text', asIs),
  messages: drafted('messages', 'text', asIs),
  body: ended('body', 'text', asIs),
} as const satisfies Record<
  // The sum of the tokens is the table's own.
  Exclude<ColumnName, 'total_tokens'> | 'k' | 'version' | 'upstream_id' | LongText,
  StoredColumn
>;

/** JSON texts of any length, of which lists read as few as they can. */
type LongText = 'request' | 'messages' | 'body';
type StoredName = keyof typeof columns;
type MemberOf<Name extends StoredName> = (typeof columns)[Name]['member'];

/** A row of the table `completions`, without `messages`, as both databases return it. */
export type CompletionRow = {
  [Name in Exclude<StoredName, 'messages'>]: Name extends 'metadata' | 'request' | 'body'
    ? string
    : Stored[MemberOf<Name>];
};

// Object.entries forgets which names the object has.
const entries = Object.entries(columns) as [StoredName, StoredColumn][];
const namesOf = (some: typeof entries) => some.map(([name]) => name);
const ofDraft = entries.filter(([, { draft }]) => draft !== undefined);
const ofOutcome = entries.filter(([, { outcome }]) => outcome !== undefined);
const ofDraftAlone = ofDraft.filter(([, { outcome }]) => outcome === undefined);
const ofRow = entries.filter(([name]) => name !== 'messages');

/** Every column of `completions`: what moves when a row goes to the trash, or comes back. */
export const allColumns = namesOf(entries);
/** Columns of a {@link CompletionRow}, for SELECT and RETURNING. */
export const rowColumns = namesOf(ofRow);
/** Columns that `begin` writes, with {@link draftValues}. */
export const draftColumns = namesOf(ofDraft);
/** Columns that `finish` writes, with {@link outcomeValues}. */
export const outcomeColumns = namesOf(ofOutcome);
/** Columns of a whole record, with {@link recordValues}. */
export const recordColumns = [...namesOf(ofDraftAlone), ...outcomeColumns, 'version'] as const;

export function draftValues(draft: Draft): BoundValue[] {
  return ofDraft.map(([, column]) => column.draft?.(draft) ?? null);
}

export function outcomeValues(outcome: Outcome): BoundValue[] {
  return ofOutcome.map(([, column]) => column.outcome?.(outcome) ?? null);
}

export function recordValues(record: Draft & Outcome & { version: number }): BoundValue[] {
  const asked = ofDraftAlone.map(([, column]) => column.draft?.(record) ?? null);
  return [...asked, ...outcomeValues(record), record.version];
}

/** PostgreSQL's type of a column. */
export function typeOf(name: StoredName): StoredColumn['type'] {
  return columns[name].type;
}

export function toStoredCompletion(
  row: CompletionRow,
): StoredCompletion & { request: string; body: string } {
  const members = ofRow.map(([name, { member }]) => [member, row[name as keyof CompletionRow]]);
  // The type of a row says which member each column holds; all but one as it is.
  const completion = Object.fromEntries(members) as ReturnType<typeof toStoredCompletion>;
  completion.metadata = storedMetadata(row.metadata);
  return completion;
}

/** The members of a completion but its long texts, by the names of their columns. */
export function smallMembers(completion: StoredCompletion): Record<string, unknown> {
  return Object.fromEntries(
    ofRow
      .filter(([name]) => name !== 'request' && name !== 'body')
      .map(([name, { member }]) => [name, completion[member as keyof StoredCompletion]]),
  );
}

function drafted<Member extends keyof Draft>(
  member: Member,
  type: StoredColumn['type'],
  write: (value: Draft[Member]) => BoundValue,
) {
  return { member, type, draft: (draft: Draft) => write(draft[member]) };
}

function ended<Member extends keyof Outcome>(
  member: Member,
  type: StoredColumn['type'],
  write: (value: Outcome[Member]) => BoundValue,
) {
  return { member, type, outcome: (outcome: Outcome) => write(outcome[member]) };
}

function asIs<Bound extends BoundValue>(value: Bound): Bound {
  return value;
}

function labelOrNull(text: string | null): Value {
  return text === null ? null : label(text);
}
