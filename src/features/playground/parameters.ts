/** A parameter that can be left out: unset ones are not sent, their value only waits to be used again. */
export type Setting<Value> = { isSet: boolean; value: Value };

export type ResponseFormat = 'text' | 'json_object' | 'json_schema';
export const efforts = ['none', 'minimal', 'low', 'medium', 'high', 'xhigh'] as const;
export type Effort = (typeof efforts)[number];

export type MetadataRow = { key: string; value: string };

export type Parameters = {
  /** Empty: the first model that the source offers. */
  model: string;
  store: boolean;
  metadata: MetadataRow[];
  temperature: Setting<number>;
  top_p: Setting<number>;
  max_completion_tokens: Setting<string>;
  n: Setting<string>;
  /** One sequence a line. */
  stop: Setting<string>;
  /** As text: a seed has up to 19 digits, of which a number keeps 15. */
  seed: Setting<string>;
  reasoning_effort: Setting<Effort>;
  response_format: Setting<ResponseFormat>;
  /** JSON text of the schema, for the format json_schema. */
  schema: string;
  /** JSON text of an array. */
  tools: Setting<string>;
};

const unset = <Value>(value: Value): Setting<Value> => ({ isSet: false, value });

export const initialParameters: Parameters = {
  model: '',
  store: true,
  metadata: [],
  temperature: unset(1),
  top_p: unset(1),
  max_completion_tokens: unset('1024'),
  n: unset('2'),
  stop: unset(''),
  seed: unset(''),
  reasoning_effort: unset<Effort>('medium'),
  response_format: unset<ResponseFormat>('text'),
  schema:
    '{\n  "name": "answer",\n  "strict": true,\n  "schema": {\n    "type": "object",\n    "properties": { "text": { "type": "string" } },\n    "required": ["text"],\n    "additionalProperties": false\n  }\n}',
  tools: unset('[]'),
};
