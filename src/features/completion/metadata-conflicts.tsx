import { useState } from 'react';
import type { Metadata } from '#contract/metadata';
import { Button } from '@/ui/button';
import { Segmented } from '@/ui/segmented';
import type { MetadataConflict } from '#contract/merge-metadata';

type Side = 'mine' | 'theirs';
const SIDES = [
  { value: 'mine', label: 'Mine' },
  { value: 'theirs', label: 'Theirs' },
] as const;

type Props = {
  /** With mine wherever both sides changed a pair. */
  merged: Metadata;
  conflicts: MetadataConflict[];
  onResolve: (metadata: Metadata) => void;
};

/** Somebody else saved meanwhile: for each pair that both changed, the reader takes one side. */
export function MetadataConflicts({ merged, conflicts, onResolve }: Props) {
  const [choices, setChoices] = useState<ReadonlyMap<string, Side>>(new Map());

  function resolve() {
    const result = new Map(Object.entries(merged));
    for (const { key, theirs } of conflicts) {
      if (choices.get(key) !== 'theirs') continue;
      if (theirs === undefined) result.delete(key);
      else result.set(key, theirs);
    }
    onResolve(Object.fromEntries(result));
  }

  return (
    <section
      aria-label="Conflicting changes"
      className="space-y-3 rounded-lg border border-line bg-warning-soft p-3"
    >
      <p role="alert" className="text-sm text-ink">
        Someone else changed this metadata meanwhile. Nothing is lost: choose what to keep, then
        save.
      </p>
      <ul className="space-y-3">
        {conflicts.map(({ key, mine, theirs }) => (
          <li key={key} className="space-y-1">
            <p className="font-mono text-xs font-medium break-all">{key}</p>
            <p className="text-xs break-words text-ink-2">Mine: {mine ?? 'removed'}</p>
            <p className="text-xs break-words text-ink-2">Theirs: {theirs ?? 'removed'}</p>
            <Segmented<Side>
              label={`Keep for ${key}`}
              options={SIDES}
              value={choices.get(key) ?? 'mine'}
              onChange={(side) => setChoices(new Map(choices).set(key, side))}
            />
          </li>
        ))}
      </ul>
      <Button size="sm" variant="primary" onClick={resolve}>
        Merge
      </Button>
    </section>
  );
}
