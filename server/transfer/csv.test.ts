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
