import { useQuery } from '@tanstack/react-query';
import { isParameter } from '#contract/message/parameters';
import type { CompletionAnswer } from '@/api/completion-answer';
import type { Connection } from '@/api/connection';
import { asRecord } from '@/lib/as-record';
import { previewText } from '@/lib/preview-text';
import { requestQuery } from '@/queries/request-query';
import { exactCompletion, exactText } from './exact-json';
import { FactList } from './fact-list';

/** Reading more than this exactly takes long enough to be noticed. */
const LONGEST_EXACT = 2_000_000;

type Props = { connection: Connection; answer: CompletionAnswer };

/** What was set for the answer. Where it does not stand beside it, as in many imports, the request itself is read. */
export function RequestParameters({ connection, answer }: Props) {
  const { facts, raw, data } = answer;
  const sent = facts?.parameters ?? null;
  const isApart = sent?.length === 0 && facts?.state !== 'running';
  const request = useQuery({
    ...requestQuery(connection, data.id),
    enabled: isApart,
  }).data;
  const ofRequest = isApart && request != null ? exactMembers(request) : null;
  const members = ofRequest ?? exactMembers(raw) ?? data;
  const parameters = Object.entries(members)
    .filter(([name, value]) => isParameter(name, value, ofRequest ? null : sent))
    .map(([name, value]): [string, string] => [
      name,
      toolNames(value) ?? previewText(exactText(value), 400),
    ]);
  // Of a server that keeps no requests nobody knows what else was sent.
  const none = facts === null ? 'The server does not report them.' : 'Only messages were sent.';
  return <FactList isMono facts={parameters} none={none} />;
}

function exactMembers(text: string): Record<string, unknown> | null {
  return text.length > LONGEST_EXACT ? null : exactCompletion(text);
}

/** The names of tools, which say more than their schemas; those are in the request. Null for anything else. */
function toolNames(value: unknown): string | null {
  if (!Array.isArray(value) || value.length === 0) return null;
  const names = value.map((tool: unknown) => {
    const { name, function: called } = asRecord(tool) ?? {};
    return asRecord(called)?.name ?? name;
  });
  return names.every((name) => typeof name === 'string') ? names.join(', ') : null;
}
