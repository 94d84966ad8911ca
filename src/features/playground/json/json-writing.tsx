import { Button } from '@/ui/button';
import { lazily } from '@/ui/lazily';
import type { JsonFieldProps } from './plain-json';
import { formatted, templates } from '../json-notes/templates';

const JsonEditor = lazily(async () => (await import('./json-editor')).JsonEditor);

/** The editor with what lays its text out, or begins it. */
export function JsonWriting(props: JsonFieldProps & { caret?: number }) {
  const { kind, value, onChange } = props;
  const pretty = formatted(value);
  return (
    <div>
      <JsonEditor {...props} isLarge />
      <div className="mt-1 -ml-2 flex flex-wrap gap-x-1">
        {pretty !== null && pretty !== value && (
          <Button variant="ghost" size="sm" onClick={() => onChange(pretty)}>
            Format
          </Button>
        )}
        {templates[kind].map(({ name, added }) => (
          <Button key={name} variant="ghost" size="sm" onClick={() => onChange(added(value))}>
            {name}
          </Button>
        ))}
      </div>
    </div>
  );
}
