import { Switch } from '@/ui/switch';
import { TextArea } from '@/ui/text-area';
import { type Variables, valueOf } from './variables';

type Props = {
  names: readonly string[];
  values: Variables;
  onChange: (values: Variables) => void;
};

/** A value for every name that stands in double braces somewhere in the messages. */
export function VariablesSection({ names, values, onChange }: Props) {
  if (names.length === 0) return null;
  return (
    <section aria-label="Variables" className="space-y-3 py-4">
      <h2 className="text-xs font-medium text-ink-2">Variables</h2>
      {names.map((name) => {
        const value = valueOf(values, name);
        const change = (to: string | null) => onChange({ ...values, [name]: to });
        return (
          <div key={name} className="space-y-1">
            {value !== null && (
              <TextArea
                label={<span className="font-mono">{name}</span>}
                rows={1}
                value={value ?? ''}
                error={value === undefined ? 'Give it a value; it may be empty.' : undefined}
                onFocus={() => value === undefined && change('')}
                onChange={(event) => change(event.target.value)}
              />
            )}
            <Switch
              label={
                <span className="text-xs text-ink-2">
                  Send <span className="font-mono">{`{{${name}}}`}</span> as it is
                </span>
              }
              checked={value === null}
              onChange={(isLiteral) => change(isLiteral ? null : '')}
            />
          </div>
        );
      })}
    </section>
  );
}
