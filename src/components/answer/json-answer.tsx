import Check from 'lucide-react/icons/check';
import TriangleAlert from 'lucide-react/icons/triangle-exclamation-point';
import { parse } from 'lossless-json';
import { useMemo } from 'react';
import { byPosition } from '@/components/markdown/by-position';
import { PlainText } from '@/components/markdown/plain-text';
import { JsonTree } from '@/components/answer/json-tree';
import { type Fault, validateJson } from '@/components/answer/validate-json';

/** `schema` is null where any JSON was asked for. */
type Props = { text: string; schema: unknown };

type Verdict = {
  tree: { value: unknown } | null;
  good: string | null;
  bad: string | null;
  faults: Fault[];
};

/** An answer that was asked to be JSON: as a tree, and what does not fit the schema that was asked for. */
export function JsonAnswer({ text, schema }: Props) {
  const { tree, good, bad, faults } = useMemo(() => verdictOf(text, schema), [text, schema]);
  return (
    <div className="space-y-2">
      {good && (
        <p className="flex items-center gap-1.5 text-xs text-success-ink">
          <Check aria-hidden className="size-3.5" /> {good}
        </p>
      )}
      {bad && (
        <div className="rounded-lg border border-line bg-warning-soft px-3 py-2 text-xs">
          <p className="flex items-center gap-1.5 font-medium text-warning-ink">
            <TriangleAlert aria-hidden className="size-3.5" /> {bad}
          </p>
          <ul className="mt-1 space-y-0.5">
            {byPosition(faults, ({ path, message }) => (
              <li className="break-words">
                <code className="font-mono">{path}</code>: {message}
              </li>
            ))}
          </ul>
        </div>
      )}
      {tree ? (
        <JsonTree value={tree.value} />
      ) : (
        <div className="text-read">
          <PlainText text={text} />
        </div>
      )}
    </div>
  );
}

function verdictOf(text: string, schema: unknown): Verdict {
  const nothing = { tree: null, good: null, bad: null, faults: [] };
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return { ...nothing, bad: `This is not JSON: ${messageOf(error)}` };
  }
  const tree = { value: exactValue(text, value) };
  if (typeof schema !== 'object' || schema === null)
    return { ...nothing, tree, good: 'Valid JSON' };
  try {
    const faults = validateJson(value, schema);
    if (faults.length === 0) return { ...nothing, tree, good: 'Valid against the schema' };
    const count = faults.length === 1 ? 'One thing does' : `${faults.length} things do`;
    return { ...nothing, tree, bad: `${count} not fit the schema`, faults };
  } catch (error) {
    return { ...nothing, tree, bad: `The schema cannot be used: ${messageOf(error)}` };
  }
}

/** With all digits of its numbers; the reader of exact numbers refuses a key that comes twice. */
function exactValue(text: string, value: unknown): unknown {
  try {
    return parse(text);
  } catch {
    return value;
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
