import { useMemo } from 'react';
import { rateText } from '@/components/models/model-choice';
import { type KnownModel, priceOrigin, useKnownModel } from '@/components/models/known-model';
import { NoPrice } from '@/components/models/no-price';
import { formatCost, formatNumber, formatTokens } from '@/lib/format';
import { cx } from '@/ui/cx';
import type { Parameters } from '../parameters/parameters';
import { usePlayground } from '../turns/playground-store';
import { shownTurns } from '../turns/turn-tree';
import { promptCost, promptTokens, type Room, roomOf } from './next-request';

/** What the next request takes of the model's context, and about what its prompt costs. */
export function NextCost({ standardModel }: { standardModel: string }) {
  const parameters = usePlayground((state) => state.parameters);
  const model = parameters.model || standardModel;
  const known = useKnownModel(model);
  const tokens = useTokens(parameters);
  if (!known || tokens === 0) return null;
  const { context } = known.facts;
  const room = context === null ? null : roomOf(tokens, context, parameters);
  return (
    <span className="flex min-w-0 items-center gap-2 text-xs text-ink-3 tabular-nums">
      {room && <Bar room={room} />}
      <span
        className={cx(
          'truncate max-sm:hidden',
          room?.state === 'full' && 'text-warning-ink',
          room?.state === 'over' && 'text-danger-ink',
        )}
        title={context === null ? ABOUT : `${roomWords(tokens, context, room)} ${ABOUT}`}
      >
        {context === null
          ? `about ${formatTokens(tokens)} tokens`
          : `${formatNumber(rounded(tokens))} of ${formatTokens(context)} tokens`}
      </span>
      <Dollars tokens={tokens} known={known} model={model} />
    </span>
  );
}

const ABOUT = 'Counted by length: a model’s own count differs by some. Pictures are not counted.';

function roomWords(tokens: number, context: number, room: Room | null): string {
  const prompt = `About ${formatNumber(rounded(tokens))} of the ${formatNumber(context)} tokens that this model reads at once.`;
  if (room?.state === 'over') return `${prompt} With its answer it does not fit.`;
  return prompt;
}

/** To three digits: more would say more than is known. */
function rounded(tokens: number): number {
  return Number(tokens.toPrecision(3));
}

function useTokens(parameters: Parameters): number {
  const turns = usePlayground((state) => state.turns);
  const leaf = usePlayground((state) => state.leaf);
  const draft = usePlayground((state) => state.draft.text);
  // Typing counts what is typed, and not the conversation anew.
  const before = useMemo(
    () => promptTokens(shownTurns({ turns, leaf }), '', parameters),
    [turns, leaf, parameters],
  );
  return before + promptTokens([], draft, { ...parameters, tools: UNSET });
}

const UNSET = { isSet: false, value: '' };

const BAR = { fits: 'bg-accent', full: 'bg-warning', over: 'bg-danger' } as const;

function Bar({ room: { share, state } }: { room: Room }) {
  return (
    <span aria-hidden className="h-1 w-10 shrink-0 overflow-hidden rounded-full bg-line">
      <span
        className={cx('block h-full rounded-full', BAR[state])}
        style={{ width: `${Math.min(100, Math.max(3, share * 100))}%` }}
      />
    </span>
  );
}

type DollarsProps = { tokens: number; known: KnownModel; model: string };

function Dollars({ tokens, known, model }: DollarsProps) {
  const { facts, isFree } = known;
  const dollars = promptCost(tokens, facts);
  if (dollars === null) return isFree ? null : <NoPrice model={model} />;
  const answer = facts.output === null ? '' : ` The answer: ${rateText(facts.output)} per million.`;
  return (
    <span
      className="shrink-0"
      title={`About what the prompt costs, at ${rateText(facts.input ?? 0)} per million tokens (${priceOrigin(facts)}).${answer}`}
    >
      ≈ {formatCost(dollars)}
    </span>
  );
}
