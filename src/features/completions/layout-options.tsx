import ArrowDown from 'lucide-react/icons/arrow-down';
import ArrowUp from 'lucide-react/icons/arrow-up';
import { Button } from '@/ui/button';
import { Checkbox } from '@/ui/checkbox';
import { IconButton } from '@/ui/icon-button';
import { Segmented } from '@/ui/segmented';
import { type ColumnId, columnOf, KNOWN_COLUMNS, USUAL_COLUMNS } from './columns';
import {
  columnMoved,
  columnsChosen,
  columnToggled,
  type Density,
  densityChosen,
  useTableLayout,
} from './table-layout';

const HEIGHTS: { value: Density; label: string }[] = [
  { value: 'compact', label: 'Compact' },
  { value: 'normal', label: 'One line' },
  { value: 'relaxed', label: 'Two lines' },
];

type Props = { metadataKeys: readonly string[]; plainLabel: string | null };

export function LayoutOptions({ metadataKeys, plainLabel }: Props) {
  const { columns, density } = useTableLayout();
  const keys = metadataKeys.map((key): ColumnId => `metadata[${key}]`);
  const others = [...KNOWN_COLUMNS, ...keys].filter((id) => !columns.includes(id));
  return (
    <div className="space-y-3">
      <Segmented
        label="Row height"
        className="w-full"
        options={HEIGHTS}
        value={density}
        onChange={densityChosen}
      />
      <section>
        <h2 className="mb-1 text-xs font-medium text-ink-2">Shown</h2>
        <ul>
          {columns.map((id, position) => (
            <li key={id} className="flex items-center">
              <ColumnBox id={id} isShown plainLabel={plainLabel} isLast={columns.length === 1} />
              <IconButton
                label={`Move ${columnOf(id).label} left`}
                size="iconSm"
                disabled={position === 0}
                onClick={() => columnMoved(id, -1)}
              >
                <ArrowUp aria-hidden className="size-3.5" />
              </IconButton>
              <IconButton
                label={`Move ${columnOf(id).label} right`}
                size="iconSm"
                disabled={position === columns.length - 1}
                onClick={() => columnMoved(id, 1)}
              >
                <ArrowDown aria-hidden className="size-3.5" />
              </IconButton>
            </li>
          ))}
        </ul>
      </section>
      <section>
        <h2 className="mb-1 text-xs font-medium text-ink-2">Hidden</h2>
        <ul>
          {others.map((id) => (
            <li key={id} className="flex">
              <ColumnBox id={id} plainLabel={plainLabel} />
            </li>
          ))}
        </ul>
      </section>
      <Button size="sm" onClick={() => columnsChosen(USUAL_COLUMNS)}>
        Reset columns
      </Button>
    </div>
  );
}

type BoxProps = {
  id: ColumnId;
  isShown?: boolean;
  /** A table has at least one column. */
  isLast?: boolean;
  plainLabel: string | null;
};

function ColumnBox({ id, isShown = false, isLast, plainLabel }: BoxProps) {
  const { label, isOurs } = columnOf(id);
  const isUnknown = isOurs && plainLabel !== null;
  return (
    <Checkbox
      className="min-w-0 flex-1 py-0.5"
      checked={isShown}
      disabled={isLast}
      onChange={() => columnToggled(id)}
      label={
        <>
          {id.startsWith('metadata[') && <span className="text-ink-3">metadata </span>}
          {label}
          {isUnknown && (
            <span className="block text-xs text-ink-3">{plainLabel} does not say it</span>
          )}
        </>
      }
    />
  );
}
