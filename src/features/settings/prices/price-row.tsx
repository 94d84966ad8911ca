import Pencil from 'lucide-react/icons/pencil';
import type { ModelPrice } from '#contract/wire/prices';
import { ProviderMark } from '@/components/provider-mark';
import { useLack } from '@/queries/access';
import { formatCost, formatNumber } from '@/lib/format';
import { Badge } from '@/ui/badge';
import { Button } from '@/ui/button';
import { IconButton } from '@/ui/icon-button';
import { Cell, TableRow } from '@/ui/table';
import { dayWords } from '@/lib/day-words';
import { isMissing, rateWords } from './shown-prices';
import { usePriceEdit } from './use-price-edit';

type Props = {
  price: ModelPrice;
  /** Of the list. */
  version: string;
  /** Undefined where prices cannot be changed. */
  onEdit: (() => void) | undefined;
  onReprice: () => void;
};

/** What a model costs, where that is from, and what it was used for. */
export function PriceRow({ price, version, onEdit, onReprice }: Props) {
  const { model, local, rates } = price;
  const { saving, setFree } = usePriceEdit(price, version);
  return (
    <TableRow>
      <PriceModel price={price} />
      <Rate name="Input" of={rates?.input} title={tierWords(price)} />
      <Rate name="Cached" of={rates?.cached_input} isQuiet />
      <Rate name="Output" of={rates?.output} title={tierWords(price)} />
      <Cell data-name="From" className="ps-4 text-ink-2">
        <Origin price={price} />
      </Cell>
      <Cell numeric data-name="Requests" className="text-ink-2">
        {formatNumber(price.requests)}
      </Cell>
      <Cell numeric data-name="Cost">
        <Spent price={price} onReprice={onReprice} />
      </Cell>
      <Cell className="pe-4 text-end">
        {onEdit && price.host !== null && (
          <span className="inline-flex items-center gap-1">
            {local && rates === null && (
              <Button size="sm" loading={saving.isPending} onClick={() => setFree(() => undefined)}>
                It is free
              </Button>
            )}
            <IconButton label={`Change the price of ${model}`} size="iconSm" onClick={onEdit}>
              <Pencil aria-hidden className="size-3.5" />
            </IconButton>
          </span>
        )}
      </Cell>
    </TableRow>
  );
}

export function PriceModel({ price }: { price: ModelPrice }) {
  const { provider, host, model, from } = price;
  return (
    <Cell className="ps-5">
      <span className="flex min-w-0 items-center gap-2">
        <ProviderMark name={provider ?? host ?? model} />
        <span className="truncate" title={`${provider ?? host ?? ''} ${model}`.trim()}>
          {model}
        </span>
        {/* Where there is little room its cells say the same. */}
        {isMissing(price) && (
          <Badge tone="warning" className="md:max-xl:hidden">
            no price
          </Badge>
        )}
        {from !== null && <Badge>from {dayWords(from)}</Badge>}
      </span>
    </Cell>
  );
}

type RateProps = {
  name: string;
  of: number | null | undefined;
  title?: string | undefined;
  isQuiet?: boolean;
};

function Rate({ name, of, title, isQuiet = false }: RateProps) {
  return (
    <Cell
      numeric
      data-name={name}
      className={of == null || isQuiet ? 'text-ink-3' : undefined}
      title={title}
    >
      {of == null ? '–' : rateWords(of)}
      {title !== undefined && <span className="text-ink-3"> +</span>}
    </Cell>
  );
}

/** Longer prompts have a price of their own. */
function tierWords({ rates }: ModelPrice): string | undefined {
  if (!rates || rates.tiers.length === 0) return undefined;
  return rates.tiers
    .map(
      ({ above, input, output }) =>
        `Prompts above ${formatNumber(above)} tokens: ${rateWords(input)} in, ${rateWords(output)} out`,
    )
    .join('\n');
}

function Origin({ price: { own, checked, rates, local } }: { price: ModelPrice }) {
  if (rates === null) return local ? 'runs here' : 'in no list';
  if (!own) return `list of ${dayWords(checked)}`;
  return (
    <>
      <span className="text-accent-ink">yours</span>, {dayWords(checked)}
    </>
  );
}

/** What is not counted may be priced by now. */
function Spent({
  price: { cost, unpriced, rates, requests },
  onReprice,
}: Pick<Props, 'price' | 'onReprice'>) {
  const lack = useLack('admin');
  if (requests === 0) return null;
  const isNone = unpriced === requests;
  if (unpriced > 0 && rates !== null) {
    return (
      <Button
        variant="link"
        size="inline"
        title={`${formatNumber(unpriced)} stored without a cost. Price them…`}
        notNow={lack}
        onClick={onReprice}
      >
        {isNone ? 'not counted' : `≈ ${formatCost(cost)} +`}
      </Button>
    );
  }
  if (isNone) return <span className="text-ink-3">not counted</span>;
  return formatCost(cost);
}
