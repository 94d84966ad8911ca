import { type OwnParameter, ownParameters } from '#contract/own-parameters';
import type { ModelGroup } from '#contract/wire/models';
import type { Connection } from '@/api/connection';
import { useConnection, useConnectionStore } from '@/components/connection-store';
import { useModelGroups } from '@/components/models/use-model-groups';
import { groupsHeard } from '@/queries/model-queries';

/** What the provider of a model takes beside OpenAI's own parameters; null where that is not known. */
export type Taken = readonly OwnParameter[] | null;

export function useTaken(model: string): { taken: Taken; provider: string; isLocal: boolean } {
  const connection = useConnection();
  const group = groupOf(useModelGroups(), model);
  const taken = group ? group.takes : ownParameters(connection.baseUrl);
  return { taken, provider: group?.provider ?? connection.label, isLocal: group?.local ?? false };
}

/** The same outside of a view. */
export function takenNow(model: string): Taken {
  const { connection } = useConnectionStore.getState();
  return takenAt(connection, model);
}

function takenAt(connection: Connection, model: string): Taken {
  const groups = groupsHeard(connection);
  if (groups === null) return ownParameters(connection.baseUrl);
  return groupOf(groups, model)?.takes ?? null;
}

/** The provider that a name leads to: one that is listed, or one that is typed in front of it; else the default one. */
function groupOf(groups: readonly ModelGroup[], model: string): ModelGroup | undefined {
  const of = (name: string) =>
    groups.find(
      ({ provider, models }) => provider !== null && models.some(({ id }) => id === name),
    );
  const alias = groups.flatMap(({ models }) => models).find(({ id }) => id === model)?.leads_to;
  return (
    of(alias ?? model) ??
    groups.find(({ provider }) => provider !== null && model.startsWith(`${provider}:`)) ??
    groups.find((group) => group.default)
  );
}
