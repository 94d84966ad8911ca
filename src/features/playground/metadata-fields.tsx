import Plus from 'lucide-react/icons/plus';
import X from 'lucide-react/icons/x';
import { useId } from 'react';
import { KnownPairs } from '@/components/known-pairs';
import { countCodePoints } from '#contract/code-points';
import { Button } from '@/ui/button';
import { Counter } from '@/ui/counter';
import { IconButton } from '@/ui/icon-button';
import { LineInput } from '@/ui/line-input';
import type { MetadataRow } from './parameters';
import { METADATA_LIMITS } from '#contract/metadata';

type Props = {
  rows: MetadataRow[];
  problem: string | undefined;
  onChange: (rows: MetadataRow[]) => void;
};

export function MetadataFields({ rows, problem, onChange }: Props) {
  function changeRow(at: number, change: Partial<MetadataRow>) {
    onChange(rows.map((row, index) => (index === at ? { ...row, ...change } : row)));
  }
  return (
    <fieldset>
      <legend className="mb-1 flex w-full items-center justify-between text-xs font-medium text-ink-2">
        Metadata
        {rows.length > 0 && (
          <Counter label="Pairs" value={rows.length} max={METADATA_LIMITS.pairs} />
        )}
      </legend>
      <div className="space-y-1">
        {rows.map((row, at) => (
          // oxlint-disable-next-line react/no-array-index-key -- rows are told apart by place alone: their keys are being typed
          <div key={at} className="flex items-center gap-1">
            <PairInput row={row} part="key" at={at} onChange={changeRow} />
            <PairInput row={row} part="value" at={at} onChange={changeRow} />
            <IconButton
              label={`Remove pair ${at + 1}`}
              size="iconSm"
              onClick={() => onChange(rows.filter((_, index) => index !== at))}
            >
              <X aria-hidden className="size-3.5" />
            </IconButton>
          </div>
        ))}
      </div>
      {problem && (
        <p role="alert" className="mt-1 text-xs text-danger-ink">
          {problem}
        </p>
      )}
      {rows.length < METADATA_LIMITS.pairs && (
        <Button
          size="sm"
          variant="ghost"
          className="-ml-2"
          onClick={() => onChange([...rows, { key: '', value: '' }])}
        >
          <Plus aria-hidden className="size-3.5" /> Add a pair
        </Button>
      )}
    </fieldset>
  );
}

type PairProps = {
  row: MetadataRow;
  part: 'key' | 'value';
  at: number;
  onChange: (at: number, change: Partial<MetadataRow>) => void;
};

function PairInput({ row, part, at, onChange }: PairProps) {
  const isLong = countCodePoints(row[part]) > METADATA_LIMITS[part];
  const listId = useId();
  return (
    <>
      <LineInput
        keepsLines
        aria-label={`${part === 'key' ? 'Key' : 'Value'} ${at + 1}`}
        aria-invalid={isLong || undefined}
        placeholder={part}
        autoComplete="off"
        list={listId}
        spellCheck={false}
        value={row[part]}
        onChange={(event) => onChange(at, { [part]: event.target.value })}
        lineClassName="h-7"
        className="control w-full min-w-0 px-2 font-mono text-xs"
      />
      {part === 'key' ? <KnownPairs id={listId} /> : <KnownPairs id={listId} of={row.key} />}
    </>
  );
}
