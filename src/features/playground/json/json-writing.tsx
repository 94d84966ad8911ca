import { useState } from 'react';
import { Button } from '@/ui/button';
import { Dialog } from '@/ui/dialog';
import { lazily } from '@/ui/lazily';
import type { JsonFieldProps } from './plain-json';
import { formatted, templates } from './templates';

const JsonEditor = lazily(async () => (await import('./json-editor')).JsonEditor);

/** The editor with what lays its text out, begins it, and gives it more room. */
export function JsonWriting(props: JsonFieldProps) {
  const { label, kind, value, onChange } = props;
  const [isLarge, setLarge] = useState(false);
  const pretty = formatted(value);
  return (
    <div>
      <JsonEditor {...props} />
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
        <Button variant="ghost" size="sm" aria-haspopup="dialog" onClick={() => setLarge(true)}>
          Expand
        </Button>
      </div>
      {isLarge && (
        <Dialog
          title={label}
          className="w-[min(56rem,calc(100vw-2rem))]"
          onClose={() => setLarge(false)}
        >
          <JsonEditor {...props} isLarge />
        </Dialog>
      )}
    </div>
  );
}
