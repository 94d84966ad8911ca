import Trash2 from 'lucide-react/icons/trash';
import { useState } from 'react';
import { Checkbox } from '@/ui/checkbox';
import { IconButton } from '@/ui/icon-button';
import { LineInput } from '@/ui/line-input';
import { QuietSelect } from '@/ui/quiet-select';
import { indent } from './closed-row';
import { Limits } from './limits';
import {
  isFree,
  type Path,
  propertyChanged,
  propertyRemoved,
  propertyRenamed,
  requiredSet,
  type Schema,
  type SchemaRow,
  TYPE_WORDS,
  type TypeWord,
  withMember,
  withType,
} from './schema-rows';

type Props = {
  schema: Schema;
  row: SchemaRow;
  onChange: (schema: Schema) => void;
  /** It is called otherwise by now; null: it is gone. */
  onPath: (path: Path | null) => void;
};

/** A property edited in its place, with its limits below. */
export function OpenRow({ schema, row, onChange, onPath }: Props) {
  const { path, type, isNullable, isRequired } = row;
  const change = (to: (property: Schema) => Schema) => onChange(propertyChanged(schema, path, to));
  return (
    <div className="bg-accent-soft">
      <div className="grid min-h-10 grid-cols-(--schema-columns) items-center gap-x-2 px-5 py-1.5">
        <NameInput {...{ schema, row, onChange, onPath }} />
        <QuietSelect
          aria-label="Type"
          value={type}
          onChange={({ target }) =>
            change((property) => withType(property, target.value as TypeWord, isNullable))
          }
          className="h-7 text-sm text-ink"
        >
          {(type === 'other' ? ['other', ...TYPE_WORDS] : TYPE_WORDS).map((word) => (
            <option key={word} value={word}>
              {word === 'other' ? 'as in JSON' : word}
            </option>
          ))}
        </QuietSelect>
        <Checkbox
          label={`${path.join('.')} is required`}
          checked={isRequired}
          onChange={({ target }) => onChange(requiredSet(schema, path, target.checked))}
          hideLabel
        />
        <Description schema={row.schema} onChange={change} />
      </div>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1.5 px-5 pb-2 text-sm text-ink-2">
        {type !== 'other' && (
          <Checkbox
            label="or null"
            checked={isNullable}
            onChange={({ target }) =>
              change((property) => withType(property, type, target.checked))
            }
            className="text-xs!"
          />
        )}
        <Limits row={row} onChange={change} />
        <IconButton
          label={`Remove ${path.join('.')}`}
          size="iconSm"
          className="ms-auto text-danger-ink"
          onClick={() => {
            onChange(propertyRemoved(schema, path));
            onPath(null);
          }}
        >
          <Trash2 aria-hidden className="size-3.5" />
        </IconButton>
      </div>
    </div>
  );
}

/** Whoever opens a property, or adds one, begins with its name. */
function nameBegun(input: HTMLInputElement | null) {
  input?.focus();
  input?.select();
}

/** The name counts once it is left: while it is typed it may be one that is taken. */
function NameInput({ schema, row, onChange, onPath }: Props) {
  const { name, path } = row;
  const [typed, setTyped] = useState(name);
  const isTaken = typed !== name && !isFree(schema, path, typed);
  function keep() {
    if (typed === name) return;
    if (isTaken) return setTyped(name);
    onChange(propertyRenamed(schema, path, typed));
    onPath([...path.slice(0, -1), typed]);
  }
  return (
    <span style={indent(path)} className="min-w-0">
      <LineInput
        aria-label="Name"
        aria-invalid={isTaken || undefined}
        title={isTaken ? 'Another property has this name' : undefined}
        ref={nameBegun}
        autoComplete="off"
        spellCheck={false}
        value={typed}
        onChange={({ target }) => setTyped(target.value)}
        onBlur={keep}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || event.ctrlKey || event.metaKey) return;
          event.preventDefault();
          keep();
        }}
        lineClassName="h-7"
        className="control w-full px-1.5 font-mono text-xs"
      />
    </span>
  );
}

type PartProps = { schema: Schema; onChange: (to: (property: Schema) => Schema) => void };

function Description({ schema: { description }, onChange }: PartProps) {
  return (
    <LineInput
      aria-label="What the model is told"
      autoComplete="off"
      value={typeof description === 'string' ? description : ''}
      onChange={({ target }) =>
        onChange((property) => withMember(property, 'description', target.value || undefined))
      }
      lineClassName="h-7"
      className="control w-full min-w-0 px-2 text-sm"
    />
  );
}
