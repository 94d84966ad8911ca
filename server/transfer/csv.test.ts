import { describe, expect, it } from 'vitest';
import { recordFrom } from './sample-record';
import { csvHeader, csvLine } from './csv';

describe('a line of a table', () => {
  it('quotes what holds a quote, a comma or a line break', () => {
    const record = recordFrom({ inputPreview: 'say "hi", then\nleave' });
    expect(csvLine(record, ['input_preview', 'model'])).toBe(
      '"say ""hi"", then\nleave",gpt-test\r\n',
    );
  });

  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\tx', '\rx', ' =1', '＝1'])(
    'makes %j inert in spreadsheets',
    (text) => {
      const line = csvLine(recordFrom({ metadata: { k: text } }), ['metadata.k']);
      expect(line.replace(/^"/, '').startsWith(`'${text}`)).toBe(true);
    },
  );

  it('has whole texts where they are asked for, and marks beginnings that go on', () => {
    const long = `${'word '.repeat(60)}\nend`;
    const record = recordFrom({
      messages: JSON.stringify([{ role: 'user', content: long }]),
      body: JSON.stringify({ choices: [{ message: { content: 'x'.repeat(200) } }] }),
      inputPreview: 'word '.repeat(60).slice(0, 200),
      outputPreview: 'x'.repeat(200),
    });
    const lines = (columns: string[]) => csvLine(record, columns);
    expect(lines(['input_text'])).toBe(`"${long}"\r\n`);
    expect(lines(['input_preview'])).toBe(`${'word '.repeat(60).slice(0, 200)}…\r\n`);
    // Exactly as long as a preview may be, and whole.
    expect(lines(['output_preview', 'output_text'])).toBe(
      `${'x'.repeat(200)},${'x'.repeat(200)}\r\n`,
    );
  });

  it('makes names of columns inert too', () => {
    expect(csvHeader(['id', 'metadata.a,b'])).toBe('\uFEFFid,"metadata.a,b"\r\n');
  });

  it('leaves a cell empty for what is unknown, and for metadata that is not there', () => {
    const record = recordFrom({ cost: null, promptTokens: null, metadata: {} });
    const columns = ['cost', 'total_tokens', 'metadata.constructor', 'metadata.__proto__'];
    expect(csvLine(record, columns)).toBe(',,,\r\n');
  });

  it('writes numbers as numbers and times as ISO 8601', () => {
    const record = recordFrom({ created: 1_700_000_000, cost: 0.000_25 });
    expect(csvLine(record, ['created', 'cost', 'total_tokens'])).toBe(
      '2023-11-14T22:13:20.000Z,0.00025,46\r\n',
    );
  });
});
