import { PlainText } from '@/components/markdown/plain-text';
import { formatBytes } from '@/lib/format';
import { CopyButton } from '@/ui/copy-button';
import { exactPretty } from './exact-json';

/** Above this, indenting takes long enough to be noticed. */
const LONGEST_PRETTY = 2_000_000;

/** The stored completion with its digits exactly as they came. */
export function RawJson({ raw }: { raw: string }) {
  const text = raw.length > LONGEST_PRETTY ? raw : exactPretty(raw);
  return (
    <section aria-label="Raw JSON" className="p-4">
      <header className="mb-2 flex items-center justify-between text-xs text-ink-3">
        {formatBytes(raw.length)} of JSON, digits as they came
        <CopyButton text={text} label="Copy the JSON" />
      </header>
      <div className="rounded-lg border border-line bg-sunken p-3 font-mono text-xs leading-5">
        <PlainText text={text} />
      </div>
    </section>
  );
}
