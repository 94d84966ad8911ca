import { expect, test } from 'vitest';
import { jsonBody } from '@/api/json-body';
import { requestParameters } from '../opened/opened-request';
import { settingNames, specOf } from './parameter-table';
import { initialParameters, type Parameters } from './parameters';
import { problemsOf } from './problems';
import { requestBody } from '../request/request-body';

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
  const again = requestParameters(raw);
  expect(jsonBody(requestBody([], again))).toBe(raw);
  expect(settingNames.filter((name) => !again[name].isSet)).toEqual([]);
});
