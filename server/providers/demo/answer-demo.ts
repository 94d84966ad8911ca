import type { DemoAnswer } from './answers';
import { DEMO_MODELS } from './answers';
import { readDemoRequest } from './read-request';
import { type DemoOptions, promptTokens } from './wire';

/** What the demo makes of a request. `answer` is null for a model that it does not have. */
export type DemoReply = {
  options: Omit<DemoOptions, 'messages' | 'tools' | 'response_format' | 'address'>;
  answer: DemoAnswer | null;
};

/** Reads the bytes of a request to the demo. `address`: where this server is reached. Fails with 400. */
export function answerDemo(bytes: Buffer, address: string): DemoReply {
  const asked = readDemoRequest(bytes.toString('utf8'));
  const { messages, tools: _, response_format: __, ...options } = asked;
  return {
    options: { ...options, promptTokens: promptTokens(messages) },
    answer: DEMO_MODELS.get(asked.model)?.answer({ ...asked, address }) ?? null,
  };
}
