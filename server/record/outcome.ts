import { providerCost } from '#contract/message/provider-cost';
import type { ProviderError } from '#contract/provider-error';
import { editMembers, memberTexts } from '../json/members';
import { textOf } from '../json/text';
import type { Figures } from '../providers/figures';
import type { Draft, Outcome } from '../store/completion';
import type { IncompleteReason } from '#contract/completion';
import type { CompletionPosition } from '../store/completion-id';
import { withParameters } from './stored-body';
import { summaryOf } from './summary';

/** Why an answer is not complete, and what the provider said of it. */
export type Flaw = {
  reason: IncompleteReason;
  /** The provider's words, where it had any. */
  error: ProviderError | null;
  /** What came and could not be read, as it came. */
  unreadable?: string;
};

/** The end of an exchange. */
export type Ended = {
  /** JSON text of the completion under our id. */
  answer: string;
  /** Its value, as far as it could be read. */
  parsed: unknown;
  /** Null when the answer is complete. */
  flaw: Flaw | null;
  /** Milliseconds since the exchange began; null: unknown. */
  timings: Pick<Outcome, 'firstTokenMs' | 'totalMs'>;
};

/** Under what an answer is kept; null when it is not. */
export type Identity = Pick<CompletionPosition, 'id' | 'created'> | null;

/** JSON text of an answer of no choices. */
export function noAnswer({ id, created }: Pick<CompletionPosition, 'id' | 'created'>): string {
  return JSON.stringify({ id, object: 'chat.completion', created, choices: [] });
}

/**
 * What is stored of an exchange that ended; `cost` is null where the provider reports none.
 */
export function outcomeOf(
  { answer, parsed, flaw, timings }: Ended,
  { request, requestedModel }: Pick<Draft, 'request' | 'requestedModel'>,
  figures: Figures,
): Outcome {
  const provided = (parsed as { id?: unknown } | null)?.id;
  const summary = summaryOf(parsed, requestedModel);
  return {
    ...summary,
    ...timings,
    state: flaw === null ? 'complete' : 'incomplete',
    reason: flaw?.reason ?? null,
    upstreamId: typeof provided === 'string' ? provided : null,
    body: withParameters(withFigures(withFlaw(answer, flaw), figures), textOf(request)),
    cost: providerCost(parsed) ?? numberOf(figures.cost),
  };
}

/** What the provider said of its failure stays with what came, and so does what could not be read. */
function withFlaw(answer: string, flaw: Flaw | null): string {
  if (!flaw?.error && flaw?.unreadable === undefined) return answer;
  return editMembers(answer, {
    ...(flaw.error && { error: JSON.stringify(flaw.error) }),
    ...(flaw.unreadable !== undefined && { unreadable: JSON.stringify(flaw.unreadable) }),
  });
}

/** What the provider said in headers stays with its answer, where that does not say it itself. */
function withFigures(answer: string, { requestId, cost }: Figures): string {
  if (requestId === null && cost === null) return answer;
  const said = memberTexts(answer);
  const isPriced = cost === null || providerCost(JSON.parse(answer)) !== null;
  return editMembers(answer, {
    ...(requestId !== null && !said.has('request_id') && { request_id: JSON.stringify(requestId) }),
    ...(!isPriced && { cost }),
  });
}

function numberOf(digits: string | null): number | null {
  return digits === null ? null : Number(digits);
}
