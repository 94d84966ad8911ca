import { lazy, Suspense } from 'react';
import { TextArea } from '@/ui/text-area';
import type { JsonKind } from './note';

export type JsonFieldProps = {
  label: string;
  kind: JsonKind;
  value: string;
  error: string | undefined;
  onChange: (value: string) => void;
};

const JsonWriting = lazy(async () => {
  try {
    return { default: (await import('./json-writing')).JsonWriting };
  } catch {
    // Cut off, or a release that is gone: what can be written without the editor can be written on.
    return { default: PlainJson };
  }
});

/** JSON in an editor; in a plain text area until that has come. */
export function JsonField(props: JsonFieldProps) {
  return (
    <Suspense fallback={<PlainJson {...props} />}>
      <JsonWriting {...props} />
    </Suspense>
  );
}

function PlainJson({ label, value, error, onChange }: JsonFieldProps) {
  return (
    <TextArea
      label={label}
      hideLabel
      mono
      spellCheck={false}
      value={value}
      error={error}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}
