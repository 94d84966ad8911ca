import { Suspense } from 'react';
import { lazily } from '@/ui/lazily';
import { TextArea } from '@/ui/text-area';
import type { JsonKind } from './note';

export type JsonFieldProps = {
  label: string;
  kind: JsonKind;
  value: string;
  error: string | undefined;
  onChange: (value: string) => void;
};

// What can be written without the editor can be written on.
const JsonWriting = lazily(async () => (await import('./json-writing')).JsonWriting, PlainJson);

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
