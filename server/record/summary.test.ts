import { expect, test } from 'vitest';
import { parseExact } from '../json/exact';
import { inputPreview, summaryOf } from './summary';

const of = (message: string, more = '') =>
  summaryOf(parseExact(`{"choices":[{"index":0,"message":${message}${more}}]}`), 'm');

test('arguments that came as an object are previewed, digits as they came', () => {
  const call = '{"function":{"name":"f","arguments":{"n":12345678901234567890,"b":1.0}}}';
  const summary = of(`{"content":null,"tool_calls":[${call}]}`);
  expect(summary.outputPreview).toBe('f({"n":12345678901234567890,"b":1.0})');
  expect(summary.toolCalls).toBe(1);
});

test('the legacy call of a function counts as a call', () => {
  const { toolCalls, outputPreview } = of(
    '{"content":null,"function_call":{"name":"roll_dice","arguments":"{\\"sides\\":20}"}}',
  );
  expect([toolCalls, outputPreview]).toEqual([1, 'roll_dice({"sides":20})']);
});

test('thinking in tags or parts is not the answer', () => {
  expect(of('{"content":"<think>\\nHm</think>\\n\\nSix."}').outputPreview).toBe('Six.');
  const parts = '[{"type":"thinking","thinking":"Hm"},{"type":"text","text":"Five"}]';
  expect(of(`{"content":${parts}}`).outputPreview).toBe('Five');
});

test('an answer that shows nothing says why', () => {
  expect(of('null', ',"finish_reason":"content_filter"').outputPreview).toBe('[filtered]');
  expect(of('{"content":""}', ',"error":{"message":"Garbage"}').outputPreview).toBe(
    '[error] Garbage',
  );
});

test('a prompt of parts names what is no text', () => {
  const content = [
    { type: 'text', text: 'Look' },
    { type: 'image_url', image_url: { url: 'data:image/png;base64,AAAA' } },
    { type: 'file', file: { filename: 'a.pdf' } },
  ];
  expect(inputPreview([null, { role: 'user', content }, { role: 'assistant' }])).toBe(
    'Look [image] [file] a.pdf',
  );
});

test('a preview is cut where reading all of the text would cut it', () => {
  const kinds = ['x', ' ', '  ', '\n', '\u00a0', '😀', '\ud83d', '\u0000', 'é'];
  for (let seed = 0; seed < 400; seed += 1) {
    const text = Array.from({ length: 5 }, (_, i) => {
      const kind = kinds[(seed * 7 + i * 5) % kinds.length] ?? '';
      return kind.repeat((seed * 13 + i * 197) % 230);
    }).join('');
    const line = text
      .slice(0, 1_600)
      .toWellFormed()
      .replaceAll(/[\s\p{Cc}]+/gu, ' ')
      .trim();
    const whole = Array.from(line).slice(0, 200).join('');
    expect(inputPreview([{ role: 'user', content: text }]), JSON.stringify(text)).toBe(whole);
  }
});
