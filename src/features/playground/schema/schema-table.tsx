import CornerDownRight from 'lucide-react/icons/corner-down-right';
import Plus from 'lucide-react/icons/plus';
import { useState } from 'react';
import { byPosition } from '@/components/markdown/by-position';
import { Button } from '@/ui/button';
import { propertyAdded, type Schema, type SchemaRow, schemaRows } from './schema-rows';
import { OpenRow } from './open-row';
import { ClosedRow } from './closed-row';

type Props = {
  schema: Schema;
  onChange: (schema: Schema) => void;
  /** What they are called, and one of them. */
  title: string;
  noun: string;
};

const keyOf = ({ path }: SchemaRow) => JSON.stringify(path);

/** A schema as a table: one property a line, those within lists and objects below them on a guide. */
export function SchemaTable({ schema, onChange, title, noun }: Props) {
  const rows = schemaRows(schema);
  const [current, setCurrent] = useState<string | null>(null);
  const open = rows.find((row) => keyOf(row) === current);
  const holder = open?.canHold ? open : rows.find((row) => isHolderOf(row, open));

  function add(within: readonly string[]) {
    const added = propertyAdded(schema, within);
    onChange(added.schema);
    setCurrent(JSON.stringify(added.path));
  }

  return (
    <div className="@container">
      <div
        aria-hidden
        className="grid h-8 grid-cols-(--schema-columns) items-center gap-x-2 border-b border-line px-5 text-xs text-ink-3 max-sm:hidden"
      >
        <span>Name</span>
        <span>Type</span>
        <span title="Required">∗</span>
        <span>What the model is told</span>
      </div>
      <ul aria-label={title}>
        {/* By position: a name that changes must not take the focus from whoever has tabbed on. */}
        {byPosition(rows, (row) => (
          <li className="border-b border-line">
            {row === open ? (
              <OpenRow
                {...{ schema, row, onChange }}
                onPath={(path) => setCurrent(path && JSON.stringify(path))}
              />
            ) : (
              <ClosedRow {...{ schema, row, onChange }} onOpen={() => setCurrent(keyOf(row))} />
            )}
          </li>
        ))}
      </ul>
      <div className="flex flex-wrap gap-1 px-3 py-1.5">
        <Button variant="ghost" size="sm" onClick={() => add([])}>
          <Plus aria-hidden className="size-3.5" /> {noun}
        </Button>
        {holder && (
          <Button variant="ghost" size="sm" onClick={() => add(holder.path)}>
            <CornerDownRight aria-hidden className="size-3.5" /> Inside{' '}
            <span className="max-w-40 truncate font-mono text-xs">{holder.name}</span>
          </Button>
        )}
      </div>
    </div>
  );
}

function isHolderOf(row: SchemaRow, inner: SchemaRow | undefined): boolean {
  return inner !== undefined && JSON.stringify(inner.path.slice(0, -1)) === keyOf(row);
}
