import Check from 'lucide-react/icons/check';
import X from 'lucide-react/icons/x';
import { useMemo } from 'react';
import { type Fault, validateJson } from '@/components/answer/validate-json';
import { byPosition } from '@/components/markdown/by-position';
import { cx } from '@/ui/cx';
import { answerLines, type AnswerLine } from './answer-lines';
import type { Schema } from './schema-rows';

type Props = { text: string; schema: Schema };

/** An answer laid over a schema: one line a name, those that do not fit with what was expected. */
export function LaidOver({ text, schema }: Props) {
  const laid = useMemo(() => laidOver(text, schema), [text, schema]);
  if ('problem' in laid) return <p className="px-5 py-3 text-sm text-danger-ink">{laid.problem}</p>;
  return (
    <ul aria-label="The answer, name by name">
      {byPosition(laid.lines, (line) => (
        <Line line={line} />
      ))}
    </ul>
  );
}

function Line({ line: { name, depth, shown, faults } }: { line: AnswerLine }) {
  const isBad = faults.length > 0;
  const Icon = isBad ? X : Check;
  return (
    <li
      className={cx(
        'flex min-h-8 items-center gap-2 border-b border-line px-5 py-1 font-mono text-xs',
        isBad && 'bg-danger-soft',
      )}
    >
      <span
        style={{ paddingInlineStart: depth * 16 }}
        className="flex w-2/5 min-w-0 items-center gap-2"
      >
        <Icon
          aria-hidden
          className={cx('size-3.5 shrink-0', isBad ? 'text-danger-ink' : 'text-success-ink')}
        />
        <span className="truncate">{name}</span>
        <span className="sr-only">{isBad ? 'does not fit' : 'fits'}</span>
      </span>
      <span className="min-w-0 flex-1 truncate text-ink-2" title={shown}>
        {shown}
      </span>
      {isBad && (
        <span className="max-w-1/2 text-end font-sans text-danger-ink">{faults.join(' ')}</span>
      )}
    </li>
  );
}

/** How many things of a text do not fit; null where it cannot be said. */
export function misfits(text: string, schema: Schema): number | null {
  const laid = laidOver(text, schema);
  return 'problem' in laid ? null : laid.faults.length;
}

type Laid = { lines: AnswerLine[]; faults: Fault[] } | { problem: string };

function laidOver(text: string, schema: Schema): Laid {
  try {
    const value: unknown = JSON.parse(text);
    const faults = validateJson(value, schema);
    return { lines: answerLines(value, faults), faults };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return {
      problem:
        error instanceof SyntaxError
          ? `This is not JSON: ${why}`
          : `The schema cannot be used: ${why}`,
    };
  }
}
