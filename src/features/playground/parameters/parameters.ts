import type { Variables } from '../variables/variables';
import { parameterTable, type SettingName, settingNames } from './parameter-table';

/** A parameter that can be left out: unset ones are not sent, their value only waits to be used again. */
export type Setting<Value> = {
  isSet: boolean;
  value: Value;
  /** JSON text that was opened and that the field can only show in its own way: sent until somebody changes it. */
  came?: string;
};

export type MetadataRow = { key: string; value: string };

type ValueOf<Spec extends { initial: unknown }> = Spec['initial'] extends number
  ? number
  : Spec['initial'] extends boolean
    ? boolean
    : string;

type Settings = { [Name in SettingName]: Setting<ValueOf<(typeof parameterTable)[Name]>> };

export type Parameters = Settings & {
  /** Empty: the first model that the source offers. */
  model: string;
  store: boolean;
  /** How many messages of the conversation are sent, as it was typed; while unset, all are. */
  numberOfMessages: Setting<string>;
  metadata: MetadataRow[];
  /** JSON text of the schema, for the format json_schema. */
  schema: string;
  /** What stands for the names in double braces in the messages. */
  variables: Variables;
  /** JSON text of an object with members that the table does not have, such as those of one provider. */
  other: Setting<string>;
};

const unset = settingNames.map((name) => [
  name,
  { isSet: false, value: parameterTable[name].initial },
]);

export const initialParameters: Parameters = {
  model: '',
  store: true,
  numberOfMessages: { isSet: false, value: '15' },
  metadata: [],
  variables: {},
  schema:
    '{\n  "name": "answer",\n  "strict": true,\n  "schema": {\n    "type": "object",\n    "properties": { "text": { "type": "string" } },\n    "required": ["text"],\n    "additionalProperties": false\n  }\n}',
  other: { isSet: false, value: '{}' },
  // One entry a name, each with the value of its kind.
  ...(Object.fromEntries(unset) as Settings),
};
