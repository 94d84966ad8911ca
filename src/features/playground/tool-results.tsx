import { ArrowUp } from 'lucide-react';
import { type KeyboardEvent, useState } from 'react';
import type { ViewToolCall } from '@/components/message/message-parts';
import { Button } from '@/ui/button';
import { TextArea } from '@/ui/text-area';
import { resultsGiven } from './unanswered-calls';

type Props = { calls: readonly ViewToolCall[]; onRun: () => void };

/** Stands in for the tools that the model has called: each gets its result, then the conversation goes on. */
export function ToolResults({ calls, onRun }: Props) {
  const [results, setResults] = useState<Record<string, string>>({});

  function goOn() {
    resultsGiven(calls.map(({ id }) => ({ id, content: results[id] ?? '' })));
    onRun();
  }
  function onKeyDown(event: KeyboardEvent) {
    const isRun = event.key === 'Enter' && (event.ctrlKey || event.metaKey);
    if (!isRun || event.nativeEvent.isComposing || event.repeat) return;
    event.preventDefault();
    event.stopPropagation();
    goOn();
  }

  return (
    <form
      aria-label="Results of the calls"
      className="space-y-3 rounded-lg border border-line bg-surface px-4 py-3"
      onSubmit={(event) => {
        event.preventDefault();
        goOn();
      }}
    >
      <p className="text-xs text-ink-2">
        The model waits for {calls.length === 1 ? 'a result' : `${calls.length} results`}. What you
        write here is sent as if the tool had said it.
      </p>
      {calls.map(({ id, name }) => (
        <TextArea
          key={id}
          label={`Result of ${name}`}
          mono
          rows={2}
          spellCheck={false}
          value={results[id] ?? ''}
          onChange={(event) => setResults({ ...results, [id]: event.target.value })}
          onKeyDown={onKeyDown}
        />
      ))}
      <Button type="submit" variant="primary" size="sm">
        <ArrowUp aria-hidden className="size-3.5" /> Go on
      </Button>
    </form>
  );
}
