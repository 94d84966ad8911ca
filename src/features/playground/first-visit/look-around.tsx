import { Link } from 'react-router-dom';
import { AddSamples, RemoveSamples } from '@/components/samples/sample-buttons';
import { useSamples } from '@/components/samples/use-samples';
import { paths } from '@/paths';
import { buttonLook } from '@/ui/button';

/** Completions to look around in, before there are own ones. */
export function LookAround() {
  const samples = useSamples();
  if (!samples.isOffered || samples.count === null) return null;
  const isThere = samples.count > 0;
  return (
    <section aria-labelledby="look-around">
      <h3 id="look-around" className="text-sm font-semibold">
        Look around with samples
      </h3>
      <p className="mt-0.5 mb-2.5 text-ink-2">
        {isThere
          ? 'Made-up completions are stored here, each marked '
          : 'Made-up completions of five weeks: tools, schemas, failures, verdicts, costs. Each is marked '}
        <code className="font-mono text-xs">sample: true</code>, and one click removes them all.
      </p>
      <div className="flex flex-wrap gap-2">
        {isThere ? (
          <>
            <Link to={paths.completions('metadata[sample]=true')} className={buttonLook()}>
              See the samples
            </Link>
            <RemoveSamples samples={samples} />
          </>
        ) : (
          <AddSamples samples={samples} />
        )}
      </div>
    </section>
  );
}
