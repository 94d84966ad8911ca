import fc from 'fast-check';
import { parse, stringify } from 'lossless-json';
import { expect, test } from 'vitest';
import { jsonBody } from '@/api/json-body';
import { readRequest } from '../code/read-request';
import { problemsOf } from '../parameters/problems';
import { requestBody } from './request-body';

/** JSON text of any value, with numbers that JavaScript cannot hold. */
const numberText = fc.oneof(
  fc.integer().map(String),
  fc.bigInt(-(10n ** 19n), 10n ** 19n).map(String),
  fc.constantFrom('1.0', '-0', '1e3', '0.1000000000000000055', '9007199254740993'),
);
const scalarText = fc.oneof(
  numberText,
  fc.constantFrom('null', 'true', 'false', '""', '"\\n"', '"{{name}}"', '"\\u0000"'),
  fc.string().map((text) => JSON.stringify(text)),
);
const { value: jsonText } = fc.letrec<{ value: string }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    scalarText,
    fc.array(tie('value'), { maxLength: 3 }).map((items) => `[${items.join(',')}]`),
    objectText(tie('value')),
  ),
}));

function objectText(value: fc.Arbitrary<string>) {
  return fc
    .dictionary(fc.string({ maxLength: 6 }), value, { maxKeys: 3 })
    .map((members) => `{${textOf(Object.entries(members))}}`);
}

function textOf(members: [string, string][]): string {
  return members.map(([name, text]) => `${JSON.stringify(name)}:${text}`).join(',');
}

const call =
  '{"id":"call_1","type":"function","function":{"name":"f","arguments":"{\\"a\\":12345678901234567890}"},"extra_content":{"google":{"thought_signature":"s"}}}';

const messageText = fc.oneof(
  fc.string().map((text) => `{"role":"user","content":${JSON.stringify(text)}}`),
  fc
    .record({
      role: fc.constantFrom('system', 'developer', 'user', 'critic'),
      content: jsonText,
      more: objectText(jsonText),
    })
    .map(
      ({ role, content, more }) =>
        `{"role":"${role}","content":${content}${more === '{}' ? '' : `,${more.slice(1, -1)}`}}`,
    ),
  fc.constantFrom(
    `{"role":"assistant","content":null,"refusal":null,"tool_calls":[${call}],"reasoning_content":"Hm."}`,
    '{"role":"assistant","content":[{"type":"thinking","thinking":[{"type":"text","text":"Hm"}]},{"type":"text","text":"5"}]}',
    '{"role":"assistant","content":null,"function_call":{"name":"f","arguments":{"n":1.0}}}',
    '{"role":"assistant","content":""}',
    '{"role":"assistant","content":null,"refusal":null}',
    '{"role":"assistant","audio":{"id":"audio_1"},"name":null}',
    '{"role":"tool","tool_call_id":"call_1","content":"21"}',
    '{"role":"function","name":"f","content":"7"}',
  ),
);

/** Values that are right, and others, for the parameters that the panel knows, and for some that it does not. */
const KNOWN: Record<string, string[]> = {
  temperature: ['0.2', '1', '1.0', '3.5', 'null', '"hot"'],
  top_p: ['0.9', '0', 'null'],
  max_completion_tokens: ['50', '0', '1e3', '99999999999'],
  n: ['1', '3', 'null'],
  stop: [
    '"\\n"',
    '"END"',
    '["END"]',
    '["a","\\n\\n"]',
    '[]',
    'null',
    '["a","b","c","d","e"]',
    '""',
  ],
  seed: ['7', '4944116822809979520', '-1', '1.5', 'null', '-0'],
  reasoning_effort: ['"high"', '"extreme"', 'null'],
  response_format: [
    '{"type":"text"}',
    '{"type":"json_object"}',
    '{"type":"json_schema","json_schema":{"name":"a","strict":true,"schema":{"type":"object","properties":{"n":{"type":"integer","maximum":12345678901234567890}},"required":["n"],"additionalProperties":false}}}',
    '{"type":"json_schema","json_schema":{"name":"a","schema":{"type":"strange"}}}',
    '{"type":"grammar","value":"root ::= \\"a\\""}',
    '{"type":"text","more":1}',
  ],
  tools: [
    '[]',
    '[{"type":"function","function":{"name":"f","parameters":{"type":"object","properties":{}}}}]',
    '[{"type":"function","function":{"name":"not a name"}}]',
    'null',
  ],
  tool_choice: ['"auto"', '"none"', '{"type":"function","function":{"name":"f"}}', '"other"'],
  parallel_tool_calls: ['true', 'false', 'null'],
  logprobs: ['true', 'false'],
  top_logprobs: ['5', '50'],
  logit_bias: ['{"1734":-100}', '{"x":1}', '{}'],
  modalities: ['["text"]', '["text","audio"]', '["a, b"]', '[]'],
  audio: ['{"voice":"alloy","format":"pcm16"}', '{"voice":{"id":"v"}}'],
  prediction: [
    '{"type":"content","content":"a\\nb"}',
    '{"type":"content","content":[{"type":"text","text":"a"}]}',
  ],
  user: ['"ann"', '""'],
  safety_identifier: [`"${'x'.repeat(70)}"`, '"ann"'],
  service_tier: ['"auto"', '"turbo"'],
  verbosity: ['"low"', '2'],
  repeat_penalty: ['1.1', '7'],
  typical_p: ['0.5', '"x"'],
};

const knownText = fc
  .subarray(Object.keys(KNOWN))
  .chain((names) =>
    fc.tuple(
      ...names.map((name) => fc.tuple(fc.constant(name), fc.constantFrom(...(KNOWN[name] ?? [])))),
    ),
  );
const unknownText = fc.dictionary(
  fc.constantFrom(
    'top_k',
    'min_p',
    'mirostat',
    'extra_body',
    'chat_template_kwargs',
    '__proto__',
    'constructor',
    'schema',
    'other',
    'variables',
  ),
  jsonText,
  { maxKeys: 4 },
);

const requestText = fc
  .tuple(fc.array(messageText, { minLength: 1, maxLength: 4 }), knownText, unknownText)
  .map(
    ([messages, known, unknown]) =>
      `{${textOf([['model', '"m"'], ['messages', `[${messages.join(',')}]`], ...known, ...Object.entries(unknown)])}}`,
  );

/** One form for equal JSON: members sorted, digits kept. */
function canonical(text: string): string {
  const sorted = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(sorted);
    if (typeof value !== 'object' || value === null || 'isLosslessNumber' in value) return value;
    return Object.fromEntries(
      Object.entries(value)
        .map(([key, each]): [string, unknown] => [key, sorted(each)])
        .sort(([a], [b]) => (a < b ? -1 : 1)),
    );
  };
  return stringify(sorted(parse(text))) ?? '';
}

test(
  'a request that was opened and is sent without a change is the one that it was',
  { timeout: 60_000 },
  () => {
    fc.assert(
      fc.property(requestText, (text) => {
        const { turns, parameters } = readRequest(text);
        // Saved and loaded in between, as the page does it.
        const kept = JSON.parse(JSON.stringify({ turns, parameters })) as ReturnType<
          typeof readRequest
        >;
        expect(problemsOf(kept.parameters)).toEqual({});
        // How it is streamed and whether it is stored is asked anew.
        const {
          stream_options: _,
          store: __,
          ...body
        } = requestBody(kept.turns, {
          ...kept.parameters,
          variables: {},
        });
        expect(canonical(jsonBody(body))).toBe(canonical(text));
      }),
      { numRuns: 300 },
    );
  },
);
