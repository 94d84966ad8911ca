import { describe, expect, it } from 'vitest';
import { recordFrom } from '../testing/sample-record';
import { csvHeader, recordCsv } from './csv';

describe('a line of a table', () => {
  it('makes texts inert in spreadsheets', () => {
    expect(recordCsv(recordFrom({ metadata: { k: '=1' } }), ['metadata.k'])).toBe("'=1\r\n");
  });

  it('has whole texts where they are asked for, and marks beginnings that go on', () => {
    const long = `${'word '.repeat(60)}\nend`;
    const record = recordFrom({
      messages: JSON.stringify([{ role: 'user', content: long }]),
      body: JSON.stringify({ choices: [{ message: { content: 'x'.repeat(200) } }] }),
      inputPreview: 'word '.repeat(60).slice(0, 200),
      outputPreview: 'x'.repeat(200),
    });
    const lines = (columns: string[]) => recordCsv(record, columns);
    expect(lines(['input_text'])).toBe(`"${long}"\r\n`);
    expect(lines(['input_preview'])).toBe(`${'word '.repeat(60).slice(0, 200)}…\r\n`);
    // Exactly as long as a preview may be, and whole.
    expect(lines(['output_preview', 'output_text'])).toBe(
      `${'x'.repeat(200)},${'x'.repeat(200)}\r\n`,
    );
  });

  it('marks a beginning however the text goes on, and cuts no whole text', () => {
    const asked = `a${' '.repeat(3_000)}b`;
    const reasoning = 'r'.repeat(5_000);
    const message = { content: '', reasoning_content: reasoning };
    const record = recordFrom({
      messages: JSON.stringify([{ role: 'user', content: asked }]),
      inputPreview: 'a',
      body: JSON.stringify({ choices: [{ message, finish_reason: 'stop' }] }),
    });
    expect(recordCsv(record, ['input_preview'])).toBe('a…\r\n');
    expect(recordCsv(record, ['output_text'])).toBe(`[only reasoning] ${reasoning}\r\n`);
  });

  it('makes names of columns inert too', () => {
    expect(csvHeader(['id', 'metadata.a,b'])).toBe('\uFEFFid,"metadata.a,b"\r\n');
  });

  it('leaves a cell empty for what is unknown, and for metadata that is not there', () => {
    const record = recordFrom({ cost: null, promptTokens: null, metadata: {} });
    const columns = ['cost', 'total_tokens', 'metadata.constructor', 'metadata.__proto__'];
    expect(recordCsv(record, columns)).toBe(',,,\r\n');
  });

  it('writes numbers as numbers and times as ISO 8601', () => {
    const record = recordFrom({ created: 1_700_000_000, cost: 0.000_25 });
    expect(recordCsv(record, ['created', 'cost', 'total_tokens'])).toBe(
      '2023-11-14T22:13:20.000Z,0.00025,46\r\n',
    );
  });

  it.each([0, 1, 57, 86_400])('has an empty cell for a second that is no date: %i', (created) => {
    expect(recordCsv(recordFrom({ id: 'undated', created }), ['id', 'created'])).toBe(
      'undated,\r\n',
    );
  });
});
