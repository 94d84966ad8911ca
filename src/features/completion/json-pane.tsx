import { PlainText } from '@/components/markdown/plain-text';
import { formatBytes } from '@/lib/format';
import { CopyButton } from '@/ui/copy-button';
import { exactPretty } from './exact-json';

/** Above this, indenting takes long enough to be noticed. */
const LONGEST_PRETTY = 2_000_000;

type Props = {
  name: string;
  raw: string;
  /** After "so many bytes of JSON". */
  about: string;
  copyLabel: string;
};

/** JSON text with its digits exactly as they came. */
export function JsonPane({ name, raw, about, copyLabel }: Props) {
  const text = raw.length > LONGEST_PRETTY ? raw : exactPretty(raw);
  return (
    <section aria-label={name} className="p-4">
      <header className="mb-2 flex items-center justify-between text-xs text-ink-3">
        {formatBytes(raw.length)} of JSON, {about}
        <CopyButton text={text} label={copyLabel} />
      </header>
      <div className="rounded-lg border border-line bg-sunken p-3 font-mono text-xs leading-5">
        <PlainText text={text} />
      </div>
    </section>
  );
}
