import { expect, test } from 'vitest';
import { listedPrice, modelFacts } from './model-facts';
import { readModels } from './read-models';

const NOTHING = { context: null, sees: null, tools: null, schema: null, reasons: null, ends: null };

/** As these servers answer, cut to what is read and what could be mistaken for it. */
const LISTS: Record<string, { list: unknown; facts: object; price?: object | null }> = {
  OpenAI: {
    list: { data: [{ id: 'm', object: 'model', created: 1, owned_by: 'system' }] },
    facts: NOTHING,
  },
  'LM Studio, api/v0, a model that is loaded': {
    list: {
      data: [
        {
          id: 'm',
          type: 'vlm',
          state: 'loaded',
          arch: 'qwen2_vl',
          quantization: '4bit',
          max_context_length: 32_768,
          loaded_context_length: 4_096,
          capabilities: ['tool_use'],
        },
      ],
    },
    facts: { ...NOTHING, context: 4_096, sees: true, tools: true },
  },
  'LM Studio, api/v0, one that is not': {
    list: { data: [{ id: 'm', type: 'llm', state: 'not-loaded', max_context_length: 131_072 }] },
    facts: { ...NOTHING, context: 131_072, sees: false },
  },
  'LM Studio, api/v1': {
    list: {
      models: [
        {
          type: 'llm',
          key: 'm',
          display_name: 'M',
          max_context_length: 131_072,
          loaded_instances: [{ id: 'm', config: { context_length: 4_096 } }],
          capabilities: { vision: true, trained_for_tool_use: false },
        },
      ],
    },
    facts: { ...NOTHING, context: 131_072, sees: true, tools: false },
  },
  OpenRouter: {
    list: {
      data: [
        {
          id: 'm',
          context_length: 200_000,
          expiration_date: null,
          architecture: { input_modalities: ['text', 'image'], instruct_type: null },
          pricing: { prompt: '0.00003', completion: '0.00006', image: '0', request: '0' },
          supported_parameters: ['tools', 'structured_outputs'],
        },
      ],
    },
    facts: { ...NOTHING, context: 200_000, sees: true, tools: true, schema: true, reasons: false },
    price: { input: 30, output: 60 },
  },
  'OpenRouter’s automatic choice': {
    list: {
      data: [
        {
          id: 'm',
          context_length: 2_000_000,
          architecture: null,
          supported_parameters: null,
          pricing: { prompt: '-1', completion: '-1' },
        },
      ],
    },
    facts: { ...NOTHING, context: 2_000_000 },
  },
  Together: {
    list: [
      {
        id: 'm',
        object: 'model',
        type: 'chat',
        context_length: 8_192,
        running: false,
        pricing: { hourly: 0, input: 0.88, output: 0.88, base: 0, finetune: 0 },
      },
    ],
    facts: { ...NOTHING, context: 8_192 },
    price: { input: 0.88, output: 0.88 },
  },
  vLLM: {
    list: {
      data: [{ id: 'm', owned_by: 'vllm', root: '/models/m', parent: null, max_model_len: 40_960 }],
    },
    facts: { ...NOTHING, context: 40_960 },
  },
  'llama.cpp': {
    list: {
      models: [{ name: 'm', model: 'm', capabilities: ['completion', 'multimodal'] }],
      data: [{ id: 'm', owned_by: 'llamacpp', meta: { n_ctx: 4_096, n_ctx_train: 131_072 } }],
    },
    facts: { ...NOTHING, context: 4_096 },
  },
  'llama.cpp that says only what the model was trained for': {
    list: { data: [{ id: 'm', owned_by: 'llamacpp', meta: { n_ctx_train: 131_072 } }] },
    facts: NOTHING,
  },
  Ollama: {
    list: {
      models: [{ name: 'm', model: 'm', capabilities: ['completion', 'tools', 'thinking'] }],
    },
    facts: { ...NOTHING, tools: true, reasons: true },
  },
  Azure: {
    list: {
      data: [
        {
          id: 'm',
          status: 'succeeded',
          lifecycle_status: 'generally-available',
          capabilities: { fine_tune: true, inference: true, chat_completion: true },
          deprecation: { fine_tune: 1_677_662_127, inference: 1_709_284_527 },
        },
      ],
    },
    facts: { ...NOTHING, ends: '2024-03-01' },
  },
  Anthropic: {
    list: {
      data: [
        {
          id: 'm',
          type: 'model',
          max_input_tokens: 200_000,
          max_tokens: 64_000,
          capabilities: {
            image_input: { supported: true },
            structured_outputs: { supported: false },
            thinking: { supported: true, types: { enabled: { supported: true } } },
          },
        },
      ],
    },
    facts: { ...NOTHING, context: 200_000, sees: true, schema: false, reasons: true },
  },
  'LiteLLM with what it knows of a model': {
    list: {
      data: [
        {
          id: 'm',
          object: 'model',
          owned_by: 'openai',
          model_info: {
            max_input_tokens: 128_000,
            supports_vision: true,
            supports_reasoning: null,
            supports_function_calling: true,
            supports_response_schema: false,
            input_cost_per_token: 2.5e-6,
            output_cost_per_token: 1e-5,
          },
        },
      ],
    },
    facts: { ...NOTHING, context: 128_000, sees: true, tools: true, schema: false },
    price: { input: 2.5, output: 10 },
  },
  Fireworks: {
    list: {
      data: [
        { id: 'm', context_length: 131_072, supports_image_input: false, supports_tools: true },
      ],
    },
    facts: { ...NOTHING, context: 131_072, sees: false, tools: true },
  },
  DeepInfra: {
    list: {
      data: [
        {
          id: 'm',
          metadata: {
            context_length: 163_840,
            max_tokens: 163_840,
            pricing: { input_tokens: 0.5, output_tokens: 2.15 },
          },
        },
      ],
    },
    facts: { ...NOTHING, context: 163_840 },
    price: { input: 0.5, output: 2.15 },
  },
  Mistral: {
    list: {
      data: [
        {
          id: 'm',
          max_context_length: 32_768,
          deprecation: '2026-12-01T12:00:00Z',
          capabilities: { vision: false, function_calling: true, completion_chat: true },
        },
      ],
    },
    facts: { ...NOTHING, context: 32_768, sees: false, tools: true, ends: '2026-12-01' },
  },
};

