import X from 'lucide-react/icons/x';
import { type ClipboardEvent, useId } from 'react';
import { KnownPairs } from '@/components/known-pairs';
import { countCodePoints } from '#contract/code-points';
import { METADATA_LIMITS, type Metadata } from '#contract/metadata';
import { Counter } from '@/ui/counter';
import { IconButton } from '@/ui/icon-button';
import { TextField } from '@/ui/text-field';
import { type DraftPair, type PairProblems } from './metadata-draft';
import { pastedPairs } from './pasted-pairs';

type Props = {
  pair: DraftPair;
  problems: PairProblems | undefined;
  onChange: (pair: DraftPair) => void;
  onRemove: () => void;
  onPaste: (pairs: Metadata) => void;
};

export function MetadataPair({ pair, problems, onChange, onRemove, onPaste }: Props) {
  const { key, value } = pair;
  const listId = useId();

  function pastePairs(event: ClipboardEvent) {
    const pairs = pastedPairs(event.clipboardData.getData('text'));
    if (!pairs || key !== '') return;
    event.preventDefault();
    onPaste(pairs);
  }

  return (
    <li className="rounded-lg border border-line bg-surface p-2">
      <TextField
        mono
        keepsLines
        label={<LimitedLabel name="Key" text={key} max={METADATA_LIMITS.key} />}
        value={key}
        data-pair-key
        list={`${listId}-keys`}
        autoComplete="off"
        error={problems?.key}
        onChange={(event) => onChange({ ...pair, key: event.target.value })}
        onPaste={pastePairs}
      />
      {/* Tab goes from the key to the value, and then to what takes both away. */}
      <div className="mt-2 flex items-end gap-1">
        <TextField
          keepsLines
          className="flex-1"
          label={<LimitedLabel name="Value" text={value} max={METADATA_LIMITS.value} />}
          value={value}
          list={`${listId}-values`}
          autoComplete="off"
          error={problems?.value}
          onChange={(event) => onChange({ ...pair, value: event.target.value })}
        />
        <IconButton
          label={key === '' ? 'Remove this pair' : `Remove ${key}`}
          onClick={onRemove}
          className={problems?.value ? 'mb-5' : ''}
        >
          <X aria-hidden className="size-4" />
        </IconButton>
      </div>
      <KnownPairs id={`${listId}-keys`} />
      <KnownPairs id={`${listId}-values`} of={key} />
    </li>
  );
}

type LabelProps = { name: string; text: string; max: number };

function LimitedLabel({ name, text, max }: LabelProps) {
  return (
    <span className="flex justify-between">
      {name}
      <Counter
        label={`Characters of the ${name.toLowerCase()}`}
        value={countCodePoints(text)}
        max={max}
      />
    </span>
  );
}
