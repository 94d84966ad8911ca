import { render, screen } from '@testing-library/react';
import { userEvent } from '@/testing/user-event';
import { expect, test } from 'vitest';
import { answerFormat } from '@/components/answer/answer-format';
import { JsonAnswer } from '@/components/answer/json-answer';
import { validateJson } from '@/components/answer/validate-json';

const schema = {
  type: 'object',
  properties: {
    name: { type: 'string' },
    lines: {
      type: 'array',
      items: { type: 'object', properties: { 'a/b': { $ref: '#/$defs/amount' } } },
    },
  },
  required: ['name'],
  additionalProperties: false,
  $defs: { amount: { type: 'number', minimum: 0 } },
};

test('faults are told once, each by its path', () => {
  const faults = validateJson({ lines: [{ 'a/b': 1 }, { 'a/b': -1 }], more: 1 }, schema);
  expect(faults.map(({ path }) => path).sort()).toEqual(['lines[1].a/b', 'more', 'the whole']);
  expect(faults.map(({ message }) => message)).toContain('Missing "name"');
  const [type] = validateJson({ a: '1' }, { properties: { a: { type: ['number', 'null'] } } });
  expect(type?.message).toBe('string, should be number or null');
  expect(validateJson({ name: 'x', lines: [] }, schema)).toEqual([]);
});

test('an answer that fits says so, and shows every digit', () => {
  render(<JsonAnswer text={'{"name":"x","id":12345678901234567890}'} schema={{}} />);
  expect(screen.getByText('Valid against the schema')).toBeTruthy();
  expect(screen.getByText('12345678901234567890')).toBeTruthy();
});

test('an answer that is none, or a schema that is none, is shown all the same', () => {
  const { rerender } = render(<JsonAnswer text={'{"name":'} schema={schema} />);
  expect(screen.getByText(/This is not JSON/)).toBeTruthy();
  expect(screen.getByText('{"name":')).toBeTruthy();
  rerender(<JsonAnswer text="[1]" schema={{ $ref: '#/nowhere' }} />);
  expect(screen.getByText(/schema cannot be used/)).toBeTruthy();
  rerender(<JsonAnswer text={'{"a":1,"a":2}'} schema={null} />);
  expect(screen.getByText('Valid JSON')).toBeTruthy();
});

test('long lists are drawn in parts', async () => {
  render(
    <JsonAnswer
      text={JSON.stringify(Array.from({ length: 250 }, (_, at) => `v${at}`))}
      schema={null}
    />,
  );
  expect(screen.queryByText('"v100"')).toBeNull();
  await userEvent.click(screen.getByRole('button', { name: 'Show 100 more of 250' }));
  expect(screen.getByText('"v100"')).toBeTruthy();
});

test('what was asked for is read from the request with care', () => {
  expect(answerFormat({ type: 'json_object' })).toEqual({ schema: null });
  expect(answerFormat({ type: 'json_schema', json_schema: { schema } })).toEqual({ schema });
  expect(answerFormat({ type: 'json_schema' })).toEqual({ schema: null });
  for (const odd of [null, undefined, 'json', { type: 'text' }, []]) {
    expect(answerFormat(odd)).toBeNull();
  }
});
