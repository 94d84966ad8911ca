import { asChunk } from '#contract/fold/as-chunk';
import { createFold, type Fold } from '#contract/fold/fold';
import { isObject, objectsOf } from '#contract/json';
import { cacheWriteTokens } from '#contract/message/cache-writes';
import type { TokenUsage } from '#contract/pricing/price-list';
import type { ProviderError } from '#contract/provider-error';
import { isUtf8 } from 'node:buffer';
import { parseExact, stringifyExact } from '../json/exact';
import { editMembers } from '../json/members';
import type { Figures } from '../providers/figures';
import { ready, shared, type SharedText, textOf } from '../json/text';
import { type Endings, hiderOf } from '../providers/quoted-keys';
import type { CompletionPosition } from '../store/completion-id';
import type { Draft, Outcome } from '../store/completion';
import { type Ended, type Flaw, type Identity, noAnswer, outcomeOf } from './outcome';
import { readWhole } from './read-whole';
import { parseAnswer } from './answer-json';
import { failed } from './stream-ending';
import { strayWords } from './stray-words';

/** What an answer is read for. */
export type Reading = {
  /** Pieces of keys that errors must not quote. */
  secrets: Endings;
  /** Null when nothing of it is kept. */
  keep:
    | (Pick<CompletionPosition, 'id' | 'created'> &
        Pick<Draft, 'request' | 'requestedModel'> & { figures: Figures })
    | null;
};

/** What is stored of an answer but for its times; `cost` is null where the provider names none. */
export type Prepared = Omit<Outcome, 'firstTokenMs' | 'totalMs'> &
  Pick<TokenUsage, 'cacheWriteTokens'>;

/** All that is done with an answer that came as a whole. */
export type ReadAnswer =
  | {
      /** `broken`: its client gets an error. */
      kind: 'answer' | 'broken';
      /** JSON text for the client, under our id where it is kept. */
      text: SharedText;
      /** Without what could not be read. */
      flaw: Flaw | null;
      /** Null when nothing is kept. */
      prepared: Prepared | null;
    }
  | { kind: 'error'; error: ProviderError }
  | {
      kind: 'unreadable';
      /** What it says to people, if anything. */
      words: string | null;
      prepared: Prepared | null;
    };

/** Reads the bytes of a whole answer, and makes of them all that clients, readers and the store get. */
export function readAnswer(bytes: Buffer, { secrets, keep }: Reading): ReadAnswer {
  const text = textOf(bytes);
  const hide = hiderOf(secrets);
  const whole = readWhole(text, isUtf8(bytes), hide);
  if (whole.kind === 'error') return whole;
  if (whole.kind === 'unreadable')
    return {
      kind: 'unreadable',
      words: strayWords(hide(text.slice(0, MOST_WORDS))),
      prepared: keep && asItCame(hide(text), keep),
    };
  const { kind, value } = whole;
  const flaw = whole.flaw && failed(whole.flaw.reason, whole.flaw.error);
  const came = whole.kind === 'answer' ? whole.text : stringifyExact(value);
  const ours = keep && { id: JSON.stringify(keep.id), created: String(keep.created) };
  const answer = ours ? editMembers(came, ours) : came;
  const prepared =
    keep &&
    preparedOf(
      {
        ...NOTHING,
        answer: isObject(value) ? answer : noAnswer(keep),
        parsed: value,
        flaw: whole.flaw,
      },
      keep,
    );
  return { kind, text: ready(answer), flaw, prepared };
}

/** The one event that says what a whole answer does, for those who follow it; null where it cannot be read. */
export function wholeEvent(answer: SharedText): SharedText | null {
  let value: unknown;
  try {
    value = parseAnswer(textOf(answer));
  } catch {
    return null;
  }
  if (!isObject(value)) return null;
  const fold = createFold();
  fold.add(asChunk(value));
  return shared(stringifyExact(fold.chunk()));
}

/** An answer that nothing can read, as it came. */
export function unreadAnswer(bytes: Buffer, { secrets, keep }: Reading): ReadAnswer {
  const text = hiderOf(secrets)(textOf(bytes));
  return { kind: 'unreadable', words: null, prepared: keep && asItCame(text, keep) };
}

/** UTF-16 units: what is looked through for words. */
const MOST_WORDS = 65_536;

function asItCame(text: string, keep: NonNullable<Reading['keep']>): Prepared {
  const flaw = { ...failed('invalid_response'), unreadable: text };
  return preparedOf({ ...NOTHING, answer: noAnswer(keep), flaw }, keep);
}

/** One chunk that says what all of these do, from JSON texts of arrays of them. */
export function foldStretches(stretches: readonly SharedText[], identity: Identity): SharedText {
  return shared(stringifyExact({ ...folded(stretches).chunk(), ...identity }));
}

function folded(stretches: readonly SharedText[]): Fold {
  const fold = createFold();
  for (const stretch of stretches)
    for (const chunk of objectsOf(parseExact(textOf(stretch)))) fold.add(chunk);
  return fold;
}

/** What is kept of a stream that has ended, from JSON texts of arrays of its chunks. */
export function prepareStream(
  stretches: readonly SharedText[],
  flaw: Flaw | null,
  keep: NonNullable<Reading['keep']>,
): Prepared {
  const completion = folded(stretches).completion();
  const answer = stringifyExact({ ...completion, id: keep.id, created: keep.created });
  return preparedOf({ ...NOTHING, answer, parsed: completion, flaw }, keep);
}

const NOTHING = { parsed: null, timings: { firstTokenMs: null, totalMs: 0 } };

/** What is kept of an exchange that has ended, but for an estimate of its cost. */
export function preparedOf(ended: Ended, keep: NonNullable<Reading['keep']>): Prepared {
  const { firstTokenMs: _, totalMs: __, ...prepared } = outcomeOf(ended, keep, keep.figures);
  const written = cacheWriteTokens(ended.parsed);
  return { ...prepared, cacheWriteTokens: written, body: shared(textOf(prepared.body)) };
}
