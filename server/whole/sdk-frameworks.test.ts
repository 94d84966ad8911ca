import { createOpenAI } from '@ai-sdk/openai';
import { tool as langchainTool } from '@langchain/core/tools';
import { ChatOpenAI } from '@langchain/openai';
import { generateText, jsonSchema, stepCountIs, streamText, tool } from 'ai';
import { describe, expect, it } from 'vitest';
import { chunk, scriptedProvider, sendEvents, sendJson } from '../testing/scripted-upstream';
import { useServer } from '../testing/use-server';

const at = useServer((upstream) => ({ providers: [scriptedProvider(upstream)], listen: true }));

const REFUSAL = { error: { message: 'no such voice', type: 'x', param: null, code: 'bad_voice' } };
const CITY = {
  type: 'object',
  properties: { city: { type: 'string' } },
  required: ['city'],
} as const;

type Stored = {
  id: string;
  metadata: Record<string, string>;
  choices: { message: { content: string | null } }[];
};

/** What `/v1` lists under this pair. */
async function stored(key: string, value: string): Promise<Stored[]> {
  const query = new URLSearchParams([[`metadata[${key}]`, value]]);
  const page = await at.server.app.inject(`/v1/chat/completions?${query}`);
  return page.json<{ data: Stored[] }>().data;
}

/** A stream that breaks after its first word. */
function breakOff(): void {
  at.upstream.script((response) => {
    sendEvents(response, [chunk({ role: 'assistant', content: 'Hel' })]);
    response.end();
  });
}

describe('the Vercel AI SDK, pointed at this server', () => {
  const openai = () => createOpenAI({ baseURL: `${at.server.url}/v1`, apiKey: 'unused' });
  const kept = (run: string) => ({ openai: { store: true, metadata: { run } } });

  it('has an answer stored, whole and streamed', async () => {
    const model = openai().chat('demo:demo-echo');
    const providerOptions = kept('ai');
    const whole = await generateText({ model, prompt: 'Hello', providerOptions });
    const streamed = streamText({ model, prompt: 'Hello', providerOptions });
    let text = '';
    for await (const piece of streamed.textStream) text += piece;
    expect(text).toContain('Hello');
    expect(await streamed.finishReason).toBe('stop');
    expect((await streamed.usage).totalTokens).toBeGreaterThan(0);
    const completions = await stored('run', 'ai');
    expect(completions.map((each) => each.choices[0]?.message.content)).toEqual([whole.text, text]);
    expect(whole.response.id).toBe(completions[0]?.id);
  });

  it('runs a loop of tool calls, every step of it stored', async () => {
    const cities: string[] = [];
    const weather = tool({
      inputSchema: jsonSchema<{ city: string }>(CITY),
      execute: ({ city }) => {
        cities.push(city);
        return 'Sunny';
      },
    });
    await generateText({
      model: openai().chat('demo:demo-tools'),
      prompt: 'How is the weather?',
      tools: { weather },
      stopWhen: stepCountIs(2),
      providerOptions: kept('ai-tools'),
    });
    expect(cities).toHaveLength(1);
    expect(await stored('run', 'ai-tools')).toHaveLength(2);
  });

  it('is told why a provider refused, and that a stream broke', async () => {
    at.upstream.script((response) => sendJson(response, REFUSAL, 400));
    const model = openai().chat('scripted:m');
    await expect(generateText({ model, prompt: 'Hello' })).rejects.toThrow('no such voice');
    breakOff();
    const errors: unknown[] = [];
    const onError = ({ error }: { error: unknown }) => void errors.push(error);
    const broken = streamText({ model, prompt: 'Hello', onError, maxRetries: 0 });
    const pieces: string[] = [];
    const reading = async () => {
      for await (const piece of broken.textStream) pieces.push(piece);
    };
    // It reads on after the error, to the end of a connection that has none.
    await expect(reading()).rejects.toThrow();
    expect(pieces).toEqual(['Hel']);
    expect(JSON.stringify(errors)).toContain('incomplete');
  });
});

describe('LangChain, pointed at this server', () => {
  const chat = (model: string, run: string) =>
    new ChatOpenAI({
      model,
      apiKey: 'unused',
      maxRetries: 0,
      configuration: { baseURL: `${at.server.url}/v1` },
      modelKwargs: { store: true, metadata: { run } },
    });

  it('has an answer stored, whole and streamed', async () => {
    const model = chat('demo:demo-echo', 'langchain');
    const whole = await model.invoke('Hello');
    let text = '';
    for await (const piece of await model.stream('Hello')) text += piece.text;
    expect(text).toContain('Hello');
    const completions = await stored('run', 'langchain');
    expect(completions.map((each) => each.choices[0]?.message.content)).toEqual([whole.text, text]);
  });

  it('gets the calls of its tools, and sends their results', async () => {
    const weather = langchainTool(() => 'Sunny', { name: 'weather', schema: CITY });
    const model = chat('demo:demo-tools', 'langchain-tools').bindTools([weather]);
    const answer = await model.invoke('How is the weather?');
    const [call] = answer.tool_calls ?? [];
    if (!call) throw new Error('No tool was called');
    expect(call).toMatchObject({ name: 'weather', args: { city: 'demo' } });
    const result = await weather.invoke({ ...call, type: 'tool_call' });
    await model.invoke([{ role: 'user', content: 'How is the weather?' }, answer, result]);
    expect(await stored('run', 'langchain-tools')).toHaveLength(2);
  });

  it('is told why a provider refused, and that a stream broke', async () => {
    at.upstream.script((response) => sendJson(response, REFUSAL, 400));
    const model = chat('scripted:m', 'langchain-errors');
    await expect(model.invoke('Hello')).rejects.toThrow('no such voice');
    breakOff();
    await expect(async () => {
      for await (const piece of await model.stream('Hello')) expect(piece.text).toBe('Hel');
    }).rejects.toThrow('incomplete');
    expect(await stored('run', 'langchain-errors')).toEqual([]);
  });
});
