import { JsonPane } from './json-pane';

/** The stored completion. */
export function RawJson({ raw }: { raw: string }) {
  return <JsonPane name="JSON" raw={raw} about="digits as they came" copyLabel="Copy the JSON" />;
}
