type Sample = {
  prompt: string;
  answer: string;
  provider: string;
  model: string;
  metadata: Record<string, string>;
};

/** Made up, as an application for customers might ask. */
const SAMPLES: readonly Sample[] = [
  {
    prompt: 'Where is my order 4812? It was due on Friday.',
    answer:
      'It left our warehouse on **Thursday** and is with the carrier. The new date is *Tuesday*.\n\nYou can:\n\n1. follow it with the link in your confirmation,\n2. have it left with a neighbour,\n3. cancel it until it is out for delivery.',
    provider: 'openai',
    model: 'gpt-5-mini',
    metadata: { env: 'prod', team: 'support', review: 'good' },
  },
  {
    prompt: 'Summarise this ticket in two sentences for the next shift.',
    answer:
      'The customer was charged twice on 3 May and has sent both receipts. A refund of €24.90 is approved and not yet paid out.',
    provider: 'mistral',
    model: 'mistral-small-latest',
    metadata: { env: 'prod', team: 'support', review: 'good' },
  },
  {
    prompt: 'Extract name, date and amount from the invoice as JSON.',
    answer: '{ "name": "Meyer Ltd", "date": "2026-05-03", "amount": 1249.5 }',
    provider: 'openai',
    model: 'gpt-5',
    metadata: { env: 'test', team: 'billing' },
  },
  {
    prompt: 'Can I return shoes that I have worn once outside?',
    answer:
      'Yes, within 30 days, if they show no signs of wear. Please send them in their own box; we pay for the way back.',
    provider: 'openai',
    model: 'gpt-5-mini',
    metadata: { env: 'prod', team: 'support', review: 'wrong fact' },
  },
  {
    prompt: 'Translate the product text into French, and keep the tone.',
    answer:
      'Légère, chaude et imperméable : la veste qui vous suit du premier café au dernier métro.',
    provider: 'local',
    model: 'llama3.2',
    metadata: { env: 'test', team: 'shop', review: 'good' },
  },
  {
    prompt: 'Which of these five reviews mention the zip?',
    answer: 'Two of them: the **second** (it sticks) and the **fifth** (it broke after a week).',
    provider: 'mistral',
    model: 'mistral-small-latest',
    metadata: { env: 'prod', team: 'shop' },
  },
  {
    prompt: 'Write a polite answer to this complaint. Promise nothing.',
    answer:
      'Thank you for telling us, and I am sorry that your evening went this way. I have passed your message on to the manager, who will write to you by Thursday.',
    provider: 'openai',
    model: 'gpt-5',
    metadata: { env: 'prod', team: 'support', review: 'wrong tone' },
  },
];

const COUNT = 84;
const HOUR = 3_600;

/** Lines of an import: two weeks of completions, the last one just now. `now` in seconds. */
export function sampleRecords(now: number): string {
  return Array.from({ length: COUNT }, (_, n) => {
    const sample = SAMPLES[n % SAMPLES.length] as Sample;
    // Fewer at some times than at others, and the same each time the pictures are made.
    const created = now - 60 - Math.round(n * 4 * HOUR + ((n * 37) % 11) * HOUR * 0.6);
    return JSON.stringify(
      recordOf(sample, `chatcmpl-sample${String(n).padStart(3, '0')}`, created, n),
    );
  }).join('\n');
}

function recordOf(sample: Sample, id: string, created: number, n: number): object {
  const { prompt, answer, provider, model, metadata } = sample;
  const [asked, said] = [340 + ((n * 53) % 900), 20 + ((n * 31) % 260)];
  const usage = { prompt_tokens: asked, completion_tokens: said, total_tokens: asked + said };
  const choice = {
    index: 0,
    message: { role: 'assistant', content: answer },
    finish_reason: 'stop',
  };
  return {
    object: 'chatkeep.record',
    v: 1,
    id,
    position: created * 1_000_000,
    created,
    state: 'complete',
    reason: null,
    version: 1,
    provider,
    requested_model: model,
    model,
    caller: 'shop',
    upstream_id: null,
    finish_reason: 'stop',
    prompt_tokens: asked,
    completion_tokens: said,
    cached_tokens: 0,
    reasoning_tokens: 0,
    first_token_ms: 180 + ((n * 71) % 500),
    total_ms: 700 + ((n * 89) % 3_400),
    cost: provider === 'local' ? null : Math.ceil((asked + said * 8) / 80) / 1e4,
    tool_calls: 0,
    input_preview: prompt,
    output_preview: answer.replaceAll(/[*\n]+/g, ' '),
    metadata,
    request: { temperature: 0.2 },
    messages: [
      {
        role: 'system',
        content: 'You answer customers of a shop for shoes and jackets. Be brief.',
      },
      { role: 'user', content: prompt },
    ],
    completion: { id, object: 'chat.completion', created, model, choices: [choice], usage },
  };
}