for (const [name, { list, facts, price = null }] of Object.entries(LISTS)) {
  test(`what ${name} lists is read`, () => {
    const [model] = readModels(list) ?? [];
    expect(model?.id).toBe('m');
    if (!model) return;
    expect(modelFacts(model)).toEqual(facts);
    expect(listedPrice(model)).toEqual(price);
  });
}

const JUNK = [null, '', 'x', '-1', -1, 0, 1.5, 1e300, true, [], [null], {}, { supported: 'yes' }];
const MEMBERS = [
  'context_length',
  'loaded_context_length',
  'max_input_tokens',
  'max_model_len',
  'type',
  'capabilities',
  'architecture',
  'supported_parameters',
  'meta',
  'metadata',
  'model_info',
  'expiration_date',
  'deprecation',
  'shutdown_date',
  'supports_vision',
  'pricing',
];

test('junk in any member is no fact', () => {
  for (const member of MEMBERS)
    for (const junk of JUNK) {
      const model = { id: 'm', [member]: junk };
      const { context, ends, ...able } = modelFacts(model);
      const said = JSON.stringify(model);
      expect(context === null || (Number.isSafeInteger(context) && context > 0), said).toBe(true);
      expect(ends, said).toBeNull();
      for (const value of Object.values(able)) expect([null, true, false], said).toContain(value);
      expect(listedPrice(model), said).toBeNull();
    }
});

test('junk in one name of the context leaves the others', () => {
  const model = { id: 'm', loaded_context_length: null, context_length: '8k', max_model_len: 512 };
  expect(modelFacts(model).context).toBe(512);
});

for (const pricing of [
  { prompt: '0.000001' },
  { prompt: 'free', completion: '0' },
  { prompt: '', completion: '' },
  { prompt: null, completion: 0.1 },
  { input: -1, output: 2 },
  { input: '0x10', output: '1' },
  { prompt: '1e999', completion: '1' },
  [0, 1],
]) {
  test(`${JSON.stringify(pricing)} is no price`, () => {
    expect(listedPrice({ id: 'm', pricing })).toBeNull();
  });
}
