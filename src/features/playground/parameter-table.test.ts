import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { asRecord } from '@/lib/as-record';
import { jsonBody } from '@/api/json-body';
import { parametersOf } from './opened-completion';
import { settingNames, specOf } from './parameter-table';
import { initialParameters, type Parameters } from './parameters';
import { problemsOf } from './problems';
import { requestBody } from './request-body';

/** What the page writes by other means, or does not offer. */
const exceptions = {
  model: 'picked at the top of the panel',
  messages: 'the conversation',
  stream: 'always',
  stream_options: 'the usage is always asked for',
  store: 'a switch of its own',
  metadata: 'fields of its own',
  functions: 'tools took their place; they still go as other members',
  function_call: 'tool_choice took its place; it still goes as another member',
};

test('every parameter that OpenAI describes has an entry, or a reason to have none', () => {
  const file = readFileSync('../shared/openapi/chat-completions.json', 'utf8');
  const { components } = JSON.parse(file) as { components: { schemas: Record<string, Schema> } };
  const described = [...new Set(membersOf('CreateChatCompletionRequest', components.schemas))];
  const covered = [...settingNames, ...Object.keys(exceptions)];
  expect(covered.toSorted()).toEqual(described.toSorted());
});

test('every parameter, switched on as it is, can be sent, and is read back as it was', () => {
  const samples = {
    stop: 'END',
    seed: '7',
    tools: '[{"type":"function","function":{"name":"a"}}]',
    logit_bias: '{"1":2}',
  };
  const settings = settingNames.map((name) => {
    const { initial, kind } = specOf(name);
    const sample = Object.entries(samples).find(([each]) => each === name)?.[1];
    const value = sample ?? (kind === 'text' || kind === 'prediction' ? 'text' : initial);
    return [name, { isSet: true, value }];
  });
  const parameters = {
    ...initialParameters,
    ...(Object.fromEntries(settings) as Partial<Parameters>),
    model: 'm',
  };
  expect(problemsOf(parameters)).toEqual({});
  const raw = jsonBody(requestBody([], parameters));
  const again = parametersOf(asRecord(JSON.parse(raw)) ?? {}, raw);
  expect(jsonBody(requestBody([], again))).toBe(raw);
  expect(settingNames.filter((name) => !again[name].isSet)).toEqual([]);
});

type Schema = { allOf?: Schema[]; $ref?: string; properties?: object };

/** The names of the members of a schema, those of the schemas that it is made of included. */
function membersOf(name: string, schemas: Record<string, Schema>): string[] {
  const collect = ({ allOf = [], $ref, properties = {} }: Schema): string[] => [
    ...allOf.flatMap(collect),
    ...($ref === undefined ? [] : membersOf($ref.split('/').at(-1) ?? '', schemas)),
    ...Object.keys(properties),
  ];
  const schema = schemas[name];
  if (!schema) throw new Error(`The description has no schema ${name}`);
  return collect(schema);
}
