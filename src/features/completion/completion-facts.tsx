import { type ReactNode, Suspense } from 'react';
import type { CompletionAnswer } from '@/api/completion-answer';
import { formatCost, formatDateTime, formatDuration, formatNumber } from '@/lib/format';
import { lazily } from '@/ui/lazily';
import { costOf } from './cost-of';
import { FactList } from './fact-list';

// Shows numbers digit by digit, for which it brings a parser of its own.
const RequestParameters = lazily(
  async () => (await import('./request-parameters')).RequestParameters,
);

export function CompletionFacts({ answer }: { answer: CompletionAnswer }) {
  return (
    <>
      <Section title="Usage">
        <FactList facts={usageFacts(answer)} none="The server says nothing of tokens." />
      </Section>
      <Section title="Answer">
        <FactList facts={answerFacts(answer)} />
      </Section>
      <Section title="Parameters">
        <Suspense fallback={null}>
          <RequestParameters answer={answer} />
        </Suspense>
      </Section>
    </>
  );
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section>
      <h2 className="mb-2 text-sm font-semibold">{title}</h2>
      {children}
    </section>
  );
}

function usageFacts({ usage, facts, data }: CompletionAnswer): [string, string | null][] {
  const cached = usage?.prompt_tokens_details?.cached_tokens;
  const reasoning = usage?.completion_tokens_details?.reasoning_tokens;
  const cost = costOf({ data, facts });
  return [
    ['Prompt tokens', amount(usage?.prompt_tokens)],
    ['of them cached', cached ? amount(cached) : null],
    ['Completion tokens', amount(usage?.completion_tokens)],
    ['of them reasoning', reasoning ? amount(reasoning) : null],
    ['Total tokens', amount(usage?.total_tokens)],
    [
      cost?.isEstimate === false ? 'Cost (provider’s figure)' : 'Cost (estimate)',
      cost && formatCost(cost.dollars),
    ],
  ];
}

function answerFacts({ data, facts }: CompletionAnswer): [string, string | null][] {
  const { first_token_ms = null, total_ms = null } = facts?.timings ?? {};
  const requested = facts?.requested_model ?? null;
  return [
    ['Created', formatDateTime(data.created)],
    ['First token', first_token_ms === null ? null : formatDuration(first_token_ms)],
    ['Total time', total_ms === null ? null : formatDuration(total_ms)],
    ['Requested model', requested === data.model ? null : requested],
    ['Provider', facts?.provider ?? null],
    ['Provider’s id', facts?.upstream_id ?? null],
    ['Provider’s request id', textOrNull(data['request_id'])],
    ['Caller', facts?.caller ?? null],
    ['Service tier', textOrNull(data.service_tier)],
    ['Fingerprint', textOrNull(data.system_fingerprint)],
  ];
}

function amount(count: number | undefined): string | null {
  return count === undefined ? null : formatNumber(count);
}

/** Servers send anything for what is a text at OpenAI. */
function textOrNull(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}
