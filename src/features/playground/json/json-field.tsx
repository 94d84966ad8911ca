import { Suspense } from 'react';
import { lazily } from '@/ui/lazily';
import { type JsonFieldProps, PlainJson } from './plain-json';

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
