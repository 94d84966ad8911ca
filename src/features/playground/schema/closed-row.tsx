import { Checkbox } from '@/ui/checkbox';
import { requiredSet, type Schema, type SchemaRow } from './schema-rows';

type Props = {
  schema: Schema;
  row: SchemaRow;
  onChange: (schema: Schema) => void;
  onOpen: () => void;
};

/** A property in one line; a click on it opens it in its place. */
export function ClosedRow({ schema, row, onChange, onOpen }: Props) {
  const { name, path, isRequired } = row;
  const told = toldWords(row);
  return (
    <div className="grid min-h-9 grid-cols-(--schema-columns) items-center gap-x-2 px-5 hover:bg-hover">
      <button
        type="button"
        aria-label={`Edit ${path.join('.')}`}
        onClick={onOpen}
        className="min-w-0 self-stretch truncate border-line text-start font-mono text-xs"
        style={indent(path)}
      >
        {name}
      </button>
      <button
        type="button"
        tabIndex={-1}
        onClick={onOpen}
        className="truncate text-start text-sm text-ink-2"
      >
        {typeWords(row)}
      </button>
      <Checkbox
        label={`${path.join('.')} is required`}
        checked={isRequired}
        onChange={({ target }) => onChange(requiredSet(schema, path, target.checked))}
        hideLabel
      />
      <button
        type="button"
        tabIndex={-1}
        dir="auto"
        aria-label={told === '' ? `Describe ${path.join('.')}` : undefined}
        onClick={onOpen}
        className="min-w-0 self-stretch truncate text-start text-sm text-ink-2"
      >
        {told}
      </button>
    </div>
  );
}

/** A guide at the start of what is within something. */
export function indent({ length }: readonly string[]) {
  const steps = length - 1;
  return steps === 0
    ? {}
    : { marginInlineStart: `${steps * 8}px`, paddingInlineStart: 11, borderInlineStartWidth: 1 };
}

function typeWords({ type, isNullable, schema }: SchemaRow): string {
  const words =
    type === 'one of' ? `one of ${valuesOf(schema).length}` : type === 'other' ? 'in JSON' : type;
  return isNullable ? `${words} or null` : words;
}

export function valuesOf({ enum: values }: Schema): unknown[] {
  return Array.isArray(values) ? values.filter((each) => each !== null) : [];
}

/** What it is told of: its description, its values, and what it must meet. */
function toldWords({ schema }: SchemaRow): string {
  const { description, pattern, format } = schema;
  return [
    typeof description === 'string' && description,
    valuesOf(schema).length > 0 && valuesOf(schema).join(', '),
    typeof pattern === 'string' && `matches ${pattern}`,
    typeof format === 'string' && `format ${format}`,
    bounds(schema, 'minimum', 'maximum'),
    bounds(schema, 'minLength', 'maxLength', ' characters'),
    bounds(schema, 'minItems', 'maxItems', ' items'),
  ]
    .filter(Boolean)
    .join(' · ');
}

function bounds(schema: Schema, least: string, most: string, unit = ''): string | null {
  const [from, to] = [schema[least], schema[most]];
  if (typeof from === 'number' && typeof to === 'number') return `${from} to ${to}${unit}`;
  if (typeof from === 'number') return `${from} or more${unit}`;
  return typeof to === 'number' ? `at most ${to}${unit}` : null;
}
