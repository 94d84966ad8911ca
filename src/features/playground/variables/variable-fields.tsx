import Braces from 'lucide-react/icons/braces';
import { IconButton } from '@/ui/icon-button';
import { LineInput } from '@/ui/line-input';
import { cx } from '@/ui/cx';
import { type Variables, valueOf } from './variables';

type Props = {
  names: readonly string[];
  values: Variables;
  /** Null keeps the braces. */
  onChange: (name: string, value: string | null) => void;
};

/** A value for every name that stands in double braces somewhere in the messages. */
export function VariableFields({ names, values, onChange }: Props) {
  return (
    <section aria-label="Variables" className="flex flex-wrap gap-2">
      {names.map((name) => (
        <VariableField
          key={name}
          name={name}
          value={valueOf(values, name)}
          onChange={(value) => onChange(name, value)}
        />
      ))}
    </section>
  );
}

type FieldProps = {
  name: string;
  /** Null: the braces stay; undefined: nobody has said yet. */
  value: string | null | undefined;
  onChange: (value: string | null) => void;
};

function VariableField({ name, value, onChange }: FieldProps) {
  const isText = value === null;
  return (
    <div
      className={cx(
        'control flex min-h-7 max-w-full min-w-0 items-center gap-2 ps-2 pe-0.5 focus-within:border-accent-ink focus-within:ring-3 focus-within:ring-accent-soft max-sm:w-full',
        value === undefined && 'border-warning',
      )}
    >
      <span aria-hidden className="shrink-0 font-mono text-xs text-accent-ink">
        {name}
      </span>
      {isText ? (
        <span className="min-w-0 flex-1 truncate text-ink-3">stays {`{{${name}}}`}</span>
      ) : (
        <LineInput
          keepsLines
          wraps
          aria-label={name}
          data-variable={name}
          autoComplete="off"
          placeholder={value === undefined ? 'needs a value' : 'empty'}
          value={value ?? ''}
          onFocus={() => value === undefined && onChange('')}
          onChange={(event) => onChange(event.target.value)}
          lineClassName="h-6.5"
          className="field-sizing-content max-w-80 min-w-20 flex-1 bg-transparent text-sm outline-none placeholder:text-ink-3"
        />
      )}
      <IconButton
        label={isText ? `Fill in {{${name}}}` : `Keep {{${name}}} as text`}
        size="inline"
        className="size-6 text-ink-3"
        onClick={() => onChange(isText ? '' : null)}
      >
        <Braces aria-hidden className="size-3.5" />
      </IconButton>
    </div>
  );
}
