import { textOf } from '../json/text';
import { describe, expect, it } from 'vitest';
import { chunk, scriptedProvider } from '../testing/scripted-upstream';
import { say } from '../testing/say';
import { useServer } from '../testing/use-server';

/** CHATKEEP_CUTS=10000 is the long run. */
const CUTS = Number(process.env['CHATKEEP_CUTS'] ?? 60);
const LONG = CUTS > 60;

const at = useServer((upstream) => ({ providers: [scriptedProvider(upstream)], listen: true }));

const call = (piece: object) => ({ tool_calls: [{ index: 0, ...piece }] });
const STREAMS: Record<string, { n: number; chunks: object[] }> = {
  text: {
    n: 1,
    chunks: [
      chunk({ role: 'assistant', content: '' }),
      ...['Hé', 'llo ', '🦉 ', '"quoted"\n', 'data: [DONE]', ' end'].map((content) =>
        chunk({ content }),
      ),
      chunk({}, 'stop'),
    ],
  },
  calls: {
    n: 1,
    chunks: [
      chunk({ role: 'assistant', reasoning_content: 'Hm' }),
      chunk(call({ id: 'c', type: 'function', function: { name: 'f', arguments: '{"a"' } })),
      chunk(call({ function: { arguments: ':[1,2]}' } })),
      chunk({}, 'tool_calls'),
    ],
  },
  choices: {
    n: 3,
    chunks: [0, 1, 2].flatMap((index) => [
      chunk({ content: `choice ${index}` }, null, index),
      chunk({}, 'stop', index),
    ]),
  },
};
const FORMS: Record<string, (data: string) => string> = {
  LF: (data) => `data: ${data}\n\n`,
  CRLF: (data) => `data: ${data}\r\n\r\n`,
  CR: (data) => `data:${data}\r\r`,
  comments: (data) => `: wait\n\nevent: message\ndata: ${data}\n\n`,
};

const cases = Object.entries(STREAMS).flatMap(([what, { n, chunks }]) =>
  Object.entries(FORMS).map(([form, event]) => {
    const events = [...chunks.map((each) => JSON.stringify(each)), '[DONE]'].map(event);
    return { name: `${what}, ${form}`, n, bytes: Buffer.from(events.join('')) };
  }),
);

describe('a stream that is cut', () => {
  it(
    `at ${CUTS} points never looks whole, and keeps the beginning`,
    { timeout: 60_000 + CUTS * 1_000 },
    async () => {
      const counts = { complete: 0, incomplete: 0, reset: 0 };
      for (let i = 0; i < CUTS; i += 1) {
        // All streams, all ways to end, and points that are spread over the whole of each.
        const { name, n, bytes } = cases[i % cases.length] as (typeof cases)[number];
        const point = Math.floor(((i * 0.618_034) % 1) * (bytes.length + 1));
        const isReset = Math.floor(i / cases.length) % 2 === 1;
        at.upstream.script((response) => {
          response.writeHead(200, { 'content-type': 'text/event-stream' });
          response.write(bytes.subarray(0, point), () =>
            isReset ? response.destroy() : response.end(),
          );
        });
        const answer = await fetch(`${at.server.url}/v1/chat/completions`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({
            model: 'scripted:m',
            stream: true,
            store: true,
            n,
            messages: [{ role: 'user', content: 'x' }],
          }),
        });
        const said = await answer.text().then(
          (text) => ({ text, isBroken: false }),
          () => ({ text: '', isBroken: true }),
        );
        const id = answer.headers.get('x-completion-id') ?? '';
        const row = await at.server.store.retrieve(id, 'any');
        const where = `${name} at ${point} of ${bytes.length}, ${isReset ? 'reset' : 'ended'}`;
        if (row?.state === 'complete') {
          counts.complete += 1;
          expect(said.text, where).toMatch(/data: \[DONE\]\n\n$/);
          const finishes = [...textOf(row.body).matchAll(/"finish_reason":"/g)];
          expect(finishes.length, where).toBeGreaterThanOrEqual(n);
        } else {
          counts.incomplete += 1;
          expect(row?.state, where).toBe('incomplete');
          expect(said.isBroken || !said.text.endsWith('data: [DONE]\n\n'), where).toBe(true);
        }
        if (isReset) counts.reset += 1;
      }
      expect(counts.complete).toBeGreaterThan(0);
      expect(counts.incomplete).toBeGreaterThan(CUTS / 2);
      if (LONG)
        say(
          `FIGURE | cut points of provider streams | ${CUTS} of ${cases.length} streams, ${counts.reset} by reset: ${counts.complete} whole, ${counts.incomplete} kept as incomplete, 0 that only looked whole |`,
        );
    },
  );
});
