import { LineInput } from '@/ui/line-input';
import { valuesOf } from './closed-row';
import { type Schema, type SchemaRow, withMember } from './schema-rows';

type Limit = { keyword: string; label: string; isNumber: boolean };

const number = (keyword: string, label: string): Limit => ({ keyword, label, isNumber: true });

const LIST = [number('minItems', 'items at least'), number('maxItems', 'at most')];
const NUMBER = [number('minimum', 'at least'), number('maximum', 'at most')];

/** What values of a type can be held to. */
function limitsOf({ type }: SchemaRow): readonly Limit[] {
  if (type.startsWith('list of')) return LIST;
  if (type === 'number' || type === 'integer') return NUMBER;
  if (type !== 'string') return [];
  return [
    { keyword: 'pattern', label: 'matches', isNumber: false },
    { keyword: 'format', label: 'format', isNumber: false },
  ];
}

type Props = { row: SchemaRow; onChange: (to: (property: Schema) => Schema) => void };

export function Limits({ row, onChange }: Props) {
  if (row.type === 'one of') return <Values schema={row.schema} onChange={onChange} />;
  return limitsOf(row).map(({ keyword, label, isNumber }) => (
    <label key={keyword} className="flex items-center gap-1.5 text-xs text-ink-3">
      {label}
      <LineInput
        inputMode={isNumber ? 'decimal' : undefined}
        autoComplete="off"
        spellCheck={false}
        defaultValue={shown(row.schema[keyword])}
        onBlur={({ target }) =>
          onChange((property) => withLimit(property, keyword, target.value.trim(), isNumber))
        }
        lineClassName="h-7"
        className={`control px-1.5 font-mono text-xs ${isNumber ? 'w-16 text-end' : 'w-36'}`}
      />
    </label>
  ));
}

function shown(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

/** What is no number is no limit. */
function withLimit(property: Schema, keyword: string, text: string, isNumber: boolean): Schema {
  const value = isNumber ? Number(text) : text;
  const isNone = text === '' || Number.isNaN(value);
  return withMember(property, keyword, isNone ? undefined : value);
}

/** The values that are allowed, with commas between them. */
function Values({ schema, onChange }: { schema: Schema; onChange: Props['onChange'] }) {
  return (
    <span className="flex min-w-0 flex-1 items-center gap-1.5 text-xs text-ink-3">
      <span aria-hidden>values</span>
      <LineInput
        aria-label="Values, with commas between them"
        autoComplete="off"
        spellCheck={false}
        defaultValue={valuesOf(schema).join(', ')}
        onBlur={({ target }) => {
          const values = [...new Set(target.value.split(',').map((each) => each.trim()))];
          const named = values.filter((each) => each !== '');
          if (named.length > 0) onChange((property) => withValues(property, named));
        }}
        lineClassName="h-7"
        className="control w-full min-w-40 px-1.5 font-mono text-xs"
      />
    </span>
  );
}

function withValues(property: Schema, values: readonly string[]): Schema {
  const isNullable = Array.isArray(property.enum) && property.enum.includes(null);
  return { ...property, enum: isNullable ? [...values, null] : values };
}
