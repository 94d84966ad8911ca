import { afterEach, beforeEach, expect, test } from 'vitest';
import { LOCAL_CONNECTION } from '@/api/connection';
import { connectionSelected } from '@/components/connection-store';
import { initialParameters, type Parameters } from './parameters';
import {
  parameterDropped,
  parameterTriedAgain,
  sentParameters,
  settingNamed,
  useRefused,
} from './refused-parameters';

const parameters: Parameters = { ...initialParameters, temperature: { isSet: true, value: 0.3 } };

afterEach(() => connectionSelected(LOCAL_CONNECTION));
beforeEach(() => useRefused.setState({ byModel: {} }));

test('what a model refused is left out for that model alone, until it is tried again', () => {
  parameterDropped('m', 'temperature');
  expect(sentParameters(parameters, 'm').temperature).toEqual({ isSet: false, value: 0.3 });
  expect(sentParameters({ ...parameters, model: 'other' }, 'm').temperature.isSet).toBe(true);
  parameterTriedAgain('m', 'temperature');
  expect(sentParameters(parameters, 'm').temperature.isSet).toBe(true);
});

test.each(['__proto__', 'constructor', 'toString'])('a model may be called %s', (model) => {
  expect(sentParameters(parameters, model).temperature.isSet).toBe(true);
  parameterDropped(model, 'temperature');
  expect(sentParameters(parameters, model).temperature.isSet).toBe(false);
  expect(sentParameters(parameters, 'm').temperature.isSet).toBe(true);
});

test.each([
  ['https://openrouter.ai/api/v1', [true, false]],
  ['http://127.0.0.1:1234/v1', [true, true]],
  ['http://127.0.0.1:11434/v1', [false, false]],
  ['https://api.openai.com/v1', [false, false]],
  // Nobody knows this one: what is set is sent.
  ['https://gateway.example/v1', [true, true]],
])('parameters of other providers are not sent to %s', (baseUrl, sent) => {
  connectionSelected({ id: 'direct', baseUrl, label: 'x' });
  const own = {
    ...parameters,
    top_k: { isSet: true, value: '20' },
    repeat_penalty: { isSet: true, value: 1.2 },
  };
  const { top_k, repeat_penalty, temperature } = sentParameters(own, 'm');
  expect([top_k.isSet, repeat_penalty.isSet]).toEqual(sent);
  expect([top_k.value, repeat_penalty.value, temperature.isSet]).toEqual(['20', 1.2, true]);
});

test('the parameter is found by the name that an error gives', () => {
  expect(settingNamed('temperature')).toBe('temperature');
  expect(settingNamed('response_format.json_schema.schema')).toBe('response_format');
  expect(settingNamed('tools[0].function')).toBe('tools');
  expect(settingNamed('messages[0].content')).toBeNull();
  expect(settingNamed('model')).toBeNull();
  expect(settingNamed('constructor')).toBeNull();
  expect(settingNamed(null)).toBeNull();
});
