import { useQuery } from '@tanstack/react-query';
import type { ModelGroup } from '#contract/wire/models';
import { useConnection } from '@/components/connection-store';
import { useCapability } from '@/queries/capabilities';
import { modelQueries } from '@/queries/model-queries';

const NONE: readonly ModelGroup[] = [];

export function useModelGroups(): readonly ModelGroup[] {
  const connection = useConnection();
  const hasGroups = useCapability(connection, 'models');
  const { data } = useQuery({ ...modelQueries(connection).groups(), enabled: hasGroups });
  return data ?? NONE;
}
