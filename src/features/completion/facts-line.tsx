import type { CompletionAnswer } from '@/api/completion-answer';
import { formatCost, formatDuration, formatNumber } from '@/lib/format';
import { Facts } from '@/ui/facts';
import { CopyButton } from '@/ui/copy-button';
import { costOf } from './cost-of';
import { StateBadge } from './state-badge';

/** What one looks for first, in one line: size, speed, price, how it ended, and its id. */
export function FactsLine({ answer }: { answer: CompletionAnswer }) {
  const { data, facts, usage } = answer;
  const { first_token_ms = null, total_ms = null } = facts?.timings ?? {};
  const cached = usage?.prompt_tokens_details?.cached_tokens;
  const reasoning = usage?.completion_tokens_details?.reasoning_tokens;
  const cost = costOf(answer);
  return (
    <Facts className="min-w-0 flex-1 max-sm:basis-full">
      {facts && facts.state !== 'complete' && (
        <span>
          <StateBadge facts={facts} />
        </span>
      )}
      {usage && (
        <span className="font-medium text-ink-2">{formatNumber(usage.total_tokens)} tokens</span>
      )}
      {cached ? <span>{formatNumber(cached)} cached</span> : null}
      {reasoning ? <span>{formatNumber(reasoning)} reasoning</span> : null}
      {first_token_ms !== null && <span>{formatDuration(first_token_ms)} to first token</span>}
      {total_ms !== null && <span>{formatDuration(total_ms)}</span>}
      {cost && (
        <span title={cost.isEstimate ? 'An estimate from the price list' : 'The provider’s figure'}>
          {cost.isEstimate && '≈ '}
          {formatCost(cost.dollars)}
        </span>
      )}
      <span className="inline-flex min-w-0 max-w-64">
        <CopyButton
          text={data.id}
          label="Copy the id"
          className="-mx-2 min-w-0 shrink! font-mono text-xs font-normal text-ink-3"
        >
          {data.id}
        </CopyButton>
      </span>
    </Facts>
  );
}
