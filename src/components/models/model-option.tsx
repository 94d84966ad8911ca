import Pin from 'lucide-react/icons/pin';
import { ProviderMark } from '@/components/provider-mark';
import { dayWords } from '@/lib/day-words';
import { Badge } from '@/ui/badge';
import { cx } from '@/ui/cx';
import { abilitiesOf, contextText, type ModelChoice, priceText } from './model-choice';
import { modelWords } from './model-words';
import type { ModelRow } from './model-rows';

export type OptionLook = {
  /** Position of the one that Enter takes. */
  active: number;
  /** The model that is used now. */
  chosen: string;
  onPick: (name: string, inside: Element) => void;
  onPoint: (at: number) => void;
};

type Props = OptionLook & {
  /** Of the list: its options' ids are made of it and their position. */
  id: string;
  row: Extract<ModelRow, { kind: 'model' }>;
  /** Of all rows. */
  index: number;
  /** How many options there are, drawn or not. */
  count: number;
  /** Always the same function. */
  onActive: (option: HTMLElement | null) => void;
};

export function ModelOption(props: Props) {
  const { id, row, index, count, onActive, active, chosen, onPick, onPoint } = props;
  const { choice, at, isPinned } = row;
  return (
    <button
      id={`${id}-${at}`}
      ref={at === active ? onActive : undefined}
      type="button"
      // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- no native option can be styled
      role="option"
      tabIndex={-1}
      aria-selected={choice.id === chosen}
      aria-setsize={count}
      aria-posinset={at + 1}
      onPointerMove={() => onPoint(at)}
      onClick={(event) => onPick(choice.id, event.currentTarget)}
      style={{ top: `${2 * index}rem` }}
      className={cx(
        'absolute flex h-8 w-full items-center gap-2 rounded-md px-2 text-left text-sm',
        at === active && 'bg-accent-soft',
      )}
    >
      <span className="w-3.5 shrink-0 text-accent-ink">
        {isPinned && <Pin aria-hidden className="size-3.5" />}
      </span>
      {choice.facts && <ProviderMark name={choice.provider ?? choice.id} />}
      <span
        title={choice.id}
        className={cx(
          'max-w-3/5 shrink-0 truncate max-sm:max-w-1/2',
          choice.isDead && 'text-ink-3 line-through',
        )}
      >
        {modelWords(choice.id)}
      </span>
      <Details choice={choice} />
    </button>
  );
}

function Details({ choice }: { choice: ModelChoice }) {
  const { facts, note } = choice;
  if (!facts) return <span className="ml-auto max-w-1/3 truncate text-xs text-ink-3">{note}</span>;
  return (
    <>
      {facts.ends !== null && (
        <Badge tone="warning" className="max-sm:hidden">
          ends {dayWords(facts.ends)}
        </Badge>
      )}
      <span className="ml-auto truncate text-xs text-ink-3 max-sm:hidden">
        {note ?? abilitiesOf(facts).join(' · ')}
      </span>
      <span className="w-12 shrink-0 text-right text-xs text-ink-2 tabular-nums max-sm:ml-auto">
        {contextText(facts)}
      </span>
      <span className="w-24 shrink-0 text-right text-xs text-ink-2 tabular-nums">
        {priceText(choice)}
      </span>
    </>
  );
}
