import { type ReactNode, Suspense } from 'react';
import type { CompletionSummary } from '@/api/completion-summary';
import type { Connection } from '@/api/connection';
import type { Filter } from '#contract/filter';
import { ProviderMark } from '@/components/provider-mark';
import { useHitStore } from '@/components/search-marks/hit-store';
import { shownText } from '@/lib/shown-text';
import { unmarked } from '@/lib/unmarked';
import { Badge } from '@/ui/badge';
import { cx } from '@/ui/cx';
import { named } from '@/ui/lazily';
import { type ColumnId, metadataKeyOf, shownIn } from './columns';
import { MetadataCell } from './metadata-cell';

const FoundElsewhere = named(() => import(/* soon */ './found-elsewhere'), 'FoundElsewhere');
// Only servers that list no previews need them.
const InputCell = named(() => import(/* soon */ './input-cell'), 'InputCell');
// Only a column that somebody has added.
const PairCell = named(() => import(/* soon */ './pair-cell'), 'PairCell');
const OutputCell = named(() => import(/* soon */ './output-cell'), 'OutputCell');

export type CellProps = {
  connection: Connection;
  row: CompletionSummary;
  /** Metadata keys that stand in the head of the table. */
  pinned: readonly string[];
  onFilter: (filter: Filter) => void;
};

/** What a row shows in one of its columns. */
export function CompletionCell({ column, ...props }: CellProps & { column: ColumnId }): ReactNode {
  const { row, pinned, onFilter } = props;
  const key = metadataKeyOf(column);
  if (key !== null) {
    return (
      <Suspense fallback={null}>
        <PairCell key={row.id} {...props} name={key} />
      </Suspense>
    );
  }
  if (column === 'input') return <Input {...props} />;
  if (column === 'output') return <Output {...props} />;
  if (column === 'metadata') {
    return <MetadataCell metadata={row.metadata} pinned={pinned} onFilter={onFilter} />;
  }
  if (column === 'model') return <Model row={row} />;
  if (column === 'state') return <State row={row} />;
  if (column === 'cost' && row.cost === null && row.total_tokens) {
    return <span title={`No price for ${row.model}`}>no price</span>;
  }
  return shownIn(row, column) ?? <None />;
}

function Input({ connection, row }: CellProps) {
  const hits = useHitStore((state) => state.hits);
  if (row.completion === null) {
    const preview = <Preview text={row.input_preview} />;
    if (!hits) return preview;
    return (
      <span className={`inline-flex ${BESIDE}`}>
        <Suspense>
          <FoundElsewhere {...{ connection, row, hits }} />
        </Suspense>
        {preview}
      </span>
    );
  }
  return (
    <Suspense fallback={null}>
      <InputCell key={row.id} connection={connection} id={row.id} />
    </Suspense>
  );
}

function Output({ row }: CellProps) {
  if (row.finish_reason === 'content_filter' && !row.output_preview && row.completion === null)
    return <span className="text-ink-3">No text, stopped by the content filter</span>;
  if (row.completion !== null) {
    return (
      <Suspense fallback={null}>
        <OutputCell completion={row.completion} />
      </Suspense>
    );
  }
  return <Preview text={row.output_preview} />;
}

/** All of the line, or what a glyph before it leaves. */
const BESIDE = 'w-full align-bottom not-first:w-[calc(100%-1.5rem)]';
/** Cut at its own end, which of Arabic or Hebrew is the left one. */
const PREVIEW =
  `inline-block truncate ${BESIDE} group-data-[density=relaxed]/table:line-clamp-2 ` +
  'group-data-[density=relaxed]/table:whitespace-normal';

/** JSON, or the call of a function. */
const CODE = /^[[{]\s*["{[]|^[\w.-]{1,64} \{/;

function Preview({ text }: { text: string | null }) {
  if (!text) return <span className="text-ink-3">No text</span>;
  const isCode = CODE.test(text);
  return (
    <bdi data-preview className={cx(PREVIEW, isCode && 'font-mono text-xs/5 wrap-anywhere')}>
      {shownText(isCode ? text : unmarked(text))}
    </bdi>
  );
}

function Model({ row: { model, provider } }: Pick<CellProps, 'row'>) {
  return (
    <>
      {provider !== null && <ProviderMark name={provider} className="me-1.5" />}
      <bdi>{shownText(model)}</bdi>
    </>
  );
}

function State({ row: { state, reason } }: Pick<CellProps, 'row'>) {
  if (state === 'complete') return <span className="text-ink-2">Complete</span>;
  const tone = state === 'running' ? 'accent' : 'warning';
  return (
    <Badge tone={tone} title={reason?.replaceAll('_', ' ')} className="shrink-0">
      {state === 'running' ? 'Running' : 'Incomplete'}
    </Badge>
  );
}

function None() {
  return <span className="text-ink-3 max-sm:hidden">–</span>;
}
