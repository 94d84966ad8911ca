import { Segmented } from '@/ui/segmented';
import { TextArea } from '@/ui/text-area';
import type { CallHandling } from '../request/call-handling';
import { fixedCode, fixedText } from './fixed-result';

export const BEGINNING = `async (args) => {
  return { ok: true };
}`;

type Way = 'code' | 'fixed' | 'ask';

type Props = {
  /** Null: its calls are answered by hand. */
  code: string | null;
  calls: CallHandling;
  onChange: (code: string | null) => void;
};

/** What answers the calls: JavaScript, always the same result, or whoever reads here. */
export function FunctionCode({ code, calls, onChange }: Props) {
  const fixed = code === null ? null : fixedText(code);
  const way: Way = code === null ? 'ask' : fixed === null ? 'code' : 'fixed';

  function choose(next: Way) {
    if (next === way) return;
    if (next === 'ask') onChange(null);
    else onChange(next === 'fixed' ? fixedCode('') : BEGINNING);
  }

  return (
    <section aria-label="What it does" className="border-b border-line px-5 py-2.5">
      <div className="mb-2.5 flex flex-wrap items-center gap-2">
        <h3 className="text-sm font-semibold">What it does</h3>
        <Segmented<Way>
          label="What answers its calls"
          options={[
            { value: 'code', label: 'JavaScript' },
            { value: 'fixed', label: 'Fixed result' },
            { value: 'ask', label: 'Ask me' },
          ]}
          value={way}
          onChange={choose}
        />
        {way === 'code' && (
          <span className="ms-auto text-xs text-ink-3">
            runs in this browser, apart from the page, {calls.seconds} s at most
          </span>
        )}
      </div>
      {way === 'ask' && (
        <p className="text-sm text-ink-2">
          Each call waits until you write its result into its card.
        </p>
      )}
      {way === 'fixed' && (
        <TextArea
          label="Result"
          hint="Every call is answered with this text."
          mono
          rows={4}
          spellCheck={false}
          value={fixed ?? ''}
          onChange={({ target }) => onChange(fixedCode(target.value))}
          controlClassName="max-h-[40vh]"
        />
      )}
      {way === 'code' && (
        <TextArea
          label="JavaScript"
          hint="It is given the arguments as an object, and as text after that. What it returns is the result; an error it throws becomes the result, too. It reaches no network and nothing of this page."
          mono
          controlClassName="max-h-[40vh] min-h-40"
          data-autofocus
          spellCheck={false}
          value={code ?? ''}
          onChange={({ target }) => onChange(target.value)}
        />
      )}
    </section>
  );
}
