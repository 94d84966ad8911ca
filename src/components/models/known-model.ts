import { useMemo } from 'react';
import type { ModelGroup, OfferedModel } from '#contract/wire/models';
import { useModelGroups } from '@/components/models/use-model-groups';
import { dayWords } from '@/lib/day-words';

/** What the server knows of a model. `isFree`: it runs on this machine and has no price. */
export type KnownModel = { facts: OfferedModel; isFree: boolean };

/** Null for a source that says no more than names, and for a name that nobody lists. */
export function useKnownModel(model: string): KnownModel | null {
  const groups = useModelGroups();
  return useMemo(() => knownIn(groups, model), [groups, model]);
}

/** Whether the model of a completion, which does not name its provider, runs on this machine. */
export function useRunsHere(model: string): boolean {
  const groups = useModelGroups();
  return groups.some(
    ({ local, models }) =>
      local && models.some(({ id }) => id === model || id.endsWith(`:${model}`)),
  );
}

function knownIn(groups: readonly ModelGroup[], model: string): KnownModel | null {
  for (const { local, models } of groups) {
    const facts = models.find(({ id }) => id === model);
    if (facts) return { facts, isFree: local && facts.input === null };
  }
  return null;
}

/** "list of Nov 21" or "yours, Nov 9"; else the provider says it beside the model. */
export function priceOrigin({ priced }: OfferedModel): string {
  if (!priced) return 'its provider’s list';
  return priced.own ? `yours, ${dayWords(priced.day)}` : `list of ${dayWords(priced.day)}`;
}
