import Check from 'lucide-react/icons/check';
import Play from 'lucide-react/icons/play';
import { useMemo, useState } from 'react';
import { validateJson } from '@/components/answer/validate-json';
import { byPosition } from '@/components/markdown/by-position';
import { formatDuration } from '@/lib/format';
import { Button } from '@/ui/button';
import { cx } from '@/ui/cx';
import { TextArea } from '@/ui/text-area';
import type { ResultDraft } from '../request/call-handling';
import { runInSandbox } from '../calls/run-in-sandbox';
import type { Schema } from '../schema/schema-rows';

type Props = {
  code: string | null;
  input: string;
  /** What the arguments are checked against. */
  schema: Schema | null;
  seconds: number;
  onInput: (input: string) => void;
};

type Outcome = { result: ResultDraft; ms: number };

/** Runs what is written, saved or not, with arguments that can be changed. */
export function FunctionTrial({ code, input, schema, seconds, onInput }: Props) {
  const [outcome, setOutcome] = useState<Outcome | 'running' | null>(null);
  const faults = useMemo(() => faultsOf(input, schema), [input, schema]);

  async function run() {
    if (code === null) return;
    setOutcome('running');
    const began = performance.now();
    // It ends by itself after its seconds, also when the dialog has been closed meanwhile.
    const result = await runInSandbox({ code, input, seconds }, new AbortController().signal);
    setOutcome({ result, ms: performance.now() - began });
  }

  return (
    <section aria-label="Try it" className="grid gap-4 px-5 py-3 sm:grid-cols-2">
      <div className="min-w-0 space-y-2">
        <TextArea
          label="Arguments to try it with"
          mono
          rows={5}
          spellCheck={false}
          value={input}
          onChange={(event) => onInput(event.target.value)}
        />
        <Faults faults={faults} />
        <Button
          size="sm"
          loading={outcome === 'running'}
          notNow={code === null ? 'Nothing runs: its calls wait for you' : null}
          onClick={() => void run()}
        >
          <Play aria-hidden className="size-3.5" /> Try it
        </Button>
      </div>
      <output className="block min-w-0">
        {outcome !== null && outcome !== 'running' && <Result {...outcome} />}
      </output>
    </section>
  );
}

function Result({ result, ms }: Outcome) {
  return (
    <>
      <p className="mb-1 flex text-xs font-medium text-ink-2">
        Result{' '}
        <span className="ms-auto font-normal text-ink-3">{formatDuration(Math.round(ms))}</span>
      </p>
      <pre
        className={cx(
          'max-h-60 scrolls rounded-lg p-3 font-mono text-xs leading-5 break-words whitespace-pre-wrap',
          result.isError ? 'bg-danger-soft text-danger-ink' : 'bg-sunken',
        )}
      >
        {result.text || '(empty)'}
      </pre>
      {result.isError && (
        <p className="mt-1 text-xs text-ink-3">
          The model gets this text as the result and may try again.
        </p>
      )}
    </>
  );
}

function Faults({ faults }: { faults: string[] | null }) {
  if (faults === null) return null;
  if (faults.length === 0) {
    return (
      <p className="flex items-center gap-1.5 text-xs text-success-ink">
        <Check aria-hidden className="size-3.5" /> The arguments fit the parameters
      </p>
    );
  }
  return (
    <ul className="text-xs break-words text-warning-ink">
      {byPosition(faults, (fault) => (
        <li>{fault}</li>
      ))}
    </ul>
  );
}

/** What a model that keeps to the parameters would not send; null where nothing says. */
function faultsOf(input: string, schema: Schema | null): string[] | null {
  if (!schema) return null;
  try {
    return validateJson(JSON.parse(input), schema).map(
      ({ path, message }) => `${path}: ${message}`,
    );
  } catch (error) {
    return [error instanceof SyntaxError ? `This is not JSON: ${error.message}` : String(error)];
  }
}
