import {
  type AnswerTurn,
  isRunning,
  type Keeping,
  NOT_KNOWN,
  promptTurn,
  type Turn,
} from './conversation';
import { initialParameters, type Parameters } from '../parameters/parameters';
import type { Edits } from './edits';
import { type Conversation, type Draft, emptyConversation, emptyDraft } from './playground-store';
import { knownCalls, untrusted } from '../request/call-handling';
import { chained } from './turn-tree';
import type { Variables } from '../variables/variables';
import { asRecord } from '@/lib/as-record';

/** A saved conversation as this release and a newly loaded page can go on with it. */
export function restored(saved: Conversation): Conversation {
  return {
    ...saved,
    draft: knownDraft(saved.draft),
    edits: knownEdits(saved.edits, saved.turns),
    parameters: knownParameters(saved.parameters),
    calls: knownCalls(saved.calls),
    turns: saved.turns.map((turn) => (turn.kind === 'answer' ? restoredAnswer(turn) : turn)),
  };
}

/** Reads a conversation from a text that may come from anywhere; null for what is none. */
export function conversationFrom(value: unknown): Conversation | null {
  const saved = asRecord(value);
  if (!saved || !Array.isArray(saved.turns)) return null;
  const turns = saved.turns.flatMap((each): Turn[] => {
    const turn = asRecord(each);
    if (turn?.kind === 'prompt' && typeof asRecord(turn.message)?.role === 'string') {
      const { values, ...rest } = turn;
      const kept = asRecord(values);
      return [
        Object.assign(promptTurn({ role: '' }), rest, kept && { values: knownVariables(kept) }),
      ];
    }
    const isAnswer = turn?.kind === 'answer' && Array.isArray(turn.choices) && asRecord(turn.facts);
    return isAnswer && asRecord(turn.run) && asRecord(turn.keeping) ? [turn as Turn] : [];
  });
  const fresh = emptyConversation();
  const draft = knownDraft(saved.draft);
  const parameters = knownParameters(saved.parameters);
  const calls = untrusted(knownCalls(saved.calls));
  const name = typeof saved.name === 'string' ? saved.name : null;
  const id = typeof saved.id === 'string' ? saved.id : fresh.id;
  // Before there were branches, the order of the turns was all there was.
  const tree = typeof saved.leaf === 'string' ? { turns, leaf: saved.leaf } : chained(turns);
  const edits = knownEdits(saved.edits, turns);
  return { id, name, draft, edits, parameters, calls, ...tree };
}

/** Drafts of an earlier release had no attachments. */
export function knownDraft(value: unknown): Draft {
  const draft = { ...emptyDraft, ...asRecord(value) };
  return hasShape(draft, emptyDraft) ? draft : emptyDraft;
}

/** Earlier releases kept none. */
function knownEdits(value: unknown, turns: readonly Turn[]): Edits {
  const keys = new Set(turns.map(({ key }) => key));
  const known = Object.entries(asRecord(value) ?? {}).flatMap(([key, each]) => {
    const { text, attachments } = asRecord(each) ?? {};
    const isKnown = keys.has(key) && typeof text === 'string' && Array.isArray(attachments);
    return isKnown ? [[key, { text, attachments: attachments as unknown[] }] as const] : [];
  });
  return Object.fromEntries(known);
}

/** Each parameter as it was saved if it still has the shape that this release works with. */
export function knownParameters(value: unknown): Parameters {
  const saved = asRecord(value) ?? {};
  const known = Object.entries(initialParameters).filter(([name, initial]) =>
    hasShape(saved[name], initial),
  );
  const parameters: Parameters = {
    ...initialParameters,
    ...Object.fromEntries(known.map(([name]) => [name, saved[name]])),
  };
  const metadata = parameters.metadata.filter((row) => hasShape(row, { key: '', value: '' }));
  return { ...parameters, metadata, variables: knownVariables(parameters.variables) };
}

function knownVariables(values: Record<string, unknown>): Variables {
  const known = Object.entries(values).filter(
    (each): each is [string, string | null] => each[1] === null || typeof each[1] === 'string',
  );
  return Object.fromEntries(known);
}

function hasShape(value: unknown, model: unknown): boolean {
  if (Array.isArray(model)) return Array.isArray(value);
  const members = asRecord(model);
  if (!members) return typeof value === typeof model;
  const record = asRecord(value);
  return (
    record !== null && Object.keys(members).every((name) => hasShape(record[name], members[name]))
  );
}

/**
 * An answer that was running when the page went away goes on if this server generates it (see resume-answer.ts);
 * any other is read by nobody any more, and nobody asks any more whether one was stored.
 */
function restoredAnswer(turn: AnswerTurn): AnswerTurn {
  const { isOurs, runName, completionId } = turn.facts;
  const goesOn = isOurs && (typeof runName === 'string' || completionId !== null);
  if (isRunning(turn) && goesOn) return turn;
  return {
    ...turn,
    run: isRunning(turn) ? interrupted : turn.run,
    keeping: turn.keeping.state === 'storing' ? unknown : turn.keeping,
  };
}

const unknown: Keeping = { state: 'not-stored', reason: NOT_KNOWN };

const interrupted = {
  state: 'failed' as const,
  failure: {
    title: 'The page was reloaded before the answer was complete',
    message: 'What had come until then is kept here.',
    detail: null,
    retryAt: null,
  },
};
