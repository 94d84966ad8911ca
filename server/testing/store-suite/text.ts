import { textOf } from '../../json/text';
import { describe, expect, it } from 'vitest';
import { keep, sampleDraft, walk } from './samples';
import type { Store } from '../../store/store';

// JSON text, as it came: what JSON.parse would change or a database might not keep.
const texts = {
  'escaped NUL': String.raw`{"a":"x\u0000y"}`,
  'escaped lone surrogates': String.raw`{"a":"\ud800","b":"\udc00\ud800"}`,
  'integers of 19 digits': '{"seed":4944116822809979520,"n":-9223372036854775809}',
  'numbers beyond any double': '{"a":1e400,"b":-1E+999,"c":1.0,"d":1.10,"e":-0}',
  'repeated keys and white space': '{ "a" : 1,\n\t"a" :  2 , "":""}',
  'right to left and combining marks': `{"a":"שלום \u202Eevil\u202C ${'e\u0301'.repeat(1_000)}"}`,
  'emoji, controls and line separators': '{"a":"👩‍👩‍👧‍👦 \\u001b[31m \u2028\u2029\u0085 \ufeff"}',
  'ten megabytes': `{"a":"${'long text é '.repeat(870_000)}"}`,
  'a line of a megabyte': `{"a":"${'x'.repeat(1_048_576)}"}`,
};

/** Among words, as there are in most: short texts may be kept otherwise than long ones. */
const amongWords = Object.entries(texts)
  .filter(([, json]) => json.length < 10_000)
  .map(([name, json]): [string, string] => [
    `${name}, among words`,
    `[${json},"${'some words go on and on '.repeat(60)}"]`,
  ]);

export function describeText(store: () => Store): void {
  describe('text', () => {
    it.each([...Object.entries(texts), ...amongWords])(
      'comes out as it went in: %s',
      async (_, json) => {
        const draft = sampleDraft({ request: json, messages: `[${json}]` });
        const id = await keep(store(), { draft, outcome: { body: json } });
        const row = await store().retrieve(id, 'complete');
        // toBe on ten megabytes would print them.
        expect(row?.request === json).toBe(true);
        expect(textOf(row?.body ?? '') === json).toBe(true);
        const messages = await store().messages(id, 'complete');
        expect(textOf(messages ?? '') === `[${json}]`).toBe(true);
        await store().delete(id, 'any');
      },
    );

    it.each(['\0', '\ud800', 'a\udfffb'])('that no database keeps is refused: %j', async (bad) => {
      for (const part of ['request', 'messages'] as const) {
        const draft = sampleDraft({ [part]: `{"a":"${bad}"}` });
        await expect(store().begin(draft)).rejects.toThrow('cannot be stored');
        expect(await store().retrieve(draft.id, 'any')).toBeNull();
      }
    });

    it('of a label longer than any sensible one is cut, between characters', async () => {
      const model = `cut-${'😀'.repeat(10_000)}`;
      const id = await keep(store(), { draft: { requestedModel: model }, outcome: { model } });
      const kept = `cut-${'😀'.repeat(252)}`;
      expect(await store().retrieve(id, 'any')).toMatchObject({
        requestedModel: kept,
        model: kept,
      });
      expect(await walk(store(), { order: 'asc', model: kept })).toEqual([id]);
    });

    it('of labels and previews is kept as far as a database can', async () => {
      const odd = 'a\0b\ud800c 👍';
      const draft = { inputPreview: odd, requestedModel: odd, caller: odd };
      const outcome = { outputPreview: odd, model: odd, finishReason: odd, upstreamId: odd };
      const id = await keep(store(), { draft, outcome });
      const kept = 'a\ufffdb\ufffdc 👍';
      expect(await store().retrieve(id, 'any')).toMatchObject({
        inputPreview: kept,
        requestedModel: kept,
        caller: kept,
        outputPreview: kept,
        model: kept,
        finishReason: kept,
        upstreamId: kept,
      });
    });
  });
}
