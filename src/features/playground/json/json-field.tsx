import { Suspense, useState } from 'react';
import { lazily } from '@/ui/lazily';
import { type JsonFieldProps, PlainJson } from './plain-json';

// What can be written without the editor can be written on.
const JsonWriting = lazily(async () => (await import('./json-writing')).JsonWriting, PlainJson);

/** JSON in an editor; in a plain text area until that has come, which then goes on at the same place. */
export function JsonField(props: JsonFieldProps) {
  const [caret, setCaret] = useState(0);
  return (
    <Suspense fallback={<PlainJson {...props} onCaret={setCaret} />}>
      <JsonWriting {...props} caret={caret} />
    </Suspense>
  );
}
