import { lazy, Suspense } from 'react';
import { TextArea } from '@/ui/text-area';
import type { JsonKind } from './note';

const JsonWriting = lazy(async () => ({ default: (await import('./json-writing')).JsonWriting }));

export type JsonFieldProps = {
  label: string;
  kind: JsonKind;
  value: string;
  error: string | undefined;
  onChange: (value: string) => void;
};

/** JSON in an editor; in a plain text area until that has come. */
export function JsonField(props: JsonFieldProps) {
  return (
    <Suspense
      fallback={
        <TextArea
          label={props.label}
          hideLabel
          mono
          spellCheck={false}
          value={props.value}
          error={props.error}
          onChange={(event) => props.onChange(event.target.value)}
        />
      }
    >
      <JsonWriting {...props} />
    </Suspense>
  );
}
