import { parameterDocs } from '../parameters/parameter-docs';
import type { RowName } from '../parameters/parameter-rows';

export function AboutText({ name }: { name: RowName }) {
  return parameterDocs[name];
}
