import Play from 'lucide-react/icons/play';
import { useState } from 'react';
import { Button } from '@/ui/button';
import { cx } from '@/ui/cx';
import { TextArea } from '@/ui/text-area';
import type { ResultDraft } from '../call-handling';
import { runInSandbox } from './run-in-sandbox';

type Props = { code: string; input: string; seconds: number };

/** Runs what is written, saved or not, with arguments that can be changed. */
export function FunctionTrial({ code, input, seconds }: Props) {
  const [args, setArgs] = useState(input);
  const [result, setResult] = useState<ResultDraft | 'running' | null>(null);

  async function run() {
    setResult('running');
    // It ends by itself after its seconds, also when the dialog has been closed meanwhile.
    setResult(await runInSandbox({ code, input: args, seconds }, new AbortController().signal));
  }

  return (
    <section aria-label="Try it" className="space-y-3">
      <TextArea
        label="Arguments to try it with"
        mono
        rows={2}
        spellCheck={false}
        value={args}
        onChange={(event) => setArgs(event.target.value)}
      />
      <Button size="sm" loading={result === 'running'} onClick={() => void run()}>
        <Play aria-hidden className="size-3.5" /> Try it
      </Button>
      <output className="block">
        {result !== null && result !== 'running' && (
          <pre
            className={cx(
              'max-h-60 scrolls rounded-lg bg-sunken p-3 font-mono text-xs leading-5 break-words whitespace-pre-wrap',
              result.isError && 'text-danger-ink',
            )}
          >
            {result.text || '(empty)'}
          </pre>
        )}
      </output>
    </section>
  );
}
