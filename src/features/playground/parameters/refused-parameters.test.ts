import { beforeEach, expect, test } from 'vitest';
import { initialParameters, type Parameters } from './parameters';
import {
  parameterDropped,
  parameterTriedAgain,
  sentParameters,
  settingNamed,
  useRefused,
} from './refused-parameters';

const parameters: Parameters = { ...initialParameters, temperature: { isSet: true, value: 0.3 } };

beforeEach(() => useRefused.setState({ byModel: {} }));

test('what a model refused is left out for that model alone, until it is tried again', () => {
  parameterDropped('m', 'temperature');
  expect(sentParameters(parameters, 'm').temperature).toEqual({ isSet: false, value: 0.3 });
  expect(sentParameters({ ...parameters, model: 'other' }, 'm').temperature.isSet).toBe(true);
  parameterTriedAgain('m', 'temperature');
  expect(sentParameters(parameters, 'm').temperature.isSet).toBe(true);
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
