import { expect, test } from 'vitest';
import { METADATA_LIMITS, keyProblem, valueProblem } from '#contract/metadata';
import { isSample, SAMPLE_PROVIDER, sampleIds } from './sample-ids';
import { sampleRecords } from './sample-records';

type Sample = {
  id: string;
  created: number;
  state: string;
  provider: string;
  model: string;
  finish_reason: string | null;
  prompt_tokens?: number;
  completion_tokens?: number;
  cost?: number;
  tool_calls?: number;
  reasoning_tokens?: number;
  input_preview: string;
  output_preview: string;
  metadata: Record<string, string>;
  messages: { role: string }[];
  request: Record<string, unknown>;
};

const NOW = 1_780_000_000;
const DAY = 86_400;
const samples = (now = NOW) =>
  sampleRecords(now)
    .split('\n')
    .map((line) => JSON.parse(line) as Sample);

test('the same time makes the same samples, another one the same ones at other times', () => {
  expect(sampleRecords(NOW)).toBe(sampleRecords(NOW));
  const texts = (now: number) =>
    samples(now).map(({ input_preview, output_preview }) => [input_preview, output_preview]);
  expect(texts(NOW + 3 * DAY)).toEqual(texts(NOW));
});

test('every one is marked, and has an id that is known', () => {
  expect(samples().map(({ id }) => id)).toEqual(sampleIds());
  expect(new Set(sampleIds()).size).toBe(200);
  for (const sample of samples()) {
    expect(isSample(sample)).toBe(true);
    expect(sample.metadata['sample']).toBe('true');
    expect(sample.provider).toBe(SAMPLE_PROVIDER);
    expect(sample.model).toMatch(/^sample-/);
    expect(Object.keys(sample.metadata).length).toBeLessThanOrEqual(METADATA_LIMITS.pairs);
    for (const [key, value] of Object.entries(sample.metadata)) {
      expect([keyProblem(key), valueProblem(value)]).toEqual([null, null]);
    }
  }
});

test.each([0, 0.3, 0.7, 1, 3, 5.5])(
  'all lie in the last weeks, whatever the hour and day: %f days on',
  (days) => {
    for (const { created } of samples(NOW + days * DAY)) {
      expect(created).toBeLessThan(NOW + days * DAY);
      expect(created).toBeGreaterThan(NOW + (days - 40) * DAY);
      expect(Number.isInteger(created)).toBe(true);
    }
  },
);

test('no place in a text was left open, and every row says what was asked and answered', () => {
  expect(sampleRecords(NOW)).not.toMatch(/\{(name|number|part|amount|day)\}/);
  for (const { input_preview, output_preview } of samples()) {
    expect(input_preview).not.toBe('');
    expect(output_preview).not.toBe('');
  }
});

test('there is something of everything to look at', () => {
  const all = samples();
  const of = (one: (sample: Sample) => unknown) => new Set(all.map(one));
  expect(of(({ model }) => model)).toEqual(
    new Set(['sample-large', 'sample-mini', 'sample-mini-2', 'sample-thinker']),
  );
  expect(of(({ finish_reason }) => finish_reason)).toEqual(
    new Set(['stop', 'length', 'content_filter', 'tool_calls', null]),
  );
  expect(of(({ state }) => state)).toEqual(new Set(['complete', 'incomplete']));
  expect(of(({ metadata }) => metadata['review'])).toEqual(
    new Set([undefined, 'good', 'mixed', 'bad']),
  );
  expect(of(({ metadata }) => metadata['lang']).size).toBeGreaterThan(4);
  expect(all.some(({ messages }) => messages.some(({ role }) => role === 'tool'))).toBe(true);
  expect(all.some(({ request }) => 'response_format' in request)).toBe(true);
  expect(all.some(({ reasoning_tokens = 0 }) => reasoning_tokens > 0)).toBe(true);
});

test('what it cost follows from its tokens, and what failed has neither', () => {
  for (const { state, cost, prompt_tokens, completion_tokens } of samples()) {
    if (state === 'incomplete')
      expect([cost, prompt_tokens, completion_tokens]).toEqual(Array(3).fill(undefined));
    else expect(cost).toBeGreaterThan(0);
  }
});

test('schemas are filled with JSON', () => {
  const filled = samples().filter(
    ({ metadata, state }) => metadata['feature'] === 'order-mail' && state === 'complete',
  );
  expect(filled.length).toBeGreaterThan(5);
  for (const { output_preview } of filled)
    expect(JSON.parse(output_preview)).toHaveProperty('wants');
});
