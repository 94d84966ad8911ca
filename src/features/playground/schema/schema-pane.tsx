import TriangleAlert from 'lucide-react/icons/triangle-exclamation-point';
import { Suspense, useState } from 'react';
import { lazily } from '@/ui/lazily';
import { Button } from '@/ui/button';
import { Segmented } from '@/ui/segmented';
import { isObject } from '#contract/json';
import { madeStrict, type Schema, schemaRows } from './schema-rows';
import { SchemaTable } from './schema-table';

const JsonEditor = lazily(async () => (await import('../json/json-editor')).JsonEditor);

type Props = {
  /** Of the section: "Parameters". */
  title: string;
  noun: string;
  schema: Schema;
  isStrict: boolean;
  onChange: (schema: Schema) => void;
};

/** A schema as a table or as JSON, and what Strict asks of it beyond that. */
export function SchemaPane({ title, noun, schema, isStrict, onChange }: Props) {
  const [view, setView] = useState<'table' | 'json'>('table');
  const rows = schemaRows(schema).filter(({ path }) => path.length === 1);
  const required = rows.filter(({ isRequired }) => isRequired).length;
  return (
    <section
      aria-label={title}
      className="[--schema-columns:minmax(0,1fr)_minmax(0,1fr)_1.25rem_minmax(0,1.2fr)] sm:[--schema-columns:minmax(0,10rem)_7.5rem_1.25rem_minmax(0,1fr)]"
    >
      <div className="flex items-center gap-2 border-b border-line px-5 pb-2">
        <h3 className="text-sm font-semibold">{title}</h3>
        <span className="text-sm text-ink-3 tabular-nums">
          {rows.length}
          {required > 0 && `, of them ${required} required`}
        </span>
        <Segmented
          label={`View of the ${title.toLowerCase()}`}
          className="ms-auto"
          options={[
            { value: 'table', label: 'Table' },
            { value: 'json', label: 'JSON' },
          ]}
          value={view}
          onChange={setView}
        />
      </div>
      {view === 'table' ? (
        <SchemaTable {...{ schema, title, noun, onChange }} />
      ) : (
        <AsJson schema={schema} title={title} onChange={onChange} />
      )}
      {isStrict && <StrictNote schema={schema} onChange={onChange} />}
    </section>
  );
}

type JsonProps = Pick<Props, 'schema' | 'title' | 'onChange'>;

/** What is typed is a schema once it can be read. */
function AsJson({ schema, title, onChange }: JsonProps) {
  const [text, setText] = useState(() => JSON.stringify(schema, null, 2));
  const read = readSchema(text);
  return (
    <div className="px-5 py-3">
      <Suspense fallback={<pre className="font-mono text-xs">{text}</pre>}>
        <JsonEditor
          label={`${title} as JSON`}
          kind="members"
          value={text}
          error={read === null ? 'This is no JSON object yet; the last one counts.' : undefined}
          onChange={(next) => {
            setText(next);
            const value = readSchema(next);
            if (value) onChange(value);
          }}
        />
      </Suspense>
    </div>
  );
}

function readSchema(text: string): Schema | null {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : null;
  } catch {
    return null;
  }
}

function StrictNote({ schema, onChange }: Pick<Props, 'schema' | 'onChange'>) {
  const strict = madeStrict(schema);
  if (JSON.stringify(sorted(strict)) === JSON.stringify(sorted(schema))) return null;
  return (
    <p className="flex flex-wrap items-center gap-x-2 px-5 pb-3 text-xs text-warning-ink">
      <TriangleAlert aria-hidden className="size-3.5 shrink-0" />
      Strict needs every name in the required list, and no others in any object.
      <Button variant="link" size="inline" className="text-xs" onClick={() => onChange(strict)}>
        Add them, null is allowed
      </Button>
    </p>
  );
}

/** The order of the required names, and of keywords, says nothing. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value))
    return value.every((each) => typeof each === 'string') ? value.toSorted() : value.map(sorted);
  if (!isObject(value)) return value;
  const pairs = Object.entries(value).map(([name, each]) => [name, sorted(each)] as const);
  return pairs.toSorted(([a], [b]) => (a < b ? -1 : 1));
}
