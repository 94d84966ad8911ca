import { type ReactNode, Suspense } from 'react';
import type { CompletionAnswer } from '@/api/completion-answer';
import type { Connection } from '@/api/connection';
import { formatCost, formatDateTime, formatDuration, formatNumber } from '@/lib/format';
import { lazily } from '@/ui/lazily';
import { costOf } from './cost-of';
import { FactList } from './fact-list';

// Shows numbers digit by digit, for which it brings a parser of its own.
const RequestParameters = lazily(
  async () => (await import(/* soon */ './request-parameters')).RequestParameters,
);

type Props = { connection: Connection; answer: CompletionAnswer };

/** What is known beside the texts: what was asked for, where the answer came from, and how much it was. */
export function CompletionFacts({ connection, answer }: Props) {
  return (
    <>
      <Section title="Parameters">
        <Suspense fallback={null}>
          <RequestParameters connection={connection} answer={answer} />
        </Suspense>
      </Section>
      <Section title="Origin">
        <FactList facts={originFacts(answer)} />
      </Section>
      <Section title="Usage">
        <FactList facts={usageFacts(answer)} none="The server reports no tokens." />
      </Section>
    </>
  );
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="border-t border-line pt-3">
      <h2 className="mb-1 text-sm font-semibold">{title}</h2>
      {children}
    </section>
  );
}

function usageFacts({ usage, facts, data }: CompletionAnswer): [string, string | null][] {
  const cached = usage?.prompt_tokens_details?.cached_tokens;
  const reasoning = usage?.completion_tokens_details?.reasoning_tokens;
  const cost = costOf({ data, facts });
  return [
    ['Prompt tokens', withPart(usage?.prompt_tokens, cached, 'cached')],
    ['Completion tokens', withPart(usage?.completion_tokens, reasoning, 'reasoning')],
    ['Total tokens', amount(usage?.total_tokens)],
    [
      'Cost',
      cost &&
        `${formatCost(cost.dollars)}, ${cost.isEstimate ? 'an estimate' : 'as the provider says'}`,
    ],
  ];
}

function originFacts({ data, facts }: CompletionAnswer): [string, string | null][] {
  const { first_token_ms = null, total_ms = null } = facts?.timings ?? {};
  const requested = facts?.requested_model ?? null;
  return [
    ['Created', formatDateTime(data.created)],
    ['First token', first_token_ms === null ? null : formatDuration(first_token_ms)],
    ['Total time', total_ms === null ? null : formatDuration(total_ms)],
    ['Requested model', requested === data.model ? null : requested],
    ['Provider', facts?.provider ?? null],
    ['Provider’s id', facts?.upstream_id ?? null],
    ['Request id', textOrNull(data['request_id'])],
    ['Caller', facts?.caller ?? null],
    ['Service tier', textOrNull(data.service_tier)],
    ['Fingerprint', textOrNull(data.system_fingerprint)],
  ];
}

function withPart(count: number | undefined, part: number | undefined, of: string): string | null {
  const all = amount(count);
  return all !== null && part ? `${all}, ${formatNumber(part)} ${of}` : all;
}

function amount(count: number | undefined): string | null {
  return count === undefined ? null : formatNumber(count);
}

/** Servers send anything for what is a text at OpenAI. */
function textOrNull(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}
