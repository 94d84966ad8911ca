import { describe, expect, it } from 'vitest';
import type { ModelGroup, OfferedModel } from '#contract/wire/models';
import { choicesOf, namedChoices, priceText } from './model-choice';
import { rowsOf } from './model-rows';

function offered(id: string, more: Partial<OfferedModel> = {}): OfferedModel {
  const unknown = { context: null, sees: null, tools: null, schema: null, reasons: null };
  const priced = { input: null, output: null, priced: null };
  return { id, leads_to: null, ...unknown, ends: null, ...priced, ...more };
}
const group = (provider: string, models: OfferedModel[], more: Partial<ModelGroup> = {}) =>
  ({
    object: 'models',
    provider,
    default: false,
    local: false,
    takes: null,
    problem: null,
    models,
    ...more,
  }) as const;

const groups = choicesOf([
  group('openai', [
    offered('gpt-5.2', { context: 400_000, sees: true, tools: true, input: 1.25, output: 10 }),
    offered('gpt-5.2-mini', { context: 400_000, tools: true, input: 0.25, output: 2 }),
  ]),
  group('mistral', [offered('mistral:large', { sees: true, context: 256_000 })], {
    problem: 'It refuses the key.',
  }),
  group('ollama', [offered('ollama:qwen', { tools: true, context: 128_000 })], { local: true }),
  group('broken', [], { problem: 'The connection was refused.' }),
]);
const nobody = { pinned: [], recent: [] };
const found = (typed: string) =>
  rowsOf(groups, nobody, typed)
    .choices.map(({ id }) => id)
    .filter((id) => id !== typed);

describe('the search of the picker', () => {
  it.each([
    ['mini gpt', ['gpt-5.2-mini']],
    ['openai tools', ['gpt-5.2', 'gpt-5.2-mini']],
    ['vision', ['gpt-5.2', 'mistral:large']],
    ['can see vision openai', ['gpt-5.2']],
    ['tools and vision', ['gpt-5.2']],
    ['under $1', ['gpt-5.2-mini', 'ollama:qwen']],
    ['tools < 1.5 gpt', ['gpt-5.2', 'gpt-5.2-mini']],
    ['free', ['ollama:qwen']],
    ['200k', ['gpt-5.2', 'gpt-5.2-mini', 'mistral:large']],
    ['1M', []],
    ['MISTRAL', ['mistral:large']],
    ['(((', []],
    ['__proto__', []],
  ])('of %j finds %j', (typed, ids) => {
    expect(found(typed)).toEqual(ids);
  });
});

describe('the list of the picker', () => {
  const heads = (typed = '', picked: { pinned: string[]; recent: string[] } = nobody) =>
    rowsOf(groups, picked, typed).rows.flatMap((row) =>
      row.kind === 'head' ? [[row.title, row.count, row.problem]] : [],
    );

  it('has pinned and recent ones first, each once, then every provider with its count or why it is silent', () => {
    const picked = { pinned: ['ollama:qwen', 'gone'], recent: ['gpt-5.2', 'ollama:qwen'] };
    expect(heads('', picked)).toEqual([
      ['Pinned', null, null],
      ['Recent', null, null],
      ['openai', 1, null],
      ['mistral', 1, 'It refuses the key.'],
      ['broken', 0, 'The connection was refused.'],
    ]);
    expect(rowsOf(groups, picked, '').choices.map(({ id }) => id)).toEqual([
      'ollama:qwen',
      'gpt-5.2',
      'gpt-5.2-mini',
      'mistral:large',
    ]);
  });

  it('offers what is typed as it is, unless there is such a model', () => {
    expect(rowsOf(groups, nobody, 'my:own').choices).toMatchObject([
      { id: 'my:own', note: 'as typed' },
    ]);
    expect(rowsOf(groups, nobody, 'ollama:qwen').choices).toHaveLength(1);
    expect(rowsOf(namedChoices([]), nobody, '').rows).toEqual([]);
  });

  it('says what a million tokens cost, or that they cost nothing', () => {
    const texts = rowsOf(groups, nobody, '').choices.map(priceText);
    expect(texts).toEqual(['$1.25 / $10', '$0.25 / $2', '', 'free, runs here']);
  });
});
