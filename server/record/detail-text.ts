import { storedName } from '#contract/message/parameters';
import type { StoredFacts } from '#contract/wire/completions';
import { editMembers, memberTexts } from '../json/members';
import type { StoredCompletion } from '../store/completion';
import { NOT_PARAMETERS } from './stored-body';

type Stored = StoredCompletion & { request: string; body: string };

/** A completion with all that only this server knows of it, as JSON text. */
export function detailText(kept: Stored): string {
  const row = kept.state === 'running' ? { ...kept, body: begunText(kept) } : kept;
  const facts: StoredFacts = {
    state: row.state,
    reason: row.reason,
    provider: row.provider,
    requested_model: row.requestedModel,
    upstream_id: row.upstreamId,
    timings: { first_token_ms: row.firstTokenMs, total_ms: row.totalMs },
    cost: row.cost,
    caller: row.caller,
    parameters: parametersOf(row),
  };
  return `{"completion":${editMembers(row.body, { metadata: JSON.stringify(row.metadata) })},${JSON.stringify(facts).slice(1)}`;
}

/** What there is of a completion while it is being generated: everything but an answer. */
function begunText({ id, created, requestedModel, request }: Stored): string {
  const parameters = [...memberTexts(request)].map(([name, text]) => [storedName(name), text]);
  return editMembers('{}', {
    ...Object.fromEntries(parameters),
    id: JSON.stringify(id),
    object: '"chat.completion"',
    created: String(created),
    model: JSON.stringify(requestedModel),
    choices: '[]',
  });
}

/**
 * The names of the members beside the answer that are parameters of its request; null where no parameter was kept apart
 * from the answer, as in many imports. A member that the answer has as well is the answer's.
 */
function parametersOf({ request, body, state }: Stored): string[] | null {
  const names = [...memberTexts(request).keys()].filter(
    (name) => !Object.hasOwn(NOT_PARAMETERS, name),
  );
  if (names.length === 0 && state !== 'running') return null;
  const stored = memberTexts(body);
  return names
    .filter((name) => stored.get(storedName(name)) === memberTexts(request).get(name))
    .map(storedName);
}
