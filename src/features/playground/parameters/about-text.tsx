import { parameterDocs } from './parameter-docs';
import type { RowName } from './parameter-rows';

export function AboutText({ name }: { name: RowName }) {
  return parameterDocs[name];
}
