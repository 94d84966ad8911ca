import type { ReactNode } from 'react';
import type { CompletionAnswer } from '@/api/completion-answer';
import type { Pace } from '@/lib/pieces';
import { ESTIMATE } from '@/components/models/estimate';
import { NoPrice } from '@/components/models/no-price';
import { formatCost, formatCount, formatDuration, formatNumber, formatSpeed } from '@/lib/format';
import { CopyButton } from '@/ui/copy-button';
import { Facts } from '@/ui/facts';
import { costOf } from './cost-of';
import { endingOf } from './ending';
import { RunningFigures } from './running-figures';

/** Characters of an id that tell it from another at a glance. */
const SHORT_ID = 8;

/** `children` stand first. */
type Props = { answer: CompletionAnswer; pace: Pace | null; children?: ReactNode };

/** What one looks for first, in one line: size, speed, price, how it ended, and its id. */
export function FactsLine({ answer, pace, children }: Props) {
  const { data, facts, usage } = answer;
  const { first_token_ms = null, total_ms = null } = facts?.timings ?? {};
  const cached = usage?.prompt_tokens_details?.cached_tokens;
  const cost = costOf(answer);
  const speed = speedOf(answer);
  const ending = endingOf(answer);
  const isRunning = facts?.state === 'running';
  return (
    <Facts className="min-w-0 flex-1 max-sm:basis-full">
      {children}
      {isRunning && <RunningFigures answer={answer} pace={pace} />}
      {usage && (
        <span className="font-medium text-ink-2" title={splitOf(answer)}>
          {formatCount(usage.total_tokens, 'token')}
        </span>
      )}
      {cached ? <span>{formatNumber(cached)} cached</span> : null}
      {first_token_ms !== null && <span>{formatDuration(first_token_ms)} to first token</span>}
      {total_ms !== null && <span>{formatDuration(total_ms)}</span>}
      {speed !== null && <span>{formatSpeed(speed)}</span>}
      {cost && (
        <span title={cost.isEstimate ? ESTIMATE : 'The provider’s figure'}>
          {cost.isEstimate && '≈ '}
          {formatCost(cost.dollars)}
        </span>
      )}
      {!cost && facts?.state === 'complete' && usage && <NoPrice model={data.model} />}
      {ending && !isRunning && <span>{ending}</span>}
      <span className="inline-flex">
        <CopyButton
          text={data.id}
          label={`Copy the id ${data.id}`}
          className="-mx-2 font-mono text-xs font-normal text-ink-3"
        >
          {shortId(data.id)}
        </CopyButton>
      </span>
    </Facts>
  );
}

function shortId(id: string): string {
  const characters = Array.from(id);
  return characters.length <= SHORT_ID + 4 ? id : `…${characters.slice(-SHORT_ID).join('')}`;
}

/** "812 in, 640 of them cached; 122 out, 38 of them reasoning". */
function splitOf({ usage }: CompletionAnswer): string {
  const side = (count: number | undefined, name: string, part: number | undefined, of: string) =>
    count === undefined
      ? []
      : [`${formatNumber(count)} ${name}${part ? `, ${formatNumber(part)} of them ${of}` : ''}`];
  const { cached_tokens } = usage?.prompt_tokens_details ?? {};
  const { reasoning_tokens } = usage?.completion_tokens_details ?? {};
  return [
    ...side(usage?.prompt_tokens, 'in', cached_tokens, 'cached'),
    ...side(usage?.completion_tokens, 'out', reasoning_tokens, 'reasoning'),
  ].join('; ');
}

/** Tokens a second from the first one on; null where that was too short to tell. */
function speedOf({ usage, facts }: CompletionAnswer): number | null {
  const { first_token_ms, total_ms } = facts?.timings ?? {};
  if (first_token_ms == null || total_ms == null || !usage?.completion_tokens) return null;
  const seconds = (total_ms - first_token_ms) / 1000;
  return seconds < 0.05 ? null : usage.completion_tokens / seconds;
}
