import { asRecord } from '@/lib/as-record';

/** A result that is typed or came from a function, until it is sent. */
export type ResultDraft = { text: string; isError?: true };

/** How the calls of a conversation's tools are answered. */
export type CallHandling = {
  /** JavaScript of the reader's own, by the name of the tool. */
  functions: Record<string, string>;
  /** Whether the functions may run: they were written here, or somebody has looked at them. */
  isTrusted: boolean;
  /** Sends the results by itself when every called tool has a function. */
  goesOn: boolean;
  /** So many times in a row at most. */
  rounds: number;
  /** A function that takes longer is cut. */
  seconds: number;
  /** By call id. */
  drafts: Record<string, ResultDraft>;
};

export const initialCalls: CallHandling = {
  functions: {},
  isTrusted: true,
  goesOn: false,
  rounds: 10,
  seconds: 5,
  drafts: {},
};

export const limits = { rounds: 50, seconds: 60 };

/** A tool may have the name of something that every object has. */
export function functionOf({ functions }: CallHandling, tool: string): string | null {
  const code = Object.hasOwn(functions, tool) ? functions[tool] : undefined;
  return code?.trim() ? code : null;
}

export function draftOf({ drafts }: CallHandling, callId: string): ResultDraft {
  return (Object.hasOwn(drafts, callId) ? drafts[callId] : undefined) ?? NOTHING;
}

/** One value, so that a view that selects it sees no change. */
const NOTHING: ResultDraft = { text: '' };

/** For the next conversation: its functions stay, results belong to their calls. */
export function withoutDrafts(calls: CallHandling): CallHandling {
  return { ...calls, drafts: {} };
}

/** From elsewhere: what somebody else wrote runs only after somebody here has agreed. */
export function untrusted(calls: CallHandling): CallHandling {
  return { ...calls, isTrusted: Object.keys(calls.functions).length === 0 };
}

/** As it was saved, as far as it has the shape that this release works with. */
export function knownCalls(value: unknown): CallHandling {
  const saved = asRecord(value);
  if (!saved) return initialCalls;
  const functions = Object.entries(asRecord(saved.functions) ?? {}).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string',
  );
  const drafts = Object.entries(asRecord(saved.drafts) ?? {}).flatMap(([id, each]) => {
    const draft = asRecord(each);
    if (typeof draft?.text !== 'string') return [];
    const isError = draft.isError === true && { isError: true as const };
    return [[id, { text: draft.text, ...isError }] as const];
  });
  return {
    functions: Object.fromEntries(functions),
    isTrusted: saved.isTrusted === true,
    goesOn: saved.goesOn === true,
    rounds: within(saved.rounds, limits.rounds, initialCalls.rounds),
    seconds: within(saved.seconds, limits.seconds, initialCalls.seconds),
    drafts: Object.fromEntries(drafts),
  };
}

function within(value: unknown, most: number, standard: number): number {
  const isWithin = typeof value === 'number' && value >= 1 && value <= most;
  return isWithin ? Math.floor(value) : standard;
}
