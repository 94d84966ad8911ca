import { RemoveSamples } from './sample-buttons';
import { useSamples } from './use-samples';

/** Above a table that has samples in it. */
export function SamplesStrip() {
  const samples = useSamples();
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1 border-b border-line bg-sunken px-5 py-1.5 text-sm text-ink-2">
      <p className="min-w-0 flex-1 basis-60">
        <b className="font-medium text-ink">Some of these are samples</b>: made up, marked{' '}
        <code className="font-mono text-xs">sample: true</code>, and counted in every total until
        they are removed.
      </p>
      <RemoveSamples samples={samples} size="sm" />
    </div>
  );
}
