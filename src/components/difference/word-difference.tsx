import { changesOf } from './align';

/** Texts that have nothing in common take longer than anybody waits. */
const PATIENCE_MS = 400;

type Part = { value: string; added: boolean; removed: boolean };

type Props = { before: string; after: string };

/** What was taken out of a text and what came in, within its flow. */
export function WordDifference({ before, after }: Props) {
  if (before === after) return <p className="text-sm text-ink-3">The same in both.</p>;
  const parts = partsOf(before, after);
  if (!parts) return <Whole before={before} after={after} />;
  return (
    <p dir="auto" className="text-sm break-words whitespace-pre-wrap">
      {parts.map(({ value, added, removed }, index) =>
        added ? (
          // Parts have no identity of their own, and never move.
          // oxlint-disable-next-line react/no-array-index-key
          <ins key={index} className="rounded-sm bg-success-soft text-success-ink no-underline">
            {value}
          </ins>
        ) : removed ? (
          // oxlint-disable-next-line react/no-array-index-key
          <del key={index} className="rounded-sm bg-danger-soft text-danger-ink">
            {value}
          </del>
        ) : (
          // oxlint-disable-next-line react/no-array-index-key
          <span key={index}>{value}</span>
        ),
      )}
    </p>
  );
}

function partsOf(before: string, after: string): Part[] | undefined {
  return changesOf(before, after, PATIENCE_MS)?.map(({ value, added, removed }) => ({
    value: value.join(''),
    added,
    removed,
  }));
}

function Whole({ before, after }: Props) {
  return (
    <>
      <p className="mb-2 text-xs text-ink-3">Too different to be compared; both as they are.</p>
      <div className="grid gap-4 md:grid-cols-2">
        {[before, after].map((text, index) => (
          // oxlint-disable-next-line react/no-array-index-key -- the one and the other, always
          <pre key={index} className="max-h-96 scrolls font-sans text-sm whitespace-pre-wrap">
            {text}
          </pre>
        ))}
      </div>
    </>
  );
}
