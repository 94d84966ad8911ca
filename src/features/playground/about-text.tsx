import { parameterDocs } from './parameter-docs';
import type { SettingName } from './parameter-table';

export function AboutText({ name }: { name: SettingName | 'other' }) {
  return parameterDocs[name];
}
