import Plus from 'lucide-react/icons/plus';
import X from 'lucide-react/icons/x';
import { useId, useState } from 'react';
import { KnownPairs } from '@/components/known-pairs';
import { countCodePoints } from '#contract/code-points';
import { METADATA_LIMITS } from '#contract/metadata';
import { Button } from '@/ui/button';
import { Chip } from '@/ui/chip';
import { Counter } from '@/ui/counter';
import { IconButton } from '@/ui/icon-button';
import { LineInput } from '@/ui/line-input';
import type { MetadataRow } from '../parameters/parameters';

type Props = {
  rows: MetadataRow[];
  problem: string | undefined;
  onChange: (rows: MetadataRow[]) => void;
};

/** Pairs as chips; fields while they are being written, or while something is wrong with them. */
export function MetadataFields({ rows, problem, onChange }: Props) {
  const [isOpen, setOpen] = useState(false);
  const add = () => {
    setOpen(true);
    onChange([...rows, { key: '', value: '' }]);
  };
  if (!isOpen && problem === undefined) {
    return (
      <div className="flex flex-wrap gap-1">
        {rows.map(({ key, value }, at) => (
          <Chip
            // oxlint-disable-next-line react/no-array-index-key -- rows are told apart by place alone
            key={at}
            name={key}
            value={value}
            title="Edit the metadata"
            onClick={() => setOpen(true)}
          />
        ))}
        {rows.length < METADATA_LIMITS.pairs && <AddButton name="Metadata" onAdd={add} />}
      </div>
    );
  }
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- only watches where the focus goes
    <fieldset
      onBlur={({ currentTarget, relatedTarget }) => {
        if (currentTarget.contains(relatedTarget)) return;
        setOpen(false);
        const written = rows.filter(({ key, value }) => key !== '' || value !== '');
        if (written.length < rows.length) onChange(written);
      }}
    >
      <legend className="mb-1 flex w-full items-center justify-between text-xs font-medium text-ink-3">
        Metadata
        {rows.length > 0 && (
          <Counter label="Pairs" value={rows.length} max={METADATA_LIMITS.pairs} />
        )}
      </legend>
      <PairRows rows={rows} onChange={onChange} />
      {problem && (
        <p role="alert" className="mt-1 text-xs text-danger-ink">
          {problem}
        </p>
      )}
      <div className="mt-1.5 flex gap-1">
        {rows.length < METADATA_LIMITS.pairs && <AddButton name="Add" onAdd={add} />}
        <Button
          size="inline"
          variant="ghost"
          className="min-h-5 px-1.5 text-xs pointer-coarse:min-h-9"
          onClick={() => setOpen(false)}
        >
          Done
        </Button>
      </div>
    </fieldset>
  );
}

function AddButton({ name, onAdd }: { name: string; onAdd: () => void }) {
  return (
    <Button
      size="inline"
      className="min-h-5 rounded-sm border-line bg-transparent px-1.5 text-xs font-normal text-ink-3 pointer-coarse:min-h-9"
      onClick={onAdd}
    >
      <Plus aria-hidden className="size-3" /> {name}
    </Button>
  );
}

function PairRows({ rows, onChange }: Omit<Props, 'problem'>) {
  function changeRow(at: number, change: Partial<MetadataRow>) {
    onChange(rows.map((row, index) => (index === at ? { ...row, ...change } : row)));
  }
  return (
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
  const isNew = row.key === '' && row.value === '';
  const listId = useId();
  return (
    <>
      <LineInput
        keepsLines
        ref={part === 'key' && isNew ? focusField : undefined}
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

/** A pair that was added is written at once. */
function focusField(field: HTMLInputElement | null) {
  field?.focus();
}
