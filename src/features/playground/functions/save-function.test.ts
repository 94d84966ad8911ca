import { expect, test } from 'vitest';
import { emptyConversation } from '../turns/playground-store';
import { fixedCode, fixedText } from './fixed-result';
import { functionRemoved, functionSaved } from './save-function';
import { newTool, toolIn, withTool } from './tool-list';

function conversation(value: string, functions: Record<string, string> = {}) {
  const fresh = emptyConversation();
  const { parameters, calls } = fresh;
  const tools = { ...parameters.tools, isSet: value !== '[]', value };
  return { ...fresh, parameters: { ...parameters, tools }, calls: { ...calls, functions } };
}
const weather = { ...newTool, name: 'weather', description: 'Tells it.' };
const text = withTool('[]', null, weather);

test('a function is read as it was written, and what this page does not know of it stays', () => {
  expect(toolIn(text, 'weather')).toEqual(weather);
  expect(toolIn(text, 'other')).toBeNull();
  expect(toolIn('[', 'weather')).toBeNull();
  const odd = '[{"type":"function","x":1,"function":{"name":"a","y":2}},{"type":"custom"}]';
  expect(JSON.parse(withTool(odd, 'a', { ...newTool, name: 'b' }))).toEqual([
    {
      type: 'function',
      x: 1,
      function: { y: 2, name: 'b', description: '', strict: true, parameters: newTool.parameters },
    },
    { type: 'custom' },
  ]);
});

test('numbers that JavaScript would round keep the list to its JSON', () => {
  const exact =
    '[{"type":"function","function":{"name":"a","parameters":{"maximum":12345678901234567}}}]';
  expect(toolIn(exact, 'a')).toBeNull();
  const change = functionSaved(conversation(exact), { before: 'a', tool: null, code: '() => 1' });
  expect(change.parameters).toEqual({});
  expect(change.calls.functions).toEqual({ a: '() => 1' });
});

test('renamed, its code goes with it; removed, both go', () => {
  const open = conversation(text, { weather: '() => 1', other: '() => 2' });
  const tool = { ...weather, name: 'forecast' };
  const { parameters, calls } = functionSaved(open, { before: 'weather', tool, code: '() => 1' });
  expect(calls.functions).toEqual({ other: '() => 2', forecast: '() => 1' });
  expect(toolIn(parameters.tools?.value ?? '', 'forecast')).toEqual(tool);
  const gone = functionRemoved(open, 'weather');
  expect(gone.calls.functions).toEqual({ other: '() => 2' });
  expect(gone.parameters.tools).toMatchObject({ isSet: false, value: '[]' });
});

test('functions that came from elsewhere stay untrusted while one of them is left', () => {
  const fresh = conversation(text, { weather: '() => 1', other: '() => 2' });
  const open = { ...fresh, calls: { ...fresh.calls, isTrusted: false } };
  const saved = { before: 'weather', tool: weather, code: '() => 3' };
  expect(functionSaved(open, saved).calls.isTrusted).toBe(false);
  const alone = { ...open, calls: { ...open.calls, functions: { weather: '() => 1' } } };
  expect(functionSaved(alone, saved).calls.isTrusted).toBe(true);
  expect(functionSaved(alone, { ...saved, code: '() => 1' }).calls.isTrusted).toBe(false);
});

test('a fixed result is a function that gives it back, whatever it holds', () => {
  for (const result of ['', 'ok', '{"a":"\\n"}', '"quoted"\n`${x}`', '\u2028 </script>'])
    expect(fixedText(fixedCode(result))).toBe(result);
  expect(fixedText('() => "a" + "b"')).toBeNull();
  expect(fixedText('async () => "a"')).toBeNull();
  expect(fixedText('() => "\\x"')).toBeNull();
});
