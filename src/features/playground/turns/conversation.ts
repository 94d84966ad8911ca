import type { AnswerMessage, Choice, Usage } from '@/api/wire';
import type { AnswerFormat } from '@/components/answer/answer-format';
import type { ViewMessage } from '@/components/message/view-message';
import type { Pace } from '@/lib/pieces';
import type { SettingName } from '../parameters/parameter-table';

/** What went wrong, where that decides about the next step. */
export type FailureKind = 'key' | 'model' | 'quota' | 'limit' | 'long' | 'provider';

/** What went wrong, in words, and what the reader can do about it. */
export type Failure = {
  title: string;
  message: string;
  /** For a report: status and request id. */
  detail: string | null;
  /** Not there in conversations of earlier releases. */
  kind?: FailureKind | null;
  /** The parameter that the model refused, if it can be left out. */
  refused?: SettingName | null;
  /** Unix milliseconds from which on the server wants to be asked again. */
  retryAt: number | null;
};

/**
 * What a waiting answer waits for, if it is not the provider: the model, which the provider said so many times that it
 * is loading; the first words, since it has begun to answer; or the way to the server, which broke.
 */
export type Awaited = { what: 'model'; tries: number } | { what: 'words' | 'server' | 'place' };

export type Run =
  | { state: 'waiting'; for?: Awaited }
  | { state: 'streaming' }
  | { state: 'complete' }
  | { state: 'stopped' }
  | { state: 'failed'; failure: Failure };

export type Keeping =
  | { state: 'off' }
  | { state: 'storing' }
  | { state: 'stored' }
  /** An unfinished answer: kept, but not among the complete ones. */
  | { state: 'partly' }
  | { state: 'not-stored'; reason: string };

/** Why an answer that was to be stored does not say whether it is. */
export const NOT_KNOWN =
  'The page was reloaded, or the connection broke, before that was known: look under Completions.';

type Facts = {
  model: string;
  /** Whether this server generates it, so that it goes on when the tab is closed. */
  isOurs: boolean;
  /** What it is called from the moment it is asked for, by this server, too; not there in earlier releases. */
  runName?: string;
  completionId: string | null;
  firstTokenMs: number | null;
  totalMs: number | null;
  /** While it comes. */
  pace?: Pace;
  usage: Usage | null;
  /** What the answer was asked to be, if not a text. */
  format?: AnswerFormat | null;
  /** Which model it was asked of (see `contract/message/origin`); not known of conversations of earlier releases. */
  origin?: string;
  /** Unix milliseconds. */
  askedAt?: number;
  /** US dollars by the prices of this server, null where it knows none; what the provider says stands in the usage. */
  cost?: number | null;
  /** What stood for the variables in what it answers. */
  values?: Readonly<Record<string, string>>;
};

/** What is known of an answer when it is asked for. */
export type Asked = Pick<Facts, 'model' | 'isOurs' | 'format' | 'origin' | 'values'>;

/** Where a turn is in its conversation, which is a tree: what follows another version of it is another branch. */
type Place = {
  key: string;
  /** Key of the turn before it; null at the beginning. */
  parent: string | null;
};

export type PromptTurn = Place & {
  kind: 'prompt';
  message: ViewMessage;
  /** Inserted and not written yet: an open editor that is no message so far. */
  isNew?: true;
  /** A tool's result that says what went wrong in its function. */
  isError?: true;
  /** JSON text of a message that was opened, where the page would send it otherwise. */
  came?: string;
  /** What stood for its variables when it was sent; those of today are for what is sent next. */
  values?: Readonly<Record<string, string | null>>;
  /** Of an answer that was opened as a message: which model gave it (see `contract/message/origin`). */
  origin?: string;
};

/** What came with a choice beside its message; a text that was edited has none of it. */
export type ChoiceEnd = {
  finish: string | null;
  logprobs: Choice['logprobs'];
  /** What the provider said of an error or of its filter, as it came. */
  error?: unknown;
  content_filter_results?: unknown;
};

/** Where an answer has something from, as it came beside its choices. */
type Sources = { citations?: unknown; search_results?: unknown };

export type AnswerTurn = Place & {
  kind: 'answer';
  choices: AnswerMessage[];
  /** By choice; not there in conversations of earlier releases. */
  ends?: ChoiceEnd[];
  sources?: Sources;
  /** The text that it was to go on from; its choices begin with it. */
  begun?: AnswerMessage;
  isEdited?: true;
  /** Which choice the conversation goes on from. */
  shown: number;
  run: Run;
  keeping: Keeping;
  facts: Facts;
};

export type Turn = PromptTurn | AnswerTurn;

export function promptTurn(
  message: ViewMessage,
  { key, parent }: Place = { key: crypto.randomUUID(), parent: null },
): PromptTurn {
  return { kind: 'prompt', key, parent, message };
}

export function answerTurn(
  facts: Asked,
  isStored: boolean,
  begun: AnswerMessage | null = null,
): AnswerTurn {
  return {
    kind: 'answer',
    key: crypto.randomUUID(),
    parent: null,
    choices: [],
    ...(begun && { begun }),
    shown: 0,
    run: { state: 'waiting' },
    keeping: { state: isStored ? 'storing' : 'off' },
    facts: {
      ...facts,
      runName: crypto.randomUUID(),
      completionId: null,
      firstTokenMs: null,
      totalMs: null,
      usage: null,
      askedAt: Date.now(),
    },
  };
}

type RunningTurn = AnswerTurn & { run: { state: 'waiting' | 'streaming' } };

export function isRunning(turn: Turn): turn is RunningTurn {
  return turn.kind === 'answer' && (turn.run.state === 'waiting' || turn.run.state === 'streaming');
}

/** The message that a turn adds to the conversation, if it adds any. */
export function messageOf(turn: Turn): ViewMessage | null {
  if (turn.kind === 'answer') return turn.choices[turn.shown] ?? null;
  return turn.isNew ? null : turn.message;
}
